//! The words of each language, with their frequencies.

mod draws;
mod random_words;

pub(crate) use draws::Vocabulary;
