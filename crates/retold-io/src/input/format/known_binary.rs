//! Known binary formats that contain text, with the remedy for each.
//!
//! For a PDF or an office document, a message about its first NUL byte would not help. So known
//! formats are recognised by their first bytes, or by the name where these say too little, and the
//! message names a tool that extracts the text. Every such message starts with `binary file`.

use std::path::Path;

/// The bytes of an archive in which the names of its first files are searched. They distinguish a
/// word processor document from other archives.
const HEAD: usize = 4096;

/// Formats that are recognised by extension: extension, name, remedy.
const BY_NAME: [(&str, &str, &str); 24] = [
    ("pdf", "PDF", PDF),
    ("doc", "Word", WORD),
    ("docx", "Word", OFFICE),
    ("docm", "Word", OFFICE),
    ("odt", "OpenDocument text", OFFICE),
    ("rtf", "RTF", OFFICE),
    ("pages", "Pages", "export it as plain text first"),
    ("xls", "Excel", SHEET),
    ("xlsx", "Excel", SHEET),
    ("ods", "OpenDocument spreadsheet", SHEET),
    ("ppt", "PowerPoint", SLIDES),
    ("pptx", "PowerPoint", SLIDES),
    ("odp", "OpenDocument presentation", SLIDES),
    ("epub", "EPUB", OFFICE),
    ("mobi", "Mobipocket", BOOK),
    ("azw3", "Kindle", BOOK),
    ("djvu", "DjVu", "extract its text first, e.g. `djvutxt FILE`"),
    ("png", "image", IMAGE),
    ("jpg", "image", IMAGE),
    ("jpeg", "image", IMAGE),
    ("tif", "image", IMAGE),
    ("tiff", "image", IMAGE),
    ("zip", "archive", ARCHIVE),
    ("7z", "archive", ARCHIVE),
];

const PDF: &str = "extract its text first, e.g. `pdftotext FILE -`";
const WORD: &str = "extract its text first, e.g. `antiword FILE`";
const OFFICE: &str = "convert it to text first, e.g. `pandoc FILE -t plain`";
const SHEET: &str = "save its sheets as CSV first";
const SLIDES: &str = "convert it to PDF first, and that to text: `soffice --convert-to pdf FILE`";
const BOOK: &str = "convert it to text first, e.g. `ebook-convert FILE book.txt`";
const IMAGE: &str = "if it shows text, recognise it first, e.g. `tesseract FILE -`";
const ARCHIVE: &str = "unpack it first";

/// The reason why a file that starts with `head` is no text, if it has a known format that may
/// contain text.
pub(in crate::input) fn known_binary(head: &[u8]) -> Option<String> {
    by_content(head).map(|(kind, remedy)| reason(kind, remedy))
}

/// The reason, with a remedy if the file's name shows its format.
pub(in crate::input) fn with_remedy(found: String, path: &Path) -> String {
    let is_unknown =
        found.starts_with("binary file (a NUL") || found.starts_with("binary file (full");
    let extension = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    let known = extension
        .filter(|_| is_unknown)
        .and_then(|extension| BY_NAME.into_iter().find(|&(name, ..)| name == extension));
    known.map_or(found, |(_, kind, remedy)| reason(kind, remedy))
}

fn reason(kind: &str, remedy: &str) -> String {
    format!("binary file ({kind}); {remedy}")
}

fn by_content(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let head = &head[..head.len().min(HEAD)];
    let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    // In old office documents, each letter of a stream name takes two bytes.
    let has_wide =
        |needle: &str| has(&needle.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    Some(match head {
        // Some writers put a few bytes before it. A text about PDF does not start with `%PDF-`.
        [b'%', b'P', b'D', b'F', b'-', ..] => ("PDF", PDF),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("RTF", OFFICE),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => match () {
            () if has_wide("WordDocument") => ("Word", WORD),
            () if has_wide("Workbook") || has_wide("Book") => ("Excel", SHEET),
            () if has_wide("PowerPoint") => ("PowerPoint", SLIDES),
            () => ("Word, Excel or PowerPoint", "save it as plain text or CSV first"),
        },
        [b'P', b'K', 3 | 5, 4 | 6, ..] => match () {
            () if has(b"application/epub+zip") => ("EPUB", OFFICE),
            () if has(b"opendocument.text") => ("OpenDocument text", OFFICE),
            () if has(b"opendocument.spreadsheet") => ("OpenDocument spreadsheet", SHEET),
            () if has(b"opendocument.presentation") => ("OpenDocument presentation", SLIDES),
            () if has(b"word/") => ("Word", OFFICE),
            () if has(b"xl/") => ("Excel", SHEET),
            () if has(b"ppt/") => ("PowerPoint", SLIDES),
            () => return None,
        },
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => ("PNG image", IMAGE),
        [0xff, 0xd8, 0xff, ..] => ("JPEG image", IMAGE),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => ("TIFF image", IMAGE),
        [b'A', b'T', b'&', b'T', b'F', b'O', b'R', b'M', ..] => {
            ("DjVu", "extract its text first, e.g. `djvutxt FILE`")
        }
        [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..]
        | [0xfd, b'7', b'z', b'X', b'Z', 0, ..]
        | [b'R', b'a', b'r', b'!', 0x1a, 7, ..] => ("archive", ARCHIVE),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{known_binary, with_remedy};
    use std::path::Path;

    #[test]
    fn files_are_recognised_by_their_first_bytes_under_any_name() {
        let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        let word: Vec<u8> =
            ole.into_iter().chain(*b"\0W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0").collect();
        for (head, kind, remedy) in [
            (&b"%PDF-1.7\n%\xe2\xe3"[..], "(PDF)", "pdftotext FILE -"),
            (b"{\\rtf1\\ansi Dear", "(RTF)", "pandoc"),
            (b"PK\x03\x04\x14\0[Content_Types].xml word/document.xml", "(Word)", "pandoc"),
            (b"PK\x03\x04\x14\0\0\0xl/workbook.xml", "(Excel)", "CSV"),
            (b"PK\x03\x04mimetypeapplication/epub+zip", "(EPUB)", "pandoc"),
            (
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text",
                "(OpenDocument",
                "pandoc",
            ),
            (&word, "(Word)", "antiword"),
            (b"\x89PNG\r\n\x1a\n\0\0", "(PNG image)", "tesseract"),
        ] {
            let reason = known_binary(head).unwrap_or_default();
            assert!(reason.starts_with("binary file ("), "{reason}");
            assert!(reason.contains(kind) && reason.contains(remedy), "{reason}");
        }
        for text in ["The %PDF- header begins a file.", "PK", "{\\r", ""] {
            assert_eq!(known_binary(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_name_identifies_unknown_bytes() {
        let unknown = || "binary file (a NUL byte at offset 4)".to_owned();
        let named = |name| with_remedy(unknown(), Path::new(name));
        assert!(named("Plan.PPTX").contains("PowerPoint"), "{}", named("Plan.PPTX"));
        assert!(named("old/report.pdf").contains("pdftotext"));
        assert_eq!(named("a.bin"), unknown());
        assert_eq!(named("pdf"), unknown());
        let other = || "a folder".to_owned();
        assert_eq!(with_remedy(other(), Path::new("a.pdf")), other());
    }
}
