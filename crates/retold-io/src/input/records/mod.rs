//! Files that hold many records.

pub mod json_array;
pub mod jsonl;
#[cfg(feature = "parquet")]
pub mod parquet;
