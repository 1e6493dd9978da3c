//! The tokens of all documents, where passages are looked for.

use crate::text::{BLOCK, TokenKind, TokenRow};
use std::ops::Range;

/// The tokens of neighbouring documents, one document after the other.
#[derive(Default)]
pub(super) struct TokenChunk {
    ends: Vec<ChunkEnds>,
    hashes: Vec<u64>,
    /// What each token counts; empty as long as each is a word.
    kinds: Vec<TokenKind>,
    block_starts: Vec<usize>,
}

/// With the space behind it; more room than is needed costs nothing, since no page of it is touched.
const BYTES_A_TOKEN: usize = 5;

/// Where the tokens and the marks of a document end.
#[derive(Clone, Copy, Default)]
struct ChunkEnds {
    tokens: usize,
    block_starts: usize,
}

impl TokenChunk {
    /// Adds the tokens of the next document, with its marks if a text can be read from there.
    pub(super) fn push(&mut self, row: &TokenRow, with_block_starts: bool) {
        let only_words = row.kinds.iter().all(|&kind| kind == TokenKind::Word);
        if !(only_words && self.kinds.is_empty()) {
            // What came before was words.
            self.kinds.resize(self.hashes.len(), TokenKind::Word);
            self.kinds.extend_from_slice(&row.kinds);
        }
        self.hashes.extend_from_slice(&row.hashes);
        if with_block_starts {
            self.block_starts.extend_from_slice(&row.marks);
        }
        self.ends
            .push(ChunkEnds { tokens: self.hashes.len(), block_starts: self.block_starts.len() });
    }

    /// Makes room for the tokens of texts of so many bytes, if they are as long as in most languages.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.hashes.reserve(bytes / BYTES_A_TOKEN);
    }

    pub(super) fn shrink(&mut self) {
        self.hashes.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.block_starts.shrink_to_fit();
    }

    fn bounds(&self, document: usize) -> (ChunkEnds, ChunkEnds) {
        let start =
            document.checked_sub(1).map_or(ChunkEnds::default(), |before| self.ends[before]);
        (start, self.ends[document])
    }
}

/// The tokens of all documents, in the runs in which they were read: never copied into one piece.
#[derive(Default)]
pub(super) struct TokenStore {
    chunks: Vec<TokenChunk>,
    /// How many documents a run has, but for the last.
    chunk_len: usize,
}

impl TokenStore {
    pub(super) fn new(chunks: Vec<TokenChunk>, chunk_len: usize) -> TokenStore {
        TokenStore { chunks, chunk_len }
    }

    /// The tokens of a document, and what each of them counts; nothing if each is a word.
    pub(super) fn tokens(&self, source: u32) -> (&[u64], &[TokenKind]) {
        let chunk = &self.chunks[source as usize / self.chunk_len];
        let (start, end) = chunk.bounds(source as usize % self.chunk_len);
        let kinds =
            if chunk.kinds.is_empty() { &[] } else { &chunk.kinds[start.tokens..end.tokens] };
        (&chunk.hashes[start.tokens..end.tokens], kinds)
    }

    /// A part of a document of `len` bytes that has a certain token, and the number of the first
    /// token in it.
    pub(super) fn around(&self, source: u32, token: u32, len: usize) -> (Range<usize>, u32) {
        let chunk = &self.chunks[source as usize / self.chunk_len];
        let (start, end) = chunk.bounds(source as usize % self.chunk_len);
        let block_starts = &chunk.block_starts[start.block_starts..end.block_starts];
        let block = token as usize / BLOCK;
        match block_starts.get(block) {
            Some(&from) => {
                (from..block_starts.get(block + 1).copied().unwrap_or(len), (block * BLOCK) as u32)
            }
            None => (0..len, 0),
        }
    }
}
