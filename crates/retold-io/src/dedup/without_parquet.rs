//! The replacement of `parquet` in a build without that feature. No Parquet file can be opened, so
//! its types have no values, and its functions are never called.

#![allow(dead_code, clippy::needless_pass_by_value, reason = "no Parquet file is ever opened")]

use super::added_row::AddedRow;
use super::digest::Digest;
use super::field_names::FieldNames;
use crate::input::Budget;
use serde_json::value::RawValue;
use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;

const ABSENT: &str = "this retold was built without Parquet";

/// An open Parquet file; it has no values.
pub(super) struct Table(Infallible);

impl Table {
    pub(super) fn open(_: File, _: &Budget) -> Result<Table, String> {
        Err(ABSENT.to_owned())
    }

    pub(super) fn is_empty(&self) -> bool {
        match self.0 {}
    }

    pub(super) fn codecs(&self) -> Vec<String> {
        match self.0 {}
    }

    pub(super) fn set_codecs(&mut self, _: &[String]) {
        match self.0 {}
    }

    pub(super) fn paths(&self) -> Vec<String> {
        match self.0 {}
    }

    pub(super) fn field_names(&self) -> Vec<String> {
        match self.0 {}
    }
}

pub(super) struct RowRecords(Infallible);

impl RowRecords {
    pub(super) fn new(_: File, _: FieldNames<'_>, _: &Budget) -> Result<RowRecords, String> {
        Err(ABSENT.to_owned())
    }

    pub(super) fn read(&mut self, _: &mut Vec<u8>) -> Result<Option<()>, String> {
        match self.0 {}
    }
}

pub(super) enum Failure {
    Read(String),
    Write(io::Error),
}

#[derive(Default)]
pub(super) struct Edits {
    pub(super) removed: Vec<u64>,
    pub(super) cuts: Vec<(u64, Range<usize>)>,
}

pub(super) fn rewrite(
    table: &mut Table,
    _: usize,
    _: &Edits,
    _: impl Write + Send,
) -> Result<(Digest, Vec<u64>), Failure> {
    match table.0 {}
}

pub(super) fn append(
    table: &mut Table,
    _: &[String; 3],
    _: &[AddedRow],
    _: impl Write + Send,
) -> Result<(), Failure> {
    match table.0 {}
}

pub(super) enum Removal {
    Row(Box<RawValue>),
    Piece(usize, Vec<u8>),
}

pub(super) trait Removals {
    fn peek(&self) -> Option<(u64, bool)>;

    fn take(&mut self) -> io::Result<Removal>;
}

pub(super) fn restore(
    table: &mut Table,
    _: (usize, &[u64]),
    _: &mut dyn Removals,
    _: File,
    _: impl Write + Send,
) -> Result<Digest, Failure> {
    match table.0 {}
}

pub(super) struct RowReader(Infallible);

impl RowReader {
    pub(super) fn new(table: Table) -> RowReader {
        match table.0 {}
    }

    pub(super) fn row(&mut self, _: u64) -> Result<Box<RawValue>, String> {
        match self.0 {}
    }
}
