//! Reports without the families that only one group of documents has.

use super::data::Report;
use super::family::Family;
use crate::model::{Corpus, Document, DocumentId, FamilyId, Similarity};
use crate::text::Words;
use std::ops::Range;

impl Report {
    /// The report without text that only one group of documents repeats: without repeats inside a
    /// document, and without families, pairs and near-copies within a group. Documents without a group
    /// are one group, too.
    ///
    /// If a family is removed, the others are renumbered, and the share of each document in a family is
    /// counted again. Takes time in proportion to the report and, in that case, to the texts.
    ///
    /// # Panics
    /// If the report was made of another corpus, with fewer or shorter documents.
    ///
    /// # Examples
    /// ```
    /// use retold::{Corpus, Detector, Document};
    ///
    /// let shared = "The meeting was moved to the second Tuesday of the month because of the holiday.";
    /// let own = "Nobody has ever seen the whole of the garden behind the grey house.";
    /// let mut corpus = Corpus::new();
    /// corpus.push_document(Document::new("old", format!("{shared}\n\n{own}\n\n{own}")).with_group(0))?;
    /// corpus.push_document(Document::new("new", format!("{shared}\n\nMore of it.")).with_group(1))?;
    /// let report = Detector::builder().build()?.detect(&corpus);
    /// assert_eq!(report.families().len(), 2);
    /// assert_eq!(report.between_groups(&corpus).families().len(), 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn between_groups(mut self, corpus: &Corpus<'_>) -> Report {
        let group = |document: DocumentId| corpus[document].group();
        self.0.repeats.clear();
        self.0.pairs.retain(|pair| group(pair.a) != group(pair.b));
        for cluster in &mut self.0.clusters {
            let own = group(cluster.representative);
            cluster.members.retain(|member| group(member.document) != own);
        }
        self.0.clusters.retain(|cluster| !cluster.members.is_empty());
        let all = self.0.families.len();
        self.0.families.retain(|family| {
            let own = group(family.medoid().document);
            family.occurrences().iter().any(|place| group(place.document) != own)
        });
        for family in &mut self.0.families {
            family.nested.retain(|nested| {
                let mut groups = nested.occurrences.iter().map(|place| group(place.document));
                let own = groups.next();
                groups.any(|other| Some(other) != own)
            });
        }
        if self.0.families.len() < all {
            self.number_anew(all);
            self.count_anew(corpus);
        }
        self
    }

    /// Leaves out the families that `keep` is false of, with the passages of pairs and the repeats in
    /// documents that belong to them.
    ///
    /// The families get new numbers. If one is left out, the share of each document that is in a family is
    /// counted again, in words. Takes time in proportion to the report and, then, to the texts.
    ///
    /// # Panics
    /// If the report was made of another corpus, with fewer or shorter documents.
    ///
    /// # Examples
    /// ```
    /// let text = "All parts of the machine have to be cleaned with a dry cloth after each shift.";
    /// let corpus: retold::Corpus = [("a", text), ("b", text)].into_iter().collect();
    /// let report = retold::Detector::builder().build()?.detect(&corpus);
    /// assert_eq!(report.families().len(), 1);
    /// assert!(report.with_families(&corpus, |family| family.words() > 20).families().is_empty());
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn with_families(mut self, corpus: &Corpus<'_>, keep: impl Fn(&Family) -> bool) -> Report {
        let all = self.0.families.len();
        self.0.families.retain(keep);
        if self.0.families.len() < all {
            let mut is_kept = vec![false; all];
            self.0.families.iter().for_each(|family| is_kept[family.id.index()] = true);
            self.0.repeats.retain(|repeat| is_kept[repeat.family.index()]);
            for pair in &mut self.0.pairs {
                pair.passages.retain(|passage| is_kept[passage.family.index()]);
            }
            self.number_anew(all);
            self.count_anew(corpus);
        }
        self
    }

    /// Numbers the families by their places, of `all` that there were.
    fn number_anew(&mut self, all: usize) {
        let mut new = vec![None; all];
        for (family, number) in self.0.families.iter_mut().zip(0..) {
            new[family.id.index()] = Some(FamilyId(number));
            family.id = FamilyId(number);
        }
        let number =
            |family: FamilyId| new[family.index()].expect("its family is among those kept");
        for passage in self.0.pairs.iter_mut().flat_map(|pair| &mut pair.passages) {
            passage.family = number(passage.family);
        }
        for repeat in &mut self.0.repeats {
            repeat.family = number(repeat.family);
        }
    }

    /// Counts the share of each document that is in a family.
    fn count_anew(&mut self, corpus: &Corpus<'_>) {
        let mut covered = vec![Vec::new(); self.0.documents.len()];
        for occurrence in self.0.families.iter().flat_map(Family::occurrences) {
            covered[occurrence.document.index()].push(occurrence.place.span().range());
        }
        for ((summary, document), covered) in
            self.0.documents.iter_mut().zip(corpus.documents()).zip(covered)
        {
            summary.reused = share(document, covered);
        }
    }
}

/// The share of a document's words that are completely in one of these places.
fn share(document: &Document<'_>, mut places: Vec<Range<usize>>) -> Similarity {
    if places.is_empty() {
        return Similarity::ZERO;
    }
    places.sort_unstable_by_key(|place| place.start);
    let (mut covered, mut all) = (0, 0);
    let (mut begun, mut reach) = (0, 0);
    Words.for_each(document.text(), |token| {
        // Of the places that begin before a word, the one that reaches furthest is enough.
        while places.get(begun).is_some_and(|place| place.start <= token.span.start) {
            reach = places[begun].end.max(reach);
            begun += 1;
        }
        all += token.kind.fifths();
        if token.span.end <= reach {
            covered += token.kind.fifths();
        }
    });
    Similarity::ratio(covered, all)
}
