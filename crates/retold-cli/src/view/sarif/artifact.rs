//! The file of a SARIF location, as a URI.

use serde::Serialize;
use std::path::{Component, Path, PathBuf};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact {
    uri: String,
    /// Relative paths are relative to the root of the checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    /// The file as a URI reference (RFC 3986): relative if it is inside the working directory, and
    /// without the dot segments that SARIF forbids.
    pub(super) fn new(file: &Path) -> Artifact {
        let is_plain =
            file.components().all(|part| matches!(part, Component::CurDir | Component::Normal(_)));
        let path = if is_plain { file.components().collect() } else { from_root(file) };
        let absolute = path.is_absolute();
        let mut uri = if absolute { "file://".to_owned() } else { String::new() };
        for part in path.components() {
            match part {
                Component::Prefix(prefix) => {
                    uri.push('/');
                    encode(prefix.as_os_str().as_encoded_bytes(), &mut uri);
                }
                Component::RootDir => uri.push('/'),
                Component::Normal(name) => {
                    if !uri.is_empty() && !uri.ends_with('/') {
                        uri.push('/');
                    }
                    encode(name.as_encoded_bytes(), &mut uri);
                }
                Component::CurDir | Component::ParentDir => {}
            }
        }
        Artifact { uri, uri_base_id: (!absolute).then_some("%SRCROOT%") }
    }
}

/// The path from the working directory, or the absolute path if it is outside.
fn from_root(file: &Path) -> PathBuf {
    let real = std::fs::canonicalize(file).or_else(|_| std::path::absolute(file));
    let real = real.unwrap_or_else(|_| file.to_owned());
    let folder = std::env::current_dir().and_then(std::fs::canonicalize);
    match folder.ok().and_then(|folder| real.strip_prefix(folder).ok().map(Path::to_owned)) {
        Some(path) => path,
        None => real,
    }
}

/// Percent-encodes all but the unreserved characters of a path segment.
fn encode(part: &[u8], uri: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in part {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.push(char::from(HEX[usize::from(byte >> 4)]));
            uri.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Artifact;
    use std::path::Path;

    #[test]
    fn names_become_uris() {
        let uri = |name| Artifact::new(Path::new(name)).uri;
        assert_eq!(uri("./docs//a b.md"), "docs/a%20b.md");
        assert_eq!(uri("中.txt:7"), "%E4%B8%AD.txt%3A7");
        assert_eq!(uri("100%#?[1].md"), "100%25%23%3F%5B1%5D.md");
        assert_eq!(uri("src/../src/main.rs"), "src/main.rs");
    }

    #[cfg(unix)]
    #[test]
    fn what_lies_elsewhere_is_absolute_and_has_no_base() {
        let root = Artifact::new(Path::new("/no/such/<b>"));
        assert_eq!((&*root.uri, root.uri_base_id), ("file:///no/such/%3Cb%3E", None));
        let above = Artifact::new(Path::new(".."));
        assert!(above.uri.starts_with("file:///") && !above.uri.contains(".."), "{}", above.uri);
        let here = std::env::current_dir().unwrap_or_default().join("src/main.rs");
        assert_eq!(Artifact::new(&here).uri, "src/main.rs");
    }
}
