//! The figures that were measured last, which today's are compared with.
//!
//! A floor that every figure clears by a wide margin sees no loss. So each figure has its own floor,
//! a little below what was measured when the file was written: a fault that loses one passage in a
//! hundred is seen, in the language and the kind of edit that it concerns. The corpora are made from
//! fixed seeds, so the figures of an unchanged program are the same everywhere; the margin leaves
//! room for a change that moves single matches without losing any on the whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How far below its expected value a share may fall.
const MARGIN: f64 = 0.004;

/// Figures by name, as one line each: the name, a tab, the value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expected(BTreeMap<String, f64>);

impl Expected {
    /// Reads what [`Expected::write`] wrote.
    ///
    /// # Panics
    /// If a line is not a name, a tab and a number: the file belongs to this crate.
    pub(crate) fn parse(file: &str) -> Expected {
        let figure = |line: &str| {
            let (name, value) = line.split_once('\t').expect("a name, a tab and a value");
            (name.to_owned(), value.parse().expect("a number"))
        };
        Expected(file.lines().map(figure).collect())
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

    /// What is wrong with these figures, measured now, one sentence for each.
    pub(crate) fn faults(&self, measured: &Expected) -> Vec<String> {
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
    use super::Expected;

    fn figures(values: &[(&str, f64)]) -> Expected {
        Expected(values.iter().map(|&(name, value)| (name.to_owned(), value)).collect())
    }

    #[test]
    fn figures_are_read_as_they_were_written() {
        let written = figures(&[("a, b: recall", 0.9876), ("c", 1.0)]);
        assert_eq!(Expected::parse(&written.write()), written);
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
