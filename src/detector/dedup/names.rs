//! Which words does a text write with a capital letter only, and not only where a sentence starts?

use crate::model::Span;
use crate::text::is_fact;

/// The hashes of the words that a text takes for names, ascending: each is a fact in one place at
/// least ([`is_fact`]), and starts with a small letter in none.
///
/// `Osaka` at the start of a sentence is a name if the text has `in Osaka` too; `The` is none,
/// though it stands in `The Hague`.
pub(super) fn names(text: &str, hashes: &[u64], spans: &[Span]) -> Vec<u64> {
    let first = |span: Span| text[span.range()].chars().next();
    let is_name = |span: Span| first(span).is_some_and(char::is_uppercase) && is_fact(text, span);
    let tokens = || hashes.iter().zip(spans);
    let mut names: Vec<(u64, bool)> =
        tokens().filter(|&(_, &span)| is_name(span)).map(|(&hash, _)| (hash, true)).collect();
    names.sort_unstable();
    names.dedup();
    for (hash, &span) in tokens() {
        if first(span).is_some_and(char::is_lowercase)
            && let Ok(at) = names.binary_search_by_key(hash, |&(name, _)| name)
        {
            names[at].1 = false;
        }
    }
    names.into_iter().filter(|&(_, only)| only).map(|(name, _)| name).collect()
}
