//! The passage stage on one thread: from the tokens of documents to families.

use super::allowance::Allowances;
use super::anchor::Anchor;
use super::boilerplate_filter::{BoilerplateFilter, boilerplate_parts};
use super::document::DocumentTokens;
use super::family::{TokenFamily, settle};
use super::frequent_linker::link_frequent;
use super::linker::{FrequentSeeds, link};
use super::pair::PairComparer;
use super::place::group_passages;
use super::postings::{Repeated, keep_repeated};
use super::run::{TokenPassage, TokenRun};
use super::settings::PassageSettings;
use super::work::PassageWork;
use crate::hash::content_hash;
use crate::model::{DocumentId, FamilyId};

/// The passages of some documents, and the families of these; see [`find_passages`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passages {
    /// All passages, sorted by their places.
    pub passages: Vec<TokenPassage>,
    /// All families, the longest first, then by the hash of their text.
    pub families: Vec<TokenFamily>,
    /// The work that it took.
    pub work: PassageWork,
}

/// Finds the text that documents share, and the text that one document repeats.
///
/// Every run of [`guarantee`](PassageSettings::guarantee) equal tokens in two places is found. It is
/// reported as a part of a passage if the passage has [`min_words`](PassageSettings::min_words) equal
/// words.
///
/// Text in more than [`frequent`](PassageSettings::frequent) places has a weaker guarantee, since each
/// place is compared with some of the others only. A run is then sure to be reported if it is part of
/// `min_words` equal tokens (at most 64) in two places. Of text that repeats itself without a pause,
/// each period is reported, and the incomplete last one if it is as long as a passage. The families are
/// the same in any order of the documents, up to the documents' numbers.
///
/// The work is bounded for each token and each anchor, however the texts were built. Texts that repeat
/// a few words very often reach the bounds. Then:
/// - of the exact matches of a pair the longest are kept, and those that cover a token that no longer one
///   covers, so every token of a match is still in one;
/// - passages are extended over fewer changes, and end with an exact match;
/// - places are projected through fewer longer passages, and the remaining passages of a group become families
///   of two places.
///
/// [`PassageWork::bounded`] counts all of these. If it is 0, nothing was left out.
///
/// Memory: 16 bytes for each seed (see [`PassageSettings::seed_length`]), so 8 bytes a token by
/// default, besides the tokens themselves and what is found. Time: linear in the tokens, the
/// anchors and the passages (`tests/bounds` counts the steps).
///
/// # Examples
/// ```
/// use retold::passage::{DocumentTokens, PassageSettings, find_passages};
///
/// // One paragraph of 20 words, in two documents, twice in the second.
/// let paragraph: Vec<u64> = (0..20).collect();
/// let twice: Vec<u64> = [paragraph.clone(), vec![98, 99], paragraph.clone()].concat();
/// let documents = [DocumentTokens::new(&paragraph), DocumentTokens::new(&twice)];
///
/// let found = find_passages(&documents, &PassageSettings::default());
/// assert_eq!(found.families.len(), 1);
/// assert_eq!(found.families[0].words, 20);
/// assert_eq!(found.families[0].occurrences.len(), 3);
/// ```
pub fn find_passages(documents: &[DocumentTokens<'_>], settings: &PassageSettings) -> Passages {
    let order = canonical_order(documents);
    let ordered: Vec<DocumentTokens<'_>> = order.iter().map(|id| documents[id.index()]).collect();
    let (passages, mut work) = aligned(&ordered, settings, |_| true);
    let (groups, placed) = group_passages(&passages, &ordered, settings);
    work.add(placed);
    let mut families = Vec::new();
    for group in &groups {
        let (settled, likened) = settle(group, &passages, &ordered, settings);
        families.extend(settled);
        work.add(likened);
    }
    Passages::assemble(passages, families, &order, work)
}

/// The passages between two documents, without those inside one of them: the same as [`find_passages`] finds.
pub(crate) fn passages_between(
    documents: &[DocumentTokens<'_>; 2],
    settings: &PassageSettings,
) -> Vec<TokenPassage> {
    let order = canonical_order(documents);
    let ordered: Vec<DocumentTokens<'_>> = order.iter().map(|id| documents[id.index()]).collect();
    let (passages, work) = aligned(&ordered, settings, |anchor| anchor.a != anchor.b);
    Passages::assemble(passages, Vec::new(), &order, work).passages
}

/// The passages of the pairs of documents that `is_wanted`, given an anchor of the pair.
fn aligned(
    ordered: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    is_wanted: impl Fn(&Anchor) -> bool,
) -> (Vec<TokenPassage>, PassageWork) {
    let mut work = PassageWork::default();
    let mut postings = Vec::new();
    let mut boilerplate_runs = Vec::new();
    let mut first = BoilerplateFilter::new(ordered, settings);
    for (number, part) in boilerplate_parts(ordered, settings).into_iter().enumerate() {
        let mut copy;
        let reader = if number == 0 {
            &mut first
        } else {
            copy = first.clone();
            &mut copy
        };
        boilerplate_runs.extend(reader.read(part, |posting| postings.push(posting)));
    }
    work.postings = postings.len();
    let Repeated { rare, frequent } = keep_repeated(&[postings], settings);
    work.repeated = rare.len() + frequent.len();

    let frequent = FrequentSeeds::new(vec![frequent], ordered.len());
    let frequent = frequent.with_boilerplate_runs(boilerplate_runs);
    let mut anchors = Vec::new();
    work.compared += link_frequent(&frequent, ordered, settings, &mut anchors);
    link(&rare, ordered, &frequent, settings, &mut anchors);
    drop((rare, frequent));
    work.anchors = anchors.len();

    anchors.sort_unstable_by(Anchor::by_diagonal);
    let mut passages = Vec::new();
    let mut comparer = PairComparer::new(settings.clone());
    let allowances = Allowances::new(&anchors, ordered);
    let pairs = anchors.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b));
    for pair in pairs.filter(|pair| is_wanted(&pair[0])) {
        work.pairs += 1;
        let allowance = allowances.of(pair, ordered);
        comparer.compare(allowance, pair, ordered, &mut passages);
    }
    work.add(comparer.take_work());
    (passages, work)
}

/// The numbers of the documents in an order that depends on their contents alone.
///
/// The numbering decides which of many places are linked and which of equally good alignments is taken.
/// With documents numbered in this order, the families do not depend on the order of the input.
pub(crate) fn canonical_order(documents: &[DocumentTokens<'_>]) -> Vec<DocumentId> {
    let mut order: Vec<_> = documents
        .iter()
        .enumerate()
        .map(|(id, document)| (content_hash(document.hashes()), DocumentId(id as u32)))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, id)| id).collect()
}

impl Passages {
    /// Renumbers passages and families: `order[i]` is the caller's number of document `i`. Sorts both,
    /// and swaps the sides of a passage if `b` comes first now.
    ///
    /// # Panics
    /// If a passage has a document that is not in `order`.
    pub(crate) fn assemble(
        passages: Vec<TokenPassage>,
        mut families: Vec<TokenFamily>,
        order: &[DocumentId],
        work: PassageWork,
    ) -> Passages {
        let mut numbered: Vec<(usize, TokenPassage)> = passages
            .into_iter()
            .enumerate()
            .map(|(number, mut passage)| {
                passage.a.document = order[passage.a.document.index()];
                passage.b.document = order[passage.b.document.index()];
                (number, if passage.a > passage.b { passage.swapped() } else { passage })
            })
            .collect();
        numbered.sort_by_key(|(number, passage)| (passage.a, passage.b, *number));
        let mut new_number = vec![0; numbered.len()];
        for (new, (old, _)) in numbered.iter().enumerate() {
            new_number[*old] = new;
        }
        for family in &mut families {
            let medoid = family.occurrences[family.medoid].run;
            for occurrence in &mut family.occurrences {
                occurrence.run.document = order[occurrence.run.document.index()];
            }
            let medoid = TokenRun { document: order[medoid.document.index()], ..medoid };
            family.occurrences.sort_by_key(|occurrence| occurrence.run);
            family.medoid = family
                .occurrences
                .iter()
                .position(|occurrence| occurrence.run == medoid)
                .expect("the medoid is one of the occurrences");
            for passage in &mut family.passages {
                *passage = new_number[*passage];
            }
            family.passages.sort_unstable();
        }
        // A stable sort: families of equal text stay in the order in which they were found, which
        // does not depend on the caller's numbers.
        families.sort_by(|x, y| y.words.cmp(&x.words).then_with(|| x.content.cmp(&y.content)));
        let passages = numbered.into_iter().map(|(_, passage)| passage).collect();
        Passages { passages, families, work }
    }

    /// The number of the family of each passage.
    ///
    /// # Examples
    /// ```
    /// use retold::model::FamilyId;
    /// use retold::passage::{DocumentTokens, PassageSettings, find_passages};
    ///
    /// let tokens: Vec<u64> = (0..30).collect();
    /// let documents = [DocumentTokens::new(&tokens), DocumentTokens::new(&tokens)];
    /// let found = find_passages(&documents, &PassageSettings::default());
    /// assert_eq!(found.family_of_each(), [FamilyId(0)]);
    /// ```
    pub fn family_of_each(&self) -> Vec<FamilyId> {
        let mut family_of = vec![FamilyId(0); self.passages.len()];
        for (id, family) in self.families.iter().enumerate() {
            for &passage in &family.passages {
                family_of[passage] = FamilyId(id as u32);
            }
        }
        family_of
    }
}
