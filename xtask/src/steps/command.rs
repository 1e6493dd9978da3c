//! The command in release, against what the test profile says.

use crate::outcome::{Failure, Outcome, Skip};
use crate::process::{cargo, read};

const RUN: &str = "run --release --locked --quiet -p retold-cli --";

/// Scans the documentation for repeated text, and compares reports of the release build with the
/// snapshots of the test profile: debug assertions change no byte.
pub(crate) fn run(_: Skip) -> Outcome {
    cargo(&format!("{RUN} scan docs --check --quiet")).run()?;
    for format in ["json", "jsonl"] {
        let path =
            format!("crates/retold-cli/tests/snapshots/main__formats__seeds_as_{format}.snap");
        let snapshot = read(&path)?;
        let expected = body(&snapshot)
            .ok_or_else(|| Failure::new(format!("{path} has no head between two lines `---`")))?;
        let found = cargo(&format!("{RUN} scan seeds --format {format}")).output()?;
        if let Some(difference) = first_difference(expected, &found) {
            return Err(Failure::new(format!(
                "the release build writes another report than {path}:\n{difference}\nIf the change is \
                 intended: INSTA_UPDATE=always cargo test -p retold-cli"
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

/// Describes the first difference of two reports, which must be the same bytes.
fn first_difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let lines = expected.split_inclusive('\n').zip(found.split_inclusive('\n'));
    let same = lines.take_while(|(a, b)| a == b).count();
    let line = |text: &str| match text.split_inclusive('\n').nth(same) {
        Some(line) => format!("{line:?}"),
        None => "(the end)".to_owned(),
    };
    Some(format!("line {}\n- {}\n+ {}", same + 1, line(expected), line(found)))
}

#[test]
fn the_body_of_a_snapshot_follows_its_head() {
    assert_eq!(body("---\nsource: a.rs\n---\n{\n---\n}\n"), Some("{\n---\n}\n"));
    assert_eq!(body("{}\n"), None);
}

#[test]
fn any_other_byte_is_a_difference() {
    assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    for (found, line) in [("a\nc\n", 2), ("a\n", 2), ("a\nb\nc\n", 3), ("a\nb", 2), ("a\r\nb\n", 1)]
    {
        let difference = first_difference("a\nb\n", found).expect("they differ");
        assert!(difference.starts_with(&format!("line {line}\n")), "{found:?}: {difference}");
    }
}
