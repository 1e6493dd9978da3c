//! A text that can be laid beside others.

use super::novelty::{Scope, says_more};
use super::side::{Side, Tokens};
use crate::model::Span;
use std::sync::OnceLock;

/// Whether a part of a text says anything that a part of another one does not, when both are laid
/// side by side, word by word ([`Words`](crate::text::Words)).
///
/// It does not if both have the same words in the same order, with the same symbols between them (`C`
/// and `C++`, `5` and `-5`), but for
/// * spellings, forms and misspellings of one word: `colour` and `color`, `dealer` and `dealers`,
///   `recieve`;
/// * function words that nothing depends on: articles, `of`, `and`;
/// * punctuation, quotes, bullets and the marks of Markdown;
/// * whole sentences that only the other part has;
/// * whole sentences, of eight words and more together, that stand elsewhere in the other part.
///
/// Negations, modal verbs, quantifiers, numbers, names, code and what is quoted are facts: they have
/// to be the same on both sides. So has every other word that is in no list. Forms and function words
/// are known for English, German, French, Spanish, Italian, Portuguese, Dutch, Russian and, as far as
/// there are any, Chinese, Japanese and Arabic; in any other language only case and diacritics are
/// overlooked.
///
/// Time: the words of both parts, times the number of those without a counterpart, of which there
/// may be 512 after the shared sentences are left out. Texts with more of them are never the same.
///
/// # Panics
/// If a part is not within its text, or does not start and end at characters.
///
/// # Examples
/// ```
/// use retold::Span;
/// use retold::facts::states_more;
///
/// let more = |a: &str, b: &str| states_more(a, Span::new(0, a.len()), b, Span::new(0, b.len()));
/// let kept = "The nurse must give the second dose to the patient before the meal.";
/// assert!(more("The nurse must not give the second dose to the patient before the meal.", kept));
/// assert!(more("The patient must give the second dose to the nurse before the meal.", kept));
/// assert!(more("The nurse must give the second dose to the patient after the meal.", kept));
/// assert!(!more("A nurse must give the second dose to the patients, before the meal!", kept));
/// ```
pub fn states_more(text: &str, part: Span, other: &str, other_part: Span) -> bool {
    let [tokens, others] =
        [(text, part), (other, other_part)].map(|(text, part)| Tokens::new(text, part));
    let [mine, theirs] = Side::both((text, part, &tokens), (other, other_part, &others));
    says_more(&mine, &theirs, Scope::Segment)
}

/// A text that is laid beside others.
#[derive(Debug)]
pub(crate) struct Statement {
    text: Box<str>,
    /// Few texts are laid beside another one, and some beside many.
    tokens: OnceLock<Tokens>,
}

impl Statement {
    pub(crate) fn new(text: &str) -> Statement {
        Statement { text: text.into(), tokens: OnceLock::new() }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// As [`states_more`], of whole texts.
    pub(crate) fn says_more_than(&self, other: &Statement, scope: Scope) -> bool {
        let [mine, theirs] = [self, other].map(|it| {
            let part = Span::new(0, it.text.len());
            (&*it.text, part, it.tokens.get_or_init(|| Tokens::new(&it.text, part)))
        });
        let [mine, theirs] = Side::both(mine, theirs);
        says_more(&mine, &theirs, scope)
    }
}
