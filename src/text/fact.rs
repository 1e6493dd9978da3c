//! Which words state a fact?

use super::sentence::{SentenceEnd, sentence_start};
use crate::model::Span;

/// Whether a token states a fact that a template leaves open: a number, a date, a name.
///
/// A token is a fact if it has a digit, if it has a capital letter behind its first one (`NATO`,
/// `iPhone`), or if it starts with one and not because a sentence starts there. Where it is
/// doubtful that one starts, it is a fact: behind what may be an abbreviation (`Mr. Smith`, `J.
/// Doe`), a colon, an ellipsis or a dash, and at the start of a line that follows no sentence
/// ([`sentence_end`](crate::text::sentence_end)). So months and weekdays are facts where a language
/// capitalises them, and so are common nouns in German; in scripts without case only numbers are.
///
/// # Examples
/// ```
/// use retold::Span;
/// use retold::text::is_fact;
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
    let word = &text[token.range()];
    if word.chars().any(char::is_numeric) || word.chars().skip(1).any(char::is_uppercase) {
        return true;
    }
    word.starts_with(char::is_uppercase) && sentence_start(text, token.start) != SentenceEnd::Sure
}

#[cfg(test)]
mod tests {
    use super::is_fact;
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
    fn the_first_word_of_a_sentence_is_none() {
        for text in [
            "Dealers were pleased. They said so! “Why?” she asked. Nobody knew.",
            "He left.” Then she went (where to?). No one came.\n\nThe end came.",
            "> He went down.\n> Then he slept.",
            "一。The end.",
        ] {
            assert_eq!(facts(text), "", "{text}");
        }
    }
}
