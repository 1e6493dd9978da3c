//! The version of a file of a job, which decides whether the rest of it is read.

use serde::Deserialize;

/// The version of the program, without which a file is not read: another one may decide in another way.
pub(super) const TOOL: &str = concat!("retold ", env!("CARGO_PKG_VERSION"));

/// The format and the program that a file was written by.
#[derive(Debug, Deserialize)]
struct Version {
    schema: String,
    tool: String,
}

/// Checks that JSON is of this version and in this format.
///
/// # Errors
/// The reason with the remedy; `remedy` is that for a file that is no such JSON.
pub(super) fn check(json: &[u8], schema: &str, remedy: &str) -> Result<(), String> {
    let version: Version = serde_json::from_slice(json)
        .map_err(|error| format!("it is damaged: {error}; {remedy}"))?;
    if version.schema == schema && version.tool == TOOL {
        return Ok(());
    }
    Err(format!(
        "{} made it in the format {}, and this is {TOOL} with {schema}; run all stages of a job with one version",
        version.tool, version.schema
    ))
}

#[cfg(test)]
mod tests {
    use super::{TOOL, check};

    #[test]
    fn another_version_is_refused_before_its_fields_are_read() {
        let json = |schema: &str, tool: &str| {
            format!("{{\"schema\":\"{schema}\",\"tool\":\"{tool}\",\"new\":[]}}")
        };
        let of = |schema, tool| check(json(schema, tool).as_bytes(), "a/1", "remove it");
        assert_eq!(of("a/1", TOOL), Ok(()));
        assert!(of("a/2", TOOL).expect_err("another version").contains("in the format a/2"));
        assert!(
            of("a/1", "retold 99.0.0")
                .expect_err("another version")
                .contains("retold 99.0.0 made it")
        );
        assert!(
            check(b"{", "a/1", "remove it").expect_err("another version").ends_with("remove it")
        );
    }
}
