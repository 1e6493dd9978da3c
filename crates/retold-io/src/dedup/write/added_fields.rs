//! The fields that `--annotate` adds to a record, as bytes that are inserted into it.

use crate::dedup::added_row::AddedRow;
use crate::dedup::decide::clusters::{Clusters, Member};
use crate::dedup::records::first_pass::Known;
use crate::dedup::source::csv::{self, field_count};
use crate::dedup::source::file::{Kind, Source};
use crate::error::{Error, ErrorKind};
use crate::input::jsonl::field_names;

/// The fields that are added to each record: the number of the cluster, its size, and the relation.
pub(in crate::dedup) struct AddedFields<'c> {
    pub(in crate::dedup) names: [String; 3],
    clusters: &'c Clusters,
    /// The number of fields in the header of the current table.
    columns: usize,
}

/// Bytes that are inserted into a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Insertion {
    pub(super) at: usize,
    pub(super) bytes: Vec<u8>,
}

impl<'c> AddedFields<'c> {
    pub(in crate::dedup) fn new(prefix: &str, clusters: &'c Clusters) -> AddedFields<'c> {
        let names = ["cluster", "cluster_size", "relation"].map(|name| format!("{prefix}{name}"));
        AddedFields { names, clusters, columns: 0 }
    }

    /// The bytes that are inserted into a record; `document` is the number of its document, if it
    /// has a text.
    ///
    /// # Errors
    /// If the record already has one of the fields, or has more fields than the header of its
    /// table.
    pub(super) fn insertion(
        &mut self,
        source: &Source,
        number: u64,
        record: &[u8],
        document: Option<u32>,
    ) -> Result<Option<Insertion>, Error> {
        let member = document.and_then(|document| self.clusters.member(document));
        match source.kind {
            Kind::Text | Kind::Rows => Ok(None),
            Kind::Csv => self.in_row(source, number, record, (document.is_some(), member)),
            // A record without a text may be no JSON object.
            Kind::Lines | Kind::Array | Kind::Values if document.is_none() => Ok(None),
            Kind::Lines | Kind::Array | Kind::Values => {
                self.in_object(source, number, record, member).map(Some)
            }
        }
    }

    fn in_object(
        &self,
        source: &Source,
        number: u64,
        record: &[u8],
        member: Option<&Member>,
    ) -> Result<Insertion, Error> {
        let start = crate::dedup::records::record::lead(record);
        // It was an object at the first reading, or else it had no text.
        let names = field_names(&record[start..]).ok_or_else(|| source.changed())?;
        if let Some(taken) = self.taken(&names) {
            let name = format!("{}:{}", source.name, source.shown_number(number));
            return Err(taken_error(&name, taken));
        }
        let inner = record.trim_ascii_end().strip_suffix(b"}").ok_or_else(|| source.changed())?;
        let values = match member {
            Some(member) => [
                member.cluster.to_string(),
                member.size.to_string(),
                format!("\"{}\"", member.relation.name()),
            ],
            None => ["null"; 3].map(str::to_owned),
        };
        let mut bytes = Vec::new();
        for (name, value) in self.names.iter().zip(&values) {
            let name = serde_json::to_string(name).expect("a name is a string");
            bytes.extend_from_slice(format!(",{name}:{value}").as_bytes());
        }
        Ok(Insertion { at: inner.trim_ascii_end().len(), bytes })
    }

    fn in_row(
        &mut self,
        source: &Source,
        number: u64,
        record: &[u8],
        (has_text, member): (bool, Option<&Member>),
    ) -> Result<Option<Insertion>, Error> {
        let Some(columns) = &source.csv else { return Ok(None) };
        let delimiter = columns.delimiter;
        if source.is_header(number) {
            return self.in_header(source, record, delimiter).map(Some);
        }
        if csv::is_blank(record, delimiter) {
            return Ok(None);
        }
        let Some((fields, end)) = field_count(record, delimiter) else {
            // A row whose text is in the malformed part has no text, and is copied.
            return if has_text { Err(malformed_row(source, number)) } else { Ok(None) };
        };
        let missing = self.columns.checked_sub(fields).ok_or_else(|| {
            let (name, row) = (&source.name, source.shown_number(number));
            let reason = format!(
                "{name}:{row} has {fields} fields and the header has {}, so added fields would be in the \
                 wrong columns: correct the row; nothing was written",
                self.columns
            );
            Error::new(ErrorKind::Settings, reason)
        })?;
        let values = member.map_or_else(Default::default, |member| {
            let [cluster, size] = [member.cluster, member.size].map(|number| number.to_string());
            [cluster, size, member.relation.name().to_owned()]
        });
        let mut bytes = vec![delimiter; missing];
        for value in values {
            bytes.push(delimiter);
            bytes.extend_from_slice(value.as_bytes());
        }
        Ok(Some(Insertion { at: end, bytes }))
    }

    fn in_header(
        &mut self,
        source: &Source,
        record: &[u8],
        delimiter: u8,
    ) -> Result<Insertion, Error> {
        if let Some(taken) = self.taken(&csv::names(record, delimiter)) {
            return Err(taken_error(&source.name, taken));
        }
        let mark = csv::mark_len(record);
        let Some((fields, end)) = field_count(&record[mark..], delimiter) else {
            let reason = format!(
                "a name in the header of {} has text after its closing quotation mark, or none, so no \
                 columns can be added: correct the header; nothing was written",
                source.name
            );
            return Err(Error::new(ErrorKind::Settings, reason));
        };
        self.columns = fields;
        let bytes = [vec![delimiter], csv::encoded(&self.names, delimiter)].concat();
        Ok(Insertion { at: mark + end, bytes })
    }

    /// The values for the rows of a Parquet file that are in clusters.
    pub(super) fn rows(&self, known: &Known) -> Vec<AddedRow> {
        let members = &self.clusters.members;
        let first = members.partition_point(|member| member.document < known.first);
        let last = known.first + known.documents;
        let own = members[first..].iter().take_while(|member| member.document < last);
        own.map(|member| AddedRow {
            row: known.record_of(member.document),
            cluster: member.cluster as i64,
            size: member.size as i64,
            relation: member.relation.name(),
        })
        .collect()
    }

    /// The first added name that is among `names`.
    pub(super) fn taken(&self, names: &[String]) -> Option<&str> {
        self.names.iter().find(|name| names.contains(name)).map(String::as_str)
    }
}

/// The error for a row whose last field cannot be found.
fn malformed_row(source: &Source, number: u64) -> Error {
    let reason = format!(
        "{}:{} has a field with text after its closing quotation mark, so no fields can be added after \
         its last one: correct the row; nothing was written",
        source.name,
        source.shown_number(number)
    );
    Error::new(ErrorKind::Settings, reason)
}

/// The error for a field that already exists.
pub(super) fn taken_error(place: &str, name: &str) -> Error {
    let reason = format!(
        "{place} already has a field `{name}`, which --annotate would add: rename it, or choose \
         other names with --annotate-prefix; nothing was written"
    );
    Error::new(ErrorKind::Settings, reason)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::AddedFields;
    use crate::dedup::decide::clusters::Clusters;
    use crate::dedup::source::file::{Kind, Source};
    use crate::dedup::source::packing::Packing;

    #[test]
    fn names_start_with_the_prefix() {
        let clusters = Clusters::default();
        let fields = AddedFields::new("x.", &clusters);
        assert_eq!(fields.names, ["x.cluster", "x.cluster_size", "x.relation"]);
        assert_eq!(fields.taken(&["a".to_owned(), "x.relation".to_owned()]), Some("x.relation"));
        assert_eq!(fields.taken(&["relation".to_owned()]), None);
    }

    /// The names of its fields are unknown, so one of them may be an added one.
    #[test]
    fn a_record_that_is_no_object_any_more_was_changed() {
        let file = tempfile::tempfile().unwrap();
        let form = (Kind::Lines, Packing::Plain, None);
        let source = Source::in_spool(["a.jsonl"; 2], file, form, false);
        let clusters = Clusters::default();
        let mut fields = AddedFields::new("", &clusters);
        let error = fields.insertion(&source, 0, b"{\"text\":\"a\",}\n", Some(0)).unwrap_err();
        assert!(error.to_string().contains("a.jsonl was changed"), "{error}");
        assert!(fields.insertion(&source, 0, b"{\"text\":\"a\"}\n", Some(0)).is_ok());
    }
}
