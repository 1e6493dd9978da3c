//! [`PreviousSettings`]: the settings of an earlier run that a builder checks instead of setting them.
//!
//! A report has the fingerprint of the key, the hashes of the known texts and the name of the tokenizer. The
//! caller has to set these three again, and `check` compares them.

use crate::error::{Error, Result};
use crate::hash::Key;
use crate::report::{Comparison, Settings};
use crate::sketch::SketchKind;

/// Settings of an earlier run: those that were resolved from others, and the identities of those that
/// a report cannot restore.
#[derive(Clone, Debug)]
pub(super) struct PreviousSettings {
    pub(super) segments: Comparison,
    pub(super) documents: Comparison,
    /// The kind, the number of slots and the seed of the signatures. A run with an exact search has
    /// them too, without effect, so only other values are refused with this search.
    pub(super) signatures: (SketchKind, usize, u64),
    /// The fingerprint of the key.
    key: Option<String>,
    known_texts: Vec<String>,
    tokenizer: String,
}

impl PreviousSettings {
    pub(super) fn of(settings: &Settings) -> PreviousSettings {
        PreviousSettings {
            segments: settings.segments,
            documents: settings.documents,
            signatures: (settings.sketch, settings.signature_length, settings.seed),
            key: settings.key.clone(),
            known_texts: settings.known_texts.clone(),
            tokenizer: settings.tokenizer.clone(),
        }
    }

    /// Checks that the key, the known texts and the tokenizer are those of the earlier run.
    pub(super) fn check(
        &self,
        key: Option<&Key>,
        known_texts: &[String],
        tokenizer: &str,
    ) -> Result<()> {
        // The hashes of known texts depend on the tokenizer and the key, so these come first.
        if self.tokenizer != tokenizer {
            return Err(Error::conflict(format!(
                "the settings were used with the tokenizer {:?}, got {tokenizer:?}; set it with \
                 .tokenizer(…)",
                self.tokenizer
            )));
        }
        if let Some(expected) = &self.key
            && key.map(Key::fingerprint).as_ref() != Some(expected)
        {
            return Err(Error::conflict(format!(
                "the settings were used with the key of fingerprint {expected}; set that one with \
                 .key(…)"
            )));
        }
        let missing = self.known_texts.iter().filter(|text| !known_texts.contains(text)).count();
        if missing > 0 {
            return Err(Error::conflict(format!(
                "the settings were used with {missing} known texts that are missing; add them with \
                 .known_text(…)"
            )));
        }
        Ok(())
    }
}
