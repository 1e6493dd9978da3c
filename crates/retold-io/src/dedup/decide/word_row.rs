//! The search for the words of a sentence in another text, by edit distance over words.

use retold::Span;
use retold::text::Words;

/// The words of a part of a text, as hashes with their spans.
pub(in crate::dedup) struct WordRow {
    hashes: Vec<u64>,
    spans: Vec<Span>,
}

impl WordRow {
    pub(in crate::dedup) fn new(text: &str, part: Span) -> WordRow {
        let mut row = WordRow { hashes: Vec::new(), spans: Vec::new() };
        Words.for_each(&text[part.range()], |token| {
            let span = Span::new(part.start + token.span.start, part.start + token.span.end);
            row.hashes.push(token.hash);
            row.spans.push(span);
        });
        row
    }

    /// The number of words.
    pub(in crate::dedup) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The place in `other` with the smallest edit distance to these words, and its similarity: the
    /// share of these words that remains after subtracting the distance. Of several such places, the
    /// first; none if the similarity is below `least`.
    pub(in crate::dedup) fn found_in(&self, other: &WordRow, least: f64) -> Option<(Span, f64)> {
        let (words, others) = (&self.hashes, &other.hashes);
        if words.is_empty() || others.is_empty() {
            return None;
        }
        let exact = others.windows(words.len()).position(|window| window == words.as_slice());
        let (errors, start, end) = match exact {
            Some(at) => (0, at, at + words.len()),
            None => nearest(words, others),
        };
        let similarity = 1.0 - errors as f64 / words.len() as f64;
        if similarity < least || start == end {
            return None;
        }
        Some((Span::new(other.spans[start].start, other.spans[end - 1].end), similarity))
    }
}

/// The part of `others` with the smallest edit distance to `words`: the distance, the start and the
/// end.
fn nearest(words: &[u64], others: &[u64]) -> (usize, usize, usize) {
    // For each end in `others`: the distance and the start of the best part that ends there.
    let mut row: Vec<(usize, usize)> = (0..=others.len()).map(|at| (0, at)).collect();
    for (i, word) in words.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1, 0);
        for (j, other) in others.iter().enumerate() {
            let above = row[j + 1];
            let swap = (diagonal.0 + usize::from(word != other), diagonal.1);
            let best = swap.min((above.0 + 1, above.1)).min((row[j].0 + 1, row[j].1));
            diagonal = above;
            row[j + 1] = best;
        }
    }
    let best = (0..row.len()).min_by_key(|&end| (row[end].0, end)).unwrap_or_default();
    (row[best].0, row[best].1, best)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_part_is_found_with_its_span() {
        assert_eq!(nearest(&[1, 2, 3], &[9, 1, 2, 3, 9]), (0, 1, 4));
        assert_eq!(nearest(&[1, 2, 3, 4], &[9, 1, 2, 4, 9]), (1, 1, 4));
        assert_eq!(nearest(&[1, 2], &[7, 8]).0, 2);
    }
}
