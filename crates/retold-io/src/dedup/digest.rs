//! The digest of a file: its length and its hash. Two files with equal digests count as equal.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// The length of a sequence of bytes and its hash, XXH3-128.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Digest {
    pub(super) bytes: u64,
    pub(super) xxh3: String,
}

/// The state of a digest that is computed chunk by chunk.
#[derive(Default)]
pub(super) struct Digester {
    bytes: u64,
    hash: Xxh3,
}

impl Digester {
    pub(super) fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn digest(&self) -> Digest {
        Digest { bytes: self.bytes, xxh3: format!("{:032x}", self.hash.digest128()) }
    }
}
