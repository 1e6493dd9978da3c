//! [`lost_words`]: the words that would be lost with a removed text, for a log of removals.

use super::changes::MOST_EDITS;
use super::common_subsequence::common_subsequence;
use super::sentences::without_shared;
use super::side::{Side, Tokens};
use crate::model::Span;

/// The words of a text without a counterpart in another text.
///
/// # Examples
/// ```
/// use retold::Span;
/// use retold::facts::lost_words;
///
/// let (removed, kept) = ("The colour of the sea is red.", "The color of the sea is red");
/// let part = |text: &str| Span::new(0, text.len());
/// let lost = lost_words(removed, part(removed), kept, part(kept), 64);
/// assert_eq!((lost.count, &removed[lost.words[0].range()]), (1, "colour"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LostWords {
    /// The spans of these words, ascending; the first ones, up to the requested number.
    pub words: Vec<Span>,
    /// The number of all of them.
    pub count: usize,
}

/// Finds the words of a part of a text without a counterpart in a part of another one, and lists the
/// first `most` of them.
///
/// Both parts are aligned word by word ([`Words`](crate::text::Words)). If more than 512 words have no
/// counterpart, they are aligned once more without the whole sentences that both have. If there are still
/// more, all words of the sentences that differ count as lost.
///
/// # Panics
/// If a part is not within its text, or does not start and end at characters.
///
/// # Examples
/// See [`LostWords`].
pub fn lost_words(text: &str, part: Span, other: &str, other_part: Span, most: usize) -> LostWords {
    let [tokens, others] =
        [(text, part), (other, other_part)].map(|(text, part)| Tokens::new(text, part));
    let [mine, theirs] = Side::both((text, part, &tokens), (other, other_part, &others));
    let pairs = common_subsequence(&theirs.tokens.hashes, &mine.tokens.hashes, MOST_EDITS);
    let lost = if let Some(pairs) = pairs {
        beyond(&(0..mine.len() as u32).collect::<Vec<_>>(), &pairs)
    } else {
        let [theirs_left, mine_left] = without_shared(&theirs, &mine);
        let hashes = |side: &Side<'_>, left: &[u32]| -> Vec<u64> {
            left.iter().map(|&token| side.tokens.hashes[token as usize]).collect()
        };
        let (a, b) = (hashes(&theirs, &theirs_left), hashes(&mine, &mine_left));
        beyond(&mine_left, &common_subsequence(&a, &b, MOST_EDITS).unwrap_or_default())
    };
    let words = lost.iter().take(most).map(|&token| mine.tokens.spans[token as usize]).collect();
    LostWords { words, count: lost.len() }
}

/// The tokens without a counterpart.
fn beyond(tokens: &[u32], pairs: &[(usize, usize)]) -> Vec<u32> {
    let mut pairs = pairs.iter().peekable();
    let has_none = |place: &usize| pairs.next_if(|pair| pair.1 == *place).is_none();
    (0..tokens.len()).filter(has_none).map(|place| tokens[place]).collect()
}
