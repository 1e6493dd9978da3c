//! The block structure of a marked-up text, and what of it can be removed.
//!
//! A text is parsed into an [`Outline`], a flat list of its blocks. Only running text is compared
//! ([`shown`]), and what is removed must leave the other blocks as they were ([`sound_cuts`]).

mod asciidoc;
mod blocks;
mod comparison;
mod directive;
mod fit;
mod front_matter;
mod inline;
mod latex;
mod left;
mod markdown;
mod markup;
mod outline;
mod restructured;
mod rules;
mod shown;
mod signs;
mod sound;
#[cfg(test)]
mod tests;

pub(super) use markup::Markup;
pub(super) use shown::shown;
pub(super) use sound::sound_cuts;
