//! A banding reaches the recall that was asked for, with as many rows as possible. The share of candidates at
//! each resemblance follows the theory.

use proptest::prelude::{any, prop, proptest};
use retold::lsh::Banding;
use retold::sketch::MinHasher;

fn banding(bands: usize, rows: usize) -> Banding {
    Banding::new(bands, rows).unwrap()
}

#[test]
fn bandings_are_those_of_the_documentation() {
    for (k, threshold, shape) in [
        (128, 0.8, "16 x 6"),
        (256, 0.8, "26 x 8"),
        (128, 0.7, "17 x 4"),
        (256, 0.7, "37 x 6"),
        (128, 0.5, "35 x 3"),
        (128, 0.9, "11 x 10"),
        (128, 1.0, "1 x 128"),
        (1, 1.0, "1 x 1"),
    ] {
        let chosen = Banding::for_threshold(k, threshold).unwrap();
        assert_eq!(chosen.to_string(), shape, "k = {k}, t = {threshold}");
    }
}

/// The recall by the library of the platform, not by multiplication.
fn recall(bands: usize, rows: usize, t: f64) -> f64 {
    1.0 - (1.0 - t.powf(rows as f64)).powf(bands as f64)
}

proptest! {
    #[test]
    fn the_choice_meets_its_recall_and_no_other_has_more_rows_or_fewer_bands(
        k in 1..300_usize,
        threshold in 0.05..1.0_f64,
        wanted in 0.05..0.999_f64,
    ) {
        // All shapes, tried out; the margin keeps apart two ways of rounding.
        let reach = |margin: f64| {
            (1..=k)
                .flat_map(|rows| (1..=k / rows).map(move |bands| (rows, bands)))
                .filter(|&(rows, bands)| recall(bands, rows, threshold) >= wanted + margin)
                .max_by_key(|&(rows, bands)| (rows, std::cmp::Reverse(bands)))
        };
        match Banding::for_threshold_with_recall(k, threshold, wanted) {
            Ok(chosen) => {
                assert!(chosen.fits(k).is_ok());
                assert!(chosen.recall_at(threshold) >= wanted - 1e-9);
                let shape = Some((chosen.rows(), chosen.bands()));
                assert!(shape == reach(1e-9) || shape == reach(-1e-9), "{chosen}");
            }
            Err(_) => assert_eq!(reach(1e-9), None),
        }
    }

    #[test]
    fn more_bands_find_more_and_more_rows_find_fewer(
        bands in 1..60_usize,
        rows in 1..20_usize,
        s in 0.0..=1.0_f64,
        step in 0.0..0.2_f64,
    ) {
        let here = banding(bands, rows).probability(s);
        assert!((0.0..=1.0).contains(&here));
        assert!((here - recall(bands, rows, s)).abs() < 1e-9);
        assert!(banding(bands + 1, rows).probability(s) >= here);
        assert!(banding(bands, rows + 1).probability(s) <= here);
        assert!(banding(bands, rows).probability((s + step).min(1.0)) >= here);
    }

    #[test]
    fn keys_are_equal_exactly_where_bands_are(
        slots in prop::collection::vec(any::<u32>(), 24),
        changed in 0..24_usize,
        rows in 1..7_usize,
    ) {
        let shape = banding(24 / rows, rows);
        let (mut before, mut after) = (vec![0; shape.bands()], vec![0; shape.bands()]);
        shape.keys(&slots, &mut before);
        let mut slots = slots;
        slots[changed] ^= 1;
        shape.keys(&slots, &mut after);
        for band in 0..shape.bands() {
            assert_eq!(before[band] != after[band], changed / rows == band);
        }
    }
}

#[test]
fn the_same_slots_have_another_key_in_another_band() {
    let mut keys = [0; 8];
    banding(8, 2).keys(&[7; 16], &mut keys);
    keys.sort_unstable();
    assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn the_probability_of_a_candidate_is_0_at_0_and_1_at_1() {
    for (bands, rows) in [(1, 1), (16, 6), (4096, 4096)] {
        let shape = banding(bands, rows);
        assert_eq!((shape.probability(0.0), shape.probability(1.0)), (0.0, 1.0));
        assert!(shape.threshold() > 0.0 && shape.threshold() <= 1.0);
    }
}

#[test]
fn impossible_settings_are_refused_with_the_reason() {
    let message = |result: Result<Banding, retold::Error>| result.unwrap_err().to_string();
    let choose = Banding::for_threshold_with_recall;
    for (result, expected) in [
        (Banding::new(0, 4), "bands must be at least 1, got 0"),
        (Banding::new(4, 0), "rows must be at least 1, got 0"),
        (Banding::new(5000, 1), "bands must be at most 4096, got 5000"),
        (Banding::new(1, 5000), "rows must be at most 4096, got 5000"),
        (choose(0, 0.8, 0.9), "signature length must be in 1..=4096, got 0"),
        (choose(4097, 0.8, 0.9), "signature length must be in 1..=4096, got 4097"),
        (choose(128, 0.0, 0.9), "threshold must be in (0, 1], got 0"),
        (choose(128, 1.7, 0.9), "threshold must be in (0, 1], got 1.7"),
        (choose(128, f64::NAN, 0.9), "threshold must be in (0, 1], got NaN"),
        (choose(128, 0.8, 0.0), "recall must be in (0, 1), got 0"),
        (choose(128, 0.8, 1.0), "recall must be in (0, 1), got 1"),
        (choose(128, 0.8, f64::NAN), "recall must be in (0, 1), got NaN"),
    ] {
        assert_eq!(message(result), expected);
    }
    assert_eq!(
        message(choose(128, 0.01, 0.99)),
        "a recall of 0.99 at threshold 0.01 needs 459 slots, the signature has 128: \
         use a signature length of 512, a higher threshold or a lower recall"
    );
    assert_eq!(
        message(choose(4096, 0.001, 0.99)),
        "a recall of 0.99 at threshold 0.001 is out of reach of the longest signature, which has \
         4096 slots: use a higher threshold or a lower recall"
    );
}

/// The remedy that an error names is one.
#[test]
fn the_length_that_an_error_names_is_enough() {
    assert!(Banding::for_threshold(128, 0.01).is_err());
    let chosen = Banding::for_threshold(512, 0.01).unwrap();
    assert!(chosen.recall_at(0.01) >= 0.99);
    assert!(MinHasher::new(512).is_ok());
}

#[test]
fn a_deserialised_banding_is_checked() {
    let json = serde_json::to_string(&banding(16, 6)).unwrap();
    assert_eq!(json, r#"{"bands":16,"rows":6}"#);
    assert_eq!(serde_json::from_str::<Banding>(&json).unwrap(), banding(16, 6));
    let error = serde_json::from_str::<Banding>(r#"{"bands":0,"rows":6}"#).unwrap_err();
    assert_eq!(error.to_string(), "bands must be at least 1, got 0");
}
