//! The slots of a signature that grows token by token, for the classes of `retold.compat.datasketch`.

use crate::failure::value_error;
use pyo3::prelude::*;
use retold::hash::token_hash;
use retold::lsh::Banding;
use retold::sketch::{Estimate, MinHasher, SketchKind};

/// The value of a slot of the empty set.
const EMPTY: u32 = u32::MAX;

/// The slots of a classic signature.
#[pyclass(module = "retold._retold")]
pub(crate) struct Slots {
    hasher: MinHasher,
    slots: Vec<u32>,
}

impl Slots {
    fn add(&mut self, hashes: &[u64]) {
        let mut slots = vec![0; self.slots.len()];
        self.hasher.sketch_into(hashes, &mut slots);
        self.lower(&slots);
    }

    fn lower(&mut self, others: &[u32]) {
        for (slot, &other) in self.slots.iter_mut().zip(others) {
            *slot = (*slot).min(other);
        }
    }

    fn check(&self, other: &Slots) -> PyResult<()> {
        let of = |slots: &Slots| (slots.slots.len(), slots.hasher.seed());
        if of(self) == of(other) {
            return Ok(());
        }
        let ((k, seed), (other_k, other_seed)) = (of(self), of(other));
        Err(value_error(format!(
            "signatures cannot be compared: num_perm {k} and seed {seed}, num_perm {other_k} and seed \
             {other_seed}; make both with the same num_perm and seed"
        )))
    }
}

#[pymethods]
impl Slots {
    #[new]
    fn new(slots: usize, seed: u64) -> PyResult<Slots> {
        let hasher = MinHasher::with_kind(SketchKind::Classic, slots, seed)
            .map_err(|_| value_error(format!("num_perm must be in 1..=4096, got {slots}")))?;
        Ok(Slots { hasher, slots: vec![EMPTY; slots] })
    }

    /// Adds tokens as bytes.
    fn add_tokens(&mut self, tokens: Vec<Vec<u8>>) {
        let hashes: Vec<u64> = tokens.iter().map(|token| token_hash(token)).collect();
        self.add(&hashes);
    }

    /// Adds one token.
    fn add_token(&mut self, token: &[u8]) {
        self.add(&[token_hash(token)]);
    }

    /// Adds tokens as hashes of the caller.
    fn add_hashes(&mut self, hashes: Vec<u64>) {
        self.add(&hashes);
    }

    /// The slots, as numbers.
    fn values(&self) -> Vec<u32> {
        self.slots.clone()
    }

    /// Overwrites the slots with those of an earlier signature.
    fn set_values(&mut self, values: Vec<u32>) -> PyResult<()> {
        if values.len() != self.slots.len() {
            return Err(value_error(format!(
                "hashvalues must have num_perm = {} values, got {}",
                self.slots.len(),
                values.len()
            )));
        }
        self.slots = values;
        Ok(())
    }

    /// Makes this the signature of the union.
    fn merge(&mut self, other: &Slots) -> PyResult<()> {
        self.check(other)?;
        self.lower(&other.slots.clone());
        Ok(())
    }

    /// The estimated resemblance.
    fn resemblance(&self, other: &Slots) -> PyResult<f64> {
        self.check(other)?;
        if self.is_empty() && other.is_empty() {
            return Ok(1.0);
        }
        let estimate = Estimate::from_slots(&self.slots, &other.slots).map_err(value_error)?;
        Ok(estimate.resemblance.get())
    }

    /// The estimated number of different tokens.
    fn count(&self) -> f64 {
        if self.is_empty() {
            return 0.0;
        }
        // The least of n random numbers is about 1 / (n + 1) of their range.
        let shares = self.slots.iter().map(|&slot| f64::from(slot) / f64::from(u32::MAX));
        let sum: f64 = shares.sum();
        self.slots.len() as f64 / sum - 1.0
    }

    /// The keys of the bands.
    fn keys(&self, bands: usize, rows: usize) -> PyResult<Vec<u64>> {
        let banding = Banding::new(bands, rows).map_err(value_error)?;
        banding.fits(self.slots.len()).map_err(value_error)?;
        let mut keys = vec![0; bands];
        banding.keys(&self.slots, &mut keys);
        Ok(keys)
    }

    /// Whether no token was added.
    fn is_empty(&self) -> bool {
        self.slots.iter().all(|&slot| slot == EMPTY)
    }

    fn __len__(&self) -> usize {
        self.slots.len()
    }
}

/// The bands and rows with a recall of 0.99 at a threshold.
#[pyfunction]
pub(crate) fn bands_for(slots: usize, threshold: f64) -> PyResult<(usize, usize)> {
    let banding = Banding::for_threshold(slots, threshold).map_err(value_error)?;
    Ok((banding.bands(), banding.rows()))
}
