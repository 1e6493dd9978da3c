//! The public interface equals `tests/data/public-api.txt`, item by item.
//!
//! The list is made from the sources with `syn`, on the stable toolchain: modules are followed, and
//! so is every `pub use`. An item stands once, under the first public path of the module tree;
//! types are spelled as in the source. Two lists that differ are no fault, but a decision: write
//! the new one, read what changed, and say it in CHANGELOG.md.

mod crate_tree;
mod listing;
mod signature;
mod source;

use crate_tree::CrateTree;
use listing::list;
use std::path::Path;

/// The crates that others may depend on.
const CRATES: [(&str, &str); 2] =
    [("retold", "src/lib.rs"), ("retold_html", "crates/retold-html/src/lib.rs")];

#[test]
fn the_public_interface_is_the_listed_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("tests/data/public-api.txt");
    let found = CRATES.map(|(name, path)| list(&CrateTree::read(name, &root.join(path)))).concat();
    if std::env::var_os("RETOLD_WRITE_API").is_some() {
        std::fs::write(&file, found.join("\n") + "\n").unwrap();
    }
    let listed = std::fs::read_to_string(&file).unwrap_or_default();
    let listed: Vec<&str> = listed.lines().collect();
    let gone = listed.iter().filter(|line| !found.iter().any(|other| other == *line));
    let new = found.iter().filter(|line| !listed.contains(&line.as_str()));
    let changes: Vec<String> =
        gone.map(|line| format!("- {line}")).chain(new.map(|line| format!("+ {line}"))).collect();
    assert!(
        changes.is_empty() && listed == found,
        "the public interface is not the one of tests/data/public-api.txt:\n{}\n\
         If that is meant, write the list anew and say so in CHANGELOG.md:\n\
         RETOLD_WRITE_API=1 cargo test --test main public_api",
        changes.join("\n"),
    );
}

/// The reader of the sources understands each kind of item: its output equals a list made by hand.
#[test]
fn every_kind_of_item_is_listed() {
    let source = r#"
        mod inner {
            #[derive(Clone, Debug)]
            #[cfg_attr(feature = "some", derive(serde::Serialize, Hash))]
            #[cfg_attr(feature = "some", serde(transparent))]
            #[non_exhaustive]
            pub struct Shown<'a, T: Ord> { pub field: &'a [T], hidden: u8 }
            pub struct Hidden;
            pub(crate) fn not_shown() {}
            impl<T: Ord> Shown<'_, T> {
                pub const LIMIT: usize = 7;
                pub fn method<'b>(&'b mut self, by: impl Fn(&T) -> bool + Sync) -> Option<&'b T>
                where T: Clone { None }
                fn private(&self) {}
            }
            impl<'a, T: Ord> IntoIterator for &'a Shown<'a, T> {
                type Item = &'a T;
                fn into_iter(self) -> () {}
            }
            impl From<Shown<'static, u8>> for Vec<u8> { fn from(from: Shown<'static, u8>) {} }
        }
        pub mod open {
            pub use super::inner::Shown;
            pub enum Choice { One, Two(u8), Three { a: u8 } }
            pub trait Law: Send { type Of; const N: usize; fn must(&self); fn may(&self) {} }
            pub const TABLE: [u8; 3] = [1, 2, 3];
            pub type Short = Result<(), Box<dyn std::error::Error>>;
            macro_rules! made { ($(#[$doc:meta])* $name:ident) => {
                $(#[$doc])* pub struct $name(pub u32);
                impl $name { pub fn index(self) -> usize { 0 } }
            }; }
            made! { #[doc = "One."] First }
            #[cfg(test)]
            pub fn tested() {}
            #[doc(hidden)]
            pub fn out_of_sight() {}
        }
        pub use open::{Choice, Short as Brief};
        #[doc(hidden)]
        pub use inner::Hidden as Unseen;
        pub const fn free<const N: usize>(bytes: [u8; N]) -> u8 { 0 }
        pub mod empty {}
    "#;
    let expected = "\
        impl Clone for open::Shown\n\
        impl Debug for open::Shown\n\
        impl Hash for open::Shown\n\
        impl Serialize for open::Shown\n\
        impl From<Shown<'static, u8>> for Vec<u8>\n\
        impl<'a, T: Ord> IntoIterator for &'a open::Shown<'a, T>\n\
        pub const fn free<const N: usize>(bytes: [u8; N]) -> u8\n\
        pub const open::Shown::LIMIT: usize\n\
        pub const open::TABLE: [u8; 3]\n\
        pub enum open::Choice\n\
        pub fn open::First::index(self) -> usize\n\
        pub fn open::Shown::method<'b>(&'b mut self, by: impl Fn(&T) -> bool + Sync) -> \
        Option<&'b T> where T: Clone\n\
        pub mod empty\n\
        pub mod open\n\
        pub open::Choice::One\n\
        pub open::Choice::Three { a: u8 }\n\
        pub open::Choice::Two(u8)\n\
        pub open::Shown::field: &'a [T]\n\
        pub struct open::First(pub u32)\n\
        pub struct open::Shown<'a, T: Ord> (non-exhaustive)\n\
        pub trait open::Law: Send\n\
        pub const open::Law::N: usize\n";
    let listed = list(&CrateTree::parse("", source));
    for line in expected.lines() {
        assert!(listed.iter().any(|other| other == line), "{line:?} not in\n{}", listed.join("\n"));
    }
    for hidden in ["not_shown", "private", "tested", "hidden", "Hidden", "out_of_sight", "Unseen"] {
        assert!(!listed.iter().any(|line| line.contains(hidden)), "{hidden}");
    }
}
