//! The rows of a Parquet file as records.

use super::table::Table;
use crate::dedup::field_names::FieldNames;
use crate::dedup::row_record::{RowRecord, RowText};
use crate::input::parquet::{NULL, Rows, TextRow};
use crate::input::{Budget, Fields};
use crate::input::{bomb, is_bomb};
use std::fs::File;

/// A reader of the rows of a file, in their order.
pub(in crate::dedup) struct RowRecords {
    rows: Rows,
    /// The bytes of the file, and of the texts that were read so far.
    packed: u64,
    unpacked: u64,
}

impl RowRecords {
    /// # Errors
    /// If it is no valid Parquet file, or lacks the text column.
    pub(in crate::dedup) fn new(
        file: File,
        columns: FieldNames<'_>,
        budget: &Budget,
    ) -> Result<RowRecords, String> {
        let metadata = file.metadata().map_err(|error| error.to_string())?;
        let again = file.try_clone().map_err(|error| error.to_string())?;
        let table = Table::open(again, budget)?;
        let paths = table.paths();
        let [id, group] = columns.others.map(|name| {
            name.filter(|name| paths.iter().any(|path| path == name)).map(str::to_owned)
        });
        drop(table);
        let fields = Fields { text: columns.text.to_owned(), id, group };
        let rows = Rows::new(file, &fields, budget)?;
        Ok(RowRecords { rows, packed: metadata.len(), unpacked: 0 })
    }

    /// Adds the record of the next row to a buffer; none at the end.
    ///
    /// # Errors
    /// If the file cannot be decoded.
    pub(in crate::dedup) fn read(&mut self, out: &mut Vec<u8>) -> Result<Option<()>, String> {
        let Some(row) = self.rows.next().transpose()? else { return Ok(None) };
        let TextRow { text, id, group, .. } = row;
        // A few bytes of a column can repeat one text in a billion rows, so the total is limited.
        self.unpacked += text.as_ref().map_or(0, String::len) as u64 + 16;
        if is_bomb(self.unpacked, self.packed) {
            return Err(bomb());
        }
        let text = match &text {
            Ok(text) => RowText::Text(text),
            Err(reason) if reason == NULL => RowText::Null,
            Err(reason) => RowText::Fault(reason),
        };
        RowRecord { text, others: [id.as_deref(), group.as_deref()] }.write(out);
        Ok(Some(()))
    }
}
