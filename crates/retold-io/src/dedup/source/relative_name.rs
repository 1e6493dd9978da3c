//! The name of a file in a folder, as it is written down in the audit log.

use std::path::{Component, Path};

/// A relative path with `/` between its parts, if all of them can be written down.
pub(in crate::dedup) fn written(relative: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = relative
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    Some(parts?.join("/"))
}
