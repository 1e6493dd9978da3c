//! [`TokenStore`]: the token hashes of all documents in which passages are searched.
//!
//! The spans of tokens are not kept. The start of every [`BLOCK`]th token is, so that a token's span is found
//! by tokenising one block again (`token_reader`). This needs a tokenizer that finds the same tokens in a part
//! of a text; for others no starts are kept, and the block is the whole text.
//!
//! Cost: 8 bytes a token, a byte more if not all tokens are words, and 8 bytes a block.

use crate::text::{BLOCK, TokenKind, TokenRow};
use std::ops::Range;

/// The tokens of consecutive documents.
#[derive(Default)]
pub(super) struct TokenChunk {
    ends: Vec<ChunkEnds>,
    hashes: Vec<u64>,
    /// The kind of each token; empty as long as all are words.
    kinds: Vec<TokenKind>,
    block_starts: Vec<usize>,
}

/// The bytes of a token with the space behind it, at least. Room that is not used costs nothing, since
/// its pages are never touched.
const BYTES_A_TOKEN: usize = 5;

/// The ends of the tokens and of the block starts of a document.
#[derive(Clone, Copy, Default)]
struct ChunkEnds {
    tokens: usize,
    block_starts: usize,
}

impl TokenChunk {
    /// Adds the tokens of the next document, with its block starts if the tokenizer allows them.
    pub(super) fn push(&mut self, row: &TokenRow, with_block_starts: bool) {
        let only_words = row.kinds.iter().all(|&kind| kind == TokenKind::Word);
        if !(only_words && self.kinds.is_empty()) {
            // All tokens before were words.
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

    /// Reserves room for the tokens of `bytes` bytes of text.
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

/// The tokens of all documents, in the chunks in which they were read.
#[derive(Default)]
pub(super) struct TokenStore {
    chunks: Vec<TokenChunk>,
    /// The number of documents of a chunk; the last one may have fewer.
    chunk_len: usize,
}

impl TokenStore {
    pub(super) fn new(chunks: Vec<TokenChunk>, chunk_len: usize) -> TokenStore {
        TokenStore { chunks, chunk_len }
    }

    /// The token hashes of a document, and the kind of each; no kinds if each token is a word.
    pub(super) fn tokens(&self, source: u32) -> (&[u64], &[TokenKind]) {
        let chunk = &self.chunks[source as usize / self.chunk_len];
        let (start, end) = chunk.bounds(source as usize % self.chunk_len);
        let kinds =
            if chunk.kinds.is_empty() { &[] } else { &chunk.kinds[start.tokens..end.tokens] };
        (&chunk.hashes[start.tokens..end.tokens], kinds)
    }

    /// The block of a document of `len` bytes that has a token, and the number of its first token.
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
