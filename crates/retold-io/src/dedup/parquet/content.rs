//! The digest of the content of a Parquet file, which does not depend on its encoding.
//!
//! It covers the schema, the key-value metadata, and for each row group the number of its rows and
//! its columns as levels and values. Two files with the same digest have the same rows in the same
//! row groups.

use super::table::Table;
use crate::dedup::digest::Digester;
use parquet::schema::printer::print_schema;

/// Starts a digest with everything except for the row groups.
pub(super) fn head(table: &Table) -> Digester {
    let mut schema = Vec::new();
    print_schema(&mut schema, &table.schema());
    let mut digester = Digester::default();
    let mut part = |bytes: &[u8]| {
        digester.take(&(bytes.len() as u64).to_le_bytes());
        digester.take(bytes);
    };
    part(&schema);
    for pair in table.metadata().file_metadata().key_value_metadata().into_iter().flatten() {
        part(pair.key.as_bytes());
        match &pair.value {
            Some(value) => part(value.as_bytes()),
            None => part(b"\0none"),
        }
    }
    digester
}

/// Adds the start of a row group.
pub(super) fn group(digester: &mut Digester, rows: u64) {
    digester.take(&rows.to_le_bytes());
}
