//! The lines of the audit log with the verdicts on the pairs of `--pairs`.

use super::audit::json;
use crate::dedup::decide::repeat::Repeats;
use crate::dedup::pairs::resolution::{Resolved, ResolvedPairs};
use crate::dedup::records::ids::Ids;
use crate::dedup::records::record_name::RecordName;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::summary::PairCounts;
use crate::error::Error;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use retold::detector::RemovalPlanner;
use retold::facts::lost_words;
use retold::item::{Comparer, Verdict};
use retold::{DocumentId, Span};
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
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    a_record: Option<RecordName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b_record: Option<RecordName<'a>>,
    #[serde(flatten)]
    compared: Option<Compared>,
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
    pub(in crate::dedup) pairs: &'a ResolvedPairs,
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
                counts.verified += u64::from(ALIKE.contains(&line.verdict));
                counts.equivalent += u64::from(ALIKE[..2].contains(&line.verdict));
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
            [Resolved::Document(a), Resolved::Document(b)] if a == b => ("same_record", None),
            [Resolved::Document(a), Resolved::Document(b)] => {
                let (verdict, compared) = self.compare(store, a, b)?;
                (verdict, Some(compared))
            }
            names if names.contains(&Resolved::Unknown) => ("unknown_name", None),
            names if names.contains(&Resolved::Ambiguous) => ("ambiguous_name", None),
            _ => ("no_text", None),
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
    ) -> Result<(&'static str, Compared), Error> {
        let [text_a, text_b] = [store.text(a)?, store.text(b)?];
        let place = |document| (self.second.place(DocumentId(document)), document);
        // The record that is later in the keep order is the one that may be removed.
        let (later, kept) =
            if place(a) < place(b) { (&text_b, &text_a) } else { (&text_a, &text_b) };
        let found = self.comparer.compare(later, kept);
        let verdict = match found {
            Verdict::Apart => "below_threshold",
            Verdict::Alike(likeness) if likeness.identical => ALIKE[0],
            Verdict::Alike(likeness) if likeness.equivalent => ALIKE[1],
            Verdict::Alike(_) => ALIKE[2],
        };
        let only = |text: &str, other: &str| {
            let whole = |text: &str| Span::new(0, text.len());
            let lost = lost_words(text, whole(text), other, whole(other), WORDS);
            lost.words.iter().map(|word| text[word.range()].to_owned()).collect::<Vec<_>>()
        };
        let is_alike = found.likeness().is_some();
        let is_same = found.likeness().is_some_and(|likeness| likeness.same_words);
        let words = |text: &str, other: &str| {
            is_alike.then(|| if is_same { Vec::new() } else { only(text, other) })
        };
        let is_removed = |document: u32| {
            let all = &self.repeats.all;
            all.binary_search_by_key(&document, |repeat| repeat.document).is_ok()
        };
        let figures = self.comparer.figures(&text_a, &text_b);
        let removed =
            [(a, "a"), (b, "b")].into_iter().filter(|(document, _)| is_removed(*document));
        let compared = Compared {
            resemblance: figures.resemblance.get(),
            containment_a: figures.containment_a.get(),
            containment_b: figures.containment_b.get(),
            only_a: words(&text_a, &text_b),
            only_b: words(&text_b, &text_a),
            removed: removed.map(|(_, name)| name).collect(),
        };
        Ok((verdict, compared))
    }
}

/// The verdicts on similar pairs; the first two mean that one record is equivalent to the other
/// one.
const ALIKE: [&str; 3] = ["identical", "equivalent", "other_facts"];
