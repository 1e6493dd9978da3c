//! The paths in the code of a file that start at `crate`, `self` or `super`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::iter::Peekable;

/// A path as it is written: `["super", "edited", "share"]`, with the line that it is on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) segments: Vec<String>,
    pub(super) line: usize,
}

/// All such paths, those of imports and those within expressions and macros; a group of an import gives
/// one path for each of its ends. What is within `mod tests { … }` is left out: there, `super` is the
/// file itself.
pub(super) fn paths(code: TokenStream) -> Vec<Written> {
    let mut found = Vec::new();
    visit(code, &mut found);
    found
}

fn visit(code: TokenStream, found: &mut Vec<Written>) {
    let mut tokens = code.into_iter().peekable();
    // The last tokens, of which `mod NAME` opens a module, and `::` goes on with a path.
    let (mut last, mut before) = (String::new(), String::new());
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Ident(name) => {
                let (name, line) = (name.to_string(), name.span().start().line);
                let starts = matches!(name.as_str(), "crate" | "self" | "super");
                if starts && last != ":" && follows(&mut tokens) {
                    rest(&mut tokens, &mut vec![name.clone()], line, found);
                }
                before = std::mem::replace(&mut last, name);
            }
            TokenTree::Group(group) => {
                let is_module = before == "mod" && group.delimiter() == Delimiter::Brace;
                // `pub(in crate::dedup)` says who may see a thing, and imports nothing.
                let is_visibility = last == "pub" && group.delimiter() == Delimiter::Parenthesis;
                if !is_module && !is_visibility {
                    visit(group.stream(), found);
                }
                (before, last) = (String::new(), String::new());
            }
            other => before = std::mem::replace(&mut last, other.to_string()),
        }
    }
}

/// Whether `::` follows, which is taken away.
fn follows(tokens: &mut Peekable<proc_macro2::token_stream::IntoIter>) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == ':');
    if tokens.next_if(is_colon).is_none() {
        return false;
    }
    tokens.next_if(is_colon).is_some()
}

/// Reads on behind `::`.
fn rest(
    tokens: &mut Peekable<proc_macro2::token_stream::IntoIter>,
    segments: &mut Vec<String>,
    line: usize,
    found: &mut Vec<Written>,
) {
    match tokens.peek() {
        Some(TokenTree::Ident(name)) => {
            segments.push(name.to_string());
            tokens.next();
            if follows(tokens) {
                rest(tokens, segments, line, found);
            } else {
                found.push(Written { segments: segments.clone(), line });
            }
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let mut inner = group.stream().into_iter().peekable();
            tokens.next();
            while inner.peek().is_some() {
                rest(&mut inner, &mut segments.clone(), line, found);
                // `as NAME`, and the comma.
                while inner
                    .next_if(|it| !matches!(it, TokenTree::Punct(it) if it.as_char() == ','))
                    .is_some()
                {}
                inner.next();
            }
        }
        // A glob, or the arguments of a type: `crate::lists::<T>`.
        _ => found.push(Written { segments: segments.clone(), line }),
    }
}

#[test]
fn every_form_of_a_path_is_found() {
    let code = "use super::{a::B, c::{D, E as F}}; fn f() -> crate::g::H { self::i::j(super::k::L::new()) }
                macro_rules! m { () => { crate::n::o() } } mod tests { use super::P; } use crate::q::*;
                impl S { fn t(&self) { self.u(std::super_::v()) } } pub(in crate::r) fn w() {}";
    let found: Vec<String> = paths(code.parse().expect("this is code"))
        .iter()
        .map(|it| it.segments.join("::"))
        .collect();
    let expected = [
        "super::a::B",
        "super::c::D",
        "super::c::E",
        "crate::g::H",
        "self::i::j",
        "super::k::L::new",
        "crate::n::o",
        "crate::q",
    ];
    assert_eq!(found, expected);
}
