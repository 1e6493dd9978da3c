//! Rows: regions of similar lines (logs, tables, data), reported once instead of row by row.
//!
//! Rows of one region repeat most of one another, so each pair of them would be a passage. `passage::rows` finds
//! the regions. For each region
//! - families are dropped of which all occurrences are in the region, and repeats of which both are, if at
//!   least half of the lines they touch are rows;
//! - blocks of at least five lines that are repeated line by line are reported, each with its first place. So a
//!   block of rows that was pasted twice is found, and the same frame around other data is not. The lines of a
//!   block must differ from one another: one row that is repeated five times is no block.
//!
//! Worked example: in the lines `a b c d e f g x a b c d e f y`, the lines `a` to `f` are a block, with the second
//! place behind `x`.
//!
//! Cost: for each document that repeats something of itself, a look at each byte, and a second reading of the parts
//! with lines that could be rows; one table look-up for each line of a region, and a binary search for each place.

use super::engine::Detector;
use super::findings::{Findings, PairAlignment, RepeatGroup, SourceOccurrence};
use super::ingest::Ingested;
use super::parallel::prelude::*;
use super::progress::Progress;
use crate::error::Result;
use crate::hash::{ContentHash, content_hash};
use crate::model::{Similarity, Span};
use crate::passage::{
    LEAST_NUMBERS, LEAST_ROWS, LEAST_SEPARATORS, MOST_APART, RowLine, RowRegion, RowToken,
    row_regions,
};
use crate::report::{Place, Rows};
use crate::table::HashMap;
use crate::text::{Lines, words};
use memchr::memchr2_iter;

/// The fewest lines of a repeated block.
const BLOCK: usize = 5;

/// A region of a document, in bytes.
struct Region {
    source: u32,
    /// From the first word of the first row to the last word of the last.
    span: Span,
    example: Span,
    /// The first byte and the end of the words of each line.
    starts: Vec<usize>,
    ends: Vec<usize>,
    /// For each line, the number of rows before it; and the number of all rows.
    rows_before: Vec<usize>,
    rows: usize,
    apart: usize,
    equal: Similarity,
    blocks: Vec<Block>,
    families: usize,
    repeats: usize,
}

/// Consecutive lines of a region that repeat earlier ones.
struct Block {
    first: Span,
    later: Span,
    fifths: usize,
}

/// Removes from the findings what the rows of a region repeat of one another, and returns the regions.
pub(super) fn rows(
    detector: &Detector,
    ingested: &Ingested<'_>,
    findings: &mut Findings,
    progress: &Progress<'_>,
) -> Result<Vec<Rows>> {
    // Rows are compared within a document, so only documents that repeat something of themselves have any.
    let inside = findings.alignments.iter().filter(|alignment| alignment.a.0 == alignment.b.0);
    let mut sources: Vec<u32> = inside.map(|alignment| alignment.a.0).collect();
    sources.par_sort_unstable();
    sources.dedup();
    let of_source = |&source: &u32| {
        if progress.goes_on() { regions(detector, ingested, source) } else { Vec::new() }
    };
    let found: Vec<Vec<Region>> = sources.par_iter().map(of_source).collect();
    progress.check()?;
    let mut regions = Regions(found.into_iter().flatten().collect());
    if regions.0.is_empty() {
        return Ok(Vec::new());
    }
    let around: Vec<Option<usize>> =
        findings.groups.par_iter().map(|group| regions.around(group)).collect();
    // What is dropped is counted for the report.
    for &region in around.iter().flatten() {
        regions.0[region].families += 1;
    }
    // An alignment is dropped with its family, or if both its sides are in one region: the family may also
    // occur elsewhere, and is kept then.
    findings.alignments.retain(|alignment| {
        let region = around[alignment.group].or_else(|| regions.around_alignment(alignment));
        if let Some(region) = region {
            regions.0[region].repeats += 1;
        }
        region.is_none()
    });
    // Blocks are added after the groups were renumbered, since they get numbers of their own.
    drop_groups(findings, &around);
    for region in &regions.0 {
        region.blocks.iter().for_each(|block| add_block(findings, region.source, block));
    }
    let is_in_rows = |place: &(u32, Span)| regions.at(place.0, place.1).is_some();
    findings.unjoined.retain(|around| !around.as_ref().is_some_and(is_in_rows));
    let mut named: Vec<Rows> = regions.0.iter().map(|region| region.named(ingested)).collect();
    named.sort_by_key(|rows| (rows.document, rows.place));
    Ok(named)
}

/// Adds a repeated block: to the last group if that has the same first place, else as a new group.
fn add_block(findings: &mut Findings, source: u32, block: &Block) {
    let occurrence =
        |span| SourceOccurrence { source, span, fifths: block.fifths, similarity: Similarity::ONE };
    let (first, later) = (occurrence(block.first), occurrence(block.later));
    let is_same = |group: &RepeatGroup| {
        let head = &group.occurrences[0];
        group.same_words && (head.source, head.span) == (source, block.first)
    };
    if let Some(group) = findings.groups.last_mut().filter(|group| is_same(group)) {
        group.occurrences.push(later);
    } else {
        let occurrences = vec![first, later];
        let group = RepeatGroup { occurrences, medoid: 0, same_words: true, boilerplate: false };
        findings.groups.push(group);
    }
    findings.alignments.push(PairAlignment {
        group: findings.groups.len() - 1,
        a: (source, block.first),
        b: (source, block.later),
        matched_words: words(block.fifths),
        identity: Similarity::ONE,
        changes: Vec::new(),
        passage: None,
    });
}

/// Removes the groups that are in a region, and renumbers the others.
fn drop_groups(findings: &mut Findings, around: &[Option<usize>]) {
    // The new number of each group. For a dropped group the number is never read, because its alignments
    // were dropped before; `saturating_sub` only avoids an underflow there.
    let mut kept = 0;
    let numbers: Vec<usize> = around
        .iter()
        .map(|region| {
            kept += usize::from(region.is_none());
            kept.saturating_sub(1)
        })
        .collect();
    let mut regions = around.iter();
    findings.groups.retain(|_| regions.next().is_some_and(Option::is_none));
    for alignment in &mut findings.alignments {
        alignment.group = numbers[alignment.group];
    }
}

/// The regions of all documents, sorted by source and place.
struct Regions(Vec<Region>);

impl Regions {
    /// The region that a span lies in, if the span is mostly rows.
    fn at(&self, source: u32, span: Span) -> Option<usize> {
        // Regions of a document do not overlap: the last one that starts before the span is the only one
        // that can contain it.
        let behind = self
            .0
            .partition_point(|region| (region.source, region.span.start) <= (source, span.start));
        let region = &self.0[behind.checked_sub(1)?];
        let is_within = region.source == source && span.end <= region.span.end;
        (is_within && region.is_mostly_rows(span)).then_some(behind - 1)
    }

    /// The region that all occurrences of a group lie in.
    fn around(&self, group: &RepeatGroup) -> Option<usize> {
        let (first, others) = group.occurrences.split_first()?;
        let region = self.at(first.source, first.span)?;
        let is_in = |occurrence: &SourceOccurrence| {
            self.at(occurrence.source, occurrence.span) == Some(region)
        };
        others.iter().all(is_in).then_some(region)
    }

    /// The region that both sides of an alignment lie in.
    fn around_alignment(&self, alignment: &PairAlignment) -> Option<usize> {
        let region = self.at(alignment.a.0, alignment.a.1)?;
        (self.at(alignment.b.0, alignment.b.1) == Some(region)).then_some(region)
    }
}

impl Region {
    /// Whether at least half of the lines that a span touches are rows. Lines between rows are ordinary
    /// text.
    fn is_mostly_rows(&self, span: Span) -> bool {
        let first = self.ends.partition_point(|&end| end <= span.start);
        let behind = self.starts.partition_point(|&start| start < span.end).max(first);
        2 * (self.rows_before[behind] - self.rows_before[first]) >= behind - first
    }

    fn named(&self, ingested: &Ingested<'_>) -> Rows {
        let lines = Lines::new(ingested.sources[self.source as usize].document.text());
        Rows {
            document: ingested.id(self.source),
            place: Place::new(self.span, &lines),
            rows: self.rows,
            other_lines: self.apart,
            equal: self.equal,
            example: Place::new(self.example, &lines),
            families: self.families,
            repeats: self.repeats,
        }
    }
}

/// The words of a line, as a hash, and their length.
struct Content {
    hash: ContentHash,
    fifths: usize,
}

/// The blocks of lines that are repeated, in the order of their later places.
fn blocks(lines: &[Content], spans: &[Span]) -> Vec<Block> {
    let mut first_at: HashMap<[ContentHash; BLOCK], usize> = HashMap::default();
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(window) = lines.get(at..at + BLOCK) {
        let key: [ContentHash; BLOCK] = std::array::from_fn(|line| window[line].hash);
        // Five equal lines in a row are one row repeated, and no block.
        let differ = (1..BLOCK).all(|line| !key[..line].contains(&key[line]));
        let earlier = if differ { *first_at.entry(key).or_insert(at) } else { at };
        // These five lines occur for the first time, or overlap their first place. A block that overlapped
        // itself would be periodic text, which the rows of the region already represent.
        if at < earlier + BLOCK {
            at += 1;
            continue;
        }
        let both = lines[earlier..at].iter().zip(&lines[at..]);
        // The block ends where the lines differ, or where the later place begins: `zip` stops there.
        let len = both.take_while(|(x, y)| x.hash == y.hash).count();
        let span = |from: usize| Span::new(spans[from].start, spans[from + len - 1].end);
        let fifths = lines[at..at + len].iter().map(|line| line.fifths).sum();
        blocks.push(Block { first: span(earlier), later: span(at), fifths });
        // The windows inside the block would only repeat parts of it.
        at += len;
    }
    blocks.sort_by_key(|block| (block.first, block.later));
    blocks
}

/// The number of field separators in a line. A semicolon before white space is punctuation; a colon behind a
/// quotation mark ends the name of a field.
fn separators(line: &str) -> usize {
    let bytes = line.as_bytes();
    let is_last = bytes.last().is_some_and(|&byte| is_separator(byte));
    // `count` never passes the last byte as the first of a pair, so that byte is tested by itself below.
    let pairs = count(bytes, |one, next| {
        is_separator(one)
            || one == b';' && !next.is_ascii_whitespace()
            || one == b'"' && next == b':'
    });
    pairs + usize::from(is_last)
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'\t' | b'|' | b'=' | b'{' | b'<')
}

/// The number of bytes that satisfy a condition together with the next byte. The counts of up to 255 bytes
/// are kept in one byte each, so that the compiler can use vectors.
fn count(bytes: &[u8], is_counted: impl Fn(u8, u8) -> bool) -> usize {
    let next = bytes.get(1..).unwrap_or_default();
    let parts = bytes.chunks(255).zip(next.chunks(255));
    let counts = parts.map(|(ones, nexts)| {
        ones.iter().zip(nexts).fold(0u8, |sum, (&one, &next)| sum + u8::from(is_counted(one, next)))
    });
    counts.map(usize::from).sum()
}

fn rows_before(is_row: &[bool]) -> Vec<usize> {
    let mut count = 0;
    let counts = is_row.iter().map(|&is_row| {
        count += usize::from(is_row);
        count
    });
    std::iter::once(0).chain(counts).collect()
}

/// The parts of a text that may have regions, judged by their characters. A part has enough lines that may
/// be rows, and no more other lines between two of them than a region has.
fn parts(text: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut part, mut rows, mut apart) = (Span { start: 0, end: 0 }, 0, 0);
    let ends = memchr2_iter(b'\n', b'\r', text.as_bytes()).map(|end| end + 1);
    let mut at = 0;
    for end in ends.chain([text.len()]) {
        let (start, line) = (at, &text[at..end]);
        at = end;
        if may_be_row(line) {
            if apart > MOST_APART || rows == 0 {
                parts.extend((rows >= LEAST_ROWS).then_some(part));
                (part.start, rows) = (start, 0);
            }
            part.end = at;
            rows += 1;
            apart = 0;
        } else if line.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            // A line without a letter or digit may have no token, so it is not counted.
            apart += 1;
        }
    }
    parts.extend((rows >= LEAST_ROWS).then_some(part));
    parts
}

/// Whether a line may be a row: it has enough separators, or a third of its tokens may be numbers. The numbers
/// are at most the runs of digits, and the tokens are at least the letters and digits behind a space.
fn may_be_row(line: &str) -> bool {
    let bytes = line.as_bytes();
    let first = bytes.first().is_some_and(u8::is_ascii_digit);
    let is_number = |one: u8, next: u8| {
        !one.is_ascii_digit() && next.is_ascii_digit() || may_be_numeric(one, next)
    };
    let numbers = usize::from(first) + count(bytes, is_number);
    let is_word = |one: u8, next: u8| one == b' ' && next.is_ascii_alphanumeric();
    numbers >= LEAST_NUMBERS && 3 * numbers >= count(bytes, is_word)
        || separators(line) >= LEAST_SEPARATORS
}

/// Whether a non-ASCII number may start with these two bytes. It excludes most letters, quotes, dashes, kana
/// and Han.
fn may_be_numeric(one: u8, next: u8) -> bool {
    match one {
        0xc2 | 0xd9 | 0xdb | 0xdf | 0xe0 | 0xe1 | 0xea | 0xef | 0xf0 => true,
        0xe2 => next != 0x80,
        0xe3 => !matches!(next, 0x81..=0x83),
        _ => false,
    }
}

/// The regions of rows in a document.
fn regions(detector: &Detector, ingested: &Ingested<'_>, source: u32) -> Vec<Region> {
    let text = ingested.sources[source as usize].document.text();
    // A custom tokenizer may find other tokens in a part of a text, so it reads the whole.
    let parts =
        if detector.tokenizer().is_local() { parts(text) } else { vec![Span::new(0, text.len())] };
    let mut regions = Vec::new();
    for part in parts {
        regions_of(detector, source, text, part, &mut regions);
    }
    regions
}

/// The regions of rows in a part of a text that starts and ends with a line.
fn regions_of(detector: &Detector, source: u32, text: &str, part: Span, regions: &mut Vec<Region>) {
    let mut tokens = detector.tokenizer().tokens(&text[part.range()]);
    for token in &mut tokens {
        token.span = Span::new(part.start + token.span.start, part.start + token.span.end);
    }
    let mut of_rows = Vec::with_capacity(tokens.len());
    of_rows.extend(tokens.iter().map(|token| RowToken {
        hash: token.hash,
        is_number: text[token.span.range()].starts_with(char::is_numeric),
    }));
    let mut lines = Vec::new();
    // From the first token of each line to its last.
    let mut spans = Vec::new();
    let mut contents = Vec::new();
    let mut hashes = Vec::new();
    let (mut at, mut next) = (part.start, 0);
    for line in text[part.range()].split_inclusive(['\n', '\r']) {
        at += line.len();
        let first = next;
        while tokens.get(next).is_some_and(|token| token.span.start < at) {
            next += 1;
        }
        let span = match (tokens.get(first), tokens[..next].last()) {
            (Some(head), Some(last)) if first < next => Span::new(head.span.start, last.span.end),
            _ => continue,
        };
        lines.push(RowLine { tokens: &of_rows[first..next], separators: separators(line) });
        let own = &tokens[first..next];
        hashes.clear();
        hashes.extend(own.iter().map(|token| token.hash));
        let fifths = own.iter().map(|token| token.kind.fifths()).sum();
        contents.push(Content { hash: content_hash(&hashes), fifths });
        spans.push(span);
    }
    let of_rows = |found: RowRegion| {
        let spans = &spans[found.lines.clone()];
        let example = spans[found.example - found.lines.start];
        Region {
            source,
            span: Span::new(spans[0].start, spans[spans.len() - 1].end),
            example,
            rows_before: rows_before(&found.is_row),
            starts: spans.iter().map(|span| span.start).collect(),
            ends: spans.iter().map(|span| span.end).collect(),
            rows: found.rows,
            apart: found.apart,
            equal: found.equal,
            blocks: blocks(&contents[found.lines.clone()], spans),
            families: 0,
            repeats: 0,
        }
    };
    regions.extend(row_regions(&lines).into_iter().map(of_rows));
}

#[cfg(test)]
mod tests {
    use super::{
        BLOCK, Content, Detector, Span, blocks, may_be_numeric, parts, regions_of, separators,
    };
    use crate::hash::ContentHash;
    use proptest::prelude::{Strategy, prop, prop_assert_eq, proptest};

    /// The spans of the regions that are found in some parts of a text.
    fn found(text: &str, parts: &[Span]) -> Vec<(Span, usize, usize, Span)> {
        let detector = Detector::builder().build().expect("the default settings are valid");
        let mut regions = Vec::new();
        for &part in parts {
            regions_of(&detector, 0, text, part, &mut regions);
        }
        regions.iter().map(|it| (it.span, it.rows, it.apart, it.example)).collect()
    }

    /// A line of a text in which rows are hard to tell from others.
    fn line() -> impl Strategy<Value = String> {
        let number = 0u32..100;
        (0..11, number.clone(), number).prop_map(|(kind, a, b)| match kind {
            0..=3 => format!("10:{a:02}:{b:02} - - job {a} of {b} \"GET\" {a}"),
            4 | 5 => format!("time={a} table=info worker={b} the job was done"),
            6 => {
                format!("In {a} there were {b} of them, and of these not one was ever seen again.")
            }
            7 => format!("٣{a} {b}٤ {a} {b} {a} {b} {b}"),
            8 => "----".to_owned(),
            9 => String::new(),
            _ => "Nobody came.".to_owned(),
        })
    }

    proptest! {
        /// Only parts of a text are read again; the rest has no region.
        #[test]
        fn no_region_is_outside_of_the_parts_that_are_read(
            lines in prop::collection::vec(line(), 0..80),
            end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        ) {
            let text = lines.join(end);
            prop_assert_eq!(found(&text, &parts(&text)), found(&text, &[Span::new(0, text.len())]));
        }
    }

    #[test]
    fn a_part_goes_on_behind_six_other_lines_and_not_behind_seven() {
        let rows = "a=1 b=2 c=3 is done here\n".repeat(4);
        let text = |others: usize| format!("{rows}{}{rows}", "Nobody came.\n----\n".repeat(others));
        assert_eq!(parts(&text(6)), [Span::new(0, text(6).len())]);
        assert!(parts(&text(7)).is_empty());
    }

    #[test]
    fn every_number_beyond_ascii_may_be_one_by_its_first_bytes() {
        for c in ('\u{80}'..=char::MAX).filter(|c| c.is_numeric()) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            assert!(may_be_numeric(bytes[0], bytes[1]), "{c} is left out");
        }
        for c in ['é', '’', '“', '—', 'я', 'あ', 'ア', '年', 'ω'] {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            assert!(!may_be_numeric(bytes[0], bytes[1]), "{c} is taken for a number");
        }
    }

    #[test]
    fn separators_are_counted_to_the_last_byte() {
        for (line, expected) in [("a=b;c|", 3), ("a; b;", 0), ("\"a\": 1", 1), ("", 0), ("<", 1)] {
            assert_eq!(separators(line), expected, "{line}");
        }
        assert_eq!(separators(&"=".repeat(1_000)), 1_000);
    }

    #[test]
    fn prose_with_a_few_numbers_is_not_read_again() {
        let prose = "In 1984 there were 12 of them, and of these not one was ever seen again.\n";
        assert!(parts(&prose.repeat(20)).is_empty());
        assert_eq!(parts(&"a=1 b=2 c=3 is done here\n".repeat(8)).len(), 1);
    }

    /// The repeated blocks of some lines of one byte, as lines of the first place and of the later.
    fn repeated(lines: &str) -> Vec<[(usize, usize); 2]> {
        let content = |byte: u8| Content { hash: ContentHash(u128::from(byte)), fifths: 5 };
        let contents: Vec<Content> = lines.bytes().map(content).collect();
        let spans: Vec<Span> = (0..lines.len()).map(|at| Span::new(at, at + 1)).collect();
        let found = blocks(&contents, &spans);
        found.iter().map(|block| [block.first, block.later].map(|it| (it.start, it.end))).collect()
    }

    /// A block and its repetition may touch, and no line is in both.
    #[test]
    fn a_block_may_be_repeated_right_behind_itself() {
        assert_eq!(repeated("abcdeabcde"), [[(0, BLOCK), (BLOCK, 2 * BLOCK)]]);
        assert_eq!(repeated("abcdefgabcdefg"), [[(0, 7), (7, 14)]]);
        assert_eq!(repeated("abcdexabcde"), [[(0, 5), (6, 11)]]);
        assert_eq!(repeated("abcdeabcd"), [[(0, 0); 2]; 0], "four lines are none");
        assert_eq!(repeated("aaaaaaaaaa"), [[(0, 0); 2]; 0], "a row that is repeated is none");
    }
}
