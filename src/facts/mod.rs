//! Facts: words that state one, and the guard of removals, which keeps a text that states more.
//!
//! `word` defines which words state a fact. The report marks a changed fact (`(!)`), the relation `template`
//! counts the values among them, and the guard asks the same of a word, with more of both texts to judge by.
//!
//! The guard ([`states_more`]): of two similar texts, one may be removed only if nothing is lost.
//! 1. Both texts are aligned by their content words, without function words (`changes`, `common_subsequence`).
//! 2. In each gap of the alignment, words that are spellings, forms or misspellings of one another are paired
//!    (`variant`, from `spelling`, `inflection`, `typo`). What is left over on either side is a change.
//! 3. The function words between two pairs are compared, then the symbols beside them (`symbols`).
//! 4. Changes are judged (`novelty`). For segments none is allowed. For documents two exceptions apply:
//!    boilerplate lines (`boilerplate`), and in long documents a few ordinary words (`opposites`).
//! 5. If a change is left, the whole sentences that both texts have are taken out (`sentences`), and the rest is
//!    compared once more, since sentences may have moved.
//!
//! The kept text may have additional sentences. The lists of words (`lexicon`) contain only what is harmless, and
//! the exceptions from that: a word in no list keeps a text.
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
mod word_changes;

pub use lost_words::{LostWords, lost_words};
pub(crate) use novelty::Scope;
pub(crate) use same_text::Marks;
pub use same_text::same_text;
pub(crate) use statement::Statement;
pub use statement::states_more;
pub use word::is_fact;
pub(crate) use word::{Fact, FactWords, NameEvidence, WordFact, changes_fact};
pub use word_changes::{WordChange, word_changes};
