//! What is written down of everything that went?
//!
//! docs/audit.md describes the format. Whatever reads it relies on nothing but the fields below.

use super::digest::Digest;
use super::packing::Packing;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The name of the format and its version.
pub(super) const SCHEMA: &str = "retold.audit/1";

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) schema: String,
    pub(super) tool: String,
    pub(super) settings: BTreeMap<String, serde_json::Value>,
    /// Whether the clean corpus is a folder.
    pub(super) folder: bool,
    /// The clean corpus, unpacked, if it is a file.
    pub(super) clean: Option<Digest>,
    pub(super) inputs: Vec<Input>,
    pub(super) against: Vec<Input>,
}

/// A file of the input.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Input {
    pub(super) name: String,
    /// What it is called in a folder.
    pub(super) relative: String,
    /// Whether it is taken as it is, packed or not.
    pub(super) copied: bool,
    /// How it was packed, and is packed again; logs of older versions do not say it.
    pub(super) packing: Option<Packing>,
    pub(super) records: u64,
    #[serde(flatten)]
    pub(super) digest: Digest,
    /// What is known besides of a Parquet file that may be written again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parquet: Option<Layout>,
    /// What is left of it, unpacked, if the clean corpus is a folder and anything is left.
    pub(super) clean: Option<Digest>,
}

/// A Parquet file, as it is restored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Layout {
    /// The column with the texts.
    pub(super) column: String,
    /// The number of rows of each row group.
    pub(super) groups: Vec<u64>,
    /// How each column is packed.
    pub(super) codecs: Vec<String>,
    /// The digest of its content, whatever its encoding.
    pub(super) content: Digest,
}

/// What `retold restore` needs of any other line.
#[derive(Debug, Deserialize)]
pub(super) struct Entry<'a> {
    pub(super) input: usize,
    pub(super) clean: u64,
    #[serde(borrow)]
    raw: Option<Cow<'a, str>>,
    #[serde(borrow)]
    raw_base64: Option<Cow<'a, str>>,
    #[serde(borrow)]
    added: Option<Cow<'a, str>>,
    /// The number of the row in its file, from 1.
    pub(super) record: Option<u64>,
    /// Where in the text of its row the bytes were, without what was cut out before them.
    pub(super) at: Option<usize>,
    /// A row of a table.
    #[serde(borrow)]
    pub(super) row: Option<&'a RawValue>,
}

/// What is to be done at a place of the clean corpus to undo an entry.
pub(super) enum Undo<'e> {
    Insert(Cow<'e, [u8]>),
    /// These bytes were added.
    Skip(&'e [u8]),
}

impl Entry<'_> {
    pub(super) fn undo(&self) -> Option<Undo<'_>> {
        Some(match (&self.raw, &self.raw_base64, &self.added) {
            (Some(raw), None, None) => Undo::Insert(Cow::Borrowed(raw.as_bytes())),
            (None, Some(raw), None) => {
                Undo::Insert(Cow::Owned(BASE64_STANDARD.decode(raw.as_bytes()).ok()?))
            }
            (None, None, Some(added)) => Undo::Skip(added.as_bytes()),
            _ => return None,
        })
    }
}

/// A value as a line of JSON.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("plain data has no key that is not a string");
    line.push(b'\n');
    line
}
