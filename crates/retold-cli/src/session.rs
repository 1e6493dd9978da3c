//! How this run writes to people: colours, the width of lines, how much is listed.

use crate::arguments::{Color, General};
use crate::view::Style;
use anstream::{AutoStream, ColorChoice};
use std::io::{IsTerminal, stdout};
use std::time::Instant;

/// The lines of a paragraph are hard to follow when they are longer than this.
const WIDEST: u16 = 120;
/// How many findings of each section fit onto a few screens.
const TOP: usize = 20;

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

    /// How text for people looks, on the standard output or elsewhere, with so many findings of each
    /// section: 0 for all.
    pub(crate) fn style(&self, standard_output: bool, top: Option<usize>) -> Style {
        let terminal = standard_output && stdout().is_terminal();
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => standard_output && AutoStream::choice(&stdout()) != ColorChoice::Never,
        };
        let columns = match terminal_size::terminal_size() {
            Some((width, _)) if terminal => width.0.min(WIDEST),
            _ => 80,
        };
        Style { color, columns: usize::from(columns), top: findings(top, terminal), terminal }
    }
}

/// How many findings are listed: what was asked for, else a few at a terminal, and all in a pipe or a
/// file, where another program may count them.
fn findings(asked: Option<usize>, terminal: bool) -> usize {
    match asked {
        Some(0) => usize::MAX,
        Some(top) => top,
        None if terminal => TOP,
        None => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::{TOP, findings};

    #[test]
    fn a_terminal_gets_the_first_findings_and_a_pipe_all() {
        assert_eq!((findings(None, true), findings(None, false)), (TOP, usize::MAX));
        assert_eq!((findings(Some(3), true), findings(Some(3), false)), (3, 3));
        assert_eq!((findings(Some(0), true), findings(Some(0), false)), (usize::MAX, usize::MAX));
    }
}
