//! Settings of the library, by the names that they have on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// A name, what it stands for, what `--help` says of it.
pub(super) type Choice<T> = (&'static str, T, &'static str);

/// Takes one of the names.
pub(super) fn among<T: Copy + Send + Sync>(
    choices: &'static [Choice<T>],
) -> impl TypedValueParser<Value = T> {
    let names = choices.iter().map(|(name, _, help)| PossibleValue::new(name).help(help));
    PossibleValuesParser::new(names).map(|given| {
        let choice = choices.iter().find(|(name, ..)| *name == given);
        choice.expect("the parser takes no other names").1
    })
}
