//! Generic operations on a column whose physical type is known only at run time.

use super::batch::Depth;
use super::table::OpenColumn;
use super::value::Value;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{
    BoolType, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type,
    Int64Type, Int96Type,
};

/// A column with its physical type.
pub(super) struct Typed<T: DataType> {
    pub(super) reader: ColumnReaderImpl<T>,
    pub(super) depth: Depth,
    pub(super) batch: usize,
}

/// An operation that works with every physical type.
pub(super) trait Work {
    type Done;

    fn on<T: DataType>(self, column: Typed<T>) -> Self::Done
    where
        T::T: Value;
}

impl OpenColumn {
    /// Runs the operation with the physical type of the column.
    pub(super) fn with<W: Work>(self, work: W) -> W::Done {
        let OpenColumn { reader, descriptor, batch, .. } = self;
        let depth = Depth::of(&descriptor);
        macro_rules! on {
            ($of:ty, $reader:expr) => {
                work.on::<$of>(Typed { reader: $reader, depth, batch })
            };
        }
        match reader {
            ColumnReader::BoolColumnReader(reader) => on!(BoolType, reader),
            ColumnReader::Int32ColumnReader(reader) => on!(Int32Type, reader),
            ColumnReader::Int64ColumnReader(reader) => on!(Int64Type, reader),
            ColumnReader::Int96ColumnReader(reader) => on!(Int96Type, reader),
            ColumnReader::FloatColumnReader(reader) => on!(FloatType, reader),
            ColumnReader::DoubleColumnReader(reader) => on!(DoubleType, reader),
            ColumnReader::ByteArrayColumnReader(reader) => on!(ByteArrayType, reader),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                on!(FixedLenByteArrayType, reader)
            }
        }
    }
}
