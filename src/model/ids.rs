//! Numbers that stand for things, one type for each kind of thing.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The id as an index into the list that it belongs to.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// The number of a document: its place in the corpus, from 0.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::DocumentId(7).index(), 7);
    /// ```
    DocumentId
}
id! {
    /// The number of a family: its place in the report, from 0.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::FamilyId(0).to_string(), "0");
    /// ```
    FamilyId
}
