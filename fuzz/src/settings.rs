//! Settings: they are refused with a reason, or everything works with them.

use crate::corpora::{corpus, texts};
use crate::pools;
use arbitrary::{Arbitrary, Unstructured};
use retold::lsh::Banding;
use retold::passage::{PassageSettings, Scope};
use retold::sketch::SketchKind;
use retold::text::{Chars, Token, TokenKind, Tokenizer};
use retold::{Corpus, Detector, DetectorBuilder, DocumentId, Keep, Report, Search, Span, Unit};

/// Arbitrary values for the builder, as options where their presence matters.
#[derive(Arbitrary, Debug)]
struct Input {
    unit: u8,
    threshold: Option<Share>,
    document_threshold: Option<Share>,
    recall: Option<Share>,
    shingle_width: Option<u8>,
    banding: Option<(u8, u8)>,
    exact: bool,
    classic: bool,
    slots: Option<u16>,
    seed: u64,
    min_words: Option<u16>,
    passages: Passages,
    known_text: bool,
    keep: u8,
    tokenizer: Words,
}

/// A share as users set it, or any float.
#[derive(Arbitrary, Debug)]
enum Share {
    Hundredths(u8),
    Any(f64),
}

#[derive(Arbitrary, Debug)]
struct Passages {
    preset: u8,
    guarantee: Option<u8>,
    seed_length: Option<u8>,
    min_words: Option<u8>,
    min_identity: Option<Share>,
    max_gap: Option<u8>,
    frequent: Option<u16>,
    scope: Option<(bool, bool)>,
}

#[derive(Arbitrary, Clone, Debug)]
enum Words {
    Default,
    CodePoints(u8),
    Graphemes(u8),
    /// A tokenizer without any rules.
    Wild(Wild),
}

/// A tokenizer that returns arbitrary tokens.
#[derive(Arbitrary, Clone, Debug)]
struct Wild {
    overlapping: bool,
    tokens: Vec<(u8, u8, u8, bool)>,
}

/// Builds a detector with arbitrary settings and runs it.
pub fn settings(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let Ok(input) = Input::arbitrary(&mut bytes) else { return };
    let texts = texts(bytes.take_rest());
    let Some(builder) = input.builder() else { return };
    match builder.build() {
        Ok(detector) => run(&detector, &texts),
        Err(error) => {
            let message = error.to_string();
            assert!(message.len() > 10 && !message.contains("NaN, got"), "{input:?}: {message}");
        }
    }
}

/// Uses every driver of a detector.
fn run(detector: &Detector, texts: &[String]) {
    let corpus = corpus(texts);
    pools::single(|| {
        let report = detector.detect(&corpus);
        assert_eq!(report.settings(), detector.settings());
        readable(&report, &corpus);
        let Ok(mut index) = detector.index() else {
            assert_eq!(detector.settings().unit, Unit::Passage);
            assert!(detector.removal_scanner().is_err());
            return;
        };
        for text in texts {
            index.add("", text).expect("a handful of texts");
        }
        assert_eq!(index.len(), texts.len());
        let settings = detector.settings();
        let Ok(mut first) = detector.removal_scanner() else {
            assert!(settings.search == Search::Exact || settings.unit != Unit::Document);
            return;
        };
        if first.add(texts).is_err() {
            assert_eq!(settings.keep, Keep::Rank);
            first.add_documents(corpus.documents()).expect("a handful of texts");
        }
        let removals = first
            .finish()
            .expect("a handful of texts")
            .decide(|id: DocumentId| Ok::<_, ()>(&texts[id.index()]));
        removals.expect("nothing fails");
    });
}

/// The report can be written, read again and shown.
fn readable(report: &Report, corpus: &Corpus<'_>) {
    let json = serde_json::to_string(report).expect("a report is plain data");
    let again: Report = serde_json::from_str(&json).expect("it reads what it wrote");
    assert_eq!(again, *report);
    let shown = report.text().excerpts(corpus).width(60).to_string();
    assert!(!shown.is_empty());
}

impl Input {
    /// The builder, or `None` if a part of it is refused before.
    fn builder(&self) -> Option<DetectorBuilder> {
        let units = [
            Unit::Document,
            Unit::Passage,
            Unit::Paragraph,
            Unit::BlankLine,
            Unit::Sentence,
            Unit::Line,
        ];
        let keep = [Keep::First, Keep::Longest, Keep::Rank];
        let mut builder = Detector::builder()
            .unit(units[usize::from(self.unit) % units.len()])
            .search(if self.exact { Search::Exact } else { Search::Lsh })
            .sketch(if self.classic { SketchKind::Classic } else { SketchKind::Bucketed })
            .seed(self.seed)
            .keep(keep[usize::from(self.keep) % keep.len()])
            .passages(self.passages.settings()?);
        if let Some(share) = &self.threshold {
            builder = builder.threshold(share.value());
        }
        if let Some(share) = &self.document_threshold {
            builder = builder.document_threshold(share.value());
        }
        if let Some(share) = &self.recall {
            builder = builder.recall(share.value());
        }
        if let Some(words) = self.shingle_width {
            builder = builder.shingle_width(words.into());
        }
        if let Some((bands, rows)) = self.banding {
            builder = builder.banding(Banding::new(bands.into(), rows.into()).ok()?);
        }
        if let Some(slots) = self.slots {
            // More than a thousand slots test nothing new and only take time.
            builder = builder.signature_length(usize::from(slots) % 1100);
        }
        if let Some(words) = self.min_words {
            builder = builder.min_words(words.into());
        }
        if self.known_text {
            builder = builder.known_text("The old man walked slowly down to the harbour.");
        }
        Some(match self.tokenizer.clone() {
            Words::Default => builder,
            Words::CodePoints(n) => builder.tokenizer("", Chars::code_points(n.into()).ok()?),
            Words::Graphemes(n) => builder.tokenizer("", Chars::graphemes(n.into()).ok()?),
            Words::Wild(wild) => builder.tokenizer("wild", wild),
        })
    }
}

impl Share {
    fn value(&self) -> f64 {
        match *self {
            Share::Hundredths(number) => f64::from(number) / 100.0,
            Share::Any(number) => number,
        }
    }
}

impl Passages {
    fn settings(&self) -> Option<PassageSettings> {
        let preset = match self.preset % 3 {
            0 => PassageSettings::default(),
            1 => PassageSettings::large_corpus(),
            _ => PassageSettings::noisy(),
        };
        let mut settings = preset.to_builder();
        if let Some(tokens) = self.guarantee {
            settings = settings.guarantee(tokens.into());
        }
        if let Some(tokens) = self.seed_length {
            settings = settings.seed_length(tokens.into());
        }
        if let Some(words) = self.min_words {
            settings = settings.min_words(words.into());
        }
        if let Some(share) = &self.min_identity {
            settings = settings.min_identity(share.value());
        }
        if let Some(tokens) = self.max_gap {
            settings = settings.max_gap(tokens.into());
        }
        if let Some(places) = self.frequent {
            settings = settings.frequent(places.into());
        }
        settings = match self.scope {
            None => settings,
            Some((true, true)) => settings.scope(Scope::Both),
            Some((true, false)) => settings.scope(Scope::Within),
            Some((false, true)) => settings.scope(Scope::Across),
            Some((false, false)) => return None,
        };
        settings.build().ok()
    }
}

impl Tokenizer for Wild {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        // The same tokens again and again, so that long texts have many.
        for round in 0..=text.len() / 64 {
            for &(start, end, hash, is_character) in &self.tokens {
                let start = usize::from(start) + 64 * round;
                let span = Span { start, end: usize::from(end) + 64 * round };
                let kind = if is_character { TokenKind::Character } else { TokenKind::Word };
                sink(Token::new(hash.into(), span, kind));
            }
        }
    }

    fn overlapping(&self) -> bool {
        self.overlapping
    }
}
