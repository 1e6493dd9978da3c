//! The sentences of a text that can be removed one by one.

use retold::text::{SentenceEnd, segments, sentence_end};
use retold::{Span, Unit};

/// The most sentences inside one pair of quotation marks or brackets.
const MOST: usize = 32;

/// The sentences of a text, as they may be cut out one by one.
///
/// These are the sentences of [`Unit::Sentence`], joined if the end of one is doubtful:
/// * after an abbreviation or a possible one (`Mr.`, `U.S.`, `No.`),
/// * inside quotation marks, brackets or code that are closed in the same paragraph,
/// * before a lower-case letter (`“Where is he?” asked the widow.`),
/// * at the end of a paragraph without punctuation, before a lower-case letter, as at a page break.
///
/// If too many sentences are joined, some repeated text is kept. If too few were joined, half a
/// sentence would remain.
pub(in crate::dedup) fn sentences(text: &str) -> Vec<Span> {
    let paragraphs = segments(text, Unit::Paragraph);
    let all = segments(text, Unit::Sentence);
    let mut found: Vec<Span> = Vec::with_capacity(all.len());
    let mut rest = all.as_slice();
    for paragraph in paragraphs {
        let (own, others) = rest.split_at(rest.partition_point(|it| it.start < paragraph.end));
        rest = others;
        let mut from = 0;
        while from < own.len() {
            let count = closed(text, &own[from..]);
            let sentence = Span::new(own[from].start, own[from + count - 1].end);
            from += count;
            match found.last_mut() {
                Some(last) if goes_on(text, *last, sentence, last.end <= paragraph.start) => {
                    last.end = sentence.end;
                }
                _ => found.push(sentence),
            }
        }
    }
    found
}

/// The number of sentences, from the first one, after which all quotation marks and brackets are
/// closed; 1 if they are not closed within [`MOST`] sentences.
fn closed(text: &str, sentences: &[Span]) -> usize {
    let (mut open, mut low) = (0i32, 0u32);
    let (mut quoted, mut coded) = (false, false);
    // Some languages open with `«` and some with `»`: the first of them in the text decides.
    let mut opening = None;
    for (count, sentence) in (1..).zip(sentences).take(MOST) {
        for c in text[sentence.range()].chars() {
            match c {
                // In German, `“` closes what `„` opened.
                '“' if low > 0 => (open, low) = ((open - 1).max(0), low - 1),
                '„' => (open, low) = (open + 1, low + 1),
                '«' | '»' if *opening.get_or_insert(c) == c => open += 1,
                '“' | '(' | '[' | '「' | '『' | '（' => open += 1,
                // A closing bracket without an opening one, as in `a)`, is ignored.
                '”' | '«' | '»' | ')' | ']' | '」' | '』' | '）' => open = (open - 1).max(0),
                '"' => quoted = !quoted,
                '`' => coded = !coded,
                _ => {}
            }
        }
        if open == 0 && !quoted && !coded {
            return count;
        }
    }
    1
}

/// Whether the end of a sentence between the two spans is doubtful; `is_apart` if a paragraph ends
/// there too.
fn goes_on(text: &str, before: Span, after: Span, is_apart: bool) -> bool {
    let end = sentence_end(&text[before.range()]);
    // Leading punctuation is skipped, as in `? at the prompt`.
    let mut letters = text[after.range()].chars().skip_while(|c| !c.is_alphanumeric());
    let is_small = letters.next().is_some_and(char::is_lowercase);
    if is_apart { is_small && end == SentenceEnd::No } else { is_small || end != SentenceEnd::Sure }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn a_sentence_continues_where_its_end_is_doubtful() {
        for text in [
            "The boat of Mr. Smith lay in the U.S. Navy yard, vol. Two, as J. Doe and Dr. No say.",
            "“He went down. Nobody was there,” said the widow (who had wept. But not long) to him.",
            "\"He went down. Nobody was there,\" said the widow.",
            "“Where has he gone?” asked the widow.",
            "„Er ging hinab. Niemand war da“, sagte die Witwe.",
            "»Er ging hinab. Niemand war da«, sagte die Witwe.",
            "« Il descendit. Personne n'était là », dit la veuve.",
            "a) He went (to his brother. Everybody sang) and slept.",
            "He looked for his brother and\n\nhis boat.",
            "Type `?` at the prompt, then `!` to leave.",
            "Run `make. Then run make` twice.",
        ] {
            assert_eq!(cut(text), [text]);
        }
    }

    #[test]
    fn a_sentence_ends_where_there_is_no_doubt() {
        assert_eq!(cut("He went down. Nobody was there."), ["He went down.", "Nobody was there."]);
        assert_eq!(cut("“He went.” “She came.”"), ["“He went.”", "“She came.”"]);
        assert_eq!(cut("Is it? It is! So."), ["Is it?", "It is!", "So."]);
        assert_eq!(cut("Chapter I.\n\nThe text."), ["Chapter I.", "The text."]);
        assert_eq!(cut("„Er ging.“ „Sie kam.“"), ["„Er ging.“", "„Sie kam.“"]);
        assert_eq!(cut("一。二。"), ["一。", "二。"]);
        // A quotation mark that is never closed joins no sentences.
        assert_eq!(
            cut("“He went down. Nobody was there."),
            ["“He went down.", "Nobody was there."]
        );
    }
}
