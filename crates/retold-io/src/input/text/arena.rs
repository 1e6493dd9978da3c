//! An arena for many short texts.
//!
//! A `String` takes 24 bytes and an allocation of at least 32 bytes. For a million short records
//! that is most of the memory. Here texts are written into shared chunks, and each text is
//! identified by 16 bytes. A long text is a chunk of its own, so it is never copied.

/// The largest shared chunk, in bytes.
const CHUNK: usize = 1 << 20;

/// The first chunk, in bytes: a file with few records takes little memory.
const FIRST: usize = 4 << 10;

/// An append-only store of texts.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    chunks: Vec<String>,
    /// The chunk that has room left.
    open: Option<u32>,
    /// The size of the next chunk.
    next: usize,
}

/// The place of a text in its [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) struct Piece {
    chunk: u32,
    /// The start in the chunk. 32 bits are enough, since a long text starts at 0.
    start: u32,
    len: usize,
}

impl Arena {
    /// Adds a text that is joined from parts.
    pub(in crate::input) fn push(&mut self, parts: &[&str]) -> Piece {
        let len = parts.iter().map(|part| part.len()).sum::<usize>();
        if len > CHUNK / 4 {
            return self.push_whole(parts.concat());
        }
        let has_room = |chunk: &String| chunk.capacity() - chunk.len() >= len;
        let open = self.open.filter(|&open| has_room(&self.chunks[open as usize]));
        let open = open.unwrap_or_else(|| {
            let room = self.next.max(FIRST).max(len);
            self.next = (2 * room).min(CHUNK);
            self.add(String::with_capacity(room))
        });
        self.open = Some(open);
        let chunk = &mut self.chunks[open as usize];
        let start = chunk.len() as u32;
        for part in parts {
            chunk.push_str(part);
        }
        Piece { chunk: open, start, len }
    }

    /// Adds a text without copying it.
    pub(in crate::input) fn push_whole(&mut self, mut text: String) -> Piece {
        text.shrink_to_fit();
        let len = text.len();
        Piece { chunk: self.add(text), start: 0, len }
    }

    fn add(&mut self, chunk: String) -> u32 {
        self.chunks.push(chunk);
        u32::try_from(self.chunks.len() - 1).expect("a file has fewer than 2^32 chunks")
    }

    pub(in crate::input) fn get(&self, piece: Piece) -> &str {
        let start = piece.start as usize;
        &self.chunks[piece.chunk as usize][start..start + piece.len]
    }

    /// Releases unused memory.
    pub(in crate::input) fn shrink(&mut self) {
        if let Some(open) = self.open.take() {
            self.chunks[open as usize].shrink_to_fit();
        }
        self.chunks.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::{Arena, CHUNK};

    #[test]
    fn texts_of_all_lengths_come_back() {
        let mut arena = Arena::default();
        let text = |i: usize| ["", "é", "abc"][i % 3].repeat(i * i % 9_000);
        let mut pieces = Vec::new();
        for i in 0..3_000 {
            let text = text(i);
            pieces.push(match i % 50 {
                0 => arena.push_whole(text),
                _ => arena.push(&["<", &text, ">"]),
            });
        }
        let long = "x".repeat(CHUNK);
        pieces.push(arena.push(&[&long, "y"]));
        arena.shrink();
        assert_eq!(arena.get(pieces.pop().expect("it was pushed")), format!("{long}y"));
        for (i, &piece) in pieces.iter().enumerate() {
            let expected = if i % 50 == 0 { text(i) } else { format!("<{}>", text(i)) };
            assert_eq!(arena.get(piece), expected);
        }
    }
}
