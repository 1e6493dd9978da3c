//! Does a text say anything that another one does not?
//!
//! The guard of the second pass: of two texts that resemble one another, one may be removed only if
//! nothing is lost with it. Both are laid side by side (`align`), without the function words. Words
//! that are left over on either side are harmless if they are spellings, forms or misspellings of
//! the word that is at their place (`variant`). All others are novel, and so are the signs between
//! words (`signs`) that are not those of the other side. The words of both texts come in the same
//! order then, so that nobody changes places with anybody; only whole sentences may have moved
//! (`sentences`), and the text that is kept may have sentences of its own.
//!
//! Texts, tokens and spans are all that is needed here, and everything is a pure function of two
//! texts.

mod align;
mod boilerplate;
mod change;
mod changes;
mod inflection;
mod lexicon;
mod lost;
mod marked;
mod novelty;
mod opposites;
mod same_text;
mod sentences;
mod side;
mod signs;
mod spelling;
mod statement;
mod typo;
mod variant;

pub use lost::{LostWords, lost_words};
pub(crate) use novelty::Scope;
pub(crate) use same_text::Marks;
pub use same_text::same_text;
pub(crate) use statement::Statement;
pub use statement::states_more;
