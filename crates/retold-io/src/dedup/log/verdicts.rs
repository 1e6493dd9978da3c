//! The lines of the audit log with the verdicts on the pairs of `--pairs`.

use super::audit::json;
use super::lost::lost;
use crate::dedup::decide::repeat::Repeats;
use crate::dedup::pairs::resolution::{Resolved, ResolvedPairs};
use crate::dedup::records::ids::Ids;
use crate::dedup::records::record_name::RecordName;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::summary::PairCounts;
use crate::error::Error;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use retold::DocumentId;
use retold::detector::RemovalPlanner;
use retold::item::{Comparer, Likeness};
use retold::model::Similarity;
use serde::Serialize;
use serde_json::value::RawValue;

/// The number of pairs whose lines are made in parallel.
const STEP: usize = 256;

/// The number of words of one record, missing in the other one, that a line lists.
const WORDS: usize = 16;

/// The line for a pair.
#[derive(Serialize)]
struct PairLine<'a> {
    what: &'static str,
    /// The number of the pair in its file, from 1.
    pair: usize,
    a: &'a str,
    b: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<&'a RawValue>,
    verdict: PairVerdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    a_record: Option<RecordName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b_record: Option<RecordName<'a>>,
    #[serde(flatten)]
    compared: Option<Compared>,
}

/// The verdict on a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum PairVerdict {
    /// Both have the same text.
    Identical,
    /// They are similar, and the later one is equivalent to the other one.
    Equivalent,
    /// They are similar, and the later one differs in a fact.
    OtherFacts,
    BelowThreshold,
    /// Both names belong to one record.
    SameRecord,
    UnknownName,
    AmbiguousName,
    /// A record has no text.
    NoText,
}

impl PairVerdict {
    /// The verdict on two records that were compared.
    fn of(found: Option<Likeness>) -> PairVerdict {
        match found {
            None => PairVerdict::BelowThreshold,
            Some(likeness) if likeness.identical => PairVerdict::Identical,
            Some(likeness) if likeness.equivalent => PairVerdict::Equivalent,
            Some(_) => PairVerdict::OtherFacts,
        }
    }

    fn is_similar(self) -> bool {
        self.is_equivalent() || self == PairVerdict::OtherFacts
    }

    /// Whether one record is equivalent to the other one.
    fn is_equivalent(self) -> bool {
        matches!(self, PairVerdict::Identical | PairVerdict::Equivalent)
    }
}

/// The result of the comparison of a pair.
#[derive(Serialize)]
struct Compared {
    resemblance: f64,
    containment_a: f64,
    containment_b: f64,
    /// The words that only one record has, if both are similar.
    #[serde(skip_serializing_if = "Option::is_none")]
    only_a: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_b: Option<Vec<String>>,
    /// The records of the pair that were removed, for any reason.
    removed: Vec<&'static str>,
}

/// The data for the verdicts on the pairs.
pub(in crate::dedup) struct PairJudge<'a> {
    pub(in crate::dedup) pairs: &'a ResolvedPairs<'a>,
    pub(in crate::dedup) second: &'a RemovalPlanner,
    pub(in crate::dedup) comparer: &'a Comparer,
    pub(in crate::dedup) repeats: &'a Repeats,
    pub(in crate::dedup) ids: &'a Ids,
}

impl PairJudge<'_> {
    /// Writes a line for each pair, in the order of the file.
    pub(in crate::dedup) fn each(
        &self,
        store: &RecordStore<'_>,
        mut out: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<PairCounts, Error> {
        let mut counts = PairCounts::default();
        let all = &self.pairs.documents;
        for start in (0..all.len()).step_by(STEP) {
            let step = &all[start..all.len().min(start + STEP)];
            let lines: Vec<Result<PairLine<'_>, Error>> = step
                .par_iter()
                .enumerate()
                .map(|(at, documents)| self.line(store, start + at, *documents))
                .collect();
            for line in lines {
                let line = line?;
                counts.given += 1;
                counts.not_compared += u64::from(line.compared.is_none());
                counts.verified += u64::from(line.verdict.is_similar());
                counts.equivalent += u64::from(line.verdict.is_equivalent());
                out(&json(&line))?;
            }
        }
        Ok(counts)
    }

    fn line<'l>(
        &'l self,
        store: &RecordStore<'l>,
        number: usize,
        documents: [Resolved; 2],
    ) -> Result<PairLine<'l>, Error> {
        let given = &self.pairs.given[number];
        let [a_record, b_record] = documents.map(|document| match document {
            Resolved::Document(document) => Some(RecordName::of(store, self.ids, document)),
            _ => None,
        });
        let (verdict, compared) = match documents {
            [Resolved::Document(a), Resolved::Document(b)] if a == b => {
                (PairVerdict::SameRecord, None)
            }
            [Resolved::Document(a), Resolved::Document(b)] => {
                let (verdict, compared) = self.compare(store, a, b)?;
                (verdict, Some(compared))
            }
            names if names.contains(&Resolved::Unknown) => (PairVerdict::UnknownName, None),
            names if names.contains(&Resolved::Ambiguous) => (PairVerdict::AmbiguousName, None),
            _ => (PairVerdict::NoText, None),
        };
        Ok(PairLine {
            what: "pair",
            pair: number + 1,
            a: &given.names[0],
            b: &given.names[1],
            score: given.score.as_deref(),
            verdict,
            a_record,
            b_record,
            compared,
        })
    }

    fn compare(
        &self,
        store: &RecordStore<'_>,
        a: u32,
        b: u32,
    ) -> Result<(PairVerdict, Compared), Error> {
        let [text_a, text_b] = [store.text(a)?, store.text(b)?];
        let place = |document| (self.second.place(DocumentId(document)), document);
        // The record that is later in the keep order is the one that may be removed.
        let (later, kept) =
            if place(a) < place(b) { (&text_b, &text_a) } else { (&text_a, &text_b) };
        let found = self.comparer.compare(later, kept).likeness();
        let only = |text: &str, other: &str| {
            found.map(|likeness| lost(text, other, likeness.same_words, WORDS).0)
        };
        let [resemblance, containment_a, containment_b] = match found {
            // The sets of shingles are equal, so they need not be made.
            Some(likeness) if likeness.same_words => [1.0; 3],
            _ => {
                let figures = self.comparer.figures(&text_a, &text_b);
                [figures.resemblance, figures.containment_a, figures.containment_b]
                    .map(Similarity::get)
            }
        };
        let removed = [(a, "a"), (b, "b")]
            .into_iter()
            .filter(|(document, _)| !self.repeats.of(*document).is_empty());
        let compared = Compared {
            resemblance,
            containment_a,
            containment_b,
            only_a: only(&text_a, &text_b),
            only_b: only(&text_b, &text_a),
            removed: removed.map(|(_, name)| name).collect(),
        };
        Ok((PairVerdict::of(found), compared))
    }
}
