//! The summary line at the end of a run: what was read, what was found, time and memory.

use crate::sanitize::say;
use indicatif::HumanCount;
use retold::Report;
use retold::model::TextKind;
use retold_io::input::LeftOut;
use retold_io::input_set::InputSet;
pub(crate) use retold_io::size::binary;
use std::time::Instant;

/// Prints the summary line.
///
/// `code` is the number of repeated blocks of code that are not listed.
pub(crate) fn summarise(report: &Report, input_set: &InputSet<'_>, code: usize, started: Instant) {
    let InputSet { bytes, left_out, .. } = input_set;
    let mut parts =
        vec![format!("read {} ({})", counted(report.documents().len(), "text"), binary(*bytes))];
    if !report.skipped().is_empty() {
        parts.push(format!("{} not read", HumanCount(report.skipped().len() as u64)));
    }
    parts.extend(left_out_parts(left_out));
    parts.push(format!(
        "found {} and {}",
        counted(report.families().len(), "repeated passage"),
        counted(report.clusters().len(), "cluster of near-copies")
    ));
    if code > 0 {
        parts.push(format!(
            "not listed: {} of code (--only all lists them)",
            counted(code, "passage")
        ));
    }
    if !report.rows().is_empty() {
        parts.push(format!("{} of similar rows", counted(report.rows().len(), "region")));
    }
    parts.push(format!("{:.2} s", started.elapsed().as_secs_f64()));
    if let Some(peak) = peak_memory() {
        parts.push(format!("{} at the peak", binary(peak)));
    }
    say(&format!("retold: {}", parts.join(", ")));
}

/// The number of parts that were left out by kind, and the option that includes them.
fn left_out_parts(left_out: &LeftOut) -> Option<String> {
    let of_kind = |kind: TextKind| {
        let number = left_out.of(kind);
        // Front matter is left out by default and is metadata, so it is not mentioned.
        let is_said = number > 0 && kind != TextKind::FrontMatter;
        is_said.then(|| format!("{} of {}", counted(number as usize, "part"), kind.name()))
    };
    let said: Vec<String> = TextKind::ALL.into_iter().filter_map(of_kind).collect();
    (!said.is_empty()).then(|| format!("left out {} (--only all reads them)", said.join(" and ")))
}

/// The peak memory of the process, if the system reports it.
pub(crate) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = peak.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// `1 text`, `20,000 texts`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let number_of = HumanCount(number as u64);
    match noun.split_once(' ') {
        _ if number == 1 => format!("{number_of} {noun}"),
        Some(("cluster", of)) => format!("{number_of} clusters {of}"),
        _ => format!("{number_of} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{binary, counted};

    #[test]
    fn figures_read_well() {
        assert_eq!(counted(1, "text"), "1 text");
        assert_eq!(counted(0, "cluster of near-copies"), "0 clusters of near-copies");
        assert_eq!(counted(1_020_000, "text"), "1,020,000 texts");
        assert_eq!(binary(1536), "1.50 KiB");
    }
}
