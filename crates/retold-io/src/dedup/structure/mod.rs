//! The block structure of a text with markup, and the removals that keep it intact.
//!
//! A text is parsed into an [`Outline`], a flat list of its blocks. Only running text is compared
//! ([`shown`](running_text::running_text)). After a removal, the rest must be parsed into the same
//! other blocks ([`sound_cuts`](sound_cuts::sound_cuts)). Example: a paragraph between two code
//! blocks may be removed; the only paragraph below a heading may not.
//!
//! Invariant: a removal changes no block but running text, and the lists and quotations that
//! contain nothing else. Cost: one parse of each text to compare it, and a few more of a text that
//! something is removed from.

mod asciidoc;
mod blocks;
mod comparison;
mod directive;
mod front_matter;
mod inline;
mod kept_blocks;
mod latex;
mod markdown;
mod markup;
mod outline;
mod piece_check;
mod restructured_text;
mod rules;
mod running_text;
mod signs;
mod sound_cuts;
#[cfg(test)]
mod tests;

pub(super) use markup::Markup;
pub(super) use running_text::running_text;
pub(super) use sound_cuts::sound_cuts;
