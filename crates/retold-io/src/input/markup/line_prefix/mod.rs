//! Prefixes that most lines of a plain text have: the time of a log line, a line number, the
//! speaker in a transcript.
//!
//! The same text may occur elsewhere without these prefixes, or with other ones. So they are
//! overwritten with spaces, byte for byte. The first 400 lines decide for the whole file.
//!
//! # Example
//! In a chat log, two prefixes follow each other on every line, a time and a speaker:
//!
//! ```text
//! [10:15] <ann> The boats are back.      becomes      ···············The boats are back.
//! [10:17] <bob> All of them?                          ···············All of them?
//! ```
//!
//! where `·` is a space. The search removes the time first, then finds the speaker in the rest of
//! the lines, then finds no further prefix and stops. Each kind of prefix has its own rule against
//! false positives:
//!
//! | Kind | Example | Not a prefix |
//! |---|---|---|
//! | quotation | `> ` | |
//! | mark | `* `, `# `, `// ` on nine lines of ten, before wrapped text | lists, where each line is an item |
//! | time | `[12:03:44] ` ([`time_stamp`](super::time_stamp)) | timetables (hours and round minutes only), diaries (dates only) |
//! | time on a line of its own | `0:07`, on one line in four | |
//! | level | `INFO `, `[warn] `, next to a time | |
//! | number | `  12<tab>`, `12: `, one more on each line | numbered laws and lists (`12. `, `12) `, `12 `), tables |
//! | thread | `[main] `, next to a time | notes (`[1] `) |
//! | source | `app.db - `, `ann<tab>`, `ann | `, few different ones, after a time | |
//! | speaker | `ANN: `, `<ann> `, few different ones | glossaries, fields of records, headings |
//!
//! Prefixes are only removed if the rest of the lines is text: half of them must have three words
//! or more. A table of measurements has times in front, too, and is left as it is.
//!
//! # Invariant
//! The result has the length and the line breaks of its source. It differs from the source only by
//! spaces at the starts of lines.
//!
//! # Cost
//! Linear in the length of the text; the sample is read once for each kind and each prefix found.

mod detection;
mod kind;
mod prefix_mask;
#[cfg(test)]
mod tests;

pub(in crate::input) use prefix_mask::mask;
