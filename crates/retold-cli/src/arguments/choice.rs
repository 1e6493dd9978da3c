//! Values of the library's settings under their names on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// A name on the command line, its value, and its line in `--help`.
pub(super) type Choice<T> = (&'static str, T, &'static str);

/// The name of a value.
pub(super) fn name_of<T: Copy + PartialEq>(choices: &[Choice<T>], value: T) -> &'static str {
    let choice = choices.iter().find(|(_, of, _)| *of == value);
    choice.expect("every value has a name").0
}

/// The parser of a value that is one of these names.
pub(super) fn among<T: Copy + Send + Sync>(
    choices: &'static [Choice<T>],
) -> impl TypedValueParser<Value = T> {
    let names = choices.iter().map(|(name, _, help)| PossibleValue::new(name).help(help));
    PossibleValuesParser::new(names).map(|given| {
        let choice = choices.iter().find(|(name, ..)| *name == given);
        choice.expect("the parser takes no other names").1
    })
}
