//! Settings that contradict one another: an error names both, and the remedy.
//!
//! Invariant: each setting that `build` accepts can change an answer, or belongs to a step that some driver does not
//! have. `tests/effects.rs` tries all of them.

use super::{DetectorBuilder, SLOTS};
use crate::error::{Error, Result};
use crate::matching::Search;
use crate::passage::PassageSettings;
use crate::sketch::SketchKind;
use crate::text::Unit;

impl DetectorBuilder {
    /// An error if a setting has no effect together with the others.
    pub(super) fn check_effects(&self) -> Result<()> {
        self.check_unit()?;
        self.check_search()?;
        let whole = self.unit == Unit::Document;
        if whole && !self.pair_passages {
            return Err(Error::conflict(
                "pair_passages leaves out the passages of pairs, but pairs have none where the unit is the \
                 document; leave .pair_passages(…) out, or set another .unit(…)"
                    .to_owned(),
            ));
        }
        if let (true, Some(segments), Some(documents)) =
            (whole, self.threshold, self.document_threshold)
            && segments.to_bits() != documents.to_bits()
        {
            return Err(Error::conflict(format!(
                "threshold and document_threshold are the same setting where the unit is the document, \
                 got {segments} and {documents}; set one of them"
            )));
        }
        if self.banding.is_some() && self.recall.is_some() {
            return Err(Error::conflict(
                "banding sets the bands, and recall chooses them; leave .banding(…) or .recall(…) out"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// An error if a setting has no effect on the unit.
    fn check_unit(&self) -> Result<()> {
        if self.unit == Unit::Passage {
            let of_segments = first_set([
                ("threshold", self.threshold.is_some()),
                ("shingle_width", self.shingle_width.is_some()),
                ("banding", self.banding.is_some()),
            ]);
            return of_segments.map_or(Ok(()), |setting| {
                Err(Error::conflict(format!(
                    "{setting} says how segments are compared, but the unit is the passage; set \
                     .unit(Unit::Paragraph) or another unit, or say what counts as a passage with \
                     .passages(…), or how similar whole documents must be with .document_threshold(…)"
                )))
            });
        }
        let of_passages = first_set([
            ("passages", self.passages != PassageSettings::default()),
            ("known_text", !self.known_texts.is_empty()),
            ("collapse", self.collapse),
        ]);
        of_passages.map_or(Ok(()), |setting| {
            Err(Error::conflict(format!(
                "{setting} is a setting of the search for passages, but the unit is another one; leave \
                 .{setting}(…) out, or set .unit(Unit::Passage)"
            )))
        })
    }

    /// An error if the search is exact and a setting of signatures was set.
    fn check_search(&self) -> Result<()> {
        if self.search != Search::Exact {
            return Ok(());
        }
        let previous = self.previous.as_ref().map(|previous| previous.signatures);
        let (sketch, slots, seed) = previous.unwrap_or((SketchKind::default(), SLOTS, 0));
        let of_signatures = first_set([
            ("banding", self.banding.is_some()),
            ("recall", self.recall.is_some()),
            ("sketch", self.sketch != sketch),
            ("signature_length", self.signature_length != slots),
            ("seed", self.seed != seed),
        ]);
        of_signatures.map_or(Ok(()), |setting| {
            Err(Error::conflict(format!(
                "{setting} is a setting of the search by signatures, but search is Search::Exact, which \
                 makes none; leave .{setting}(…) out, or set .search(Search::Lsh)"
            )))
        })
    }
}

/// The first of some settings that was set.
fn first_set<const N: usize>(settings: [(&'static str, bool); N]) -> Option<&'static str> {
    settings.into_iter().find(|(_, is_set)| *is_set).map(|(setting, _)| setting)
}
