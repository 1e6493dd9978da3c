//! Documentation of the API and the book.

use crate::outcome::{Outcome, Skip};
use crate::process::{cargo, is_installed, program};

/// Builds the documentation without warnings, and the book where there is mdBook.
pub(crate) fn run(skip: Skip) -> Outcome {
    cargo("doc --workspace --no-deps --locked").env("RUSTDOCFLAGS", "-D warnings").run()?;
    if !is_installed("mdbook") {
        skip("the book: mdbook is not installed (cargo install mdbook --locked)");
        return Ok(());
    }
    program("mdbook", "build").run()
}
