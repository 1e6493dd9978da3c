//! Measures what passages find of what was planted, by the kind and the number of the edits, and
//! that they find nothing where nothing is. `cargo test passage_truth -- --nocapture` prints the
//! table.

use retold::passage::Passages;
use retold::passage::{DocumentTokens, PassageSettings, TokenRun, find_passages};
use retold::text::{Token, TokenKind, Tokenizer, Words};
use retold_synth::{
    EditKind, Language, PassageCorpus, Place, Plagdet, SharedPassage, footers, plagdet, quotations,
};

struct Text {
    hashes: Vec<u64>,
    kinds: Vec<TokenKind>,
    tokens: Vec<Token>,
}

fn tokenise(text: &str) -> Text {
    let mut tokens = Vec::new();
    Words.tokenize(text, &mut |token| tokens.push(token));
    Text {
        hashes: tokens.iter().map(|token| token.hash).collect(),
        kinds: tokens.iter().map(|token| token.kind).collect(),
        tokens,
    }
}

fn find(texts: &[Text], settings: &PassageSettings) -> Passages {
    let documents: Vec<DocumentTokens<'_>> = texts
        .iter()
        .map(|text| DocumentTokens::new(&text.hashes).with_kinds(&text.kinds))
        .collect();
    find_passages(&documents, settings)
}

fn find_in(texts: &[String]) -> Passages {
    let texts: Vec<Text> = texts.iter().map(|text| tokenise(text)).collect();
    find(&texts, &PassageSettings::default())
}

/// Precision, recall and granularity against whole plants and against their runs in order.
fn measure(corpus: &PassageCorpus, settings: &PassageSettings) -> (Plagdet, Plagdet) {
    let texts: Vec<Text> = corpus.documents.iter().map(|text| tokenise(text)).collect();
    let place = |run: TokenRun| {
        let document = run.document.index();
        let tokens = &texts[document].tokens[run.start as usize..run.end as usize];
        Place { document, start: tokens[0].span.start, end: tokens[tokens.len() - 1].span.end }
    };
    let found: Vec<SharedPassage> = find(&texts, settings)
        .passages
        .iter()
        .map(|passage| SharedPassage::new(place(passage.a), place(passage.b)))
        .collect();
    (plagdet(&corpus.cases(), &found), plagdet(&corpus.run_cases(), &found))
}

fn corpus(language: Language, kind: EditKind, severity: usize) -> PassageCorpus {
    retold_synth::Passages::new(language)
        .documents(20)
        .plants(30)
        .repeats(10)
        .kinds(&[kind])
        .severities(&[severity])
        .build(1)
}

/// Whether a copy of this kind is several passages, since the order or the middle changed.
fn is_several(kind: EditKind) -> bool {
    matches!(
        kind,
        EditKind::AbridgedMiddle | EditKind::ReorderedSentences | EditKind::ReorderedParagraphs
    )
}

fn print_row(name: &str, kind: EditKind, severity: usize, measured: &Plagdet) {
    let Plagdet { precision, recall, granularity, score } = measured;
    println!(
        "{name:<8} {:<19} {severity:>2}   {precision:.3} {recall:.3} {granularity:.3} {score:.3}",
        format!("{kind:?}"),
    );
}

#[test]
fn up_to_5_edits_in_100_words_leave_passages_whole() {
    println!("language kind           per 100   prec. rec.  gran. plagdet");
    for language in [Language::English, Language::Russian, Language::Chinese] {
        for kind in EditKind::ALL {
            for severity in [1, 2, 5] {
                // A severity of character recognition is a share of letters: 2 % of the letters
                // are about 10 % of the words.
                if kind == EditKind::Ocr && severity > 2 {
                    continue;
                }
                let corpus = corpus(language, kind, severity);
                let (whole, runs) = measure(&corpus, &PassageSettings::default());
                let measured = if is_several(kind) { runs } else { whole };
                print_row(&format!("{language:?}"), kind, severity, &measured);
                let at = format!("{language:?} {kind:?} {severity}: {measured:?}");
                assert!(measured.precision >= 0.97, "{at}");
                assert!(measured.granularity <= 1.05, "{at}");
                // A sentence or a paragraph of fewer than 12 words (20 characters) that went elsewhere
                // alone is no passage.
                let wanted = match kind {
                    EditKind::ReorderedSentences => 0.78,
                    EditKind::ReorderedParagraphs => 0.94,
                    _ => 0.95,
                };
                assert!(measured.recall >= wanted, "{at}");
            }
        }
    }
}

#[test]
fn heavier_edits_lose_recall_but_no_precision() {
    for (kind, severity, wanted) in [
        (EditKind::Mixed, 10, 0.95),
        (EditKind::Mixed, 20, 0.8),
        (EditKind::Substitution, 20, 0.85),
        (EditKind::AbridgedHead, 20, 0.99),
        (EditKind::AbridgedTail, 20, 0.99),
        (EditKind::Ocr, 5, 0.8),
    ] {
        let corpus = corpus(Language::English, kind, severity);
        let (measured, _) = measure(&corpus, &PassageSettings::default());
        print_row("English", kind, severity, &measured);
        assert!(measured.precision >= 0.99, "{kind:?} {severity}: {measured:?}");
        assert!(measured.recall >= wanted, "{kind:?} {severity}: {measured:?}");
    }
}

#[test]
fn noisy_settings_follow_text_that_was_misread() {
    // At one letter in five misread, hardly a word in three is whole: what is found is still true.
    for (severity, wanted) in [(1, 0.99), (2, 0.98), (5, 0.95), (10, 0.75), (20, 0.0)] {
        let corpus = corpus(Language::English, EditKind::Ocr, severity);
        let (measured, _) = measure(&corpus, &PassageSettings::noisy());
        print_row("noisy", EditKind::Ocr, severity, &measured);
        assert!(measured.precision >= 0.97, "{severity}: {measured:?}");
        assert!(measured.recall >= wanted, "{severity}: {measured:?}");
    }
}

#[test]
fn short_quotations_are_no_passages() {
    for language in [Language::English, Language::Russian] {
        let corpus = quotations(language, 30, 60, 3_000, 1);
        let found = find_in(&corpus.documents);
        assert!(found.work.anchors > 0, "there is something to be passed over");
        assert!(found.passages.is_empty(), "{language:?}: {:?}", found.passages);
    }
}

#[test]
fn a_shared_footer_is_the_only_thing_that_independent_texts_share() {
    let corpus = footers(Language::English, 60, 2_000, 200, 1);
    assert!(find_in(&corpus.bare).passages.is_empty());
    let found = find_in(&corpus.documents);
    let [footer] = &found.families[..] else { panic!("one family, got {}", found.families.len()) };
    assert!(footer.boilerplate);
    assert_eq!(footer.occurrences.len(), 60);
    assert!((200..=201).contains(&footer.words), "{}", footer.words);
}
