//! Options that choose the unit of comparison and the representative.

use super::choice::{Choice, among, name_of};
use clap::Args;
use retold::{Keep, Unit};
use retold_io::input::memory::Need;

const UNITS: [Choice<Unit>; 6] = [
    ("passage", Unit::Passage, "Any repeated run of words, wherever it starts and ends"),
    ("paragraph", Unit::Paragraph, "Paragraphs; line wrapping does not matter"),
    ("blank-line", Unit::BlankLine, "Blocks of text between blank lines"),
    ("sentence", Unit::Sentence, "Sentences"),
    ("line", Unit::Line, "Lines"),
    ("document", Unit::Document, "Whole documents only"),
];

const KEEPS: [Choice<Keep>; 2] = [
    ("longest", Keep::Longest, "The longest; among equals, the first by name"),
    ("first", Keep::First, "The first by name"),
];

/// Options that choose the unit of comparison and the representative.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What counts as a repeat")]
pub(crate) struct Comparison {
    /// The unit in which repeated text is searched for
    #[arg(long, value_name = "UNIT", value_parser = among(&UNITS), default_value = "passage")]
    pub(crate) unit: Unit,

    /// Which file of a cluster of near-copies represents it
    #[arg(long, alias = "represent", value_name = "RULE", value_parser = among(&KEEPS))]
    #[arg(default_value = "longest")]
    pub(crate) keep: Keep,
}

impl Comparison {
    /// The name of the unit.
    pub(super) fn unit_name(&self) -> &'static str {
        name_of(&UNITS, self.unit)
    }

    /// The memory need of the engine. docs/command.md states these figures.
    pub(crate) fn need(&self) -> Need {
        match self.unit {
            Unit::Document => Need { text: 250, hundredths: 95, largest: 270 },
            Unit::Passage => Need { text: 180, hundredths: 390, largest: 140 },
            _ => Need { text: 400, hundredths: 160, largest: 250 },
        }
    }
}
