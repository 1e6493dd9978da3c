//! The format of the audit log: a header, then one line of JSON for each change.
//!
//! docs/audit.md describes the format. A reader needs only the fields below; others may be added.

use crate::dedup::digest::Digest;
use crate::dedup::source::packing::Packing;
use crate::dedup::write::restore_data::Layout;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The name of the format and its version.
pub(in crate::dedup) const SCHEMA: &str = "retold.audit/1";

/// The header: the first line of the log.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::dedup) struct Header {
    pub(in crate::dedup) schema: String,
    pub(in crate::dedup) tool: String,
    pub(in crate::dedup) settings: BTreeMap<String, serde_json::Value>,
    /// Whether the clean corpus is a folder.
    pub(in crate::dedup) folder: bool,
    /// The digest of the clean corpus, uncompressed, if it is a file.
    pub(in crate::dedup) clean: Option<Digest>,
    pub(in crate::dedup) inputs: Vec<Input>,
    pub(in crate::dedup) against: Vec<Input>,
}

/// A file of the input.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::dedup) struct Input {
    pub(in crate::dedup) name: String,
    /// Its path in the folder of the output.
    pub(in crate::dedup) relative: String,
    /// Whether its bytes are copied, compressed or not.
    pub(in crate::dedup) copied: bool,
    /// Its compression; missing in logs of older versions.
    pub(in crate::dedup) packing: Option<Packing>,
    pub(in crate::dedup) records: u64,
    #[serde(flatten)]
    pub(in crate::dedup) digest: Digest,
    /// The layout of a Parquet file that may be rewritten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::dedup) parquet: Option<Layout>,
    /// The digest of its clean version, uncompressed, if the clean corpus is a folder and has one.
    pub(in crate::dedup) clean: Option<Digest>,
}

/// The type of a line.
#[derive(Debug, Deserialize)]
pub(in crate::dedup) struct Subject<'a> {
    #[serde(borrow)]
    what: Option<Cow<'a, str>>,
}

impl Subject<'_> {
    /// Whether the line describes a pair or an annotation, not a change.
    pub(in crate::dedup) fn is_information(&self) -> bool {
        matches!(self.what.as_deref(), Some("pair" | "annotation"))
    }
}

/// The fields of a change that `retold restore` reads.
#[derive(Debug, Deserialize)]
pub(in crate::dedup) struct Entry<'a> {
    pub(in crate::dedup) input: usize,
    pub(in crate::dedup) clean: u64,
    #[serde(borrow)]
    raw: Option<Cow<'a, str>>,
    #[serde(borrow)]
    raw_base64: Option<Cow<'a, str>>,
    #[serde(borrow)]
    added: Option<Cow<'a, str>>,
    /// The number of the row in its file, from 1.
    pub(in crate::dedup) record: Option<u64>,
    /// The offset in the text of the row, after the earlier cuts of the same row.
    pub(in crate::dedup) at: Option<usize>,
    /// A removed row of a Parquet file.
    #[serde(borrow)]
    pub(in crate::dedup) row: Option<&'a RawValue>,
}

/// The step that undoes a change at its offset in the clean corpus.
pub(in crate::dedup) enum Undo<'e> {
    Insert(Cow<'e, [u8]>),
    /// Skip these bytes, which were added.
    Skip(&'e [u8]),
}

impl Entry<'_> {
    pub(in crate::dedup) fn undo(&self) -> Option<Undo<'_>> {
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
pub(in crate::dedup) fn json(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("plain data has no key that is not a string");
    line.push(b'\n');
    line
}
