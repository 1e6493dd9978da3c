//! How does this run talk?

use crate::arguments::{Color, General};
use crate::view::Style;
use anstream::{AutoStream, ColorChoice};
use std::io::{IsTerminal, stdout};
use std::time::Instant;

/// The lines of a paragraph are hard to follow when they are longer than this.
const WIDEST: u16 = 120;

/// What all commands need to know of how they are run.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) started: Instant,
    pub(crate) quiet: bool,
    color: Color,
}

impl Session {
    pub(crate) fn new(general: &General, started: Instant) -> Session {
        Session { started, quiet: general.quiet, color: general.color }
    }

    /// How text for people looks, on the standard output or elsewhere.
    pub(crate) fn style(&self, standard_output: bool) -> Style {
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => standard_output && AutoStream::choice(&stdout()) != ColorChoice::Never,
        };
        let columns = match terminal_size::terminal_size() {
            Some((width, _)) if standard_output && stdout().is_terminal() => width.0.min(WIDEST),
            _ => 80,
        };
        Style { color, columns: usize::from(columns) }
    }
}
