//! Which words does a language have, and how often does each occur?

mod draws;
mod made_up;

pub(crate) use draws::Vocabulary;
