//! Tests of `retold dedup --annotate` with CSV and TSV: a reader of CSV finds the added columns.

use crate::dedup_corpus::ends;
use crate::program::{TALE, folder, stderr};
use std::fs;
use std::path::Path;

/// The records of a table as another reader finds them, all with the same number of fields.
fn rows(path: &Path, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_path(path).unwrap();
    let rows = reader.byte_records().map(|row| {
        row.unwrap().iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect()
    });
    rows.collect()
}

/// Annotates a table with a prefix, and gives its rows.
fn annotated(name: &str, table: &[u8], prefix: &str) -> Vec<Vec<String>> {
    let folder = folder(&[]);
    let at = folder.path();
    fs::write(at.join(name), table).unwrap();
    ends(at, &["dedup", name, "--annotate", "--annotate-prefix", prefix, "-o", "out"], 0);
    rows(&at.join("out"), if name.ends_with("tsv") { b'\t' } else { b',' })
}

#[test]
fn names_with_a_delimiter_or_a_quotation_mark_are_quoted() {
    let table = format!("text,id\n\"{TALE}\",1\n\"{TALE}\",2\n");
    let found = annotated("a.csv", table.as_bytes(), "a \"b\", ");
    let names = ["a \"b\", cluster", "a \"b\", cluster_size", "a \"b\", relation"];
    assert_eq!(found[0], [&["text", "id"][..], &names].concat());
    assert_eq!(found[2], [TALE, "2", "1", "2", "identical"]);
    let found = annotated("a.tsv", b"text\tid\nOne.\t1\n", "x\t");
    assert_eq!(found[0], ["text", "id", "x\tcluster", "x\tcluster_size", "x\trelation"]);
}

/// The columns of the header and of the rows are counted in the same way, whatever is in the header.
#[test]
fn added_fields_are_under_their_names() {
    for header in [
        &b"\xef\xbb\xbf\"a, b\",text"[..],
        b"caf\xe9,text",
        b"\xef\xbb\xbf\"caf\xe9, au lait\",text",
        b"text,caf\xe9",
    ] {
        let table = [header, b"\none,two\nthree,four\n"].concat();
        let found = annotated("a.csv", &table, "x_");
        assert_eq!(found[0][2..], ["x_cluster", "x_cluster_size", "x_relation"], "{found:?}");
        assert_eq!(found[1], ["one", "two", "", "", ""]);
        assert_eq!(found[2], ["three", "four", "", "", ""]);
    }
}

/// A row of tabs is a row of empty fields; a line without anything is none.
#[test]
fn a_row_of_empty_fields_gets_the_columns_too() {
    let folder =
        folder(&[("a.tsv", "id\ttext\n\t\n\n1\tOne.\n"), ("b.csv", "id,text\n \n1,One.\n")]);
    let at = folder.path();
    ends(at, &["dedup", "a.tsv", "--annotate", "--annotate-prefix", "", "-o", "out"], 0);
    assert_eq!(
        fs::read_to_string(at.join("out")).unwrap(),
        "id\ttext\tcluster\tcluster_size\trelation\n\t\t\t\t\n\n1\tOne.\t\t\t\n"
    );
    ends(at, &["dedup", "b.csv", "--annotate", "--annotate-prefix", "", "-o", "out2"], 0);
    assert_eq!(
        fs::read_to_string(at.join("out2")).unwrap(),
        "id,text,cluster,cluster_size,relation\n \n1,One.,,,\n"
    );
}

#[test]
fn a_malformed_header_or_row_is_an_error_with_the_remedy() {
    let folder = folder(&[
        ("header.csv", "text,\"a\"b\nOne.,1\n"),
        ("row.csv", "text,id\nOne.,\"a\"b\n"),
        ("fault.csv", "id,text\n1,\"a\"b\n2,Two.\n"),
    ]);
    let at = folder.path();
    for (name, says) in [
        ("header.csv", "a name in the header of header.csv has text after its closing"),
        ("row.csv", "row.csv:1 has a field with text after its closing quotation mark"),
    ] {
        let output = ends(at, &["dedup", name, "--annotate", "-o", "out"], 2);
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
        assert!(stderr(&output).contains("nothing was written"), "{}", stderr(&output));
        assert!(!at.join("out").exists() && !at.join("out.audit.jsonl").exists());
    }
    // A row without a readable text is copied, as in any deduplication.
    ends(at, &["dedup", "fault.csv", "--annotate", "-o", "out"], 2);
    let out = fs::read_to_string(at.join("out")).unwrap();
    assert_eq!(out.lines().skip(1).collect::<Vec<_>>(), ["1,\"a\"b", "2,Two.,,,"]);
}
