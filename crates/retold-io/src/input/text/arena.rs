//! Many short texts in few pieces of memory.
//!
//! A `String` takes 24 bytes and an allocation of at least 32: for a million records of a few
//! letters, most of the memory. Here texts are written one behind the other into chunks, and a text
//! is told by 16 bytes. A long text is a chunk of its own, so that it is never copied.

/// The largest chunk that several texts share.
const CHUNK: usize = 1 << 20;

/// The first chunk: a file with few records takes little.
const FIRST: usize = 4 << 10;

/// Texts, none of which is ever changed.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    chunks: Vec<String>,
    /// The chunk that has room left.
    open: Option<u32>,
    /// How much room the next one gets.
    next: usize,
}

/// Where a text is in its [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) struct Piece {
    chunk: u32,
    /// Where it starts; 32 bits are enough, since a long text starts at 0.
    start: u32,
    len: usize,
}

impl Arena {
    /// Adds a text that is put together from some parts.
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

    /// Adds a text as it is, without a copy.
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

    /// Gives back the room that was not needed.
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
