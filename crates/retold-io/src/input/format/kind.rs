//! The format of a file by its name.

use std::path::Path;

/// The format of a file by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// JSON Lines: one record per line.
    JsonLines,
    /// JSON: an array of records, or something else.
    Json,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Markdown and its relatives with code blocks: Quarto, R Markdown.
    Markdown,
    /// Markdown with JSX.
    Mdx,
    /// HTML.
    Html,
    /// A Jupyter notebook.
    Notebook,
    /// Captions: SubRip or WebVTT.
    Captions,
    /// A mail message or a mailbox.
    Mail,
    /// A drawing. Its words are labels.
    Drawing,
    /// Text without markup.
    Text,
    /// A log of a program.
    Log,
    /// Unknown: the name has no extension.
    Unnamed,
    /// A format without a reader of its own.
    Other,
}

impl Kind {
    /// The format by the extension before that of the compression. `packed` says whether the file
    /// is compressed.
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
            Some("log") => Kind::Log,
            Some(_) => Kind::Other,
            None => Kind::Unnamed,
        }
    }
}
