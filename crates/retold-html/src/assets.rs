//! The style sheet and script of the page, and its content security policy.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The style sheet: colors and fonts, then the views, then print.
const STYLE: [&str; 3] = [
    include_str!("assets/base.css"),
    include_str!("assets/views.css"),
    include_str!("assets/print.css"),
];

/// The script, in the order of its dependencies.
const SCRIPT: [&str; 18] = [
    include_str!("assets/dom.js"),
    include_str!("assets/data.js"),
    include_str!("assets/diff.js"),
    include_str!("assets/text.js"),
    include_str!("assets/filter.js"),
    include_str!("assets/list.js"),
    include_str!("assets/passages.js"),
    include_str!("assets/pairs.js"),
    include_str!("assets/overview.js"),
    include_str!("assets/family.js"),
    include_str!("assets/pair.js"),
    include_str!("assets/file.js"),
    include_str!("assets/graph.js"),
    include_str!("assets/copies.js"),
    include_str!("assets/notes.js"),
    include_str!("assets/search.js"),
    include_str!("assets/keys.js"),
    include_str!("assets/main.js"),
];

/// The contents of the style element.
pub(crate) fn style() -> String {
    STYLE.concat()
}

/// The contents of the script element: one scope without global names.
pub(crate) fn script() -> String {
    format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPT.concat())
}

/// The policy: it allows this style and this script by their hashes, and nothing else.
pub(crate) fn policy(style: &str, script: &str) -> String {
    let hash = |source: &str| STANDARD.encode(Sha256::digest(source));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        hash(style),
        hash(script)
    )
}
