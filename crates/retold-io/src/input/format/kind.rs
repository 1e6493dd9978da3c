//! What the name of a file says.

use std::path::Path;

/// What the name of a file says about what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// JSON Lines: a record on each line.
    JsonLines,
    /// JSON: an array of records, or anything else.
    Json,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Markdown, and what has it between blocks of code: Quarto, R Markdown.
    Markdown,
    /// Markdown with JSX.
    Mdx,
    /// HTML.
    Html,
    /// A notebook of Jupyter.
    Notebook,
    /// Captions of a film: SubRip or WebVTT.
    Captions,
    /// A message, or a mailbox of them.
    Mail,
    /// A drawing, whose words are labels.
    Drawing,
    /// Text without markup.
    Text,
    /// Nothing: it has no extension.
    Unnamed,
    /// Something that has no reader of its own.
    Other,
}

impl Kind {
    /// By the extension, that of the packing left out. `packed` is true if the file is packed.
    pub fn of(path: &Path, packed: bool) -> Kind {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let packings = [".gz", ".gzip", ".zst", ".zstd"];
        let inner = packings.iter().find_map(|packing| name.strip_suffix(packing));
        let name = inner.filter(|_| packed).unwrap_or(&name);
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("jsonl" | "ndjson") => Kind::JsonLines,
            Some("json") => Kind::Json,
            Some("csv") => Kind::Csv,
            Some("tsv" | "tab") => Kind::Tsv,
            Some("md" | "markdown" | "qmd" | "rmd") => Kind::Markdown,
            Some("mdx") => Kind::Mdx,
            Some("html" | "htm" | "xhtml") => Kind::Html,
            Some("ipynb") => Kind::Notebook,
            Some("srt" | "vtt") => Kind::Captions,
            Some("mbox" | "eml") => Kind::Mail,
            Some("svg" | "svgz" | "drawio" | "dio" | "excalidraw" | "dxf" | "eps") => Kind::Drawing,
            Some("txt" | "text") => Kind::Text,
            Some(_) => Kind::Other,
            None => Kind::Unnamed,
        }
    }
}
