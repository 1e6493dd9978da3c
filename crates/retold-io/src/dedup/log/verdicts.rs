//! The lines of the log about the pairs that were given.

use super::audit::json;
use crate::dedup::decide::repeat::Repeats;
use crate::dedup::pairs::resolved::{Resolved, ResolvedPairs};
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

/// For so many pairs at a time, the lines are made side by side.
const STEP: usize = 256;

/// How many words of one record that the other one lacks are listed.
const WORDS: usize = 16;

/// What the log says of a pair that was given.
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

/// What came of comparing the two.
#[derive(Serialize)]
struct Compared {
    resemblance: f64,
    containment_a: f64,
    containment_b: f64,
    /// The words of each that the other one does not have at their place, if both are alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    only_a: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_b: Option<Vec<String>>,
    /// Which of both were removed, for whatever reason.
    removed: Vec<&'static str>,
}

/// What it takes to say what came of each pair.
pub(in crate::dedup) struct Judging<'a> {
    pub(in crate::dedup) pairs: &'a ResolvedPairs,
    pub(in crate::dedup) second: &'a RemovalPlanner,
    pub(in crate::dedup) comparer: &'a Comparer,
    pub(in crate::dedup) repeats: &'a Repeats,
    pub(in crate::dedup) ids: &'a Ids,
}

impl Judging<'_> {
    /// Gives a line for each pair, in the order of the file.
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
        // The one that comes later in the order in which records are kept may be removed.
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

/// The verdicts on pairs that are alike: those on equivalent ones first.
const ALIKE: [&str; 3] = ["identical", "equivalent", "other_facts"];
