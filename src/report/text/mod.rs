//! The text view of a report, for a terminal.
//!
//! Families first, each in a line or a few, with its beginning or, where words differ, with the
//! words that do. Nothing of the input acts on the terminal.

mod diff;
mod figures;
mod line;
mod rows;
mod view;

pub use view::TextView;
