//! Function words and fact words of the languages that the guard knows.
//!
//! Each language is a table in a file of its own. A *function word* may be left out, or replaced by
//! one of the same group, and nothing else is said. A *fact word* is one whose absence turns a
//! statement round or narrows it: negations, modal verbs, quantifiers, conditions, number words. A
//! word of neither list is an ordinary word, which has to have a counterpart. A word that is missing
//! from a list therefore keeps a text; it never removes one.

mod arabic;
mod chinese;
mod dutch;
pub(super) mod english;
mod french;
mod german;
pub(super) mod han;
mod index;
mod italian;
mod japanese;
mod portuguese;
mod russian;
mod spanish;
mod table;

pub(super) use index::{LanguageCounts, Role, role};
pub(super) use table::Language;
