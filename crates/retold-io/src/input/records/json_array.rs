//! The records of a JSON array, and of JSON values that follow one another, byte for byte.
//!
//! A file of JSON records need not have one on each line: it may be one array of them, on one line or
//! on many, or values one behind the other that a program has indented. Where each record starts and
//! ends can be told without a tree in memory: strings apart, brackets are all that counts. What is
//! between the brackets is judged later, record by record, so that a record with a fault in it costs
//! no other one.
//!
//! # Examples
//! In `[{"a": "]"}, 7]` the records are bytes 1 to 11 and 13 to 14: the bracket within the string
//! closes nothing.
//!
//! # Invariant
//! Between two records there is nothing but white space and, in an array, one comma. So a file without
//! some of its records is made by leaving out their bytes and one comma each.

use super::jsonl::{Fault, LONGEST_RECORD, find};
use crate::input::memory::{Budget, Passing};
use std::io::{self, BufRead};
use std::ops::Range;

/// From this length on, a record counts against the memory while it is read.
const LONG: usize = 1 << 20;

/// The byte order mark of UTF-8, or as much of it as there is.
const MARK: [u8; 3] = *b"\xef\xbb\xbf";

/// The reason if an array is not all that a file holds.
const BEHIND: &str = "text behind the array";

/// Why no further record can be separated from its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// The offset of the byte at which it shows.
    pub at: u64,
    /// The reason, without the place.
    pub reason: &'static str,
}

impl std::fmt::Display for JsonFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.at)
    }
}

/// The ranges of the records of a text in memory: of an array its elements, of anything else the
/// values that follow one another. After a fault there is nothing more.
///
/// # Examples
/// ```
/// use retold_io::input::records::json_array::records;
///
/// let json = br#" [{"a": "]"}, {"b": [1, 2]}] "#;
/// let found: Result<Vec<_>, _> = records(json).collect();
/// assert_eq!(found, Ok(vec![2..12, 14..27]));
/// ```
pub fn records(json: &[u8]) -> impl Iterator<Item = Result<Range<usize>, JsonFault>> {
    let mut splitter = JsonSplitter::default();
    let (mut at, mut start, mut is_over) = (0, 0, false);
    std::iter::from_fn(move || {
        while !is_over {
            let (read, step) = splitter.step(&json[at..]);
            at += read;
            match step {
                JsonStep::Starts => start = at,
                JsonStep::Ends => return Some(Ok(start..at)),
                JsonStep::Fault(fault) => {
                    is_over = true;
                    return Some(Err(fault));
                }
                JsonStep::More => {
                    is_over = true;
                    match splitter.finish() {
                        Ok(Last::Ends) => return Some(Ok(start..at)),
                        Ok(Last::Nothing) => {}
                        Err(fault) => return Some(Err(fault)),
                    }
                }
            }
        }
        None
    })
}

/// Whether a text that starts with `head` is one array, of objects.
///
/// It is not if something follows the array: a file with a list on each line is no array of records.
pub fn is_array_of_records(head: &[u8]) -> bool {
    let text = head.strip_prefix(&MARK).unwrap_or(head).trim_ascii_start();
    let Some(inner) = text.strip_prefix(b"[") else { return false };
    inner.trim_ascii_start().starts_with(b"{")
        && !records(head).any(|record| record.is_err_and(|fault| fault.reason == BEHIND))
}

/// Whether a text that starts with `head` is at least `least` objects that follow one another, of which
/// the first spans lines. One that is longer than `head` is judged by its first lines.
pub fn are_records(head: &[u8], least: usize) -> bool {
    let text = head.strip_prefix(&MARK).unwrap_or(head).trim_ascii_start();
    let first_line = memchr::memchr(b'\n', text).filter(|_| text.starts_with(b"{"));
    let Some(end) = first_line else { return false };
    let mut splitter = JsonSplitter::default();
    let (read, _) = splitter.step(text);
    let (_, step) = splitter.step(&text[read..end]);
    let next = text[end..].trim_ascii_start().first();
    if step != JsonStep::More
        || !splitter.is_between_brackets()
        || !matches!(next, Some(b'"' | b'}'))
    {
        return false;
    }
    // What the end of `head` cuts is as good as what is whole before it.
    let is_sound = |record: Result<Range<usize>, JsonFault>| match record {
        Ok(range) => !matches!(find(&text[range], "", &[]), Err(Fault::Syntax(_))),
        Err(fault) => fault.at == text.len() as u64,
    };
    let mut found = records(text).take(least);
    (0..least).all(|_| found.next().is_some_and(is_sound))
}

/// What [`JsonSplitter::step`] came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonStep {
    /// A record starts right behind what was read.
    Starts,
    /// The record ends where what was read ends.
    Ends,
    /// All was read, and more is needed.
    More,
    /// What follows is no record, and cannot be parted into records.
    Fault(JsonFault),
}

/// What the end of the stream means for the record that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// None has begun.
    Nothing,
    /// It ends there: a number, say, behind which nothing follows.
    Ends,
}

/// Cuts a stream of JSON into records, chunk by chunk, in a few bytes of memory.
#[derive(Clone, Debug, Default)]
pub struct JsonSplitter {
    state: State,
    /// Whether the records are the elements of an array.
    is_array: bool,
    /// The brackets that are open within the record.
    depth: u64,
    /// How many bytes were read.
    offset: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before the first byte, where a byte order mark may be.
    #[default]
    Head,
    /// Before the first bracket.
    Start,
    /// Behind the bracket of the array.
    Opened,
    /// Before a record: behind a comma, or between two that follow one another.
    Before,
    /// At the first byte of a record.
    First,
    /// In a record, outside of its strings.
    Inside,
    /// In a string.
    String,
    /// In a string, behind a backslash.
    Escaped,
    /// In a number or a word.
    Scalar,
    /// Behind an element, before its comma.
    After,
    /// Behind the array.
    Closed,
}

impl JsonSplitter {
    /// Reads on until a record starts or ends, and says how many bytes that took.
    pub fn step(&mut self, bytes: &[u8]) -> (usize, JsonStep) {
        let mut at = 0;
        let step = loop {
            match self.state {
                State::Head => {
                    let Some(byte) = bytes.get(at) else { break JsonStep::More };
                    if MARK.get(self.offset as usize + at) == Some(byte) {
                        at += 1;
                    } else {
                        self.state = State::Start;
                    }
                }
                State::String => match memchr::memchr2(b'"', b'\\', &bytes[at..]) {
                    None => {
                        at = bytes.len();
                        break JsonStep::More;
                    }
                    Some(found) => {
                        at += found + 1;
                        let closes = bytes[at - 1] == b'"';
                        self.state = if closes { State::Inside } else { State::Escaped };
                        if closes && self.depth == 0 {
                            break self.end();
                        }
                    }
                },
                State::Inside => match bytes[at..].iter().position(|byte| b"\"{}[]".contains(byte))
                {
                    None => {
                        at = bytes.len();
                        break JsonStep::More;
                    }
                    Some(found) => {
                        at += found + 1;
                        match bytes[at - 1] {
                            b'"' => self.state = State::String,
                            b'{' | b'[' => self.depth += 1,
                            _ => self.depth -= 1,
                        }
                        if self.depth == 0 {
                            break self.end();
                        }
                    }
                },
                _ => {
                    let Some(&byte) = bytes.get(at) else { break JsonStep::More };
                    if let Some(step) = self.between(byte, &mut at) {
                        break step;
                    }
                }
            }
        };
        self.offset += at as u64;
        match step {
            JsonStep::Fault(fault) => (at, JsonStep::Fault(JsonFault { at: self.offset, ..fault })),
            step => (at, step),
        }
    }

    /// Reads one byte where it is neither in a string nor between the brackets of a record.
    fn between(&mut self, byte: u8, at: &mut usize) -> Option<JsonStep> {
        let fault = |reason| Some(JsonStep::Fault(JsonFault { at: 0, reason }));
        let is_space = byte.is_ascii_whitespace();
        match (self.state, byte) {
            (State::Escaped, _) | (State::First, b'"') => self.state = State::String,
            (State::First, b'{' | b'[') => (self.state, self.depth) = (State::Inside, 1),
            (State::First, _) => self.state = State::Scalar,
            (State::Scalar, b',' | b']' | b'}' | b'{' | b'[' | b'"') => return Some(self.end()),
            (State::Scalar, _) if is_space => return Some(self.end()),
            (State::Scalar, _) => {}
            (_, _) if is_space => {}
            (State::Start, b'[') => (self.state, self.is_array) = (State::Opened, true),
            (State::Opened | State::After, b']') => self.state = State::Closed,
            (State::After, b',') => self.state = State::Before,
            (State::After, _) => return fault("no comma between two records"),
            (State::Closed, _) => return fault(BEHIND),
            (_, b',' | b']' | b'}') => return fault("no record where one is needed"),
            (_, _) => {
                self.state = State::First;
                return Some(JsonStep::Starts);
            }
        }
        *at += 1;
        None
    }

    fn end(&mut self) -> JsonStep {
        self.state = if self.is_array { State::After } else { State::Before };
        JsonStep::Ends
    }

    /// Whether the records are the elements of an array; known once the first one has started.
    pub fn is_array(&self) -> bool {
        self.is_array
    }

    /// Whether a record has begun and is within its brackets, and in none of its strings: a line break
    /// there means that the record spans lines.
    pub fn is_between_brackets(&self) -> bool {
        self.state == State::Inside
    }

    /// Says what it means that the stream ends here.
    ///
    /// # Errors
    /// If the last record, or the array, is not whole.
    pub fn finish(&self) -> Result<Last, JsonFault> {
        let fault = |reason| Err(JsonFault { at: self.offset, reason });
        match self.state {
            State::Scalar if !self.is_array => Ok(Last::Ends),
            State::Head | State::Start | State::Closed => Ok(Last::Nothing),
            State::Before if !self.is_array => Ok(Last::Nothing),
            State::Opened | State::Before | State::After | State::Scalar => {
                fault("the array is not closed: it is cut off")
            }
            State::First | State::Inside | State::String | State::Escaped => {
                fault("a record is not closed: it is cut off")
            }
        }
    }
}

/// A record of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonRecord {
    /// Its number, from 1.
    pub number: u64,
    /// The offset of its first byte in the stream.
    pub offset: u64,
}

/// Reads one record after the other; one is in memory at a time.
pub struct JsonRecordReader<R> {
    inner: R,
    splitter: JsonSplitter,
    number: u64,
    is_over: bool,
    passing: Passing,
}

impl<R: BufRead> JsonRecordReader<R> {
    /// Starts before the first record. Long records count against `budget` while they are read.
    pub fn new(inner: R, budget: &Budget) -> JsonRecordReader<R> {
        let (splitter, passing) = (JsonSplitter::default(), budget.passing());
        JsonRecordReader { inner, splitter, number: 0, is_over: false, passing }
    }

    /// Puts the next record into `record`, in the place of what it held. None at the end.
    ///
    /// # Errors
    /// If the stream cannot be read, or unpacked, if it cannot be parted into records, if a record is
    /// longer than [`LONGEST_RECORD`], or if it does not fit into memory. There is nothing more then.
    pub fn read(&mut self, record: &mut Vec<u8>) -> io::Result<Option<JsonRecord>> {
        record.clear();
        record.shrink_to(LONG);
        if self.is_over {
            return Ok(None);
        }
        let found = self.next(record);
        self.is_over |= !matches!(found, Ok(Some(_)));
        found
    }

    fn next(&mut self, record: &mut Vec<u8>) -> io::Result<Option<JsonRecord>> {
        let mut start = None;
        loop {
            let chunk = match self.inner.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let (read, step) = self.splitter.step(chunk);
            let is_end = chunk.is_empty();
            if start.is_some() {
                record.extend_from_slice(&chunk[..read]);
            }
            self.inner.consume(read);
            match step {
                JsonStep::Starts => start = Some(self.splitter.offset),
                JsonStep::Fault(fault) => return Err(io::Error::other(fault.to_string())),
                JsonStep::More if is_end => match self.splitter.finish() {
                    Ok(Last::Nothing) => return Ok(None),
                    Ok(Last::Ends) => {
                        self.is_over = true;
                        return Ok(Some(self.found(start.unwrap_or_default())));
                    }
                    Err(fault) => return Err(io::Error::other(fault.to_string())),
                },
                JsonStep::More => {}
                JsonStep::Ends => {
                    self.passing.set(0)?;
                    return Ok(Some(self.found(start.unwrap_or_default())));
                }
            }
            if record.len() > LONG {
                self.passing.set(record.len())?;
            }
            if record.len() > LONGEST_RECORD {
                let longest = crate::size::binary(LONGEST_RECORD as u64);
                let reason = format!("record {} is longer than {longest}", self.number + 1);
                return Err(io::Error::other(reason));
            }
        }
    }

    fn found(&mut self, offset: u64) -> JsonRecord {
        self.number += 1;
        JsonRecord { number: self.number, offset }
    }

    /// How many records were read.
    pub fn number(&self) -> u64 {
        self.number
    }
}

#[cfg(test)]
mod tests {
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

    /// What comes before a fault is kept, and the fault says where it is.
    #[test]
    fn a_fault_between_records_is_named_with_its_place() {
        for (json, kept, at, reason) in [
            ("[{} {}]", 1, 4, "no comma between two records"),
            ("[{},]", 1, 4, "no record where one is needed"),
            ("[{}] 1", 1, 5, "text behind the array"),
            ("[{}, {\"a\":", 1, 10, "a record is not closed: it is cut off"),
            ("[{}", 1, 3, "the array is not closed: it is cut off"),
            ("{}, {}", 1, 2, "no record where one is needed"),
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
        /// Serde, which reads all of it, is the oracle; indented or not, and in chunks of any size.
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
}
