//! The rules: one for each kind of result.

use super::log::Rule;

pub(super) const RULES: [Rule; 5] = [
    Rule::new("retold/repeated", "A passage is repeated within one file.", "warning"),
    Rule::new("retold/shared", "Several files share a passage.", "warning"),
    Rule::new("retold/boilerplate", "A passage occurs in very many files (boilerplate).", "note"),
    Rule::new("retold/near-copy", "A file is a near-copy of another file.", "warning"),
    Rule::new("retold/rows", "Many rows of a file are similar.", "note"),
];
pub(super) const REPEATED: usize = 0;
pub(super) const SHARED: usize = 1;
pub(super) const BOILERPLATE: usize = 2;
pub(super) const NEAR_COPY: usize = 3;
pub(super) const ROWS: usize = 4;
