//! The report as people read it at a terminal.

use super::data::{Cluster, Report};
use super::family::{Family, FamilyKind, Occurrence};
use crate::matching::Relation;
use crate::model::{Corpus, DocumentId};
use anstyle::{AnsiColor, Style};
use std::fmt::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many places of a family are listed; all of them are in the report itself.
const MOST_PLACES: usize = 20;

const HEADING: Style = Style::new().bold().underline();
const NAME: Style = Style::new().bold();
const LINES: Style = AnsiColor::Cyan.on_default();
const FIGURE: Style = AnsiColor::Green.on_default();
const QUIET: Style = Style::new().dimmed();

/// A [`Report`] as text: families first, then near-copies, then what was not read.
///
/// Made by [`Report::text`]. Names and excerpts are cleaned: no control character or escape
/// sequence of the input reaches the terminal.
///
/// # Examples
/// ```
/// use retold::Corpus;
///
/// let tale = "The old man walked slowly down to the harbour to look for his brother.\n\n";
/// let corpus: Corpus = [("tale.txt", tale.repeat(2))].into_iter().collect();
/// let report = retold::Detector::builder().build()?.detect(&corpus);
/// let text = report.text().excerpts(&corpus).width(60).to_string();
/// assert!(text.contains("tale.txt:1 ~ 3  14 words  identical"));
/// assert!(text.contains("The old man walked slowly"));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct TextView<'r> {
    report: &'r Report,
    corpus: Option<&'r Corpus<'r>>,
    color: bool,
    width: usize,
}

impl Report {
    /// The report as text for people, without colour, for 80 columns.
    pub fn text(&self) -> TextView<'_> {
        TextView { report: self, corpus: None, color: false, width: 80 }
    }
}

/// The same as [`Report::text`] with its defaults.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl<'r> TextView<'r> {
    /// Quotes the beginning of each family from the corpus that the report was made of.
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

    fn style(&self, style: Style, text: impl fmt::Display) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    fn name(&self, document: DocumentId) -> String {
        let name = &self.report.documents()[document.index()].name;
        self.style(NAME, clean(name))
    }

    fn heading(&self, f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
        writeln!(f, "\n{}", self.style(HEADING, text))
    }

    fn family(&self, f: &mut fmt::Formatter<'_>, family: &Family) -> fmt::Result {
        let mut last = None;
        let places: Vec<String> = family
            .occurrences()
            .iter()
            .map(|occurrence| {
                let lines = self.style(LINES, occurrence.place);
                let named = last.replace(occurrence.document) != Some(occurrence.document);
                if named {
                    format!("{}:{lines}", self.name(occurrence.document))
                } else if family.is_within_one_document() {
                    lines
                } else {
                    format!("{}:{lines}", self.name(occurrence.document))
                }
            })
            .collect();
        let words = self.style(FIGURE, format_args!("{} words", grouped(family.words())));
        let one_line = format!("  {}  {words}", places.join(" ~ "));
        let figures = self.figures(family, None);
        if family.occurrences().len() == 2
            && self.columns(&one_line) + 2 + self.columns(&figures) <= self.width
        {
            writeln!(f, "{one_line}  {figures}")?;
        } else {
            let count = family.occurrences().len();
            writeln!(f, "  {count} places  {words}")?;
            for (place, occurrence) in places.iter().zip(family.occurrences()).take(MOST_PLACES) {
                let figures = self.figures(family, Some(occurrence));
                writeln!(f, "    {place}{figures}")?;
            }
            if let Some(more) = count.checked_sub(MOST_PLACES).filter(|&more| more > 0) {
                writeln!(f, "    and {} more", grouped(more))?;
            }
        }
        self.excerpt(f, family)
    }

    /// How alike the places are: of the whole family, or of one place to the medoid.
    fn figures(&self, family: &Family, place: Option<&Occurrence>) -> String {
        let similarity = match place {
            None if family.kind() == FamilyKind::Identical => "identical".to_owned(),
            None => {
                let least = family.occurrences().iter().map(|o| o.similarity).min();
                format!("{:.2}", least.unwrap_or_default())
            }
            Some(place) if place == family.medoid() => return String::new(),
            Some(place) => format!("  {:.2}", place.similarity),
        };
        self.style(FIGURE, similarity)
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
        for member in &cluster.members {
            let relation = match member.relation {
                Relation::Identical => "identical".to_owned(),
                relation => format!("{relation}  {:.2}", member.resemblance),
            };
            writeln!(f, "    {}  {}", self.name(member.document), self.style(FIGURE, relation))?;
        }
        Ok(())
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
            "Told twice: {} inside a file, {} across files, {} as boilerplate.",
            count(inside.len(), "passage"),
            grouped(across.len()),
            grouped(frame.len()),
        )?;
        if report.families().is_empty() && report.clusters().is_empty() {
            let least = count(report.settings().min_words, "word");
            writeln!(f, "Nothing of {least} or more is; `min_words` asks for shorter passages.")?;
        }
        for (title, families) in [
            ("Repeated inside a file", inside),
            ("Shared across files", across),
            ("Boilerplate", frame),
        ] {
            if !families.is_empty() {
                self.heading(f, title)?;
            }
            for family in families {
                self.family(f, family)?;
            }
        }
        if !report.clusters().is_empty() {
            self.heading(f, "Near-copies")?;
        }
        for cluster in report.clusters() {
            self.cluster(f, cluster)?;
        }
        if !report.skipped().is_empty() {
            self.heading(f, "Not read")?;
        }
        for skipped in report.skipped() {
            let name = self.style(NAME, clean(&skipped.name));
            writeln!(f, "  {name}: {}", clean(&skipped.reason))?;
        }
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
            writeln!(f, "  {segments} alike to more than were compared")?;
        }
        if truncated.families > 0 {
            let families = count(truncated.families, "family");
            writeln!(f, "  {families} in too many documents to list every pair of them")?;
        }
        Ok(())
    }
}

/// `1 word`, `2,708 words`, `0 families`.
fn count(number: usize, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        _ if number == 1 => noun.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => match noun.split_once(' ') {
            Some(("cluster", rest)) => format!("clusters {rest}"),
            _ => format!("{noun}s"),
        },
    };
    format!("{} {plural}", grouped(number))
}

/// A number with a comma between groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The text without control characters or bidirectional overrides, so that it cannot act on a
/// terminal.
fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        let direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || direction {
            write!(cleaned, "{}", c.escape_unicode()).expect("writing to a string cannot fail");
        } else {
            cleaned.push(c);
        }
    }
    cleaned
}

/// The beginning of a text in one line of at most `columns`, white space folded.
fn shorten(text: &str, columns: usize) -> String {
    let mut line = String::new();
    let mut used = 0;
    let mut rest = text.split_whitespace();
    for word in &mut rest {
        let word = clean(word);
        let gap = usize::from(!line.is_empty());
        let width = word.width();
        if used + gap + width > columns.saturating_sub(2) {
            // A text without spaces is cut between characters.
            if line.is_empty() {
                for c in word.chars() {
                    used += c.width().unwrap_or(0);
                    if used > columns.saturating_sub(2) {
                        break;
                    }
                    line.push(c);
                }
            }
            line.push_str(" …");
            return line;
        }
        if gap == 1 {
            line.push(' ');
        }
        line.push_str(&word);
        used += gap + width;
    }
    line
}
