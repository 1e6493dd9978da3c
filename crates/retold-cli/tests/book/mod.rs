//! The README, the book in `docs/` and the other pages: their commands, their links and their wording.
//!
//! Pages that show the output of a command are written again by
//! `RETOLD_WRITE_BOOK=1 cargo test -p retold-cli --test main book`.

#[cfg(unix)]
mod commands;
mod links;
mod pages;
mod wording;
