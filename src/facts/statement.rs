//! [`states_more`], the guard for two texts, and [`Statement`], a text that is compared with many others.

use super::novelty::{Scope, says_more};
use super::side::{Side, Tokens};
use crate::model::Span;
use std::sync::OnceLock;

/// Whether a part of a text states anything that a part of another one does not. Both are aligned word by
/// word ([`Words`](crate::text::Words)).
///
/// The result is false if both have the same words in the same order, with the same symbols between them
/// (`C` and `C++` differ, `5` and `-5` differ). These differences are ignored:
/// * spellings, forms and misspellings of one word: `colour` and `color`, `dealer` and `dealers`,
///   `recieve`;
/// * function words that do not change the meaning: articles, `of`, `and`;
/// * punctuation, quotes, bullets and the marks of Markdown;
/// * whole sentences that only the other part has;
/// * whole sentences, of at least eight words together, that the other part has at another place.
///
/// Negations, modal verbs, quantifiers, numbers, names, code and quotations are facts: they have to be
/// the same on both sides. Every word that is in no list also has to be the same. Forms and function words are known
/// for English, German, French, Spanish, Italian, Portuguese, Dutch, Russian and, as far as they exist,
/// Chinese, Japanese and Arabic. In other languages only case and diacritics are ignored.
///
/// Time: the words of both parts times the number of words without a counterpart, of which 512 are allowed
/// after shared sentences were taken out. With more of them the result is true.
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

/// A text that is compared with others.
#[derive(Debug)]
pub(crate) struct Statement {
    text: Box<str>,
    /// Computed when it is first needed: most texts are compared with none, some with many.
    tokens: OnceLock<Tokens>,
}

impl Statement {
    pub(crate) fn new(text: &str) -> Statement {
        Statement { text: text.into(), tokens: OnceLock::new() }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// As [`states_more`], for whole texts.
    pub(crate) fn says_more_than(&self, other: &Statement, scope: Scope) -> bool {
        let [mine, theirs] = [self, other].map(|it| {
            let part = Span::new(0, it.text.len());
            (&*it.text, part, it.tokens.get_or_init(|| Tokens::new(&it.text, part)))
        });
        let [mine, theirs] = Side::both(mine, theirs);
        says_more(&mine, &theirs, scope)
    }
}
