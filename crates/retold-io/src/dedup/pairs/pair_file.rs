//! The reader of a file of pairs (`--pairs`).
//!
//! The file is CSV or TSV with a header, JSON Lines or Parquet. Its fields are `a` and `b`, the names
//! of two records, and optionally `score`, which is copied to the audit log. All pairs are in memory.

use crate::dedup::field_names::FieldNames;
use crate::dedup::parquet::RowRecords;
use crate::dedup::row_record::{RowRecord, RowText};
use crate::dedup::source::packing::unpacked;
use crate::error::{Error, ErrorKind};
use crate::input::{Budget, opened};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt::Display;
use std::io::{BufRead, Read};
use std::path::Path;

/// The longest line of JSON Lines in bytes.
const LONGEST: u64 = 1 << 20;

/// The part of messages that describes the fields.
const FIELDS: &str =
    "each pair has the fields `a` and `b`, the names of two records, and may have `score`";

/// A pair of names.
#[derive(Clone, Debug)]
pub(in crate::dedup) struct GivenPair {
    pub(in crate::dedup) names: [String; 2],
    pub(in crate::dedup) score: Option<Box<RawValue>>,
}

/// The memory of a pair without the bytes of its names and its score. docs/command.md states it.
const PAIR: usize = 200;

impl GivenPair {
    /// The memory that the pair takes during a run.
    pub(in crate::dedup) fn memory(&self) -> u64 {
        let score = self.score.as_ref().map_or(0, |score| score.get().len());
        (PAIR + self.names.iter().map(String::len).sum::<usize>() + score) as u64
    }
}

/// Pairs that count against the memory of a run.
struct PairList<'b> {
    all: Vec<GivenPair>,
    budget: &'b Budget,
}

impl PairList<'_> {
    fn push(&mut self, pair: GivenPair) -> Result<(), String> {
        self.budget.hold(pair.memory()).map_err(|error| error.to_string())?;
        self.all.push(pair);
        Ok(())
    }
}

/// Reads a file of pairs. The extension of its name gives the format. CSV, TSV and JSON Lines can be
/// compressed. The pairs count against `budget`.
///
/// # Errors
/// If the file cannot be read, a pair is incomplete, or the pairs do not fit into memory. The message
/// names the line or row of an incomplete pair.
pub(in crate::dedup) fn load(file: &Path, budget: &Budget) -> Result<Vec<GivenPair>, Error> {
    let failure = |reason: &dyn Display| {
        Error::new(ErrorKind::Read, format!("cannot read the pairs {}: {reason}", file.display()))
    };
    let name = file.to_string_lossy().to_ascii_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let opened = opened::open(file).map_err(|error| failure(&error))?;
    let mut pairs = PairList { all: Vec::new(), budget };
    let read = match extension {
        Some("parquet") => parquet(opened, &mut pairs),
        Some("csv" | "tsv" | "jsonl" | "ndjson") => {
            let reader = unpacked(opened).map_err(|error| failure(&error))?;
            match extension {
                Some("csv") => delimited(reader, b',', &mut pairs),
                Some("tsv") => delimited(reader, b'\t', &mut pairs),
                _ => lines(reader, &mut pairs),
            }
        }
        _ => Err("name it .csv, .tsv, .jsonl or .parquet, as what it is".to_owned()),
    };
    read.map_err(|reason| failure(&reason))?;
    Ok(pairs.all)
}

fn delimited(reader: impl Read, delimiter: u8, pairs: &mut PairList<'_>) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(reader);
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    // The reader leaves out a byte order mark at the start of the file.
    let place = |name: &str| header.iter().position(|column| column.trim() == name);
    let (Some(a), Some(b)) = (place("a"), place("b")) else {
        let columns: Vec<String> = header.iter().map(|column| format!("`{column}`")).collect();
        return Err(format!("{FIELDS}; its columns are {}", columns.join(", ")));
    };
    let score = place("score");
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let field = |at: usize| row.get(at).unwrap_or_default();
        let line = row.position().map_or(0, csv::Position::line);
        let names = [field(a), field(b)].map(str::to_owned);
        if names.iter().any(String::is_empty) {
            return Err(format!("line {line}: an empty name; {FIELDS}"));
        }
        let score = score.map(field).filter(|score| !score.is_empty());
        pairs.push(GivenPair { names, score: score.map(raw) })?;
    }
    Ok(())
}

fn lines(mut reader: impl BufRead, pairs: &mut PairList<'_>) -> Result<(), String> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let read = reader.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line);
        let read = read.map_err(|error| error.to_string())? as u64;
        if read == 0 {
            break;
        }
        if read > LONGEST {
            return Err(format!("line {number} is longer than 1 MiB"));
        }
        // Only a file can start with a byte order mark, not a line.
        let mark = if number == 1 { "\u{feff}" } else { "" };
        let line = line.strip_prefix(mark.as_bytes()).unwrap_or(&line);
        if !line.trim_ascii().is_empty() {
            pairs.push(object(line).map_err(|reason| format!("line {number}: {reason}"))?)?;
        }
    }
    Ok(())
}

/// Reads a pair from a JSON object.
fn object(line: &[u8]) -> Result<GivenPair, String> {
    #[derive(serde::Deserialize)]
    struct Fields<'f> {
        a: Option<Value>,
        b: Option<Value>,
        #[serde(borrow)]
        score: Option<&'f RawValue>,
    }
    let fields: Fields<'_> = serde_json::from_slice(line)
        .map_err(|error| format!("not a JSON object with a pair: {error}; {FIELDS}"))?;
    let name = |value: Option<Value>| match value {
        Some(Value::String(name)) if !name.is_empty() => Ok(name),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(format!("a name is missing; {FIELDS}")),
    };
    let score = fields.score.filter(|score| score.get() != "null").map(ToOwned::to_owned);
    Ok(GivenPair { names: [name(fields.a)?, name(fields.b)?], score })
}

fn parquet(file: std::fs::File, pairs: &mut PairList<'_>) -> Result<(), String> {
    let columns = FieldNames { text: "a", others: [Some("b"), Some("score")] };
    let mut rows = RowRecords::new(file, columns, pairs.budget)?;
    let mut bytes = Vec::new();
    while rows.read(&mut bytes)?.is_some() {
        let row = RowRecord::read(&bytes);
        let names = row.and_then(|row| match (row.text, row.others) {
            (RowText::Text(a), [Some(b), _]) if !a.is_empty() && !b.is_empty() => Some([a, b]),
            _ => None,
        });
        let Some(names) = names else {
            return Err(format!("row {}: a name is missing; {FIELDS}", pairs.all.len() + 1));
        };
        let score = row.and_then(|row| row.others[1]).map(raw);
        pairs.push(GivenPair { names: names.map(str::to_owned), score })?;
        bytes.clear();
    }
    Ok(())
}

/// A score as JSON: a number as it is written, anything else as a string.
fn raw(score: &str) -> Box<RawValue> {
    let is_number = serde_json::from_str::<serde_json::Number>(score).is_ok();
    let json = if is_number { score.trim().to_owned() } else { Value::from(score).to_string() };
    RawValue::from_string(json).expect("numbers and strings are JSON")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{GivenPair, load};
    use crate::input::Budget;
    use std::fs;

    fn read(name: &str, bytes: &[u8]) -> Result<Vec<(String, String, String)>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let said = |GivenPair { names: [a, b], score }| {
            (a, b, score.map_or_else(String::new, |score| score.get().to_owned()))
        };
        let pairs = load(&path, &Budget::default()).map_err(|error| error.to_string())?;
        Ok(pairs.into_iter().map(said).collect())
    }

    #[test]
    fn every_format_gives_the_same_pairs() {
        let of = |a: &str, b: &str, score: &str| (a.to_owned(), b.to_owned(), score.to_owned());
        let expected = Ok(vec![of("x,1", "7", "0.910"), of("y", "a.jsonl:3", "")]);
        let csv = "\u{feff}score,a,b\r\n0.910,\"x,1\",7\r\n,y,a.jsonl:3\r\n";
        assert_eq!(read("p.csv", csv.as_bytes()), expected);
        let packed = zstd::encode_all(csv.as_bytes(), 1).unwrap();
        assert_eq!(read("p.CSV.zst", &packed), expected);
        assert_eq!(read("p.tsv", b"a\tb\tscore\nx,1\t7\t0.910\ny\ta.jsonl:3\t\n"), expected);
        let json = "{\"a\":\"x,1\",\"b\":7,\"score\":0.910,\"c\":[]}\n\n\
                    {\"b\":\"a.jsonl:3\",\"a\":\"y\",\"score\":null}";
        assert_eq!(read("p.jsonl", json.as_bytes()), expected);
        let far = read("p.csv", b"a,b,score\n1,2,far\n");
        assert_eq!(far, Ok(vec![of("1", "2", "\"far\"")]));
    }

    #[test]
    fn an_incomplete_pair_is_an_error_that_names_the_line() {
        for (name, bytes, says) in [
            ("p.csv", "left,right\n1,2\n", "its columns are `left`, `right`"),
            ("p.csv", "a,b\n1,2\n3,\n", "line 3: an empty name"),
            ("p.csv", "a,b\n1,2\n3\n", "line: 3"),
            ("p.jsonl", "{\"a\":1,\"b\":2}\n{\"a\":1}\n", "line 2: a name is missing"),
            ("p.csv", "a,\u{feff}b\n1,2\n", "its columns are `a`, `\u{feff}b`"),
            (
                "p.jsonl",
                "\u{feff}{\"a\":1,\"b\":2}\n\u{feff}{\"a\":1,\"b\":2}\n",
                "line 2: not a JSON",
            ),
            ("p.jsonl", "[1,2]\n", "line 1: not a JSON object"),
            ("p.txt", "1 2\n", "name it .csv"),
            ("p.parquet", "PAR1", "cannot read the pairs"),
        ] {
            let error = read(name, bytes.as_bytes()).unwrap_err();
            assert!(error.contains(says) && error.contains(name), "{error}");
        }
    }
}
