//! Which words does a text write with a capital letter only, and not only where a sentence starts?

use crate::detector::tokens::boundary_before;
use crate::model::Span;
use crate::text::is_fact;
use memchr::memmem;

/// So many bytes on either side of a part are looked at.
const NEAR: usize = 64 * 1024;

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

/// Whether the text around a part takes a word for a name, likewise.
pub(super) fn is_name_near(text: &str, part: Span, word: &str) -> bool {
    let start = boundary_before(text, part.start.saturating_sub(NEAR));
    let end = boundary_before(text, part.end + NEAR);
    // The places where it stands as a word of its own.
    let places = |word: &str| -> Vec<Span> {
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        memmem::find_iter(&text.as_bytes()[start..end], word.as_bytes())
            .map(|at| Span::new(start + at, start + at + word.len()))
            .filter(|span| !joins(text[..span.start].chars().next_back()))
            .filter(|span| !joins(text[span.end..].chars().next()))
            .collect()
    };
    places(word).into_iter().any(|span| is_fact(text, span))
        && places(&word.to_lowercase()).is_empty()
}
