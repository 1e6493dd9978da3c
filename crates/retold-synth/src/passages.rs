//! Corpora with passages that were copied between documents.

use crate::edit::{EditKind, edit};
use crate::language::Language;
use crate::place::Place;
use crate::prose::Prose;
use crate::rng::Rng;
use crate::words::word_spans;
use std::ops::RangeInclusive;

/// A plan for a corpus with planted passages, in the manner of the PAN plagiarism corpora.
///
/// Every document is independent prose. For each plant, new prose is written. It is inserted
/// completely into one document, and an edited copy of a part of it into another one, or farther down
/// in the same. Nothing else is shared, so the list of plants is complete.
///
/// # Examples
/// ```
/// use retold_synth::{EditKind, Language, Passages};
///
/// let corpus = Passages::new(Language::English)
///     .documents(6)
///     .plants(8)
///     .kinds(&[EditKind::Verbatim, EditKind::Substitution])
///     .severities(&[2, 5])
///     .build(7);
/// let plant = &corpus.plants[0];
/// assert_eq!(plant.source.text(&corpus.documents), plant.target.text(&corpus.documents));
/// ```
#[derive(Clone, Debug)]
pub struct Passages {
    language: Language,
    documents: usize,
    bytes: usize,
    plants: usize,
    repeats: usize,
    words: RangeInclusive<usize>,
    kinds: Vec<EditKind>,
    severities: Vec<usize>,
}

/// A corpus made by [`Passages`], with its planted passages.
///
/// # Examples
/// ```
/// use retold_synth::{Language, Passages};
///
/// let corpus = Passages::new(Language::Russian).documents(4).plants(3).repeats(2).build(7);
/// assert_eq!((corpus.documents.len(), corpus.plants.len()), (4, 5));
/// ```
#[derive(Clone, Debug)]
pub struct PassageCorpus {
    /// The texts.
    pub documents: Vec<String>,
    /// The planted passages, those across documents first.
    pub plants: Vec<Plant>,
}

/// A passage in two places. Both start and end with a word.
///
/// # Examples
/// ```
/// use retold_synth::{EditKind, Language, Passages};
///
/// let plan = Passages::new(Language::English).documents(4).plants(1);
/// let plant = plan.kinds(&[EditKind::AbridgedMiddle]).severities(&[10]).build(7).plants.remove(0);
/// assert_eq!(plant.runs.len(), 2);
/// assert!(plant.source.end - plant.source.start > plant.target.end - plant.target.start);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plant {
    /// The source: the part that the copy covers.
    pub source: Place,
    /// The copy.
    pub target: Place,
    /// The kind of edit.
    pub kind: EditKind,
    /// The severity of the edit; see [`EditKind`].
    pub severity: usize,
    /// The number of edits; see [`EditResult::edits`](crate::EditResult::edits).
    pub edits: usize,
    /// The number of words of the source.
    pub words: usize,
    /// The runs that keep their order: their places in the source and in the copy.
    pub runs: Vec<(Place, Place)>,
}

impl Passages {
    /// Plans 20 documents of 4,000 bytes with 40 passages of 30 to 200 words, of every kind, with
    /// severities 0, 1, 2, 5, 10 and 20.
    pub fn new(language: Language) -> Passages {
        Passages {
            language,
            documents: 20,
            bytes: 4_000,
            plants: 40,
            repeats: 0,
            words: 30..=200,
            kinds: EditKind::ALL.to_vec(),
            severities: vec![0, 1, 2, 5, 10, 20],
        }
    }

    /// Sets the number of documents.
    #[must_use]
    pub fn documents(mut self, documents: usize) -> Passages {
        self.documents = documents;
        self
    }

    /// Sets the length of a document without its passages.
    #[must_use]
    pub fn bytes(mut self, bytes: usize) -> Passages {
        self.bytes = bytes;
        self
    }

    /// Sets the number of passages that are copied from one document to another.
    #[must_use]
    pub fn plants(mut self, plants: usize) -> Passages {
        self.plants = plants;
        self
    }

    /// Sets the number of passages that are repeated within one document.
    #[must_use]
    pub fn repeats(mut self, repeats: usize) -> Passages {
        self.repeats = repeats;
        self
    }

    /// Sets the length of a passage in words. Where sentences or paragraphs are put into another
    /// order, the last sentence is kept whole, which may add up to 35 words.
    #[must_use]
    pub fn words(mut self, words: RangeInclusive<usize>) -> Passages {
        self.words = words;
        self
    }

    /// Sets the kinds of edits, which are used in turn.
    #[must_use]
    pub fn kinds(mut self, kinds: &[EditKind]) -> Passages {
        self.kinds = kinds.to_vec();
        self
    }

    /// Sets the severities. The next one is used after each round of the kinds.
    #[must_use]
    pub fn severities(mut self, severities: &[usize]) -> Passages {
        self.severities = severities.to_vec();
        self
    }

    /// Generates the corpus for `seed`.
    ///
    /// # Panics
    /// If there is no kind or no severity, no document, only one document but plants across
    /// documents, or a passage of fewer than 8 words.
    pub fn build(&self, seed: u64) -> PassageCorpus {
        assert!(!self.kinds.is_empty() && !self.severities.is_empty(), "a plant needs an edit");
        assert!(*self.words.start() >= 8, "a passage has at least 8 words");
        assert!(self.documents > usize::from(self.plants > 0), "a plant needs two documents");
        let mut rng = Rng::new(seed);
        let mut drafts: Vec<Draft> = (0..self.documents)
            .map(|document| {
                let rng = Rng::of_part(seed, document as u64);
                let article = Prose::from_rng(self.language, rng).article(self.bytes);
                Draft::of(&article)
            })
            .collect();
        let mut plants = Vec::with_capacity(self.plants + self.repeats);
        for number in 0..self.plants + self.repeats {
            let source = rng.below(self.documents);
            let target = if number < self.plants {
                (source + 1 + rng.below(self.documents - 1)) % self.documents
            } else {
                source
            };
            let part = Rng::of_part(seed, (self.documents + number) as u64);
            let (stretch, copy, mut plant) = self.plant(number, part);
            (plant.source.document, plant.target.document) = (source, target);
            drafts[source].insert(stretch, false, number, Side::Source, &mut rng);
            let inline = !plant.kind.changes_lines() && rng.chance(400);
            drafts[target].insert(copy, inline, number, Side::Target, &mut rng);
            plants.push(plant);
        }
        let mut documents = Vec::with_capacity(self.documents);
        for draft in &drafts {
            let (text, starts) = draft.text(self.language);
            for (number, side, start) in starts {
                plants[number].shift(side, start);
            }
            documents.push(text);
        }
        PassageCorpus { documents, plants }
    }

    /// Writes a text and its edited copy, with places relative to the start of each.
    fn plant(&self, number: usize, mut rng: Rng) -> (String, String, Plant) {
        let kind = self.kinds[number % self.kinds.len()];
        let severity = self.severities[number / self.kinds.len() % self.severities.len()];
        let wanted = rng.between(*self.words.start(), *self.words.end());
        let seed = rng.next_u64();
        let mut prose = Prose::from_rng(self.language, rng.clone());
        let paragraphs = if kind == EditKind::ReorderedParagraphs { 3 } else { 1 + wanted / 80 };
        // Ten words before and after the passage, unless whole sentences are needed.
        let margin = if kind.changes_order() { 0 } else { 10 };
        let length = (wanted + 2 * margin).div_ceil(paragraphs);
        let stretch: Vec<String> = (0..paragraphs).map(|_| prose.paragraph(length)).collect();
        let stretch = stretch.join("\n\n");
        let words = word_spans(&stretch);
        let passage = if kind.changes_order() {
            0..stretch.len()
        } else {
            let first = rng.below(words.len() - wanted + 1);
            words[first].start..words[first + wanted - 1].end
        };
        let edited = edit(&stretch[passage.clone()], self.language, kind, severity, seed);
        let source = Place { document: 0, start: passage.start, end: passage.end };
        let target = Place { document: 0, start: 0, end: edited.text.len() };
        let runs: Vec<(Place, Place)> = edited
            .runs
            .iter()
            .map(|run| (source.within(&run.source), target.within(&run.copy)))
            .collect();
        let hull = |places: &mut dyn Iterator<Item = Place>| {
            let all = places.reduce(|a, b| Place {
                document: 0,
                start: a.start.min(b.start),
                end: a.end.max(b.end),
            });
            all.expect("an edit leaves at least one run")
        };
        let source = hull(&mut runs.iter().map(|run| run.0));
        let target = hull(&mut runs.iter().map(|run| run.1));
        let words = words.iter().filter(|w| w.start >= source.start && w.end <= source.end).count();
        let edits = edited.edits;
        (stretch, edited.text, Plant { source, target, kind, severity, edits, words, runs })
    }
}

#[derive(Clone, Copy)]
enum Side {
    Source,
    Target,
}

impl Plant {
    fn shift(&mut self, side: Side, by: usize) {
        let document = match side {
            Side::Source => self.source.document,
            Side::Target => self.target.document,
        };
        let moved = |place: &mut Place| {
            *place = Place { document, start: place.start + by, end: place.end + by };
        };
        match side {
            Side::Source => {
                moved(&mut self.source);
                self.runs.iter_mut().for_each(|run| moved(&mut run.0));
            }
            Side::Target => {
                moved(&mut self.target);
                self.runs.iter_mut().for_each(|run| moved(&mut run.1));
            }
        }
    }
}

/// A document into which passages are being inserted.
struct Draft {
    blocks: Vec<Block>,
}

struct Block {
    text: String,
    /// Whether it continues the paragraph before it.
    inline: bool,
    plant: Option<(usize, Side)>,
}

impl Draft {
    fn of(article: &str) -> Draft {
        let own = |text: &str| Block { text: text.to_owned(), inline: false, plant: None };
        Draft { blocks: article.split("\n\n").map(own).collect() }
    }

    /// Inserts a passage after some block other than the last one, so that there is prose of the document
    /// on either side if it is long enough.
    fn insert(&mut self, text: String, inline: bool, plant: usize, side: Side, rng: &mut Rng) {
        let own: Vec<usize> =
            (0..self.blocks.len()).filter(|&at| self.blocks[at].plant.is_none()).collect();
        let after = own[rng.below(own.len().saturating_sub(1).max(1))];
        self.blocks.insert(after + 1, Block { text, inline, plant: Some((plant, side)) });
    }

    /// The text, and the start of the block of each plant.
    fn text(&self, language: Language) -> (String, Vec<(usize, Side, usize)>) {
        let mut text = String::new();
        let mut starts = Vec::new();
        for (number, block) in self.blocks.iter().enumerate() {
            if number > 0 {
                text.push_str(if block.inline { language.sentence_space() } else { "\n\n" });
            }
            if let Some((plant, side)) = block.plant {
                starts.push((plant, side, text.len()));
            }
            text.push_str(&block.text);
        }
        (text, starts)
    }
}
