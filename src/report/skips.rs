//! The inputs that were not read, sorted.

use super::records::Skipped;
use std::sync::OnceLock;

/// Inputs that were not read. They are sorted when they are read, not at each addition.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "Vec<Skipped>"))]
pub(crate) struct Skips {
    added: Vec<Skipped>,
    /// `added` in order, once somebody has looked.
    sorted: OnceLock<Vec<Skipped>>,
}

impl Skips {
    pub(super) fn push(&mut self, skipped: Skipped) {
        if let Some(sorted) = self.sorted.take() {
            self.added = sorted;
        }
        self.added.push(skipped);
    }

    pub(super) fn sorted(&self) -> &[Skipped] {
        self.sorted.get_or_init(|| {
            let mut sorted = self.added.clone();
            sorted.sort_unstable();
            sorted
        })
    }
}

impl From<Vec<Skipped>> for Skips {
    fn from(added: Vec<Skipped>) -> Skips {
        Skips { added, sorted: OnceLock::new() }
    }
}

impl PartialEq for Skips {
    fn eq(&self, other: &Skips) -> bool {
        self.sorted() == other.sorted()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Skips {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.sorted().serialize(serializer)
    }
}
