//! Corpora with planted copies, for each unit.

use retold_synth::{EditKind, Language, Passages, Place, Prose, SharedPassage, edit};

/// Texts, and the places in them that are copies of each other.
pub(crate) struct Planted {
    pub(crate) documents: Vec<String>,
    pub(crate) truth: Vec<SharedPassage>,
}

/// Documents of about 400 words, each with an edited copy.
pub(crate) fn documents(language: Language, how: (EditKind, usize), plants: usize) -> Planted {
    let mut planted = Planted { documents: Vec::new(), truth: Vec::new() };
    for seed in 0..plants as u64 {
        let mut prose = Prose::new(language, seed);
        let original = (0..5).map(|_| prose.paragraph(70)).collect::<Vec<_>>().join("\n\n");
        let copy = edit(&original, language, how.0, how.1, seed).text;
        let number = planted.documents.len();
        let whole = |document, text: &str| Place { document, start: 0, end: text.len() };
        planted.truth.push(SharedPassage::new(whole(number, &original), whole(number + 1, &copy)));
        planted.documents.extend([original, copy]);
    }
    planted
}

/// Documents of paragraphs of 15 to 120 words. One paragraph of each is repeated, edited, in the
/// next.
pub(crate) fn paragraphs(language: Language, how: (EditKind, usize), plants: usize) -> Planted {
    let mut texts: Vec<Vec<String>> = Vec::new();
    for number in 0..plants {
        let mut prose = Prose::new(language, number as u64);
        let length = |place: usize| 15 + (number * 17 + place * 29) % 90;
        texts.push((0..6).map(|place| prose.paragraph(length(place))).collect());
    }
    let sources: Vec<String> = texts.iter().map(|text| text[1].clone()).collect();
    for (number, source) in sources.iter().enumerate() {
        let copy = edit(source, language, how.0, how.1, number as u64).text;
        texts[(number + 1) % plants].insert(4, copy);
    }
    let place = |document: usize, paragraph: usize| {
        let before: usize = texts[document][..paragraph].iter().map(|text| text.len() + 2).sum();
        Place { document, start: before, end: before + texts[document][paragraph].len() }
    };
    let truth = (0..plants)
        .map(|number| SharedPassage::new(place(number, 1), place((number + 1) % plants, 4)))
        .collect();
    Planted { documents: texts.iter().map(|text| text.join("\n\n")).collect(), truth }
}

/// Documents into which passages of 30 to 200 words were copied, a quarter of them within one
/// document.
///
/// A copy in another order, or without its middle, counts as several passages.
pub(crate) fn passages(language: Language, how: (EditKind, usize), plants: usize) -> Planted {
    let repeats = plants / 4;
    let corpus = Passages::new(language)
        .documents(plants / 2)
        .plants(plants - repeats)
        .repeats(repeats)
        .kinds(&[how.0])
        .severities(&[how.1])
        .build(1);
    let several = matches!(
        how.0,
        EditKind::AbridgedMiddle | EditKind::ReorderedSentences | EditKind::ReorderedParagraphs
    );
    let truth = if several { corpus.run_cases() } else { corpus.cases() };
    Planted { documents: corpus.documents, truth }
}
