//! What the audit log says first.

use super::audit::{Header, Input, SCHEMA};
use super::find::Sources;
use super::survey::Known;
use super::write::Written;
use crate::arguments::{By, Dedup, KeepRule, Removing};
use std::collections::BTreeMap;

/// The first line of the audit log of a run.
pub(super) fn header(
    arguments: &Dedup,
    sources: &Sources,
    known: &[Known],
    written: &Written,
) -> Header {
    let by = match arguments.by {
        By::Document => "document",
        By::Paragraph => "paragraph",
        By::Passage => "passage",
    };
    let keep = match &arguments.keep {
        KeepRule::First => "first".to_owned(),
        KeepRule::Longest => "longest".to_owned(),
        KeepRule::Earliest(field) => format!("earliest:{field}"),
        KeepRule::Priority(file) => format!("priority:{}", file.display()),
    };
    let remove = match arguments.remove() {
        Removing::Identical => "identical",
        Removing::Equivalent => "equivalent",
        Removing::Similar => "similar",
    };
    let settings = BTreeMap::from([
        ("by", by.into()),
        ("keep", keep.into()),
        ("threshold", arguments.threshold.into()),
        ("remove", remove.into()),
        ("ignore_facts", (arguments.remove() == Removing::Similar).into()),
        ("min_words", arguments.min_words.into()),
        ("seed", arguments.seed.into()),
        ("text_field", arguments.text_field.clone().into()),
        ("id_field", arguments.id_field.clone().into()),
    ]);
    let mut inputs = sources.all.iter().zip(known).enumerate().map(|(number, (source, known))| {
        let own = number.checked_sub(sources.references).filter(|_| sources.folder);
        Input {
            name: source.name.clone(),
            relative: source.relative.clone(),
            copied: source.copied,
            packing: Some(source.packing),
            records: known.records,
            digest: known.digest.clone(),
            clean: own.and_then(|number| written.clean[number].clone()),
        }
    });
    Header {
        schema: SCHEMA.to_owned(),
        tool: concat!("retold ", env!("CARGO_PKG_VERSION")).to_owned(),
        settings: settings.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
        folder: sources.folder,
        clean: if sources.folder { None } else { written.clean.last().cloned().flatten() },
        against: inputs.by_ref().take(sources.references).collect(),
        inputs: inputs.collect(),
    }
}
