//! The lexicon: function words and fact words of the languages that the guard knows.
//!
//! Each language is a table in its own file. A *function word* can be left out, or replaced by one of the same
//! group, without a change of meaning. A *fact word* negates or restricts a statement: negations, modal verbs,
//! quantifiers, conditions, number words. A word in neither list is an ordinary word and needs a counterpart. So a
//! word that is missing from the lists keeps a text; it never removes one.

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
