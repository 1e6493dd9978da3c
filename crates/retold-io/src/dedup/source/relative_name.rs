//! The path of a file in a folder, as the audit log stores it.

use std::path::{Component, Path};

/// A relative path with `/` between its parts; none if a part is not Unicode.
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
