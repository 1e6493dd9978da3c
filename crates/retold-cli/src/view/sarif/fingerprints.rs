//! Fingerprints that identify a result across runs.

use retold::hash::content_hash;
use retold::text::{Tokenizer, Words};
use std::collections::BTreeMap;

/// Makes the fingerprint of a result from its rule and its normalised words, not from its place.
/// Equal results are numbered.
#[derive(Default)]
pub(super) struct Fingerprints(BTreeMap<(usize, u128), usize>);

impl Fingerprints {
    pub(super) fn of(&mut self, rule: usize, text: &str) -> String {
        let mut tokens = Vec::new();
        Words.tokenize(text, &mut |token| tokens.push(token.hash));
        let hash = content_hash(&tokens).0;
        let number = self.0.entry((rule, hash)).or_default();
        *number += 1;
        format!("{hash:032x}:{number}")
    }
}
