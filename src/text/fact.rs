//! Which words state a fact?

use crate::model::Span;

/// Whether a token states a fact that a template leaves open: a number, a date, a name.
///
/// A token is a fact if it has a digit, or if it starts with a capital letter and not because a
/// sentence starts there: what stands before it in the line ends neither a sentence nor a
/// heading. So months and weekdays are facts where a language capitalises them, and so are
/// common nouns in German; in scripts without case only numbers are.
///
/// # Examples
/// ```
/// use retold::{Span, is_fact};
///
/// let text = "On Tuesday the price in Osaka rose to 133 yen. Dealers were pleased.";
/// let fact = |word: &str| {
///     let start = text.find(word).unwrap();
///     is_fact(text, Span::new(start, start + word.len()))
/// };
/// assert!(fact("Tuesday") && fact("Osaka") && fact("133"));
/// assert!(!fact("price") && !fact("Dealers") && !fact("On"));
/// ```
pub fn is_fact(text: &str, token: Span) -> bool {
    let word = &text[token.range()];
    if word.chars().any(char::is_numeric) {
        return true;
    }
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let opening = |c: char| matches!(c, '"' | '\'' | '(' | '[' | '“' | '‘' | '«' | '„' | '*' | '_');
    let before = text[..token.start].trim_end_matches(opening);
    let before = before.trim_end_matches([' ', '\t']);
    let last = before.chars().next_back();
    !last.is_none_or(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | '\n' | '\r' | '•' | '-'))
}
