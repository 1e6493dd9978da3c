//! The names of the fields of a record.

use super::numbers::with_numbers;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The names that a record has at its top, in alphabetical order; none if it is no JSON object.
pub fn field_names(record: &[u8]) -> Vec<String> {
    let Ok(record) = std::str::from_utf8(record) else { return Vec::new() };
    let json = record.strip_prefix('\u{feff}').unwrap_or(record);
    let names = |json: &str| {
        let fields = serde_json::from_str::<BTreeMap<String, &RawValue>>(json).ok()?;
        Some(fields.into_keys().collect())
    };
    names(json).or_else(|| names(&with_numbers(json)?)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::field_names;

    #[test]
    fn names_are_those_at_the_top_however_they_are_written() {
        let names = field_names("\u{feff}{\"b\\u0063\": NaN, \"a\": {\"x\": 1}}\n".as_bytes());
        assert_eq!(names, ["a", "bc"]);
        assert_eq!(field_names(b"[1]"), [""; 0]);
        assert_eq!(field_names(b"{\"a\": \xff}"), [""; 0]);
    }
}
