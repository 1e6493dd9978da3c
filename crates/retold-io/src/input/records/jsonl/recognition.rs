//! Recognition of JSON Lines by content.

use super::field_lookup::{Fault, find};
use super::lines::is_blank;

/// Whether a text is JSON Lines: its first two non-blank lines are objects. A text of one object is
/// JSON Lines only if it has a field `text`; otherwise it may be any other file.
pub(in crate::input) fn is_json_lines(text: &str, field: &str) -> bool {
    let mut lines =
        text.trim_start_matches('\u{feff}').split('\n').filter(|line| !is_blank(line.as_bytes()));
    let Some(first) = lines.next().filter(|line| line.trim_start().starts_with('{')) else {
        return false;
    };
    let is_object = |line: &str| !matches!(find(line.as_bytes(), "", &[]), Err(Fault::Syntax(_)));
    match lines.next() {
        Some(second) => {
            second.trim_start().starts_with('{') && is_object(first) && is_object(second)
        }
        None => find(first.as_bytes(), field, &[]).is_ok(),
    }
}
