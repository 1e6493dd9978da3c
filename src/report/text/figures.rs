//! Numbers, for a terminal.

use crate::model::Similarity;

/// `1 word`, `2,708 words`, `0 families`, `2 matches`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        _ if number == 1 => noun.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => match noun.split_once(' ') {
            Some(("cluster", rest)) => format!("clusters {rest}"),
            _ if noun.ends_with("ch") => format!("{noun}es"),
            _ => format!("{noun}s"),
        },
    };
    format!("{} {plural}", grouped(number))
}

/// Two decimal places, truncated: 1.00 is shown for exactly 1 only.
pub(super) fn hundredths(similarity: Similarity) -> String {
    format!("{:.2}", (similarity.get() * 100.0).floor() / 100.0)
}

/// A number with a comma between groups of three digits.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::count;

    /// A report once spoke of "13,107 matchs".
    #[test]
    fn nouns_have_their_plurals() {
        for (number, noun, said) in [
            (1, "match", "1 match"),
            (13_107, "match", "13,107 matches"),
            (2, "family", "2 families"),
            (0, "near-copy", "0 near-copies"),
            (3, "cluster of near-copies", "3 clusters of near-copies"),
        ] {
            assert_eq!(count(number, noun), said);
        }
    }
}
