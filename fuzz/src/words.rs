//! Words, lines and segments: they are those of slow and obvious implementations.

use crate::simd_levels::at_every_level;
use crate::texts::text;
use retold::hash::{shingle_hash, token_hash};
use retold::text::{
    Chars, Lines, Token, TokenKind, Tokenizer, Words, join_hyphenated, normalise, segments,
};
use retold::{Span, Unit};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

const UNITS: [Unit; 6] =
    [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::BlankLine, Unit::Sentence, Unit::Line];

/// Splits a text in every way.
pub fn words(data: &[u8]) {
    // A few blocks of the kernels, and few enough characters for the slow oracle.
    let text = &*text(&data[..data.len().min(300)]);
    let tokens = at_every_level(|| tokens(text));
    let spans: Vec<_> = tokens.iter().map(|token| (token.span.start, token.span.end)).collect();
    // The words are those of the crate, except in texts with zero-width spaces, which are tailored.
    if !text.contains('\u{200b}') {
        let reference: Vec<_> =
            text.unicode_word_indices().map(|(at, word)| (at, at + word.len())).collect();
        assert_eq!(spans, reference, "{text:?}");
    }
    for token in &tokens {
        let word = &text[token.span.range()];
        let normal = normalise(word);
        assert_eq!(token.hash, token_hash(normal.as_bytes()), "{word:?}");
        assert_eq!(normalise(&normal), normal, "{word:?}");
    }
    let mut again = Vec::new();
    let tokenizer: &dyn Tokenizer = &Words;
    tokenizer.tokenize(text, &mut |token| again.push(token));
    assert_eq!(again, tokens);
    halves(text, &tokens);
    segments_cover(text, &tokens);
    lines(text);
    characters(text, data.first().map_or(1, |first| usize::from(first / 2) % 32 + 1));
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    Words.for_each(text, |token| found.push(token));
    found
}

fn hash(token: &Token) -> u64 {
    token.hash
}

/// A joined word covers whole words, and its hash is the combination of theirs.
fn halves(text: &str, apart: &[Token]) {
    let mut joined = apart.to_vec();
    join_hyphenated(text, &mut joined);
    let mut rest = apart;
    for token in &joined {
        let (of_it, behind) =
            rest.split_at(rest.partition_point(|it| it.span.end <= token.span.end));
        rest = behind;
        let (first, last) = (of_it.first().expect("of something"), of_it.last().expect("as well"));
        assert_eq!((first.span.start, last.span.end), (token.span.start, token.span.end));
        if let [alone] = of_it {
            assert_eq!(alone, token, "{text:?}");
        } else {
            let word: String = of_it.iter().map(|half| &text[half.span.range()]).collect();
            assert_eq!(token.hash, token_hash(normalise(&word).as_bytes()), "{word:?}");
            assert_eq!(token.kind, TokenKind::Word);
            assert!(text[token.span.range()].contains(['\n', '\r']), "{word:?}");
        }
    }
    assert!(rest.is_empty());
    // A word of many parts is the same, whichever parts are joined first.
    let once = joined.clone();
    join_hyphenated(text, &mut joined);
    assert_eq!(joined, once, "{text:?}");
}

/// Segments are in order, disjoint, on character boundaries, not blank, and cover every word.
fn segments_cover(text: &str, tokens: &[Token]) {
    let bounds: BTreeSet<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
    for unit in UNITS {
        let spans = segments(text, unit);
        let mut covered = 0;
        let mut behind = 0;
        for span in &spans {
            let (before, segment) = (&text[behind..span.start], &text[span.range()]);
            assert!(!before.contains(char::is_alphanumeric), "{unit:?} leaves out {before:?}");
            assert!(unit == Unit::Document || !segment.trim().is_empty(), "{unit:?} {text:?}");
            covered += segment.chars().filter(|c| c.is_alphanumeric()).count();
            behind = span.end;
        }
        assert!(!text[behind..].contains(char::is_alphanumeric), "{unit:?} {text:?}");
        assert_eq!(covered, text.chars().filter(|c| c.is_alphanumeric()).count());
        // A segment by itself has the words that it has in its text. A sentence may end inside a
        // word, and a trimmed space may carry a combining mark.
        for span in
            spans.iter().filter(|span| unit != Unit::Sentence && bounds.contains(&span.start))
        {
            let alone = self::tokens(&text[span.range()]);
            let first = tokens.partition_point(|token| token.span.end <= span.start);
            let last = tokens.partition_point(|token| token.span.start < span.end);
            assert!(
                alone.iter().map(hash).eq(tokens[first..last].iter().map(hash)),
                "{unit:?} {span:?} {text:?}"
            );
        }
    }
}

/// The line number of every byte is one more than the number of line breaks before it.
fn lines(text: &str) {
    let lines = Lines::new(text);
    let mut line = 1;
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        assert_eq!(lines.line_of(at), line, "byte {at} of {text:?}");
        let ends = byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        line += usize::from(ends && at + 1 < bytes.len());
    }
    assert_eq!(lines.count(), line, "{text:?}");
}

/// Windows of characters are consecutive normalised clusters of UAX#29.
fn characters(text: &str, n: usize) {
    let clusters = || text.grapheme_indices(true).map(|(at, cluster)| (at, normalise(cluster)));
    let mut single_chars = Vec::new();
    let mut single_graphemes = Vec::new();
    for ((at, cluster), original) in clusters().zip(text.graphemes(true)) {
        let span = Span::new(at, at + original.len());
        for c in cluster.chars().filter(|c| !c.is_whitespace()) {
            single_chars.push((token_hash(c.to_string().as_bytes()), span));
        }
        for part in cluster.split_whitespace() {
            single_graphemes.push((token_hash(part.as_bytes()), span));
        }
    }
    for (chars, singles) in
        [(Chars::code_points(n), single_chars), (Chars::graphemes(n), single_graphemes)]
    {
        let mut windows = Vec::new();
        let chars = chars.expect("n is in 1..=32");
        chars.for_each(text, |token| windows.push((token.hash, token.span)));
        let expected = singles.windows(n.min(singles.len()).max(1)).map(|window| {
            let hashes: Vec<u64> = window.iter().map(|single| single.0).collect();
            let (first, last) = (window[0].1, window[window.len() - 1].1);
            (shingle_hash(&hashes), Span::new(first.start, last.end))
        });
        assert!(expected.eq(windows), "{chars:?} {text:?}");
    }
}
