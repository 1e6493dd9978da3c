//! The conversion between a row of one column and JSON.
//!
//! | Column | JSON |
//! |---|---|
//! | without lists | the value; `null` if only the value is missing; `{"null":2}` if a parent is missing, with the definition level |
//! | with lists | `[[repetition, definition, value], …]`; entries without a value have only their levels |

use super::batch::{Batch, Row};
use super::value::Value;
use parquet::data_type::DataType;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

/// A row of a batch as JSON.
pub(super) fn to_json<T: DataType>(batch: &Batch<T>, row: &Row) -> Json
where
    T::T: Value,
{
    let mut values = batch.values[row.values.clone()].iter();
    let depth = batch.depth;
    let mut entry = |at: usize| {
        let definition = batch.definition.get(at).copied().unwrap_or_default();
        let value = if definition == depth.definition { values.next() } else { None };
        (definition, value.map(Value::to_json))
    };
    if depth.repetition == 0 {
        return match entry(row.entries.start) {
            (_, Some(value)) => value,
            (definition, None) if definition + 1 == depth.definition => Json::Null,
            (definition, None) => json!({ "null": definition }),
        };
    }
    let entries = row.entries.clone().map(|at| {
        let repetition = batch.repetition.get(at).copied().unwrap_or_default();
        match entry(at) {
            (definition, Some(value)) => json!([repetition, definition, value]),
            (definition, None) => json!([repetition, definition]),
        }
    });
    entries.collect()
}

/// A missing value with its definition level.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Missing {
    null: i16,
}

/// Adds the row that `to_json` wrote; none if it does not fit the column.
pub(super) fn push_json<T: DataType>(json: &RawValue, batch: &mut Batch<T>) -> Option<()>
where
    T::T: Value,
{
    let depth = batch.depth;
    if depth.repetition == 0 {
        let missing = match json.get() {
            "null" => depth.definition.checked_sub(1),
            text => serde_json::from_str(text).ok().map(|missing: Missing| missing.null),
        };
        if let Some(definition) = missing {
            if !(0..depth.definition).contains(&definition) {
                return None;
            }
            batch.definition.push(definition);
        } else {
            batch.values.push(T::T::from_json(json)?);
            if depth.definition > 0 {
                batch.definition.push(depth.definition);
            }
        }
        return Some(());
    }
    let entries: Vec<Vec<&RawValue>> = serde_json::from_str(json.get()).ok()?;
    for (at, entry) in entries.iter().enumerate() {
        let level = |at: usize| serde_json::from_str::<i16>(entry.get(at)?.get()).ok();
        let (repetition, definition) = (level(0)?, level(1)?);
        let is_sound = (repetition == 0) == (at == 0)
            && (0..=depth.repetition).contains(&repetition)
            && (0..=depth.definition).contains(&definition)
            && entry.len() == 2 + usize::from(definition == depth.definition);
        if !is_sound {
            return None;
        }
        batch.repetition.push(repetition);
        batch.definition.push(definition);
        if let Some(value) = entry.get(2) {
            batch.values.push(T::T::from_json(value)?);
        }
    }
    (!entries.is_empty()).then_some(())
}
