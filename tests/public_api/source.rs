//! The items of a source file, without function bodies.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::path::{Path, PathBuf};
use syn::Item;

/// Reads a file.
pub(super) fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The items of a source.
///
/// The bodies of functions are left out before `syn` sees them: they say nothing of the interface,
/// and `syn` knows fewer patterns than the compiler does (none such as `[..0x80, rest @ ..]`).
pub(super) fn parse(source: &str) -> Vec<Item> {
    let tokens: TokenStream = source.parse().unwrap_or_else(|error| panic!("{error} in\n{source}"));
    let file: syn::File =
        syn::parse2(without_bodies(tokens)).unwrap_or_else(|error| panic!("{error} in\n{source}"));
    file.items
}

/// The folder of the sources of a module's children.
pub(super) fn folder_of(file: &Path) -> PathBuf {
    let stem = file.file_stem().expect("a source file has a name");
    let folder = file.parent().expect("a source file lies in a folder");
    if stem == "lib" || stem == "mod" { folder.to_owned() } else { folder.join(stem) }
}

/// The tokens with an empty block for each body.
fn without_bodies(tokens: TokenStream) -> TokenStream {
    // Between the name of a function and its body.
    let mut in_head = false;
    let mut after_fn = false;
    let mut kept = TokenStream::new();
    for token in tokens {
        let is_fn = matches!(&token, TokenTree::Ident(ident) if *ident == "fn");
        // Without a name behind it, `fn` is a type.
        in_head |= after_fn && matches!(token, TokenTree::Ident(_));
        after_fn = is_fn;
        let token = match token {
            TokenTree::Group(group) => {
                let is_body = in_head && group.delimiter() == Delimiter::Brace;
                in_head &= !is_body;
                let inner =
                    if is_body { TokenStream::new() } else { without_bodies(group.stream()) };
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            token => {
                in_head &= !matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';');
                token
            }
        };
        kept.extend([token]);
    }
    kept
}
