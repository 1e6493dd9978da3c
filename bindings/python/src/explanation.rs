//! The comparison of a removed text with the text that was kept.

use crate::failure::value_error;
use pyo3::prelude::*;
use pyo3::types::PyList;
use retold::Span;
use retold::facts::word_changes;
use retold::text::Lines;

/// One step of an explanation: the part of the removed text, the part of the kept one, whether they have other words,
/// whether a fact is changed, and the lines of both.
type Step<'t> = (&'t str, &'t str, bool, bool, usize, usize);

/// Cuts two texts into steps; the first parts make up the first text, and the second parts the second one.
#[pyfunction]
pub(crate) fn explain<'py>(py: Python<'py>, a: &str, b: &str) -> PyResult<Bound<'py, PyList>> {
    let steps = py.detach(|| steps(a, b));
    PyList::new(py, steps).map_err(value_error)
}

fn steps<'t>(a: &'t str, b: &'t str) -> Vec<Step<'t>> {
    let lines = [Lines::new(a), Lines::new(b)];
    let mut steps = Vec::new();
    let mut push = |a_span: Span, b_span: Span, changed: bool, fact: bool| {
        if a_span.is_empty() && b_span.is_empty() {
            return;
        }
        let line = |lines: &Lines, span: Span| lines.first_and_last(span).0;
        steps.push((
            &a[a_span.range()],
            &b[b_span.range()],
            changed,
            fact,
            line(&lines[0], a_span),
            line(&lines[1], b_span),
        ));
    };
    let (mut at_a, mut at_b) = (0, 0);
    for change in word_changes(a, b) {
        push(Span::new(at_a, change.a.start), Span::new(at_b, change.b.start), false, false);
        push(change.a, change.b, true, change.fact);
        (at_a, at_b) = (change.a.end, change.b.end);
    }
    push(Span::new(at_a, a.len()), Span::new(at_b, b.len()), false, false);
    steps
}
