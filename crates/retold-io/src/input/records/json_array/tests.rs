//! Tests of the splitter and the reader, with serde as the oracle.

use super::{JsonFault, JsonRecordReader, records};
use crate::input::memory::Budget;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use std::io::BufReader;

fn cut(json: &str) -> (Vec<&str>, Option<JsonFault>) {
    let (mut found, mut fault) = (Vec::new(), None);
    for record in records(json.as_bytes()) {
        match record {
            Ok(range) => found.push(&json[range]),
            Err(reason) => fault = Some(reason),
        }
    }
    (found, fault)
}

#[test]
fn brackets_and_quotes_within_strings_close_nothing() {
    let json = r#"[{"a": "]}\"{"}, "b,c" ,[1,[2]],  NaN,{}]"#;
    let expected = [r#"{"a": "]}\"{"}"#, r#""b,c""#, "[1,[2]]", "NaN", "{}"];
    assert_eq!(cut(json), (expected.to_vec(), None));
}

#[test]
fn values_that_follow_one_another_are_records_too() {
    let json = "\u{feff}{\n \"a\": 1\n}\n{\n \"a\": 2\n}{} 7";
    let expected = ["{\n \"a\": 1\n}", "{\n \"a\": 2\n}", "{}", "7"];
    assert_eq!(cut(json), (expected.to_vec(), None));
    for nothing in ["", " \n", "\u{feff}", "[]", " [ ] "] {
        assert_eq!(cut(nothing), (vec![], None), "{nothing:?}");
    }
}

/// The records before a fault are kept, and the fault says where it is.
#[test]
fn a_fault_between_records_is_named_with_its_place() {
    for (json, kept, at, reason) in [
        ("[{} {}]", 1, 4, "no comma between two records"),
        ("[{},]", 1, 4, "a record is missing"),
        ("[{}] 1", 1, 5, "text after the array"),
        ("[{}, {\"a\":", 1, 10, "a record is truncated"),
        ("[{}", 1, 3, "the array is truncated"),
        ("{}, {}", 1, 2, "a record is missing"),
    ] {
        let (found, fault) = cut(json);
        assert_eq!((found.len(), fault), (kept, Some(JsonFault { at, reason })), "{json}");
    }
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i64>().prop_map(Into::into),
        "[\\[\\]{},\"\\\\ \na\u{e9}\u{1f600}]{0,8}".prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::Array),
            prop::collection::vec(("[a\"{]{0,3}", inner), 0..4)
                .prop_map(|pairs| serde_json::Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    /// The oracle is serde, which parses the whole file. Indented or not, in chunks of any size.
    #[test]
    fn records_are_those_that_serde_finds(
        values in prop::collection::vec(value(), 0..6), pretty in any::<bool>(),
        array in any::<bool>(), chunk in 1usize..9,
    ) {
        let write = |value: &serde_json::Value| {
            if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) }
                .expect("a value is written")
        };
        let json = if array {
            write(&serde_json::Value::Array(values.clone()))
        } else {
            values.iter().map(write).collect::<Vec<_>>().join("\n")
        };
        // Without an array around it, a list at the front is one.
        let values = match &values[..] {
            [serde_json::Value::Array(inner), rest @ ..] if !array => {
                if !rest.is_empty() {
                    return Ok(());
                }
                inner.clone()
            }
            _ => values,
        };
        let (found, fault) = cut(&json);
        assert_eq!(fault, None, "{json}");
        let parsed: Vec<serde_json::Value> =
            found.iter().map(|json| serde_json::from_str(json).expect("a record is JSON")).collect();
        assert_eq!(parsed, values, "{json}");
        let mut reader = JsonRecordReader::new(
            BufReader::with_capacity(chunk, json.as_bytes()), &Budget::default(),
        );
        let mut record = Vec::new();
        for (number, expected) in found.iter().enumerate() {
            let place = reader.read(&mut record).expect("memory can be read").expect("one more");
            assert_eq!(record, expected.as_bytes());
            assert_eq!(place.number, number as u64 + 1);
            assert!(json[place.offset as usize..].starts_with(expected));
        }
        assert_eq!(reader.read(&mut record).expect("the end is no error"), None);
    }

    #[test]
    fn any_bytes_come_to_an_end_and_chunks_make_no_difference(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"[]{},\"\\ 1".to_vec())], 0..40),
        chunk in 1usize..5,
    ) {
        let whole: Vec<_> = records(&bytes).collect();
        let mut reader = JsonRecordReader::new(BufReader::with_capacity(chunk, &bytes[..]), &Budget::default());
        let mut record = Vec::new();
        for expected in whole {
            match (reader.read(&mut record), expected) {
                (Ok(Some(_)), Ok(range)) => assert_eq!(record, &bytes[range]),
                (Err(error), Err(fault)) => assert_eq!(error.to_string(), fault.to_string()),
                (found, expected) => panic!("{found:?}, {expected:?}"),
            }
        }
        assert!(matches!(reader.read(&mut record), Ok(None)));
    }
}
