//! The names of the fields of a record.

use super::numbers::with_numbers;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The names that a record has at its top, in alphabetical order; `None` if it is no JSON object.
pub fn field_names(record: &[u8]) -> Option<Vec<String>> {
    let record = std::str::from_utf8(record).ok()?;
    let json = record.strip_prefix('\u{feff}').unwrap_or(record);
    let names = |json: &str| {
        let fields = serde_json::from_str::<BTreeMap<String, &RawValue>>(json).ok()?;
        Some(fields.into_keys().collect())
    };
    names(json).or_else(|| names(&with_numbers(json)?))
}

#[cfg(test)]
mod tests {
    use super::field_names;

    #[test]
    fn names_are_those_at_the_top_however_they_are_written() {
        let names = field_names("\u{feff}{\"b\\u0063\": NaN, \"a\": {\"x\": 1}}\n".as_bytes());
        assert_eq!(names, Some(["a", "bc"].map(str::to_owned).to_vec()));
        assert_eq!(field_names(b"{}"), Some(Vec::new()));
        assert_eq!(field_names(b"[1]"), None);
        assert_eq!(field_names(b"{\"a\": \xff}"), None);
    }
}
