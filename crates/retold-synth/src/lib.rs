//! Seeded texts with known repeats, for the tests and benches of `retold`.
