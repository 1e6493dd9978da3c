//! What does the name of a file say?

use std::path::Path;

/// What the name of a file says about what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON Lines: a record on each line.
    JsonLines,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
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
            Some("md" | "markdown") => Kind::Markdown,
            Some("html" | "htm" | "xhtml") => Kind::Html,
            Some("txt" | "text") => Kind::Text,
            Some(_) => Kind::Other,
            None => Kind::Unnamed,
        }
    }
}
