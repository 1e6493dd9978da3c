//! A batch run, an index and two passes find the same pairs and remove the same items.

use retold::hash::SplitMix64;
use retold::item::{Fingerprint, ItemMatch};
use retold::matching::Remove;
use retold::matching::keep_first;
use retold::text::segments;
use retold::{Corpus, Detector, Document, DocumentId, Keep, Search, Span, Unit};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Debug;

struct Rng(SplitMix64);

impl Rng {
    fn below(&mut self, limit: usize) -> usize {
        (self.0.next_u64() % limit as u64) as usize
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }

    /// A paragraph of lengths around the borders: the least words, and the width of shingles.
    fn paragraph(&mut self) -> Vec<String> {
        let length = self.pick(&[1, 2, 4, 5, 11, 12, 13, 14, 15, 16, 17, 20, 24, 30]);
        (0..length).map(|_| format!("w{}", self.below(4_000))).collect()
    }

    fn edited(&mut self, mut words: Vec<String>) -> Vec<String> {
        for _ in 0..=self.below(2) {
            let at = self.below(words.len());
            match self.below(4) {
                0 => words[at] = format!("new{}", self.below(50)),
                1 => words.insert(at, "the".to_owned()),
                2 if words.len() > 1 => drop(words.remove(at)),
                _ => words[at] += "s",
            }
        }
        words
    }

    /// Documents of paragraphs that are new, exact copies, or near-copies of earlier ones.
    fn texts(&mut self, paragraphs: usize) -> Vec<String> {
        let mut all: Vec<Vec<String>> = Vec::new();
        let mut texts = Vec::new();
        for _ in 0..2 + self.below(8) {
            let mut parts = Vec::new();
            for _ in 0..=self.below(paragraphs) {
                let words = match self.below(6) {
                    0 | 1 if !all.is_empty() => all[self.below(all.len())].clone(),
                    2 | 3 if !all.is_empty() => {
                        let words = all[self.below(all.len())].clone();
                        self.edited(words)
                    }
                    _ => self.paragraph(),
                };
                let text = words.join(self.pick(&[" ", " ", "  ", ", "]));
                let end = self.pick(&["", ".", ".", "!"]);
                let text = if self.below(5) == 0 { text.to_uppercase() } else { text };
                parts.push(text + end);
                all.push(words);
            }
            texts.push(parts.join("\n\n"));
        }
        texts
    }
}

/// A text that is compared, and where it is.
#[derive(Clone)]
struct Item {
    document: DocumentId,
    span: Span,
    text: String,
    print: Fingerprint,
}

/// The items of a corpus in the order in which they are kept, by the definition.
fn in_order(detector: &Detector, corpus: &Corpus<'_>) -> Vec<Item> {
    let settings = detector.settings();
    let fingerprinter = detector.fingerprinter().unwrap();
    let mut items = Vec::new();
    for (document, it) in corpus.iter() {
        let whole = settings.unit == Unit::Document;
        let spans = if whole {
            vec![Span::new(0, it.text().len())]
        } else {
            segments(it.text(), settings.unit)
        };
        for span in spans {
            let text = it.text()[span.range()].to_owned();
            let Some(print) = fingerprinter.fingerprint(&text) else { continue };
            if whole || print.words() >= settings.min_words as f64 {
                items.push(Item { document, span, text, print });
            }
        }
    }
    items.sort_by_key(|item| {
        let document = &corpus[item.document];
        let by_name = settings.keep != Keep::First;
        let rank = if settings.keep == Keep::Rank { document.rank() } else { 0 };
        let length = if by_name { (item.print.words() * 5.0) as usize } else { 0 };
        let name = if by_name { document.name() } else { "" };
        (rank, Reverse(length), name.to_owned(), item.document, item.span)
    });
    items
}

/// A pair by its places, with the resemblance and whether the words are the same.
type Pair = ((DocumentId, Span), (DocumentId, Span), f64, bool);

fn pair(found: &ItemMatch) -> Pair {
    let (item, earlier) = ((found.document, found.span), (found.earlier, found.earlier_span));
    (item, earlier, found.resemblance.get(), found.same_words)
}

/// The outcomes of an index for the items, each added as a document of its own in the order of `items`.
fn streamed(detector: &Detector, items: &[Item]) -> Vec<Pair> {
    let mut index = detector.index().unwrap();
    let mut pairs = Vec::new();
    for item in items {
        let added = index.add("", &item.text).unwrap();
        assert_eq!(added.bounded, 0, "no limit is met by so few texts");
        pairs.extend(added.matches.iter().map(|found| {
            let [item, earlier] = [found.document, found.earlier].map(|id| &items[id.index()]);
            let (item, earlier) = ((item.document, item.span), (earlier.document, earlier.span));
            (item, earlier, found.resemblance.get(), found.same_words)
        }));
    }
    pairs.sort_by(|a, b| a.partial_cmp(b).unwrap());
    pairs
}

/// Lists are the same; only what is in one of them is shown.
fn assert_same<T: Debug + PartialEq>(a: &[T], b: &[T], context: &str) {
    let without = |list: &[T], other: &[T]| {
        let lines = list.iter().filter(|it| !other.contains(it)).map(|it| format!("{it:?}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert!(
        a == b,
        "{context}\nonly the first:\n{}\nonly the second:\n{}",
        without(a, b),
        without(b, a)
    );
}

/// A removed item and the kept one that it repeats, by their places.
type Removed = ((DocumentId, Span), (DocumentId, Span), bool, bool, bool);

/// The removed items, decided from pairs by the definition.
fn decided(detector: &Detector, items: &[Item], pairs: &[Pair]) -> Vec<Removed> {
    let comparer = detector.comparer().unwrap();
    let place = |item: &Item| (item.document, item.span);
    let linked: BTreeSet<_> = pairs.iter().map(|pair| (pair.0, pair.1)).collect();
    let first = |is: &dyn Fn(&Item) -> bool| items.iter().find(|item| is(item)).unwrap();
    let of_content =
        |print: &Fingerprint| place(first(&|it| it.print.content() == print.content()));
    let same = |print: &Fingerprint| {
        let is =
            |it: &Item| it.print.content() == print.content() && it.print.marks() == print.marks();
        first(&is)
    };
    let compare = |later: &Item, earlier: &Item| {
        let [a, b] = [later, earlier].map(|item| of_content(&item.print));
        let is_pair = a == b || linked.contains(&(a, b)) || linked.contains(&(b, a));
        // Identical items are decided as the first of them.
        let verdict =
            is_pair.then(|| comparer.compare(&same(&later.print).text, &same(&earlier.print).text));
        verdict.map(|verdict| verdict.likeness().expect("every pair is alike"))
    };
    let mut repeats = Vec::new();
    for (later, item) in items.iter().enumerate() {
        for (earlier, other) in items[..later].iter().enumerate() {
            if compare(item, other).is_some_and(|likeness| likeness.removable) {
                repeats.push((later as u32, earlier as u32));
            }
        }
    }
    let order: Vec<u32> = (0..items.len() as u32).collect();
    let decided = keep_first(&order, &repeats);
    let mut removed: Vec<Removed> = decided
        .iter()
        .zip(items)
        .filter_map(|(kept, item)| {
            let kept = &items[(*kept)? as usize];
            let found = compare(item, kept).unwrap();
            let (identical, same_words) = (found.identical, found.same_words);
            Some((place(item), place(kept), identical, same_words, found.equivalent))
        })
        .collect();
    removed.sort_unstable();
    removed
}

#[test]
fn batch_stream_and_two_passes_agree_on_a_thousand_corpora() {
    let mut rng = Rng(SplitMix64::new(11));
    let (mut near, mut copies, mut removed, mut kept) = (0, 0, 0, 0);
    for round in 0..1_000 {
        let unit = rng.pick(&[Unit::Document, Unit::Paragraph]);
        let texts = rng.texts(if unit == Unit::Document { 1 } else { 4 });
        let mut corpus = Corpus::new();
        for text in &texts {
            // Names in another order than input, some of them equal.
            let name = format!("{:02}", rng.below(40));
            let document = Document::new(name, text.as_str()).with_rank(rng.below(3) as i64);
            corpus.push_document(document).unwrap();
        }
        let builder = Detector::builder()
            .unit(unit)
            .keep(rng.pick(&[Keep::First, Keep::Longest, Keep::Rank]))
            .remove(rng.pick(&[Remove::Identical, Remove::Equivalent, Remove::Similar]))
            .min_words(rng.pick(&[1, 5, 12]))
            .threshold(rng.pick(&[0.4, 0.6, 0.8]));
        let detector = builder.clone().build().unwrap();
        let context = format!("corpus {round}, {:?}", detector.settings());
        let items = in_order(&detector, &corpus);

        let batch = detector.matches(&corpus).unwrap();
        assert_eq!(batch.bounded, 0);
        let pairs: Vec<Pair> = batch.pairs.iter().map(pair).collect();
        assert_same(&pairs, &streamed(&detector, &items), &format!("batch and stream: {context}"));
        let mut first = detector.removal_scanner().unwrap();
        for part in corpus.documents().chunks(1 + rng.below(4)) {
            first.add_documents(part).unwrap();
        }
        let second = first.finish().unwrap();
        let fetch = |id: DocumentId| Ok::<_, ()>(corpus[id].text());
        let twice = second.matches(fetch).unwrap();
        assert_eq!(twice.bounded, 0);
        let twice: Vec<Pair> = twice.pairs.iter().map(pair).collect();
        assert_same(&pairs, &twice, &format!("batch and two passes: {context}"));

        let removals = second.decide(fetch).unwrap();
        assert_eq!(removals, detector.removals(&corpus).unwrap(), "{context}");
        let found: Vec<Removed> = removals
            .removed
            .iter()
            .map(|it| {
                let (item, kept) = ((it.document, it.span), (it.kept, it.kept_span));
                (item, kept, it.identical, it.same_words, it.equivalent)
            })
            .collect();
        assert_same(&found, &decided(&detector, &items, &pairs), &format!("removals: {context}"));

        let exact = builder.search(Search::Exact).build().unwrap();
        let all: Vec<Pair> = exact.matches(&corpus).unwrap().pairs.iter().map(pair).collect();
        assert_same(&all, &streamed(&exact, &items), &format!("exact search: {context}"));
        assert!(pairs.iter().all(|pair| all.contains(pair)), "{context}");

        near += pairs.iter().filter(|pair| !pair.3).count();
        copies += pairs.iter().filter(|pair| pair.3).count();
        removed += found.len();
        kept += removals.other_facts + removals.equivalent;
    }
    // The corpora have what the test is about.
    assert!(
        near > 1_000 && copies > 2_000 && removed > 2_000 && kept > 500,
        "{near} {copies} {removed} {kept}"
    );
}
