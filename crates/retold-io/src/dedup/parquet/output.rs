//! The writer of a Parquet file, which distinguishes errors of the input from errors of the output.

use super::table::Table;
use crate::input::parquet::unpanicked;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::TypePtr;
use std::io::{self, Write};

/// The error of a rewritten Parquet file.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input cannot be decoded.
    Read(String),
    /// The output cannot be written.
    Write(io::Error),
}

/// A writer that stores its error, because the Parquet library returns only the text of it.
struct ErrorCapture<W> {
    inner: W,
    failure: Option<io::Error>,
}

impl<W: Write> Write for ErrorCapture<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes).map_err(|error| {
            let kind = error.kind();
            self.failure = Some(error);
            kind.into()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// A file while its row groups are written.
pub(super) type Writer<'w> = SerializedFileWriter<&'w mut (dyn Write + Send)>;

/// Writes a file with the schema, the metadata and the codecs of `table`. `groups` writes the row
/// groups.
pub(super) fn write<R>(
    table: &mut Table,
    out: impl Write + Send,
    groups: impl FnOnce(&mut Table, &mut Writer<'_>) -> Result<R, ParquetError>,
) -> Result<R, Failure> {
    let form = (table.schema(), table.properties());
    write_as(table, form, out, groups)
}

/// Writes a file with a schema and properties.
pub(super) fn write_as<R>(
    table: &mut Table,
    (schema, properties): (TypePtr, WriterPropertiesPtr),
    out: impl Write + Send,
    groups: impl FnOnce(&mut Table, &mut Writer<'_>) -> Result<R, ParquetError>,
) -> Result<R, Failure> {
    let mut capture = ErrorCapture { inner: out, failure: None };
    let done = unpanicked(|| {
        let out: &mut (dyn Write + Send) = &mut capture;
        let mut writer = SerializedFileWriter::new(out, schema, properties)?;
        let done = groups(table, &mut writer)?;
        writer.close()?;
        Ok(done)
    });
    match capture.failure {
        Some(error) => Err(Failure::Write(error)),
        None => done.map_err(Failure::Read),
    }
}
