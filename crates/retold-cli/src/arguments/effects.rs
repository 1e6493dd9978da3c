//! Options that have no effect in combination with the others. On the command line, such an option is an error.
//!
//! The settings of a configuration file are not checked, because one file serves several commands
//! and units. `--dry-run` accepts the options of the run that it previews.

use super::detection::{Detection, Scope};
use super::{Arguments, Command, Compare, Dedup, Reporting, Scan, Stage, Verb};
use crate::failure::Failure;
use crate::view::Format;
use clap::ArgMatches;
use clap::ValueEnum;
use clap::parser::ValueSource;
use retold::Unit;
use retold_io::dedup::By;

/// The ids of options that have no effect, and the reason.
struct Idle {
    options: &'static [&'static str],
    /// The part of the message after the name of the option: the reason and the remedy.
    reason: String,
}

/// The options that define a passage.
const OF_PASSAGES: &[&str] = &["max_gap", "guarantee", "frequent", "scope", "known_text", "noisy"];

/// The options of signatures, which `--exact` does not use. clap rejects `--exact` with `--recall` or `--bands`.
const OF_SIGNATURES: &[&str] = &["sketch", "signature_length", "seed"];

impl Arguments {
    /// Checks that every option on the command line has an effect.
    ///
    /// # Errors
    /// If one has none. The message names the first one, the reason and the remedy.
    pub(crate) fn check_effects(&self, matches: &ArgMatches) -> Result<(), Failure> {
        let Some((_, given)) = matches.subcommand() else { return Ok(()) };
        let idle = match &self.command {
            Command::Scan(scan) => of_scan(scan),
            Command::Compare(compare) => of_compare(compare),
            Command::Dedup(dedup) => of_dedup(dedup),
            Command::Stage(Stage { verb: Verb::Start(start) }) => of_dedup(&start.dedup),
            Command::Restore(_) | Command::Stage(_) | Command::Generate(_) => Vec::new(),
        };
        // The options of `stage start` are those of a command in a command.
        let given = given.subcommand().map_or(given, |(_, given)| given);
        let is_given = |id: &&&str| {
            given.try_contains_id(id).is_ok()
                && given.value_source(id) == Some(ValueSource::CommandLine)
        };
        for Idle { options, reason } in idle {
            if let Some(id) = options.iter().find(is_given) {
                return Err(Failure::new(format!("--{} {reason}", id.replace('_', "-"))));
            }
        }
        Ok(())
    }
}

fn of_scan(scan: &Scan) -> Vec<Idle> {
    let mut idle = of_report(&scan.reporting);
    let unit = scan.reporting.comparison.unit;
    if unit != Unit::Passage {
        idle.push(only_for_passages(&["collapse"], scan.reporting.comparison.unit_name()));
    }
    idle
}

fn of_compare(compare: &Compare) -> Vec<Idle> {
    let mut idle = of_report(&compare.reporting);
    let reason = "has no effect on compare, which reports the text that A and B share and no other: leave it out, \
                  or use scan";
    idle.push(Idle { options: &["group_field"], reason: reason.to_owned() });
    if compare.reporting.detection.scope != Scope::Across {
        idle.push(Idle { options: &["scope"], reason: reason.to_owned() });
    }
    idle
}

/// The options without effect in `scan` and `compare`.
fn of_report(reporting: &Reporting) -> Vec<Idle> {
    let Reporting { comparison, detection, report_output, .. } = reporting;
    let unit = comparison.unit;
    let mut idle = of_detection(detection, unit == Unit::Passage, comparison.unit_name());
    if unit == Unit::Document {
        let reason = "has no effect with --unit document: a document is compared whatever its length; leave it \
                      out, or choose another --unit";
        idle.push(Idle { options: &["min_words", "large_corpus"], reason: reason.to_owned() });
        idle.extend(two_thresholds(detection));
        let reason = "has no effect with --unit document, whose pairs have no passages: leave it out, or choose \
                      another --unit";
        idle.push(Idle { options: &["pairs"], reason: reason.to_owned() });
    }
    if !matches!(report_output.format, Format::Json | Format::Jsonl) {
        let reason = "has no effect without --format json or --format jsonl: leave it out, or choose one of these formats";
        idle.push(Idle { options: &["pairs"], reason: reason.to_owned() });
    }
    if report_output.format != Format::Text {
        let format = report_output.format.to_possible_value();
        let format = format.map(|format| format.get_name().to_owned()).unwrap_or_default();
        let reason = format!(
            "has no effect with --format {format}, which always has all findings: leave it out, or choose \
             --format text"
        );
        idle.push(Idle { options: &["top"], reason });
    }
    idle
}

fn of_dedup(dedup: &Dedup) -> Vec<Idle> {
    let by = dedup.unit;
    let unit = dedup.unit_name();
    let mut idle = of_detection(&dedup.detection, by == By::Passage, unit);
    let reason = "has no effect on dedup, which finds candidates by signatures: set --recall instead, to 0.9999 if \
                  hardly any pair may be missed";
    idle.push(Idle { options: &["exact"], reason: reason.to_owned() });
    match by {
        By::Document => idle.extend(two_thresholds(&dedup.detection)),
        By::Passage => {
            let options = &["document_threshold", "recall"];
            let reason = "has no effect with --unit passage, which compares no whole documents: leave it out, or \
                          choose another --unit";
            idle.push(Idle { options, reason: reason.to_owned() });
            let reason = "has no effect with --unit passage, which makes no signatures of documents: leave it out, \
                          or choose another --unit";
            idle.push(Idle { options: OF_SIGNATURES, reason: reason.to_owned() });
        }
        _ => {
            let reason = format!(
                "has no effect with --unit {unit}: set --threshold for its resemblance, or choose --unit \
                 document"
            );
            idle.push(Idle { options: &["document_threshold"], reason });
        }
    }
    if !dedup.annotate {
        let reason = "has no effect without --annotate: add --annotate, or leave it out";
        idle.push(Idle { options: &["annotate_prefix"], reason: reason.to_owned() });
    }
    idle
}

fn of_detection(detection: &Detection, by_passage: bool, unit: &str) -> Vec<Idle> {
    let mut idle = Vec::new();
    if !by_passage {
        idle.push(only_for_passages(OF_PASSAGES, unit));
        let reason = format!(
            "has no effect with --unit {unit}, because it sets the identity of passages: set --threshold, or \
             choose --unit passage"
        );
        idle.push(Idle { options: &["min_identity"], reason });
        if detection.min_words.is_some() {
            let reason = format!(
                "has no effect with --unit {unit} and --min-words: of its settings, only the least number \
                 of words applies to this unit; leave one of them out"
            );
            idle.push(Idle { options: &["large_corpus"], reason });
        }
    }
    if detection.exact {
        let reason = "has no effect with --exact, which uses no signatures: leave one of them out";
        idle.push(Idle { options: OF_SIGNATURES, reason: reason.to_owned() });
    }
    idle
}

fn only_for_passages(options: &'static [&'static str], unit: &str) -> Idle {
    let reason = format!(
        "has no effect with --unit {unit}, because it is a setting of passages: leave it out, or choose \
         --unit passage"
    );
    Idle { options, reason }
}

fn two_thresholds(detection: &Detection) -> Option<Idle> {
    let reason = "has no effect with --unit document and --threshold, which sets the same: leave one of them out";
    let options = &["document_threshold"];
    detection.threshold.is_some().then(|| Idle { options, reason: reason.to_owned() })
}
