//! Ids: numbers of documents and families, each a type of its own.

use crate::error::{Error, Result};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(transparent))]
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
    /// assert_eq!(retold::model::FamilyId(0).to_string(), "0");
    /// ```
    FamilyId
}

impl DocumentId {
    /// The number of the document with this index.
    ///
    /// # Errors
    /// If the index is 2³² − 1 or more. The last number of 32 bits belongs to no document.
    pub(crate) fn at(index: usize) -> Result<DocumentId> {
        const LIMIT: u32 = u32::MAX;
        match u32::try_from(index) {
            Ok(id) if id < LIMIT => Ok(DocumentId(id)),
            _ => Err(Error::capacity("documents", LIMIT.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DocumentId;

    #[test]
    fn the_number_of_a_document_has_32_bits() {
        assert_eq!(DocumentId::at(7), Ok(DocumentId(7)));
        assert_eq!(DocumentId::at(u32::MAX as usize - 1), Ok(DocumentId(u32::MAX - 1)));
        let error = DocumentId::at(u32::MAX as usize).expect_err("beyond the last number");
        assert_eq!(
            error.to_string(),
            "too many documents: at most 4294967295 fit, split the input into parts"
        );
    }
}
