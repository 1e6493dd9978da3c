//! The command in release, against what the test profile says.

use crate::outcome::{Failure, Outcome, Skip};
use crate::process::{cargo, read};

const RUN: &str = "run --release --locked --quiet -p retold-cli --";

/// Scans the documentation for repeated text, and compares reports of the release build with the
/// snapshots of the test profile: debug assertions change no byte.
pub(crate) fn run(_: Skip) -> Outcome {
    cargo(&format!("{RUN} scan docs --check --quiet")).quiet().run()?;
    for format in ["json", "jsonl"] {
        let path =
            format!("crates/retold-cli/tests/snapshots/main__formats__seeds_as_{format}.snap");
        let snapshot = read(&path)?;
        let expected = body(&snapshot)
            .ok_or_else(|| Failure::new(format!("{path} has no head between two lines `---`")))?;
        let found = cargo(&format!("{RUN} scan seeds --format {format}")).output()?;
        if let Some(line) = first_difference(expected, &found) {
            return Err(Failure::new(format!(
                "the release build writes another report than {path}: line {line} of the report \
                 differs"
            )));
        }
    }
    Ok(())
}

/// Returns what follows the head of a snapshot.
fn body(snapshot: &str) -> Option<&str> {
    let head = snapshot.strip_prefix("---")?;
    let (_, rest) = head.split_once("\n---")?;
    rest.split_once('\n').map(|(_, body)| body)
}

/// Returns the number of the first line that differs; the kind of line break does not count, since
/// Git may have changed it.
fn first_difference(expected: &str, found: &str) -> Option<usize> {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (expected.next(), found.next()) {
            (None, None) => return None,
            (a, b) if a != b => return Some(line),
            _ => {}
        }
    }
}

#[test]
fn the_body_of_a_snapshot_follows_its_head() {
    assert_eq!(body("---\nsource: a.rs\n---\n{\n---\n}\n"), Some("{\n---\n}\n"));
    assert_eq!(body("{}\n"), None);
}

#[test]
fn a_changed_missing_or_added_line_is_a_difference() {
    assert_eq!(first_difference("a\nb\n", "a\r\nb\r\n"), None);
    assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
    assert_eq!(first_difference("a\nb\n", "a\n"), Some(2));
    assert_eq!(first_difference("a\n", "a\nb\n"), Some(2));
}
