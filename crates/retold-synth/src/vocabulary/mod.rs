//! The words of each language, with their frequencies.

mod draws;
mod made_up;

pub(crate) use draws::Vocabulary;
