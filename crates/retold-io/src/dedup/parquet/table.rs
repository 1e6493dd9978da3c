//! An open Parquet file.

use crate::input::Budget;
use crate::input::memory::Passing;
use crate::input::parquet::{footer, pages, paths, refused, unpanicked};

use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};
use parquet::file::properties::{
    WriterProperties, WriterPropertiesBuilder, WriterPropertiesPtr, WriterVersion,
};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::schema::types::{ColumnDescPtr, ColumnPath, TypePtr};
use std::fs::File;
use std::io;
use std::sync::Arc;

/// The metadata key of the Arrow schema of a file.
const ARROW_SCHEMA: &str = "ARROW:schema";

/// The number of rows of a column that are decoded at a time.
const BATCH: usize = 256;

/// A Parquet file whose metadata was read.
pub(crate) struct Table {
    reader: SerializedFileReader<File>,
    /// The same file, to read the headers of its pages.
    pages: File,
    /// The memory of the metadata.
    contents: u64,
    passing: Passing,
    /// The compression of the columns of a new file, if this file has no row groups.
    codecs: Vec<Compression>,
}

/// A column of a row group, ready to be decoded.
pub(super) struct OpenColumn {
    pub(super) reader: ColumnReader,
    pub(super) descriptor: ColumnDescPtr,
    /// The number of rows that may be decoded at a time.
    pub(super) batch: usize,
    /// The memory of its largest page.
    largest: u64,
}

impl Table {
    /// Reads the metadata of a file. The memory of its pages counts against `budget`.
    ///
    /// # Errors
    /// If it is no valid Parquet file, or its compression is not supported.
    pub(crate) fn open(file: File, budget: &Budget) -> Result<Table, String> {
        let pages = file.try_clone().map_err(|error| error.to_string())?;
        let contents = footer(&pages)?;
        let mut passing = budget.passing();
        passing.set(contents as usize).map_err(|error| error.to_string())?;
        let reader = unpanicked(|| SerializedFileReader::new(file))?;
        let table = Table { reader, pages, contents, passing, codecs: Vec::new() };
        if let Some(chunk) = table.chunks().find(|chunk| !is_supported(chunk.compression())) {
            return Err(format!(
                "the column `{}` is compressed with {}; rewrite it with Zstandard, Snappy or gzip first",
                chunk.column_path().string(),
                chunk.compression_codec()
            ));
        }
        Ok(table)
    }

    fn chunks(&self) -> impl Iterator<Item = &ColumnChunkMetaData> {
        self.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns)
    }

    pub(super) fn metadata(&self) -> &ParquetMetaData {
        self.reader.metadata()
    }

    /// The schema.
    pub(super) fn schema(&self) -> TypePtr {
        self.metadata().file_metadata().schema_descr().root_schema_ptr()
    }

    /// The names of the columns, with a dot between the parts of a name.
    pub(crate) fn columns(&self) -> impl Iterator<Item = String> {
        let schema = self.metadata().file_metadata().schema_descr();
        schema.columns().iter().map(|column| column.path().parts().join("."))
    }

    /// The names of the columns as `--text-field` takes them, with `[]` after each list.
    pub(crate) fn paths(&self) -> Vec<String> {
        paths(self.metadata().file_metadata().schema_descr())
    }

    /// The names of the fields of the schema at its top. Such a name may contain a dot.
    pub(crate) fn field_names(&self) -> Vec<String> {
        self.schema().get_fields().iter().map(|field| field.name().to_owned()).collect()
    }

    /// The number of rows of each row group.
    pub(super) fn groups(&self) -> impl Iterator<Item = u64> {
        let groups = self.metadata().row_groups().iter();
        groups.map(|group| u64::try_from(group.num_rows()).unwrap_or_default())
    }

    /// Whether it has no row groups.
    pub(crate) fn is_empty(&self) -> bool {
        self.metadata().num_row_groups() == 0
    }

    /// The compression of each column of the first row group, by its name in the format.
    pub(crate) fn codecs(&self) -> Vec<String> {
        let first = self.metadata().row_groups().first();
        let chunks = first.into_iter().flat_map(RowGroupMetaData::columns);
        chunks.map(|chunk| chunk.compression_codec().to_string()).collect()
    }

    /// Sets the compression of the columns of a file without row groups.
    pub(crate) fn set_codecs(&mut self, names: &[String]) {
        let codec = |name: &String| match name.as_str() {
            "SNAPPY" => Compression::SNAPPY,
            "GZIP" => Compression::GZIP(GzipLevel::default()),
            "ZSTD" => Compression::ZSTD(ZstdLevel::default()),
            _ => Compression::UNCOMPRESSED,
        };
        self.codecs = names.iter().map(codec).collect();
    }

    /// Opens a column of a row group. No other column may be open.
    pub(super) fn column(&mut self, group: usize, at: usize) -> Result<OpenColumn, ParquetError> {
        let column = self.unguarded(group, at)?;
        self.passing.set((self.contents + column.largest) as usize).map_err(refused)?;
        Ok(column)
    }

    /// Opens all columns of a row group together.
    pub(super) fn row(&mut self, group: usize) -> Result<Vec<OpenColumn>, ParquetError> {
        let mut needed = self.contents;
        let mut columns = Vec::new();
        for at in 0..self.reader.metadata().row_group(group).num_columns() {
            let column = self.unguarded(group, at)?;
            needed += column.largest;
            self.passing.set(needed as usize).map_err(refused)?;
            columns.push(column);
        }
        Ok(columns)
    }

    /// A column without rows, for a row group that the clean file lacks.
    pub(super) fn empty_column(&self, at: usize) -> OpenColumn {
        let descriptor = self.metadata().file_metadata().schema_descr().column(at);
        let reader = get_column_reader(descriptor.clone(), Box::new(NoPages));
        OpenColumn { reader, descriptor, batch: BATCH, largest: 0 }
    }

    fn unguarded(&self, group: usize, at: usize) -> Result<OpenColumn, ParquetError> {
        let group = self.reader.get_row_group(group)?;
        let chunk = group.metadata().column(at);
        let is_gzip = matches!(chunk.compression(), Compression::GZIP(_));
        let found = pages(&self.pages, chunk.byte_range(), is_gzip);
        let found = found.map_err(|reason| refused(io::Error::other(reason)))?;
        Ok(OpenColumn {
            reader: group.get_column_reader(at)?,
            descriptor: group.metadata().schema_descr().column(at),
            // With delta encoding, each value can extend the one before it, so a batch could be
            // huge.
            batch: if found.is_delta { 1 } else { BATCH },
            largest: found.largest,
        })
    }

    /// The properties of a new file: the metadata of this one, and the compression of each column
    /// of its first row group.
    pub(super) fn properties(&self) -> WriterPropertiesPtr {
        Arc::new(self.properties_builder().build())
    }

    /// The properties of a new file with more columns, which are compressed as the first column.
    /// The Arrow schema in the metadata is left out, because readers expect it to have every
    /// column.
    pub(super) fn properties_with(&self, added: &[String]) -> WriterPropertiesPtr {
        let pairs = self.metadata().file_metadata().key_value_metadata();
        let pairs = pairs.map(|pairs| {
            pairs.iter().filter(|pair| pair.key != ARROW_SCHEMA).cloned().collect::<Vec<_>>()
        });
        let mut properties = self.properties_builder().set_key_value_metadata(pairs);
        if let Some(first) = self.chunks().next() {
            for name in added {
                let path = ColumnPath::new(vec![name.clone()]);
                properties = properties.set_column_compression(path, first.compression());
            }
        }
        Arc::new(properties.build())
    }

    fn properties_builder(&self) -> WriterPropertiesBuilder {
        let metadata = self.metadata().file_metadata();
        let version = match metadata.version() {
            2 => WriterVersion::PARQUET_2_0,
            _ => WriterVersion::PARQUET_1_0,
        };
        let mut properties = WriterProperties::builder()
            .set_writer_version(version)
            .set_created_by(concat!("retold ", env!("CARGO_PKG_VERSION")).to_owned())
            // The row groups are those of the input, of any size.
            .set_max_row_group_row_count(None)
            .set_key_value_metadata(metadata.key_value_metadata().cloned());
        if let Some(group) = self.metadata().row_groups().first() {
            for chunk in group.columns() {
                let path = chunk.column_path().clone();
                let has_dictionary = chunk.dictionary_page_offset().is_some();
                properties = properties
                    .set_column_compression(path.clone(), chunk.compression())
                    .set_column_dictionary_enabled(path.clone(), has_dictionary)
                    .set_column_bloom_filter_enabled(path, chunk.bloom_filter_offset().is_some());
            }
        }
        let columns = metadata.schema_descr().columns().iter();
        for (column, codec) in columns.zip(&self.codecs) {
            properties = properties.set_column_compression(column.path().clone(), *codec);
        }
        properties
    }
}

/// The pages of a column without rows.
struct NoPages;

impl Iterator for NoPages {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Result<Page, ParquetError>> {
        None
    }
}

impl PageReader for NoPages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        Ok(None)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        Ok(None)
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        Ok(())
    }
}

/// Whether this build supports a codec.
fn is_supported(compression: Compression) -> bool {
    matches!(
        compression,
        Compression::UNCOMPRESSED
            | Compression::SNAPPY
            | Compression::GZIP(_)
            | Compression::ZSTD(_)
    )
}
