//! The HTML report.

use retold::{Corpus, Report};
use retold_html::Page;
use std::io::{self, Write};

pub(super) fn write(
    report: &Report,
    corpus: &Corpus<'_>,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    Page::new(report, corpus).write_to(&mut out)
}
