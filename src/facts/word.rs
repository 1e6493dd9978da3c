//! Words that state a fact: the definition that the relation `template`, the mark of a changed fact and the
//! guard of removals share.
//!
//! A word states a fact if it is a *value*, that is a number or a name, or a *fact word* of the language (`not`,
//! `must`, `all`; see `lexicon`). Two documents are a template if only values differ. A changed `not` is marked
//! as a changed fact, and the guard keeps the text.
//!
//! Numbers and most names are known by their letters. Two things need more of the text:
//! - *A capital letter at the start of a sentence* may belong to a name or to any word. The rest of the text
//!   decides: a word that also has a capital letter inside a sentence, and small letters nowhere, is a name. In
//!   `Gamba said so. "No," Gamba said.` both are; in `Dealers sold. Then dealers bought.` none is.
//! - *The language* is that of 768 bytes in the middle of the text. So it is a function of the text alone, and
//!   its cost does not depend on the length of the text.
//!
//! The guard asks the same of a word, but reads more (`side`): all occurrences in both texts, where the report
//! looks at the first 16 in the document; the language of all words of both; the Japanese table too. And it is
//! stricter: it takes no word with a capital letter for a misspelling of another.

use super::lexicon::han::simplified;
use super::lexicon::{Language, LanguageCounts, Role, role};
use super::spelling::same_spelling;
use crate::hash::token_hash;
use crate::model::Span;
use crate::text::{SentenceEnd, normalise, sentence_start};

/// The number of bytes in the middle of a text that decide its language.
const SAMPLE: usize = 768;

/// Whether a token is a value: a number, a date, a name.
///
/// A token is a value if it has a digit, if it has a capital letter behind its first letter (`NATO`,
/// `iPhone`), or if it starts with a capital letter and not at the start of a sentence. Where the start of
/// a sentence is doubtful, it is a value: behind a possible abbreviation (`Mr. Smith`, `J. Doe`), a colon,
/// an ellipsis or a dash, and at the start of a line that follows no sentence
/// ([`sentence_end`](crate::text::sentence_end)). So months and weekdays are values in languages that
/// capitalise them, and common nouns are in German. In scripts without case only numbers are.
///
/// This function judges a word by itself. A report also finds names at the start of a sentence, by the
/// other occurrences of the word, and the fact words of ten languages (`not`, `must`, `all`).
///
/// # Examples
/// ```
/// use retold::Span;
/// use retold::facts::is_fact;
///
/// let text = "On Tuesday the price in Osaka rose to 133 yen. Dealers were pleased, said Mr. Doe.";
/// let fact = |word: &str| {
///     let start = text.find(word).unwrap();
///     is_fact(text, Span::new(start, start + word.len()))
/// };
/// assert!(fact("Tuesday") && fact("Osaka") && fact("133") && fact("Doe"));
/// assert!(!fact("price") && !fact("Dealers") && !fact("On"));
/// ```
pub fn is_fact(text: &str, token: Span) -> bool {
    WordFact::of(text, token) == WordFact::Yes
}

/// The kind of fact that a word states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// A value: a number, a date or a name.
    Value,
    /// A word that negates or restricts a statement: `not`, `must`, `all`.
    Word,
}

/// Whether a word is a value, judged by its letters and the text before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordFact {
    /// An ordinary word.
    No,
    /// A word with a capital letter at the start of a sentence: a name or an ordinary word.
    AtSentenceStart,
    /// A number or a name.
    Yes,
}

impl WordFact {
    pub(crate) fn of(text: &str, token: Span) -> WordFact {
        let word = &text[token.range()];
        if word.chars().any(char::is_numeric) || word.chars().skip(1).any(char::is_uppercase) {
            return WordFact::Yes;
        }
        if !word.starts_with(char::is_uppercase) {
            return WordFact::No;
        }
        match sentence_start(text, token.start) {
            SentenceEnd::Sure => WordFact::AtSentenceStart,
            _ => WordFact::Yes,
        }
    }
}

/// The evidence of the occurrences of one word whether it is a name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NameEvidence {
    has_capital_inside: bool,
    has_small: bool,
}

impl NameEvidence {
    /// Adds an occurrence of the word.
    pub(crate) fn add(&mut self, text: &str, token: Span) {
        match WordFact::of(text, token) {
            // A headline in capitals says nothing of the word.
            WordFact::Yes if text[token.range()].chars().skip(1).any(char::is_uppercase) => {}
            WordFact::Yes => self.has_capital_inside = true,
            WordFact::No => self.has_small = true,
            WordFact::AtSentenceStart => {}
        }
    }

    /// Whether the word is a name.
    pub(crate) fn is_name(self) -> bool {
        self.has_capital_inside && !self.has_small
    }
}

/// The fact words of the language of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FactWords(Option<Language>);

impl FactWords {
    /// The fact words of the language in the middle of a text.
    pub(crate) fn of(text: &str) -> FactWords {
        let from = char_boundary(text, text.len().saturating_sub(SAMPLE) / 2);
        let counts = LanguageCounts::of(&text[from..char_boundary(text, from + SAMPLE)]);
        // The Japanese table has particles, because the guard needs them to see who does what to whom. Most
        // changes of a sentence change one, so they would mark everything.
        let language = counts.language(&LanguageCounts::default());
        FactWords(language.filter(|&language| language != Language::Japanese))
    }

    /// Whether a word is a fact word, in upper or lower case.
    pub(crate) fn contains(self, word: &str) -> bool {
        self.0.is_some() && role(token_hash(normalise(word).as_bytes()), self.0) == Some(Role::Fact)
    }
}

/// The last character boundary at or before an offset.
fn char_boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// Whether the change of `a` to `b`, whose words state these facts, changes a fact.
///
/// Another spelling of a value does not: `Osaka` and `Osaka's`, `São` and `Sao`. Of a fact word it does, since
/// an accent makes another word of it (`ou`, `où`). Characters of Han of two standards are one: `給`, `给`.
pub(crate) fn changes_fact(mut facts: impl Iterator<Item = Fact>, a: &str, b: &str) -> bool {
    let Some(first) = facts.next() else { return false };
    let is_value = first == Fact::Value && facts.all(|fact| fact == Fact::Value);
    !(is_same_han(a, b) || is_value && (is_genitive(a, b) || same_spelling(a, b, None)))
}

/// Whether two words differ at most in the standard of their characters of Han.
fn is_same_han(a: &str, b: &str) -> bool {
    let han = |word: &str| word.chars().map(simplified).collect::<String>();
    !a.is_ascii() && han(a) == han(b)
}

/// Whether one of two words is the genitive of the other.
pub(super) fn is_genitive(a: &str, b: &str) -> bool {
    let of = |a: &str, b: &str| {
        a.strip_suffix("'s").or_else(|| a.strip_suffix("\u{2019}s")).is_some_and(|a| a == b)
    };
    of(a, b) || of(b, a)
}

#[cfg(test)]
mod tests {
    use super::{Fact, FactWords, NameEvidence, changes_fact, is_fact};
    use crate::text::Words;

    /// The facts of a text, between spaces.
    fn facts(text: &str) -> String {
        let mut facts = Vec::new();
        Words.for_each(text, |token| {
            if is_fact(text, token.span) {
                facts.push(&text[token.span.range()]);
            }
        });
        facts.join(" ")
    }

    #[test]
    fn a_name_is_a_fact_where_no_sentence_starts_for_sure() {
        for (text, expected) in [
            ("He met Mr. Smith and Dr. No there.", "Mr Smith Dr No"),
            ("It was J. Smith of the U.S. Navy.", "J Smith U.S Navy"),
            ("There spoke the Minister: Smith of Leeds.", "Minister Smith Leeds"),
            ("The train from Rome-Paris is late.", "Rome Paris"),
            ("The iPhone and macOS are sold by eBay.", "iPhone macOS eBay"),
            ("They went by way of\nOsaka to the sea.", "Osaka"),
            ("Am 17. Juni ging er.", "17 Juni"),
            ("- Osaka\n- Kyoto\n* Nara", "Osaka Kyoto Nara"),
            ("IBM was here. NATO too.", "IBM NATO"),
            ("He said – Smith did not.", "Smith"),
        ] {
            assert_eq!(facts(text), expected, "{text}");
        }
    }

    #[test]
    fn the_first_word_of_a_sentence_is_no_fact() {
        for text in [
            "Dealers were pleased. They said so! “Why?” she asked. Nobody knew.",
            "He left.” Then she went (where to?). No one came.\n\nThe end came.",
            "> He went down.\n> Then he slept.",
            "一。The end.",
        ] {
            assert_eq!(facts(text), "", "{text}");
        }
    }

    fn is_name(text: &str, word: &str) -> bool {
        let mut evidence = NameEvidence::default();
        Words.for_each(text, |token| {
            if text[token.span.range()].eq_ignore_ascii_case(word) {
                evidence.add(text, token.span);
            }
        });
        evidence.is_name()
    }

    #[test]
    fn a_word_at_a_sentence_start_is_a_name_if_the_text_says_so() {
        assert!(is_name("Gamba said so. \"No,\" Gamba said.", "Gamba"));
        assert!(!is_name("Gamba said so. He left.", "Gamba"));
        assert!(!is_name("Dealers sold. Then dealers bought.", "Dealers"));
        // A headline does not make a name of an ordinary word.
        assert!(!is_name("DEALERS MEET\n\nDealers sold. The DEALERS bought.", "Dealers"));
        assert!(!is_name("The New Dealers of Leeds\n\nDealers sold to dealers.", "Dealers"));
    }

    #[test]
    fn fact_words_are_those_of_the_language_in_the_middle_of_the_text() {
        let (not, nicht) = ("Not", "nicht");
        let english = "The keys of the old house are not in the drawer of the desk. ".repeat(20);
        assert!(FactWords::of(&english).contains(not) && !FactWords::of(&english).contains(nicht));
        let header = "x-sender: 4711 x-list: 12\n".repeat(20);
        let german = "Die Schlüssel des Hauses liegen nicht in der Schublade. ".repeat(60);
        assert!(FactWords::of(&format!("{header}{german}")).contains(nicht));
        assert!(!FactWords::of("").contains(not));
        assert!(!FactWords::of(&"é".repeat(1_000)).contains(not));
    }

    #[test]
    fn another_spelling_of_a_value_is_no_changed_fact_and_of_a_fact_word_it_is() {
        let changes = |fact: Fact, a: &str, b: &str| changes_fact([fact].into_iter(), a, b);
        for (a, b) in
            [("Osaka", "Osaka's"), ("Osaka\u{2019}s", "Osaka"), ("São", "Sao"), ("給", "给")]
        {
            assert!(!changes(Fact::Value, a, b) && !changes(Fact::Value, b, a), "{a} {b}");
        }
        for (a, b) in [("Osaka", "Osakas"), ("Osaka", "Kyoto"), ("120", "12")] {
            assert!(changes(Fact::Value, a, b), "{a} {b}");
        }
        for (a, b) in [("may", "must"), ("ou", "où"), ("si", "sí"), ("不", "给")] {
            assert!(changes(Fact::Word, a, b), "{a} {b}");
        }
        assert!(!changes(Fact::Word, "會", "会"));
        assert!(!changes_fact(std::iter::empty(), "long", "short"));
        let both = [Fact::Value, Fact::Word].into_iter();
        assert!(changes_fact(both, "Sao ou", "São où"));
    }
}
