//! The splitter: a state machine that finds the records of a JSON stream.

/// The byte order mark of UTF-8, or as much of it as is present.
pub(super) const MARK: [u8; 3] = *b"\xef\xbb\xbf";

/// The reason if a file contains more than an array.
pub(super) const AFTER_ARRAY: &str = "text after the array";

/// The reason why no further record can be separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// The offset of the offending byte.
    pub at: u64,
    /// The reason, without the place.
    pub reason: &'static str,
}

impl std::fmt::Display for JsonFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.at)
    }
}

/// The result of [`JsonSplitter::step`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonStep {
    /// A record starts after the bytes that were read.
    Starts,
    /// The record ends with the bytes that were read.
    Ends,
    /// All bytes were read, and more are needed.
    More,
    /// The next bytes are no record.
    Fault(JsonFault),
}

/// The state of the last record at the end of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// No record is open.
    Nothing,
    /// It ends there, as a number at the end of the file does.
    Ends,
}

/// A state machine that splits a stream of JSON into records, chunk by chunk.
///
/// # Example
/// The states on the way through `[{"a": 1}, 7]`:
///
/// ```text
/// [        Start → Opened
/// {        Opened → First   (Starts)   First → Inside, depth 1
/// "a": 1   Inside → String → Inside
/// }        depth 0: Inside → After   (Ends)
/// ,        After → Before
/// 7        Before → First   (Starts)   First → Scalar
/// ]        Scalar → After   (Ends)   After → Closed
/// ```
#[derive(Clone, Debug, Default)]
pub struct JsonSplitter {
    state: State,
    /// Whether the records are the elements of an array.
    is_array: bool,
    /// The number of open brackets in the record.
    depth: u64,
    /// The number of bytes read so far.
    pub(super) offset: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before the first byte, where a byte order mark may be.
    #[default]
    Head,
    /// Before the first bracket.
    Start,
    /// After the opening bracket of the array.
    Opened,
    /// Before a record: after a comma, or between two values without an array.
    Before,
    /// At the first byte of a record.
    First,
    /// Inside the brackets of a record, outside its strings.
    Inside,
    /// In a string.
    String,
    /// In a string, after a backslash.
    Escaped,
    /// In a number, `true`, `false` or `null`.
    Scalar,
    /// After an element, before its comma.
    After,
    /// After the array.
    Closed,
}

impl JsonSplitter {
    /// Reads until a record starts or ends. Returns the number of bytes read, and what was found.
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

    /// Reads one byte outside strings and outside the brackets of a record.
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
            (State::Closed, _) => return fault(AFTER_ARRAY),
            (_, b',' | b']' | b'}') => return fault("a record is missing"),
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

    /// Whether the records are the elements of an array. Known once the first record has started.
    pub fn is_array(&self) -> bool {
        self.is_array
    }

    /// Whether the position is inside the brackets of a record and outside its strings. A line break
    /// there means that the record spans lines.
    pub fn is_between_brackets(&self) -> bool {
        self.state == State::Inside
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// If the last record, or the array, is incomplete.
    pub fn finish(&self) -> Result<Last, JsonFault> {
        let fault = |reason| Err(JsonFault { at: self.offset, reason });
        match self.state {
            State::Scalar if !self.is_array => Ok(Last::Ends),
            State::Head | State::Start | State::Closed => Ok(Last::Nothing),
            State::Before if !self.is_array => Ok(Last::Nothing),
            State::Opened | State::Before | State::After | State::Scalar => {
                fault("the array is truncated")
            }
            State::First | State::Inside | State::String | State::Escaped => {
                fault("a record is truncated")
            }
        }
    }
}
