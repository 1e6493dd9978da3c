//! The header of the audit log, made from the options and the results of a run.

use super::audit::{Header, Input, SCHEMA};
use crate::dedup::options::{By, KeepRule, Options};
use crate::dedup::records::first_pass::Known;
use crate::dedup::source::sources::Sources;
use crate::dedup::write::restore_data::RestoreData;
use retold::Detector;
use retold::matching::Remove;
use serde_json::json;
use std::collections::BTreeMap;

/// The first line of the audit log of a run.
pub(in crate::dedup) fn header(
    options: &Options,
    detector: &Detector,
    sources: &Sources,
    known: &[Known],
    written: &RestoreData,
) -> Header {
    let by = match options.by {
        By::Document => "document",
        By::Paragraph => "paragraph",
        By::Line => "line",
        By::Passage => "passage",
    };
    let keep = match &options.keep {
        KeepRule::First => "first".to_owned(),
        KeepRule::Longest => "longest".to_owned(),
        KeepRule::Earliest(field) => format!("earliest:{field}"),
        KeepRule::Priority(file) => format!("priority:{}", file.display()),
    };
    let settings = BTreeMap::from([
        ("by", by.into()),
        ("contained", options.removes_contained().into()),
        ("keep", keep.into()),
        ("threshold", options.threshold.into()),
        ("min_identity", options.min_identity.into()),
        ("detector", json!(detector.settings())),
        ("remove", json!(options.remove)),
        ("ignore_facts", (options.remove == Remove::Similar).into()),
        ("min_words", options.min_words.into()),
        ("seed", options.seed.into()),
        ("pairs", options.pairs.as_ref().map(|file| file.display().to_string()).into()),
        ("annotate", options.annotate.then(|| options.annotate_prefix.clone()).into()),
        ("text_field", options.text_field.clone().into()),
        ("id_field", options.id_field.clone().into()),
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
            parquet: written.layouts.get(&(number as u32)).cloned(),
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
