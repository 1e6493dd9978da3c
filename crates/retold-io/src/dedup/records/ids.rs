//! The ids of all documents in memory.

/// The ids of documents, in their order. Memory: 8 to 16 bytes for each document, and once or twice
/// the bytes of its id.
#[derive(Debug, Default)]
pub(in crate::dedup) struct Ids {
    text: String,
    /// For each document, the end of its id in `text`.
    ends: Vec<usize>,
}

impl Ids {
    /// The memory of an id. Both buffers may be half empty after they have grown.
    pub(super) fn memory(id: Option<&str>) -> u64 {
        2 * (8 + id.map_or(0, str::len) as u64)
    }

    /// Adds the id of the next document; a document without one has an empty one.
    pub(super) fn push(&mut self, id: Option<&str>) {
        self.text.push_str(id.unwrap_or_default());
        self.ends.push(self.text.len());
    }

    /// The id of a document, if it has one.
    pub(in crate::dedup) fn id(&self, document: u32) -> Option<&str> {
        let document = document as usize;
        let start = if document == 0 { 0 } else { *self.ends.get(document - 1)? };
        let id = &self.text[start..*self.ends.get(document)?];
        (!id.is_empty()).then_some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn each_document_has_its_own_id_or_none() {
        let mut ids = Ids::default();
        for id in [None, Some("a"), None, Some("bc")] {
            ids.push(id);
        }
        let found: Vec<Option<&str>> = (0..5).map(|document| ids.id(document)).collect();
        assert_eq!(found, [None, Some("a"), None, Some("bc"), None]);
    }
}
