//! What a report is about.

use super::choice::{Choice, among};
use clap::Args;
use retold::{Keep, Unit};
use retold_io::input::memory::Need;

const UNITS: [Choice<Unit>; 6] = [
    ("passage", Unit::Passage, "Whatever stands twice, wherever it begins and ends"),
    ("paragraph", Unit::Paragraph, "Paragraphs, however the text is wrapped"),
    ("blank-line", Unit::BlankLine, "What stands between blank lines"),
    ("sentence", Unit::Sentence, "Sentences"),
    ("line", Unit::Line, "Lines"),
    ("document", Unit::Document, "Whole documents, and nothing smaller"),
];

const KEEPS: [Choice<Keep>; 2] = [
    ("longest", Keep::Longest, "The longest; of several, the first"),
    ("first", Keep::First, "The first by name"),
];

/// What a report is about.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What counts as a repeat")]
pub(crate) struct Sought {
    /// What is looked for
    #[arg(long, value_name = "UNIT", value_parser = among(&UNITS), default_value = "passage")]
    pub(crate) unit: Unit,

    /// Which document represents a cluster of near-copies
    #[arg(long, alias = "represent", value_name = "RULE", value_parser = among(&KEEPS))]
    #[arg(default_value = "longest")]
    pub(crate) keep: Keep,
}

impl Sought {
    /// What the engine needs of memory; docs/command.md states these figures.
    pub(crate) fn need(&self) -> Need {
        match self.unit {
            Unit::Document => Need { text: 250, hundredths: 95, largest: 270 },
            Unit::Passage => Need { text: 180, hundredths: 390, largest: 140 },
            _ => Need { text: 400, hundredths: 160, largest: 250 },
        }
    }
}
