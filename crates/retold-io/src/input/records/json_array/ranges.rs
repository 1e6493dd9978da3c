//! The ranges of the records of a text in memory.

use super::splitter::{JsonFault, JsonSplitter, JsonStep, Last};
use std::ops::Range;

/// The ranges of the records of a text in memory: the elements of an array, or else the values one
/// after another. Nothing follows a fault.
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
