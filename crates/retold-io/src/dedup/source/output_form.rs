//! The form of the output: one file, or a folder with a file for each file of the input.

use super::file::{Kind, Source};
use super::packing::Packing;
use crate::dedup::options::Options;
use crate::error::{Error, ErrorKind};
use crate::input::Kind as Named;

/// Whether the output is a folder, with a file for each file of the input.
pub(super) fn is_folder(options: &Options, input: &[Source]) -> bool {
    let is_apart = |source: &Source| source.kind != Kind::Lines && !source.is_broken();
    options.inputs.iter().any(|path| path.is_dir())
        || input.len() > 1 && input.iter().any(is_apart)
        || options.output.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

/// Makes sure that the name of the output fits its format: Parquet is written as Parquet, one file
/// for each input file.
pub(super) fn check_form(options: &Options, input: &[Source], folder: bool) -> Result<(), Error> {
    let output = &options.output;
    let refuse = |reason: &str| {
        Err(Error::new(ErrorKind::Settings, format!("cannot write {}: {reason}", output.display())))
    };
    let is_parquet = output.extension().is_some_and(|it| it.eq_ignore_ascii_case("parquet"));
    if !input.iter().any(|source| source.kind == Kind::Rows) {
        return if is_parquet && !folder {
            refuse(
                "the input is no Parquet, and the output has the format of the input; name it accordingly",
            )
        } else {
            Ok(())
        };
    }
    let is_packed = Packing::of_name(output) != Packing::Plain;
    let is_other = !matches!(Named::of(output, true), Named::Unnamed | Named::Other);
    let is_asked_for = output.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
        || options.inputs.iter().any(|path| path.is_dir());
    if !folder && (is_packed || is_other) {
        refuse("the input is Parquet, and the output has the format of the input; name it .parquet")
    } else if folder && !is_asked_for && (is_parquet || is_packed || is_other) {
        refuse(
            "several files, one of them Parquet, cannot be written as one file; name a folder, such as \
             `--output clean/`",
        )
    } else {
        Ok(())
    }
}
