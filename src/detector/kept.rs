//! The tokens of all documents, where passages are looked for.

use crate::text::{BLOCK, TokenKind, TokenRow};
use std::ops::Range;

/// The tokens of neighbouring documents, one document after the other.
#[derive(Default)]
pub(super) struct KeptRun {
    ends: Vec<Ends>,
    hashes: Vec<u64>,
    /// What each token counts; empty as long as each is a word.
    kinds: Vec<TokenKind>,
    marks: Vec<usize>,
}

/// With the space behind it; more room than is needed costs nothing, since no page of it is touched.
const BYTES_A_TOKEN: usize = 5;

/// Where the tokens and the marks of a document end.
#[derive(Clone, Copy, Default)]
struct Ends {
    tokens: usize,
    marks: usize,
}

impl KeptRun {
    /// Adds the tokens of the next document, with its marks if a text can be read from there.
    pub(super) fn push(&mut self, row: &TokenRow, with_marks: bool) {
        let only_words = row.kinds.iter().all(|&kind| kind == TokenKind::Word);
        if !(only_words && self.kinds.is_empty()) {
            // What came before was words.
            self.kinds.resize(self.hashes.len(), TokenKind::Word);
            self.kinds.extend_from_slice(&row.kinds);
        }
        self.hashes.extend_from_slice(&row.hashes);
        if with_marks {
            self.marks.extend_from_slice(&row.marks);
        }
        self.ends.push(Ends { tokens: self.hashes.len(), marks: self.marks.len() });
    }

    /// Makes room for the tokens of texts of so many bytes, if they are as long as in most languages.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.hashes.reserve(bytes / BYTES_A_TOKEN);
    }

    pub(super) fn shrink(&mut self) {
        self.hashes.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.marks.shrink_to_fit();
    }

    fn bounds(&self, document: usize) -> (Ends, Ends) {
        let start = document.checked_sub(1).map_or(Ends::default(), |before| self.ends[before]);
        (start, self.ends[document])
    }
}

/// The tokens of all documents, in the runs in which they were read: never copied into one piece.
#[derive(Default)]
pub(super) struct Kept {
    runs: Vec<KeptRun>,
    /// How many documents a run has, but for the last.
    run: usize,
}

impl Kept {
    pub(super) fn new(runs: Vec<KeptRun>, run: usize) -> Kept {
        Kept { runs, run }
    }

    /// The tokens of a document, and what each of them counts; nothing if each is a word.
    pub(super) fn tokens(&self, source: u32) -> (&[u64], &[TokenKind]) {
        let run = &self.runs[source as usize / self.run];
        let (start, end) = run.bounds(source as usize % self.run);
        let kinds = if run.kinds.is_empty() { &[] } else { &run.kinds[start.tokens..end.tokens] };
        (&run.hashes[start.tokens..end.tokens], kinds)
    }

    /// A part of a document of `len` bytes that has a certain token, and the number of the first
    /// token in it.
    pub(super) fn around(&self, source: u32, token: u32, len: usize) -> (Range<usize>, u32) {
        let run = &self.runs[source as usize / self.run];
        let (start, end) = run.bounds(source as usize % self.run);
        let marks = &run.marks[start.marks..end.marks];
        let block = token as usize / BLOCK;
        match marks.get(block) {
            Some(&from) => {
                (from..marks.get(block + 1).copied().unwrap_or(len), (block * BLOCK) as u32)
            }
            None => (0..len, 0),
        }
    }
}
