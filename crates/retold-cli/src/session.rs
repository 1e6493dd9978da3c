//! The output settings of a run: colors, line width, number of findings.

use crate::arguments::{Color, General};
use crate::view::Style;
use anstream::{AutoStream, ColorChoice};
use std::io::{IsTerminal, stdout};
use std::time::Instant;

/// The widest line of text for people; longer lines are hard to read.
const WIDEST: u16 = 120;
/// The findings listed per section at a terminal: they fit on a few screens.
const TOP: usize = 20;

/// The settings of a run that all commands need.
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

    /// The style of text for people, on the standard output or elsewhere. `top` is the number of
    /// findings per section; 0 means all.
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

/// The number of findings to list: the one asked for, or else [`TOP`] at a terminal and all in a
/// pipe or a file, where another program may count them.
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
