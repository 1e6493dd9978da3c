//! What kinds of results there are.

use super::log::Rule;

pub(super) const RULES: [Rule; 5] = [
    Rule::new("retold/repeated", "A passage stands twice in one file.", "warning"),
    Rule::new("retold/shared", "A passage stands in several files.", "warning"),
    Rule::new("retold/boilerplate", "A passage stands in very many files.", "note"),
    Rule::new("retold/near-copy", "A file is a near-copy of another.", "warning"),
    Rule::new("retold/rows", "Many rows of a file are alike.", "note"),
];
pub(super) const REPEATED: usize = 0;
pub(super) const SHARED: usize = 1;
pub(super) const BOILERPLATE: usize = 2;
pub(super) const NEAR_COPY: usize = 3;
pub(super) const ROWS: usize = 4;
