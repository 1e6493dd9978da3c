//! [`Names`]: the names of documents, for keep orders that depend on names.

use crate::detector::parallel::prelude::*;

/// The names of documents, in one string.
///
/// Memory: 8 bytes a document and the bytes of its name; nothing up to the first document that has
/// a name.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    /// The end of each name. Documents behind the last one have no name.
    ends: Vec<usize>,
}

impl Names {
    /// Whether no document has a name.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds the name of a document.
    pub(super) fn put(&mut self, document: usize, name: &str) {
        if !name.is_empty() {
            self.ends.resize(document, self.text.len());
            self.text.push_str(name);
            self.ends.push(self.text.len());
        }
    }

    /// The rank of each document's name among the distinct names, from 1; 0 for documents without a
    /// name. `documents` is the number of documents.
    pub(super) fn places(self, documents: usize) -> Vec<u32> {
        let name = |document: u32| {
            let document = document as usize;
            let start = if document == 0 { 0 } else { self.ends[document - 1] };
            &self.text[start..self.ends[document]]
        };
        let mut order: Vec<u32> = (0..self.ends.len() as u32).collect();
        order.par_sort_unstable_by_key(|&document| name(document));
        let mut places = vec![0; documents];
        let mut place = 0;
        let mut before = "";
        for &document in &order {
            let name = name(document);
            place += u32::from(name != before);
            before = name;
            places[document as usize] = place;
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn places_are_those_of_the_sorted_names() {
        let mut names = Names::default();
        for (document, name) in ["", "b", "", "a", "b", "c", ""].iter().enumerate() {
            names.put(document, name);
        }
        assert_eq!(names.places(8), [0, 2, 0, 1, 2, 3, 0, 0]);
        assert_eq!(Names::default().places(2), [0, 0]);
    }
}
