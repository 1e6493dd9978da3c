//! What does the name of a file say?

use std::path::Path;

/// What the name of a file says about what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    JsonLines,
    Markdown,
    Html,
    Other,
}

impl Kind {
    /// By the extension, that of the packing left out. `packed` is true if the file is packed.
    pub(super) fn of(path: &Path, packed: bool) -> Kind {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let mut parts = name.rsplit('.');
        let mut extension = parts.next().unwrap_or_default();
        if packed && matches!(extension, "gz" | "zst" | "zstd") {
            extension = parts.next().unwrap_or_default();
        }
        match extension {
            "jsonl" | "ndjson" => Kind::JsonLines,
            "md" | "markdown" => Kind::Markdown,
            "html" | "htm" | "xhtml" => Kind::Html,
            _ => Kind::Other,
        }
    }
}
