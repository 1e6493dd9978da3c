//! The limits: text that is not found, with figures where possible.

use crate::page::{Page, share};
use crate::recall::{measure, script};
use crate::size::Size;
use retold::Unit;
use retold_synth::{EditKind, Language, Passages};

/// The words of a copied run.
const LENGTHS: [usize; 6] = [8, 10, 11, 12, 15, 20];
/// Words replaced in a hundred.
const REPLACED: [usize; 5] = [10, 20, 30, 40, 50];

/// Adds the section on limits.
pub(crate) fn write(page: &mut Page, size: &Size) {
    page.paragraph("## What it does not find");
    page.paragraph(include_str!("limits.md"));
    page.paragraph(
        "Recall of verbatim runs, by their length in words (characters, for scripts without spaces):",
    );
    table(page, size, &LENGTHS, |length| (length..=length, EditKind::Verbatim, 0));
    page.paragraph("Recall of passages of 30 to 200 words, by words replaced in a hundred:");
    table(page, size, &REPLACED, |severity| (30..=200, EditKind::Substitution, severity));
}

fn table(
    page: &mut Page,
    size: &Size,
    columns: &[usize],
    plan: impl Fn(usize) -> (std::ops::RangeInclusive<usize>, EditKind, usize),
) {
    let heads: Vec<String> = columns.iter().map(usize::to_string).collect();
    let heads: Vec<&str> =
        ["language"].into_iter().chain(heads.iter().map(String::as_str)).collect();
    page.table(&heads);
    for language in Language::ALL.into_iter().chain(Language::MADE_UP) {
        let mut cells = vec![script(language).to_owned()];
        for &column in columns {
            let (words, kind, severity) = plan(column);
            let corpus = Passages::new(language)
                .documents(size.plants / 2)
                .plants(size.plants)
                .words(words)
                .kinds(&[kind])
                .severities(&[severity])
                .build(2);
            let truth = corpus.cases();
            let planted = crate::corpora::Planted { documents: corpus.documents, truth };
            cells.push(share(measure(&planted, Unit::Passage).recall));
        }
        page.row(&cells);
    }
}
