//! Which file is meant?

use serde::Serialize;

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact {
    uri: String,
    /// Paths that are not absolute start at the root of the checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    /// The file of that name as a URI reference.
    pub(super) fn new(name: &str) -> Artifact {
        let name = name.strip_prefix("./").unwrap_or(name);
        let absolute = name.starts_with('/');
        let mut uri = if absolute { "file://".to_owned() } else { String::new() };
        for byte in name.bytes() {
            match byte {
                b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                    uri.push(char::from(byte));
                }
                b'\\' if cfg!(windows) => uri.push('/'),
                _ => {
                    const HEX: &[u8; 16] = b"0123456789ABCDEF";
                    uri.push('%');
                    uri.push(char::from(HEX[usize::from(byte >> 4)]));
                    uri.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
        Artifact { uri, uri_base_id: (!absolute).then_some("%SRCROOT%") }
    }
}

#[cfg(test)]
mod tests {
    use super::Artifact;

    #[test]
    fn names_become_uris() {
        let uri = |name| Artifact::new(name).uri;
        assert_eq!(uri("./docs/a b.md"), "docs/a%20b.md");
        assert_eq!(uri("中.txt:7"), "%E4%B8%AD.txt%3A7");
        assert_eq!(uri("/srv/<b>"), "file:///srv/%3Cb%3E");
        assert_eq!(Artifact::new("/srv/a").uri_base_id, None);
    }
}
