//! The error of estimates, compared with theory.

use crate::page::{Page, share};
use crate::size::Size;
use retold::hash::SplitMix64;
use retold::sketch::{MinHasher, SketchKind};

const SLOTS: usize = 128;
/// The shingles of each set, and the number that both have.
const CASES: [(usize, usize); 8] =
    [(10, 7), (30, 10), (30, 20), (100, 20), (100, 90), (1000, 333), (1000, 667), (1000, 947)];

/// Adds the table of the estimator's error.
pub(crate) fn write(page: &mut Page, size: &Size) {
    page.paragraph("## Error of the estimates");
    page.paragraph(include_str!("estimator.md"));
    page.table(&["shingles", "resemblance", "theory", "bucketed", "bias", "classic", "bias"]);
    for (shingles, common) in CASES {
        let truth = common as f64 / (2 * shingles - common) as f64;
        let theory = (truth * (1.0 - truth) / SLOTS as f64).sqrt();
        let mut cells = vec![shingles.to_string(), share(truth), format!("{theory:.4}")];
        for kind in [SketchKind::Bucketed, SketchKind::Classic] {
            let (bias, error) = error(kind, shingles, common, truth, size.trials);
            let shown = format!("{bias:+.4}").replace("-0.0000", "+0.0000");
            cells.extend([format!("{error:.4}"), shown]);
            let what = format!("{kind}, {shingles} shingles, resemblance {truth:.2}: error");
            // Five standard errors of a measured spread.
            let noise = 5.0 / (2.0 * size.trials as f64).sqrt();
            page.at_most(&format!("{what} / theory"), error / theory, 1.0 + noise);
            let standard_error = theory / (size.trials as f64).sqrt();
            page.at_most(&format!("{what}, bias / its own"), bias.abs() / standard_error, 4.0);
        }
        page.row(&cells);
    }
}

/// The mean error and the root of the mean squared error.
fn error(
    kind: SketchKind,
    shingles: usize,
    common: usize,
    truth: f64,
    trials: usize,
) -> (f64, f64) {
    let mut random = SplitMix64::new(shingles as u64);
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..trials {
        let hasher =
            MinHasher::with_kind(kind, SLOTS, random.next_u64()).expect("128 slots are allowed");
        let union: Vec<u64> = (0..2 * shingles - common).map(|_| random.next_u64()).collect();
        let signature = |part| hasher.signature(part).expect("no set here is empty");
        let (a, b) = (signature(&union[..shingles]), signature(&union[shingles - common..]));
        let estimate = a.estimate_resemblance(&b).expect("both are of one kind");
        let error = estimate.resemblance.get() - truth;
        sum += error;
        squares += error * error;
    }
    (sum / trials as f64, (squares / trials as f64).sqrt())
}
