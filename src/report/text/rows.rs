//! Regions of similar rows, for a terminal.

use super::figures::{count, grouped, hundredths};
use super::line::shorten;
use super::view::{FIGURE, LINES, QUIET, TextView};
use crate::report::rows::Rows;
use std::cmp::Reverse;
use std::fmt;

impl TextView<'_> {
    /// Writes the regions of rows, the largest first.
    pub(super) fn rows(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut regions: Vec<&Rows> = self.report.rows().iter().collect();
        if regions.is_empty() {
            return Ok(());
        }
        self.heading(f, "Similar rows")?;
        regions.sort_by_key(|rows| (Reverse(rows.rows), rows.document, rows.place));
        for rows in regions.iter().take(self.top) {
            self.region(f, rows)?;
        }
        self.left_out(f, regions.len())
    }

    fn region(&self, f: &mut fmt::Formatter<'_>, rows: &Rows) -> fmt::Result {
        let place = format!("{}:{}", self.name(rows.document), self.style(LINES, rows.place));
        let figures = format!("{} similar rows", grouped(rows.rows));
        let equal = hundredths(rows.equal);
        writeln!(
            f,
            "  {place}  {}  {equal} of the words in each are equal",
            self.style(FIGURE, figures)
        )?;
        if let Some(text) = self
            .corpus
            .and_then(|corpus| corpus.get(rows.document))
            .and_then(|document| document.text().get(rows.example.span().range()))
        {
            let excerpt = shorten(text, self.width.saturating_sub(6).max(20));
            writeln!(f, "      {}", self.style(QUIET, excerpt))?;
        }
        if rows.families == 0 {
            return Ok(());
        }
        let passages = count(rows.families, "passage");
        let note = format!("{passages} repeated within these rows only: not listed");
        writeln!(f, "      {}", self.style(QUIET, note))
    }
}
