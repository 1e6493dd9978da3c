//! The baseline: the figures of the last measurement.
//!
//! A single low floor for all figures would hide losses. So each figure has its own floor, a little
//! below its last measured value. A fault that loses one passage in a hundred is seen, with its
//! language and kind of edit. The corpora are made from fixed seeds, so an unchanged program has
//! the same figures everywhere. The margin allows for a change that moves single matches without a
//! loss in total.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The largest allowed loss of a share.
const MARGIN: f64 = 0.004;

/// Figures by name. In the file, each line is a name, a tab and a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Baseline(BTreeMap<String, f64>);

impl Baseline {
    /// Parses the output of [`Baseline::write`].
    ///
    /// # Panics
    /// If a line is not a name, a tab and a number: the file belongs to this crate.
    pub(crate) fn parse(file: &str) -> Baseline {
        let figure = |line: &str| {
            let (name, value) = line.split_once('\t').expect("a name, a tab and a value");
            (name.to_owned(), value.parse().expect("a number"))
        };
        Baseline(file.lines().map(figure).collect())
    }

    pub(crate) fn write(&self) -> String {
        self.0.iter().fold(String::new(), |mut file, (name, value)| {
            let _ = writeln!(file, "{name}\t{value:.4}");
            file
        })
    }

    pub(crate) fn insert(&mut self, name: &str, value: f64) {
        self.0.insert(name.to_owned(), value);
    }

    /// The deviations of measured figures, one sentence each.
    pub(crate) fn faults(&self, measured: &Baseline) -> Vec<String> {
        let fallen = self.0.iter().filter_map(|(name, expected)| match measured.0.get(name) {
            Some(value) if *value >= expected - MARGIN => None,
            Some(value) => {
                Some(format!("{name}: {value:.4}, was {expected:.4} and may lose {MARGIN}"))
            }
            None => Some(format!("{name}: not measured any more; was {expected:.4}")),
        });
        let new = measured.0.keys().filter(|name| !self.0.contains_key(*name));
        fallen
            .chain(new.map(|name| format!("{name}: no expected value; run with --update")))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Baseline;

    fn figures(values: &[(&str, f64)]) -> Baseline {
        Baseline(values.iter().map(|&(name, value)| (name.to_owned(), value)).collect())
    }

    #[test]
    fn figures_are_read_as_they_were_written() {
        let written = figures(&[("a, b: recall", 0.9876), ("c", 1.0)]);
        assert_eq!(Baseline::parse(&written.write()), written);
    }

    #[test]
    fn a_figure_may_rise_and_not_fall() {
        let expected = figures(&[("a", 0.9)]);
        assert!(expected.faults(&figures(&[("a", 0.95)])).is_empty());
        assert!(expected.faults(&figures(&[("a", 0.8961)])).is_empty());
        assert_eq!(expected.faults(&figures(&[("a", 0.895)])).len(), 1);
        assert_eq!(expected.faults(&figures(&[("b", 0.9)])).len(), 2, "one gone, one new");
    }
}
