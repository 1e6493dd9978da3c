//! The text view: families, near-copies, skipped inputs.

use super::diff::{Diff, LEGEND};
use super::figures::{count, grouped, hundredths};
use super::line::{clean, shorten};
use crate::matching::Relation;
use crate::model::{Corpus, DocumentId, TextKind};
use crate::report::data::Report;
use crate::report::family::{Family, FamilyKind, Occurrence};
use crate::report::place::Place;
use crate::report::records::{Change, Cluster};
use crate::text::Unit;
use anstyle::{AnsiColor, Style};
use std::cell::Cell;
use std::cmp::Reverse;
use std::fmt;
use unicode_width::UnicodeWidthStr;

/// How many places of a family are listed, members of a cluster, names that were not read; all of
/// them are in the report itself.
const MOST_PLACES: usize = 20;
/// For how many places of a family the words that differ are shown.
const MOST_DIFFS: usize = 3;

const HEADING: Style = Style::new().bold().underline();
const NAME: Style = Style::new().bold();
pub(super) const LINES: Style = AnsiColor::Cyan.on_default();
pub(super) const FIGURE: Style = AnsiColor::Green.on_default();
pub(super) const QUIET: Style = Style::new().dimmed();

/// A [`Report`] as text: families first, then near-copies, then what was not read.
///
/// In each section those findings come first that take most text: words times places.
///
/// Made by [`Report::text`]. Names and excerpts are cleaned: no control character or escape
/// sequence of the input reaches the terminal.
///
/// # Examples
/// ```
/// use retold::Corpus;
///
/// let notice = "The library is closed on Mondays, except in the last week of the year.\n\n";
/// let corpus: Corpus = [("notice.txt", notice.repeat(2))].into_iter().collect();
/// let report = retold::Detector::builder().build()?.detect(&corpus);
/// let text = report.text().excerpts(&corpus).width(60).to_string();
/// assert!(text.contains("notice.txt:1 ~ 3  14 words  identical"));
/// assert!(text.contains("The library is closed"));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct TextView<'r> {
    pub(super) report: &'r Report,
    pub(super) corpus: Option<&'r Corpus<'r>>,
    color: bool,
    pub(super) width: usize,
    pub(super) top: usize,
    hints: bool,
}

impl Report {
    /// The report as text for people, without colour, for 80 columns.
    pub fn text(&self) -> TextView<'_> {
        let (top, hints) = (usize::MAX, false);
        TextView { report: self, corpus: None, color: false, width: 80, top, hints }
    }
}

/// The same as [`Report::text`] with its defaults.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl<'r> TextView<'r> {
    /// Quotes the corpus that the report was made of: the beginning of each family, and the words
    /// in which its places differ, as `[-dispute-] {+row+}`.
    pub fn excerpts(mut self, corpus: &'r Corpus<'r>) -> TextView<'r> {
        self.corpus = Some(corpus);
        self
    }

    /// Sets whether to use ANSI colours.
    pub fn color(mut self, color: bool) -> TextView<'r> {
        self.color = color;
        self
    }

    /// Sets the columns that a line may take where it can be broken or cut.
    pub fn width(mut self, columns: usize) -> TextView<'r> {
        self.width = columns;
        self
    }

    /// Lists so many findings of each section, and how many more there are. Default: all.
    ///
    /// # Examples
    /// ```
    /// let notice = "The library is closed on Mondays, except in the last week of the year.";
    /// let other = "Nobody has ever seen the whole of the garden behind the grey house at the end.";
    /// let one = format!("{notice}\n\nOne more line.\n\n{other}");
    /// let two = format!("{other}\n\nAnd another one.\n\n{notice}");
    /// let text = retold::scan([one, two]).text().top(1).to_string();
    /// assert!(text.contains("16 words") && text.contains("and 1 more"));
    /// ```
    pub fn top(mut self, findings: usize) -> TextView<'r> {
        self.top = findings;
        self
    }

    /// Names the options of the command `retold` that show more, where something is left out.
    pub fn hints(mut self, hints: bool) -> TextView<'r> {
        self.hints = hints;
        self
    }

    pub(super) fn style(&self, style: Style, text: impl fmt::Display) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    pub(super) fn name(&self, document: DocumentId) -> String {
        let name = &self.report.documents()[document.index()].name;
        self.style(NAME, clean(name))
    }

    pub(super) fn heading(&self, f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
        writeln!(f, "\n{}", self.style(HEADING, text))
    }

    /// Writes the families under a title, those first that take most text.
    fn section(
        &self,
        f: &mut fmt::Formatter<'_>,
        title: &str,
        mut families: Vec<&Family>,
        alignments: &AlignedPairs<'_>,
    ) -> fmt::Result {
        if families.is_empty() {
            return Ok(());
        }
        self.heading(f, title)?;
        let text = |family: &Family| family.words() * family.occurrences().len();
        families.sort_by_key(|family| (family.medoid().kind, Reverse(text(family)), family.id()));
        for family in families.iter().take(self.top) {
            self.family(f, family, alignments)?;
        }
        self.left_out(f, families.len())
    }

    /// Says how many findings of a section are not listed.
    pub(super) fn left_out(&self, f: &mut fmt::Formatter<'_>, all: usize) -> fmt::Result {
        match all.saturating_sub(self.top) {
            0 => Ok(()),
            more if self.hints => {
                writeln!(f, "  and {} more (--top 0 shows all)", grouped(more))
            }
            more => writeln!(f, "  and {} more", grouped(more)),
        }
    }

    fn family(
        &self,
        f: &mut fmt::Formatter<'_>,
        family: &Family,
        alignments: &AlignedPairs<'_>,
    ) -> fmt::Result {
        let named_once = family.is_within_one_document();
        let places: Vec<String> = family
            .occurrences()
            .iter()
            .enumerate()
            .map(|(number, occurrence)| {
                let lines = self.style(LINES, occurrence.place);
                if named_once && number > 0 {
                    lines
                } else {
                    format!("{}:{lines}", self.name(occurrence.document))
                }
            })
            .collect();
        let of_kind = match family.medoid().kind {
            TextKind::Prose => String::new(),
            kind => format!(" of {}", kind.name().replace('_', " ")),
        };
        let words = format_args!("{} words{of_kind}", grouped(family.words())).to_string();
        let words = self.style(FIGURE, words);
        let one_line = format!("  {}  {words}", places.join(" ~ "));
        let figures = self.figures(family, None);
        if family.occurrences().len() == 2
            && self.columns(&one_line) + 2 + self.columns(&figures) <= self.width
        {
            writeln!(f, "{one_line}  {figures}")?;
            let [first, second] = [0, 1].map(|number| &family.occurrences()[number]);
            if self.diff(f, family, [first, second], 6, alignments)? {
                return self.nested(f, family);
            }
        } else {
            let count = family.occurrences().len();
            let kind = match family.kind() {
                FamilyKind::Edited => String::new(),
                kind => format!("  {}", self.style(FIGURE, kind)),
            };
            writeln!(f, "  {count} places  {words}{kind}")?;
            let mut diffs = 0;
            for (place, occurrence) in places.iter().zip(family.occurrences()).take(MOST_PLACES) {
                let figures = self.figures(family, Some(occurrence));
                writeln!(f, "    {place}{figures}")?;
                if diffs < MOST_DIFFS && occurrence != family.medoid() {
                    let sides = [family.medoid(), occurrence];
                    diffs += usize::from(self.diff(f, family, sides, 8, alignments)?);
                }
            }
            and_more(f, "    ", count)?;
        }
        self.excerpt(f, family)?;
        self.nested(f, family)
    }

    /// Writes that shorter passages are repeated inside this one.
    fn nested(&self, f: &mut fmt::Formatter<'_>, family: &Family) -> fmt::Result {
        let lengths = family.nested().iter().map(|nested| nested.words);
        let (Some(least), Some(most)) = (lengths.clone().min(), lengths.max()) else {
            return Ok(());
        };
        let passages = count(family.nested().len(), "shorter passage");
        let of = if least == most {
            count(most, "word")
        } else {
            format!("{} to {}", grouped(least), count(most, "word"))
        };
        writeln!(f, "      {}", self.style(QUIET, format_args!("{passages} inside, {of}")))
    }

    /// The figures of similarity: of the whole family, or of one occurrence compared with the representative.
    fn figures(&self, family: &Family, place: Option<&Occurrence>) -> String {
        let similarity = match place {
            None if family.kind() != FamilyKind::Edited => family.kind().to_string(),
            None => {
                let least = family.occurrences().iter().map(|o| o.similarity).min();
                hundredths(least.unwrap_or_default())
            }
            Some(place) if place == family.medoid() => return String::new(),
            Some(_) if family.kind() != FamilyKind::Edited => return String::new(),
            Some(place) => format!("  {}", hundredths(place.similarity)),
        };
        self.style(FIGURE, similarity)
    }

    /// Writes the differences between two places of a family, if they are known; returns whether they are.
    fn diff(
        &self,
        f: &mut fmt::Formatter<'_>,
        family: &Family,
        sides: [&Occurrence; 2],
        indent: usize,
        alignments: &AlignedPairs<'_>,
    ) -> Result<bool, fmt::Error> {
        let Some(corpus) = self.corpus else { return Ok(false) };
        let Some((alignment, swapped)) = alignments.between(family, sides) else {
            return Ok(false);
        };
        let place = if swapped { alignment.b.1 } else { alignment.a.1 };
        let texts = sides.map(|side| corpus.get(side.document).map(crate::model::Document::text));
        let [Some(first), Some(second)] = texts else { return Ok(false) };
        let diff = Diff {
            texts: [first, second],
            place: place.span(),
            changes: alignment.changes,
            swapped,
        };
        diff.write(f, indent, self.width, self.color)?;
        alignments.shown.set(true);
        Ok(true)
    }

    fn excerpt(&self, f: &mut fmt::Formatter<'_>, family: &Family) -> fmt::Result {
        let Some(document) = self.corpus.and_then(|corpus| corpus.get(family.medoid().document))
        else {
            return Ok(());
        };
        let Some(text) = document.text().get(family.medoid().place.span().range()) else {
            return Ok(());
        };
        let excerpt = shorten(text, self.width.saturating_sub(6).max(20));
        writeln!(f, "      {}", self.style(QUIET, excerpt))
    }

    fn cluster(&self, f: &mut fmt::Formatter<'_>, cluster: &Cluster) -> fmt::Result {
        writeln!(f, "  {}", self.name(cluster.representative))?;
        for member in cluster.members.iter().take(MOST_PLACES) {
            let relation = match member.relation {
                relation @ (Relation::Identical | Relation::SameWords) => relation.to_string(),
                relation => format!("{relation}  {}", hundredths(member.resemblance)),
            };
            writeln!(f, "    {}  {}", self.name(member.document), self.style(FIGURE, relation))?;
        }
        and_more(f, "    ", cluster.members.len())
    }

    fn columns(&self, line: &str) -> usize {
        if !self.color {
            return line.width();
        }
        // Styles are the only escapes in a line: all else was cleaned.
        let mut plain = String::with_capacity(line.len());
        for (i, piece) in line.split('\u{1b}').enumerate() {
            plain.push_str(if i == 0 { piece } else { piece.split_once('m').map_or("", |p| p.1) });
        }
        plain.width()
    }
}

impl fmt::Display for TextView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report;
        let (frame, news): (Vec<&Family>, Vec<&Family>) =
            report.families().iter().partition(|family| family.boilerplate());
        let (inside, across): (Vec<&Family>, Vec<&Family>) =
            news.into_iter().partition(|family| family.is_within_one_document());
        let words: usize = report.documents().iter().map(|document| document.words).sum();
        writeln!(
            f,
            "{}, {}, {}.",
            count(report.documents().len(), "document"),
            count(words, "word"),
            count(report.clusters().len(), "cluster of near-copies"),
        )?;
        writeln!(
            f,
            "Found: {} inside a file, {} shared across files, {} boilerplate.",
            count(inside.len(), "repeated passage"),
            grouped(across.len()),
            grouped(frame.len()),
        )?;
        let is_found = !report.families().is_empty()
            || !report.clusters().is_empty()
            || !report.rows().is_empty();
        if !is_found && !report.documents().is_empty() && report.settings().unit != Unit::Document {
            let least = count(report.settings().min_words, "word");
            writeln!(f, "No text of {least} or more is repeated.")?;
        }
        self.rows(f)?;
        let alignments = AlignedPairs::of(report);
        for (title, families) in [
            ("Repeated inside a file", inside),
            ("Shared across files", across),
            ("Boilerplate", frame),
        ] {
            self.section(f, title, families, &alignments)?;
        }
        if alignments.shown.get() {
            writeln!(f)?;
            for line in LEGEND {
                writeln!(f, "  {}", self.style(QUIET, line))?;
            }
        }
        if !report.clusters().is_empty() {
            self.heading(f, "Near-copies")?;
        }
        // The largest clusters come first in the report.
        for cluster in report.clusters().iter().take(self.top) {
            self.cluster(f, cluster)?;
        }
        self.left_out(f, report.clusters().len())?;
        if !report.skipped().is_empty() {
            self.heading(f, "Not read")?;
        }
        for skipped in report.skipped().iter().take(MOST_PLACES) {
            let name = self.style(NAME, clean(&skipped.name));
            writeln!(f, "  {name}: {}", clean(&skipped.reason))?;
        }
        and_more(f, "  ", report.skipped().len())?;
        let truncated = report.truncated();
        if truncated.any() {
            self.heading(f, "Bounded")?;
        }
        if truncated.buckets > 0 {
            let buckets = count(truncated.buckets, "large bucket");
            writeln!(f, "  {buckets} compared with representatives only")?;
        }
        if truncated.unresolved > 0 {
            let segments = count(truncated.unresolved, "segment");
            writeln!(f, "  {segments} may have more matches than were found")?;
        }
        if truncated.families > 0 {
            let families = count(truncated.families, "family");
            writeln!(f, "  {families} in too many documents to list every pair of them")?;
        }
        if truncated.clusters > 0 {
            let clusters = count(truncated.clusters, "cluster");
            writeln!(
                f,
                "  {clusters} too large to list pairs of members beside the representative"
            )?;
        }
        if truncated.pairs > 0 {
            let pairs = count(truncated.pairs, "pair");
            writeln!(f, "  {pairs} of documents with the words of many others not listed")?;
        }
        if truncated.runs > 0 {
            let places = count(truncated.runs, "place");
            writeln!(f, "  {places} of very frequent text not linked with all its other places")?;
        }
        if truncated.collapsed > 0 {
            let copies = count(truncated.collapsed, "near-copy");
            writeln!(f, "  {copies} not searched for passages: another document represents them")?;
        }
        if truncated.passages > 0 {
            let places = count(truncated.passages, "match");
            writeln!(f, "  {places} of very repetitive text left out or not followed to the end")?;
        }
        Ok(())
    }
}

/// The line with the number of entries that are not listed.
fn and_more(f: &mut fmt::Formatter<'_>, indent: &str, count: usize) -> fmt::Result {
    match count.checked_sub(MOST_PLACES) {
        Some(more) if more > 0 => writeln!(f, "{indent}and {} more", grouped(more)),
        _ => Ok(()),
    }
}

/// Two places of a family that were aligned, and differ.
struct AlignedPair<'r> {
    a: (DocumentId, Place),
    b: (DocumentId, Place),
    changes: &'r [Change],
}

/// The aligned pairs of occurrences that differ, by family.
struct AlignedPairs<'r> {
    of_family: Vec<Vec<AlignedPair<'r>>>,
    /// Whether any was shown.
    shown: Cell<bool>,
}

impl<'r> AlignedPairs<'r> {
    fn of(report: &'r Report) -> AlignedPairs<'r> {
        let mut of_family = Vec::new();
        of_family.resize_with(report.families().len(), Vec::new);
        let repeats = report.repeats().iter().map(|repeat| {
            let [a, b] = [repeat.a, repeat.b].map(|place| (repeat.document, place));
            (repeat.family, AlignedPair { a, b, changes: &repeat.changes })
        });
        let shared = report.pairs().iter().flat_map(|pair| {
            pair.passages.iter().map(|passage| {
                let (a, b) = ((pair.a, passage.a), (pair.b, passage.b));
                (passage.family, AlignedPair { a, b, changes: &passage.changes })
            })
        });
        for (family, alignment) in repeats.chain(shared) {
            if !alignment.changes.is_empty() {
                of_family[family.index()].push(alignment);
            }
        }
        AlignedPairs { of_family, shown: Cell::new(false) }
    }

    /// The alignment of two occurrences, and whether its sides are exchanged. If there are several, the one
    /// with the largest overlap, since shorter passages inside are listed too.
    fn between(
        &self,
        family: &Family,
        sides: [&Occurrence; 2],
    ) -> Option<(&AlignedPair<'r>, bool)> {
        let [first, second] = sides;
        let is = |side: &Occurrence, (document, place): (DocumentId, Place)| {
            side.document == document && side.place.span().overlaps(place.span())
        };
        let common = |side: &Occurrence, (_, place): (DocumentId, Place)| {
            side.place.end.min(place.end) - side.place.start.max(place.start)
        };
        let found = self.of_family[family.id().index()].iter().filter_map(|alignment| {
            if is(first, alignment.a) && is(second, alignment.b) {
                Some((common(first, alignment.a) + common(second, alignment.b), (alignment, false)))
            } else if is(first, alignment.b) && is(second, alignment.a) {
                Some((common(first, alignment.b) + common(second, alignment.a), (alignment, true)))
            } else {
                None
            }
        });
        // The first of several that are equally close.
        let closer = |x: &(usize, _), y: &(usize, _)| if y.0 > x.0 { *y } else { *x };
        found.reduce(|x, y| closer(&x, &y)).map(|(_, found)| found)
    }
}
