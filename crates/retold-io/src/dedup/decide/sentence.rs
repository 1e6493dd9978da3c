//! Which parts of a text can go without leaving half a sentence?

use retold::text::{SentenceEnd, segments, sentence_end};
use retold::{Span, Unit};

/// How many sentences may stand inside one pair of quotes or brackets.
const MOST: usize = 32;

/// The sentences of a text, as they may be cut out one by one.
///
/// Those of [`Unit::Sentence`], joined where it is doubtful that one ends: behind an abbreviation
/// or what may be one (`Mr.`, `U.S.`, `No.`), inside quotes, brackets or code that are closed in the
/// same paragraph, and where the next starts with a small letter (`“Where is he?” asked the widow.`);
/// across paragraphs only if no mark ends the first, as where a page breaks. To join too many costs
/// a repeat that stays; to join too few would leave half a sentence.
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

/// How many of some sentences, from the first, have no quote or bracket open; 1 if it is not closed
/// for long.
fn closed(text: &str, sentences: &[Span]) -> usize {
    let (mut open, mut low) = (0i32, 0u32);
    let (mut quoted, mut coded) = (false, false);
    // Some languages turn them inwards, some outwards.
    let mut opening = None;
    for (count, sentence) in (1..).zip(sentences).take(MOST) {
        for c in text[sentence.range()].chars() {
            match c {
                // In German it closes what `„` opened.
                '“' if low > 0 => (open, low) = ((open - 1).max(0), low - 1),
                '„' => (open, low) = (open + 1, low + 1),
                '«' | '»' if *opening.get_or_insert(c) == c => open += 1,
                '“' | '(' | '[' | '「' | '『' | '（' => open += 1,
                // What closes nothing (`a)`) is a mark like others.
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

/// Whether it is doubtful that a sentence ends between these two; `is_apart` if a paragraph does.
fn goes_on(text: &str, before: Span, after: Span, is_apart: bool) -> bool {
    let end = sentence_end(&text[before.range()]);
    // Whatever mark comes first: `?` at the prompt.
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
    fn a_sentence_goes_on_where_its_end_is_doubtful() {
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
        // What is never closed holds nothing together.
        assert_eq!(
            cut("“He went down. Nobody was there."),
            ["“He went down.", "Nobody was there."]
        );
    }
}
