//! Numbers that are not valid JSON.

/// The numbers that Python and others write and JSON lacks, with valid numbers of the same length.
const NUMBERS: [(&str, &str); 3] =
    [("NaN", "0.0"), ("Infinity", "0.000000"), ("-Infinity", "-0.000000")];

/// Replaces each `NaN`, `Infinity` and `-Infinity` outside strings by a number of the same length,
/// so that every other byte keeps its offset. Returns `None` if there is none.
pub(in crate::input) fn with_numbers(json: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let mut out: Option<String> = None;
    let (mut at, mut copied) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_string(bytes, at),
            b'N' | b'I' | b'-' => {
                let found = NUMBERS.iter().find(|(word, _)| is_value(bytes, at, word));
                let Some((word, number)) = found else {
                    at += 1;
                    continue;
                };
                let out = out.get_or_insert_default();
                out.push_str(&json[copied..at]);
                out.push_str(number);
                at += word.len();
                copied = at;
            }
            _ => at += 1,
        }
    }
    let mut out = out?;
    out.push_str(&json[copied..]);
    Some(out)
}

/// Whether `word` is a complete value at `at`.
fn is_value(bytes: &[u8], at: usize, word: &str) -> bool {
    let before = bytes[..at].last().is_none_or(|byte| b":,[ \t\r\n".contains(byte));
    let behind = bytes.get(at + word.len()).is_none_or(|byte| b",]} \t\r\n".contains(byte));
    before && behind && bytes[at..].starts_with(word.as_bytes())
}

/// The offset after the closing quote of the string that starts at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found + 1;
        if bytes[at - 1] == b'"' {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::with_numbers;

    #[test]
    fn only_values_outside_of_strings_are_replaced() {
        let json = r#"{"NaN": NaN, "a\\\"": [Infinity,-Infinity , NaN], "b": ": NaN,", "c": -1}"#;
        let expected =
            r#"{"NaN": 0.0, "a\\\"": [0.000000,-0.000000 , 0.0], "b": ": NaN,", "c": -1}"#;
        assert_eq!(with_numbers(json).as_deref(), Some(expected));
        for json in [r#"{"a": NaNs}"#, r#"{"a": xNaN}"#, r#""NaN, Infinity"#, "", "{}"] {
            assert_eq!(with_numbers(json), None, "{json}");
        }
    }
}
