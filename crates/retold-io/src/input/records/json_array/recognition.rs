//! Recognition of files with JSON records that are not JSON Lines.

use super::ranges::records;
use super::splitter::{AFTER_ARRAY, JsonFault, JsonSplitter, JsonStep, MARK};
use crate::input::records::jsonl::{Fault, find};
use std::ops::Range;

/// Whether a text that starts with `head` is one array of objects.
///
/// It is not if something follows the array, as in a file with a list on each line.
pub fn is_array_of_records(head: &[u8]) -> bool {
    let text = head.strip_prefix(&MARK).unwrap_or(head).trim_ascii_start();
    let Some(inner) = text.strip_prefix(b"[") else { return false };
    inner.trim_ascii_start().starts_with(b"{")
        && !records(head).any(|record| record.is_err_and(|fault| fault.reason == AFTER_ARRAY))
}

/// Whether a text that starts with `head` is at least `least` objects one after another, and the first
/// of them spans lines. An object longer than `head` is judged by its first lines.
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
    // A record that the end of `head` cuts counts as valid if it is valid up to there.
    let is_sound = |record: Result<Range<usize>, JsonFault>| match record {
        Ok(range) => !matches!(find(&text[range], "", &[]), Err(Fault::Syntax(_))),
        Err(fault) => fault.at == text.len() as u64,
    };
    let mut found = records(text).take(least);
    (0..least).all(|_| found.next().is_some_and(is_sound))
}
