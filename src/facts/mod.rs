//! Facts: words that state one, and the guard that lets no text be removed that states more.
//!
//! `word` defines which words state a fact. The report marks a change of such a word (`(!)`), the
//! relation `template` counts the values among them, and the guard asks it too.
//!
//! The guard (`states_more`): of two texts that resemble one another, one may be removed only if
//! nothing is lost with it. Both are aligned (`align`), without the function words. Words that are left
//! over on either side are harmless if they are spellings, forms or misspellings of the word at their
//! place (`variant`). All others are novel, and so are symbols between words (`symbols`) that differ from
//! those of the other side. The order of the words is the same on both sides then, so that no two names
//! have changed places; only whole sentences may have moved (`sentences`), and the text that is kept may
//! have sentences of its own.
//!
//! Everything here is a pure function of one or two texts.

mod boilerplate;
mod change;
mod changes;
mod common_subsequence;
mod inflection;
mod lexicon;
mod lost_words;
mod marked_span;
mod novelty;
mod opposites;
mod same_text;
mod sentences;
mod side;
mod spelling;
mod statement;
mod symbols;
mod typo;
mod variant;
mod word;

pub use lost_words::{LostWords, lost_words};
pub(crate) use novelty::Scope;
pub(crate) use same_text::Marks;
pub use same_text::same_text;
pub(crate) use statement::Statement;
pub use statement::states_more;
pub use word::is_fact;
pub(crate) use word::{Fact, FactWords, NameEvidence, WordFact, is_genitive};
