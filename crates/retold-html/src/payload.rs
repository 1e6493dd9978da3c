//! The data of the page, in the form that its script reads.
//!
//! Small records are objects with keys. Records of which there are many are arrays; the order of
//! the fields below is the order in which `assets/data.js` reads them. All offsets are UTF-16.

use crate::excerpt::{Excerpts, Piece, Tally};
use crate::utf16::Utf16;
use retold::matching::{Differing, Relation};
use retold::model::{Similarity, TextKind};
use retold::report::FamilyKind;
use retold::report::{Change, Place, Settings, Truncated};
use retold::{Corpus, DocumentId, Report, Span};
use serde::Serialize;

/// The characters that are quoted of a family whose text is not in the file.
const OPENING: usize = 120;

#[derive(Serialize)]
pub(crate) struct Payload<'a> {
    title: &'a str,
    documents: Vec<Document<'a>>,
    families: Vec<Family<'a>>,
    pairs: Vec<Pair>,
    repeats: Vec<Repeat>,
    clusters: Vec<Cluster>,
    rows: Vec<Rows>,
    skipped: Vec<(&'a str, &'a str)>,
    truncated: &'a Truncated,
    settings: &'a Settings,
    texts: Texts,
}

#[derive(Serialize)]
struct Texts {
    budget: usize,
    tally: Tally,
}

#[derive(Serialize)]
struct Document<'a> {
    name: &'a str,
    words: usize,
    paragraphs: usize,
    /// The length of the text in UTF-16 units.
    length: usize,
    reused: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'a str>,
    pieces: Vec<Piece<'a>>,
}

#[derive(Serialize)]
struct Family<'a> {
    words: usize,
    kind: FamilyKind,
    /// The kind of most of its representative, unless that is prose.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'static str>,
    boilerplate: bool,
    medoid: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    opening: Option<&'a str>,
    places: Vec<Occurrence>,
    /// The numbers of words of shorter families inside this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nested: Vec<usize>,
}

/// Document, start, end, first line, last line, similarity.
#[derive(Serialize)]
struct Occurrence(u32, usize, usize, usize, usize, f64);

/// Start, end, first line, last line.
#[derive(Serialize)]
struct PassagePlace(usize, usize, usize, usize);

/// Start and end in the first text, start and end in the second, whether a fact changed.
#[derive(Serialize)]
struct Edit(usize, usize, usize, usize, u8);

/// Family, matched words, identity, the two places, the edits.
#[derive(Serialize)]
struct Passage(u32, usize, f64, PassagePlace, PassagePlace, Vec<Edit>);

#[derive(Serialize)]
struct Pair {
    a: u32,
    b: u32,
    relation: Relation,
    resemblance: f64,
    containment: (f64, f64),
    matched: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    differing: Option<Differing>,
    passages: Vec<Passage>,
}

/// A document and the passage that it contains twice.
#[derive(Serialize)]
struct Repeat(u32, Passage);

#[derive(Serialize)]
struct Cluster {
    representative: u32,
    members: Vec<(u32, f64, Relation)>,
}

/// Document, first line, last line, number of rows, share of equal words, number of families that
/// are not listed, the beginning of an example.
#[derive(Serialize)]
struct Rows(u32, usize, usize, usize, f64, usize, String);

impl<'a> Payload<'a> {
    /// Builds the data. The report must have been checked against the corpus.
    pub(crate) fn new(
        title: &'a str,
        report: &'a Report,
        corpus: &'a Corpus<'a>,
        budget: usize,
    ) -> Payload<'a> {
        let excerpts = Excerpts::choose(report, corpus, budget);
        let offsets = Offsets::new(corpus);
        let document = |(i, document): (usize, &'a retold::report::DocumentSummary)| {
            let (id, text) = (DocumentId(i as u32), corpus.documents()[i].text());
            Document {
                name: &document.name,
                words: document.words,
                paragraphs: document.paragraphs,
                length: offsets.texts[i].offset(text.len()),
                reused: short(document.reused),
                encoding: document.encoding.as_deref(),
                pieces: excerpts.pieces(id, &offsets.texts[i]),
            }
        };
        let family = |family: &'a retold::report::Family| {
            let place = family.medoid();
            let span = place.place.span();
            let text = &corpus[place.document].text()[span.range()];
            Family {
                words: family.words(),
                kind: family.kind(),
                text: (place.kind != TextKind::Prose).then(|| place.kind.name()),
                boilerplate: family.boilerplate(),
                medoid: family.medoid_index(),
                opening: (!excerpts.holds(place.document, span)).then(|| opening(text)),
                places: family.occurrences().iter().map(|o| offsets.occurrence(o)).collect(),
                nested: family.nested().iter().map(|nested| nested.words).collect(),
            }
        };
        Payload {
            title,
            documents: report.documents().iter().enumerate().map(document).collect(),
            families: report.families().iter().map(family).collect(),
            pairs: report.pairs().iter().map(|pair| offsets.pair(pair)).collect(),
            repeats: report.repeats().iter().map(|repeat| offsets.repeat(repeat)).collect(),
            clusters: report.clusters().iter().map(cluster).collect(),
            rows: report.rows().iter().map(|rows| region(rows, corpus)).collect(),
            skipped: report.skipped().iter().map(|s| (&*s.name, &*s.reason)).collect(),
            truncated: report.truncated(),
            settings: report.settings(),
            texts: Texts { budget, tally: excerpts.tally },
        }
    }
}

fn cluster(cluster: &retold::report::Cluster) -> Cluster {
    let member = |m: &retold::report::Member| (m.document.0, short(m.resemblance), m.relation);
    Cluster {
        representative: cluster.representative.0,
        members: cluster.members.iter().map(member).collect(),
    }
}

fn region(rows: &retold::report::Rows, corpus: &Corpus<'_>) -> Rows {
    let text = &corpus[rows.document].text()[rows.example.span().range()];
    let (first, last) = (rows.place.first_line, rows.place.last_line);
    let equal = short(rows.equal);
    let mut example = opening(text).to_owned();
    if example.len() < text.len() {
        example.push('…');
    }
    Rows(rows.document.0, first, last, rows.rows, equal, rows.families, example)
}

/// The offsets of every text.
struct Offsets<'t> {
    texts: Vec<Utf16<'t>>,
}

impl<'t> Offsets<'t> {
    fn new(corpus: &'t Corpus<'_>) -> Offsets<'t> {
        Offsets { texts: corpus.documents().iter().map(|d| Utf16::new(d.text())).collect() }
    }

    fn span(&self, id: DocumentId, start: usize, end: usize) -> (usize, usize) {
        let text = &self.texts[id.index()];
        (text.offset(start), text.offset(end))
    }

    fn place_in(&self, id: DocumentId, place: &Place) -> PassagePlace {
        let (start, end) = self.span(id, place.start, place.end);
        PassagePlace(start, end, place.first_line, place.last_line)
    }

    fn occurrence(&self, o: &retold::report::Occurrence) -> Occurrence {
        let PassagePlace(start, end, first, last) = self.place_in(o.document, &o.place);
        Occurrence(o.document.0, start, end, first, last, short(o.similarity))
    }

    fn edits(&self, a: DocumentId, b: DocumentId, changes: &[Change]) -> Vec<Edit> {
        let edit = |change: &Change| {
            let Span { start, end } = change.a;
            let in_a = self.span(a, start, end);
            let Span { start, end } = change.b;
            let in_b = self.span(b, start, end);
            Edit(in_a.0, in_a.1, in_b.0, in_b.1, u8::from(change.fact))
        };
        changes.iter().map(edit).collect()
    }

    fn pair(&self, pair: &retold::report::Pair) -> Pair {
        let passage = |p: &retold::report::Passage| {
            let (a, b) = (self.place_in(pair.a, &p.a), self.place_in(pair.b, &p.b));
            let edits = self.edits(pair.a, pair.b, &p.changes);
            Passage(p.family.0, p.matched_words, short(p.identity), a, b, edits)
        };
        Pair {
            a: pair.a.0,
            b: pair.b.0,
            relation: pair.relation,
            resemblance: short(pair.resemblance),
            containment: (short(pair.containment_a), short(pair.containment_b)),
            matched: pair.matched_words,
            differing: pair.differing,
            passages: pair.passages.iter().map(passage).collect(),
        }
    }

    fn repeat(&self, r: &retold::report::Repeat) -> Repeat {
        let (a, b) = (self.place_in(r.document, &r.a), self.place_in(r.document, &r.b));
        let edits = self.edits(r.document, r.document, &r.changes);
        Repeat(r.document.0, Passage(r.family.0, r.matched_words, short(r.identity), a, b, edits))
    }
}

/// Four decimal places, truncated: only 1 is written as 1.
fn short(similarity: Similarity) -> f64 {
    (similarity.get() * 1e4).floor() / 1e4
}

/// The beginning of a text.
fn opening(text: &str) -> &str {
    text.char_indices().nth(OPENING).map_or(text, |(at, _)| &text[..at])
}
