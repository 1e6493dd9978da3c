//! The measures have the values of the paper's formulas, computed by hand.

use retold_synth::{Place, Plagdet, SharedPassage, plagdet};

fn passage(a: (usize, usize, usize), b: (usize, usize, usize)) -> SharedPassage {
    let place = |(document, start, end)| Place { document, start, end };
    SharedPassage::new(place(a), place(b))
}

fn assert_measured(measured: Plagdet, precision: f64, recall: f64, granularity: f64, score: f64) {
    let expected = Plagdet { precision, recall, granularity, score };
    let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
    assert!(
        close(measured.precision, precision)
            && close(measured.recall, recall)
            && close(measured.granularity, granularity)
            && close(measured.score, score),
        "{measured:?} is not {expected:?}"
    );
}

#[test]
fn perfect_detection_scores_one() {
    let truth = [passage((0, 0, 50), (1, 10, 60)), passage((2, 5, 9), (2, 20, 24))];
    assert_measured(plagdet(&truth, &truth), 1.0, 1.0, 1.0, 1.0);
}

#[test]
fn the_order_of_the_sides_makes_no_difference() {
    let truth = [passage((0, 0, 50), (1, 10, 60))];
    let found = [passage((1, 10, 60), (0, 0, 50))];
    assert_measured(plagdet(&truth, &found), 1.0, 1.0, 1.0, 1.0);
}

#[test]
fn a_case_in_three_pieces_has_granularity_three() {
    let truth = [passage((0, 0, 90), (1, 0, 90))];
    let found = [
        passage((0, 0, 30), (1, 0, 30)),
        passage((0, 30, 60), (1, 30, 60)),
        passage((0, 60, 90), (1, 60, 90)),
    ];
    // log2(1 + 3) = 2
    assert_measured(plagdet(&truth, &found), 1.0, 1.0, 3.0, 0.5);
}

#[test]
fn overlapping_pieces_are_not_counted_twice() {
    let truth = [passage((0, 0, 100), (1, 0, 100))];
    let found = [passage((0, 0, 60), (1, 0, 60)), passage((0, 40, 80), (1, 40, 80))];
    let recall = 0.8;
    let score = 2.0 * recall / (1.0 + recall) / 3f64.log2();
    assert_measured(plagdet(&truth, &found), 1.0, recall, 2.0, score);
}

/// A short piece inside a long one does not end the long one.
#[test]
fn a_piece_inside_another_one_adds_nothing() {
    let truth = [passage((0, 0, 100), (1, 0, 100))];
    let found = [
        passage((0, 0, 80), (1, 0, 80)),
        passage((0, 10, 20), (1, 10, 20)),
        passage((0, 50, 90), (1, 50, 90)),
    ];
    let recall = 0.9;
    let score = 2.0 * recall / (1.0 + recall) / 2.0;
    assert_measured(plagdet(&truth, &found), 1.0, recall, 3.0, score);
}

#[test]
fn averages_are_over_cases_not_over_bytes() {
    let truth =
        [passage((0, 0, 1_000), (1, 0, 1_000)), passage((0, 2_000, 2_010), (1, 2_000, 2_010))];
    // The short case in full, the long one not at all, and one false detection.
    let found = [truth[1], passage((3, 0, 10), (4, 0, 10))];
    assert_measured(plagdet(&truth, &found), 0.5, 0.5, 1.0, 0.5);
}

#[test]
fn both_sides_must_be_met() {
    let truth = [passage((0, 0, 100), (1, 0, 100))];
    let found = [passage((0, 0, 100), (1, 200, 300)), passage((0, 0, 100), (2, 0, 100))];
    assert_measured(plagdet(&truth, &found), 0.0, 0.0, 1.0, 0.0);
}

#[test]
fn too_long_a_detection_loses_precision() {
    let truth = [passage((0, 50, 100), (1, 50, 100))];
    let found = [passage((0, 0, 100), (1, 0, 200))];
    // 50 + 50 of 300 bytes are right.
    let precision = 1.0 / 3.0;
    assert_measured(plagdet(&truth, &found), precision, 1.0, 1.0, 0.5);
}

#[test]
fn one_detection_may_detect_two_cases() {
    let truth = [passage((0, 0, 40), (1, 0, 40)), passage((0, 60, 100), (1, 60, 100))];
    let found = [passage((0, 0, 100), (1, 0, 100))];
    let score = 2.0 * 0.8 / 1.8;
    assert_measured(plagdet(&truth, &found), 0.8, 1.0, 1.0, score);
}

#[test]
fn nothing_to_find_and_nothing_found_is_perfect() {
    assert_measured(plagdet(&[], &[]), 1.0, 1.0, 1.0, 1.0);
    let case = [passage((0, 0, 9), (1, 0, 9))];
    assert_measured(plagdet(&case, &[]), 1.0, 0.0, 1.0, 0.0);
    assert_measured(plagdet(&[], &case), 0.0, 1.0, 1.0, 0.0);
}
