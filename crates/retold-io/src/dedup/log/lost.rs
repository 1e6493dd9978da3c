//! The words of a text that another text does not have at the same place.

use retold::Span;
use retold::facts::lost_words;

/// The first words of `text` that `other` does not have at the same place, at most `limit` of them,
/// and the number of all such words. `same_words` means that both have the same words.
pub(super) fn lost(
    text: &str,
    other: &str,
    same_words: bool,
    limit: usize,
) -> (Vec<String>, usize) {
    if same_words {
        return (Vec::new(), 0);
    }
    let whole = |text: &str| Span::new(0, text.len());
    let lost = lost_words(text, whole(text), other, whole(other), limit);
    (lost.words.iter().map(|word| text[word.range()].to_owned()).collect(), lost.count)
}
