//! The records of the input: read in blocks, and read again by the number of their document.
//!
//! A record that contains a text is a document; documents are numbered over all files. A blank
//! line, the header of a table and a record without a text are records too, but no documents.

pub(super) mod block;
pub(super) mod excerpt;
pub(super) mod fetched_records;
pub(super) mod first_pass;
pub(super) mod ids;
pub(super) mod prose;
pub(super) mod record;
pub(super) mod record_name;
pub(super) mod record_store;
pub(super) mod spill;
pub(super) mod textless_records;
