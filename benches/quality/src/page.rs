//! The page, and the floors with which its figures are compared.

use crate::baseline::Baseline;
use std::fmt::Write as _;

/// Markdown, and the figures below their floors.
#[derive(Default)]
pub(crate) struct Page {
    text: String,
    floors: Vec<String>,
    faults: Vec<String>,
    measured: Baseline,
}

impl Page {
    /// Adds text as it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// Adds a paragraph after a blank line.
    pub(crate) fn paragraph(&mut self, text: &str) {
        self.text.push('\n');
        self.text(text);
    }

    /// Starts a table.
    pub(crate) fn table(&mut self, heads: &[&str]) {
        let _ = writeln!(self.text, "\n| {} |", heads.join(" | "));
        let _ = writeln!(self.text, "|{}", "---|".repeat(heads.len()));
    }

    /// Adds a row to the table.
    pub(crate) fn row(&mut self, cells: &[String]) {
        let _ = writeln!(self.text, "| {} |", cells.join(" | "));
    }

    /// Compares a figure with its minimum.
    pub(crate) fn at_least(&mut self, what: &str, value: f64, floor: f64) {
        self.floors.push(format!("| {what} | at least {floor:.3} | {} |", share(value)));
        if value < floor {
            self.faults.push(format!("{what}: {value:.4}, at least {floor:.4} is wanted"));
        }
    }

    /// Compares a figure with its maximum.
    pub(crate) fn at_most(&mut self, what: &str, value: f64, ceiling: f64) {
        self.floors.push(format!("| {what} | at most {ceiling:.3} | {value:.3} |"));
        if value > ceiling {
            self.faults.push(format!("{what}: {value:.4}, at most {ceiling:.4} is wanted"));
        }
    }

    /// Records a figure that is compared with the baseline.
    pub(crate) fn measured(&mut self, what: &str, value: f64) {
        self.measured.insert(what, value);
    }

    /// All recorded figures.
    pub(crate) fn figures(&self) -> &Baseline {
        &self.measured
    }

    /// The whole page, with the floors at its end.
    pub(crate) fn finish(&self) -> String {
        let floors = self.floors.join("\n");
        format!(
            "{}\n## Floors\n\nEvery commit measures a small version of this page; a figure beyond \
             its floor stops it.\n\n| figure | floor | measured here |\n|---|---|---|\n{floors}\n",
            self.text
        )
    }

    /// The figures below their floors.
    pub(crate) fn faults(&self) -> &[String] {
        &self.faults
    }
}

/// A share with three digits, truncated: only 1 is shown as 1.000.
pub(crate) fn share(value: f64) -> String {
    format!("{:.3}", (value * 1000.0 + 1e-9).floor() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::share;

    /// A table that shows 1.000 claims that nothing was missed.
    #[test]
    fn a_share_is_cut_off_and_not_rounded() {
        assert_eq!(share(0.9996), "0.999");
        assert_eq!(share(1.0), "1.000");
        // What is 7 of 10 is not shown as less for want of a bit.
        assert_eq!([0.7, 0.29, 0.057].map(share), ["0.700", "0.290", "0.057"]);
    }
}
