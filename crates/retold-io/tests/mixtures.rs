//! Tests of files of several kinds in one deduplication: each keeps its format and can be restored.

use crate::table::{said, write};
use retold_io::dedup::{By, Options, RestoreOptions, Summary, dedup, preview, restore};
use retold_io::diagnostics::Silent;
use retold_io::error::ErrorKind;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TALE: &str = "The old man walked slowly down to the harbour to look for his brother and his \
    boat, since it had been dark for an hour.";
const SONG: &str = "Nobody was there, and the boats lay upside down on the wet sand as they had \
    all through the cold month of May.";
const NEWS: &str = "The council has decided that the bridge will be closed for repairs from the \
    first of March until the end of June.";

fn json(text: &str) -> String {
    format!("{}\n", serde_json::json!({ "text": text, "n": [1, 2] }))
}

/// A Parquet file of three row groups, packed JSON Lines, and a folder of texts.
fn corpus() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let both = format!("{SONG}\n\n{TALE}");
    let rows: [&[Option<&str>]; 3] = [
        &[Some(TALE), None, Some(TALE)],
        &[Some(TALE), Some(TALE)],
        &[Some(NEWS), Some(""), Some(&both), Some(NEWS)],
    ];
    write(&at.join("a.parquet"), &rows);
    let lines = [json(TALE), json(SONG), "\n".to_owned(), json(NEWS)].concat();
    fs::write(at.join("b.jsonl.zst"), zstd::encode_all(lines.as_bytes(), 1).unwrap()).unwrap();
    fs::create_dir_all(at.join("docs/deep")).unwrap();
    fs::write(at.join("docs/one.txt"), format!("{SONG}\n\nShort.\n")).unwrap();
    fs::write(at.join("docs/deep/two.md"), format!("# Title\n\n{NEWS}\n")).unwrap();
    write(&at.join("docs/rows.parquet"), &[&[Some(NEWS), Some(SONG)]]);
    folder
}

fn run(at: &Path, inputs: &[&str], output: &str, by: By) -> Summary {
    let inputs = inputs.iter().map(|name| at.join(name)).collect();
    let mut options = Options::new(inputs, at.join(output));
    options.by = by;
    dedup(&options, &Silent).unwrap()
}

fn unpacked(path: &Path) -> Vec<u8> {
    zstd::decode_all(&*fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_file_comes_out_in_its_own_form_and_comes_back() {
    for by in [By::Document, By::Paragraph, By::Line, By::Passage] {
        let folder = corpus();
        let at = folder.path();
        let summary = run(at, &["a.parquet", "b.jsonl.zst", "docs"], "clean", by);
        assert_eq!((summary.null, summary.faults, summary.trouble), (1, 0, false), "{by:?}");
        assert!(summary.counts.removed > 4, "{by:?} {summary:?}");
        let (before, metadata) = said(&at.join("a.parquet"));
        let (rows, kept) = said(&at.join("clean/a.parquet"));
        let lens: Vec<usize> = rows.iter().map(Vec::len).collect();
        if by == By::Document {
            // Of the second row group, nothing is left.
            assert_eq!(rows, [before[0][..2].to_vec(), before[2][..3].to_vec()]);
        } else {
            assert_eq!((lens, kept), (vec![3, 2, 4], metadata), "{by:?}");
            assert!(rows[1].iter().all(|row| row.contains("text: \"\"")), "{rows:?}");
        }
        let lines = unpacked(&at.join("clean/b.jsonl.zst"));
        assert!(!String::from_utf8(lines).unwrap().contains("bridge"), "{by:?}");

        let restored = RestoreOptions::new(at.join("clean"), at.join("again"));
        assert_eq!(restore(&restored, &Silent).unwrap().files, 5);
        for name in ["a.parquet", "docs/rows.parquet"] {
            assert_eq!(said(&at.join("again").join(name)), said(&at.join(name)), "{by:?} {name}");
        }
        for name in ["docs/one.txt", "docs/deep/two.md"] {
            assert_eq!(
                fs::read(at.join("again").join(name)).unwrap(),
                fs::read(at.join(name)).unwrap()
            );
        }
        assert_eq!(unpacked(&at.join("again/b.jsonl.zst")), unpacked(&at.join("b.jsonl.zst")));
    }
}

#[test]
fn one_parquet_file_comes_out_as_one_and_again_without_a_repeat() {
    let folder = corpus();
    let at = folder.path();
    for by in [By::Document, By::Paragraph, By::Line] {
        let name = format!("{by:?}.parquet");
        assert!(run(at, &["a.parquet"], &name, by).counts.removed > 0);
        assert_eq!(run(at, &[&name], &format!("again-{name}"), by).counts.removed, 0, "{by:?}");
        let whole = format!("whole-{name}");
        restore(&RestoreOptions::new(at.join(&name), at.join(&whole)), &Silent).unwrap();
        assert_eq!(said(&at.join(&whole)), said(&at.join("a.parquet")));
    }
}

#[test]
fn a_reference_in_parquet_removes_from_lines_and_lines_from_parquet() {
    let folder = corpus();
    let at = folder.path();
    for (input, against, output) in
        [("b.jsonl.zst", "a.parquet", "b.jsonl"), ("a.parquet", "b.jsonl.zst", "b.parquet")]
    {
        let mut options = Options::new(vec![at.join(input)], at.join(output));
        options.against = vec![at.join(against)];
        let mut listed = 0;
        let count = |lines: &[u8]| {
            listed += lines.len() as u64;
            Ok(())
        };
        let line = |_: &retold_io::dedup::Removed<'_>| vec![b'.'];
        let shown = preview(&options, &Silent, line, count).unwrap();
        let removed = dedup(&options, &Silent).unwrap().counts.removed;
        assert_eq!((listed, shown.counts.removed), (removed, removed));
        // The tale and the news of each are in the other; what is left are the song and the blanks.
        assert!(removed >= 2, "{input}: {removed}");
    }
    let (rows, _) = said(&at.join("b.parquet"));
    assert!(!format!("{rows:?}").contains("bridge"));
}

#[test]
fn what_cannot_come_out_as_asked_is_an_error_with_the_remedy() {
    let folder = corpus();
    let at = folder.path();
    let fails = |inputs: &[&str], output: &str, field: &str| {
        let inputs = inputs.iter().map(|name| at.join(name)).collect();
        let mut options = Options::new(inputs, at.join(output));
        options.text_field = field.to_owned();
        let error = dedup(&options, &Silent).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Settings, "{error}");
        assert!(!at.join(output).exists());
        error.to_string()
    };
    let parquet = ["a.parquet"];
    assert!(fails(&parquet, "x.jsonl", "text").contains("name it .parquet"));
    assert!(fails(&parquet, "x.parquet.zst", "text").contains("name it .parquet"));
    assert!(fails(&["b.jsonl.zst"], "x.parquet", "text").contains("no Parquet"));
    let several = ["a.parquet", "docs/rows.parquet"];
    assert!(fails(&several, "x.parquet", "text").contains("--output clean/"));
    let missing = fails(&parquet, "y.parquet", "body");
    assert!(
        missing.contains("no column `body`; its columns are `id`, `text`, `tags[]`"),
        "{missing}"
    );
    assert!(fails(&["docs"], "z", "body").contains("no column `body`"), "in a folder too");
}

/// If any byte of a clean file or its log is changed, nothing but the original input is ever
/// restored.
#[test]
fn a_changed_file_or_log_restores_nothing_else() {
    let folder = corpus();
    let at = folder.path();
    let (clean, log) = (at.join("clean.parquet"), at.join("clean.parquet.audit.jsonl"));
    run(at, &["a.parquet"], "clean.parquet", By::Document);
    let options = RestoreOptions::new(clean.clone(), at.join("again.parquet"));
    for path in [&clean, &log] {
        let bytes = fs::read(path).unwrap();
        for place in (0..bytes.len()).step_by(bytes.len() / 90 + 1) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            fs::write(path, &changed).unwrap();
            if restore(&options, &Silent).is_ok() {
                assert_eq!(said(&options.output), said(&at.join("a.parquet")), "{place}");
                fs::remove_file(&options.output).unwrap();
            }
        }
        fs::write(path, &bytes).unwrap();
    }
}

/// The rows of a Parquet file are those that it had, with three more columns.
#[test]
fn an_annotated_parquet_file_has_three_more_columns() {
    let folder = corpus();
    let at = folder.path();
    let mut options = Options::new(vec![at.join("a.parquet")], at.join("out.parquet"));
    options.annotate = true;
    let found = dedup(&options, &Silent).unwrap().clusters.unwrap();
    assert_eq!((found.clusters, found.records), (2, 6));
    let (before, metadata) = said(&at.join("a.parquet"));
    let (rows, with) = said(&at.join("out.parquet"));
    let added = |cluster: &str, size: &str, relation: &str| {
        format!(
            ", retold_cluster: {cluster}, retold_cluster_size: {size}, retold_relation: {relation}"
        )
    };
    let tale = |relation: &str| added("1", "4", &format!("\"{relation}\""));
    let news = |relation: &str| added("2", "2", &format!("\"{relation}\""));
    let none = added("null", "null", "null");
    let (first, same) = ("representative", "identical");
    let expected = [
        vec![tale(first), none.clone(), tale(same)],
        vec![tale(same), tale(same)],
        vec![news(first), none.clone(), none, news(same)],
    ];
    let lens = |groups: &[Vec<String>]| groups.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!((lens(&rows), lens(&before)), (lens(&expected), lens(&expected)));
    for (group, (before, expected)) in rows.iter().zip(before.iter().zip(&expected)) {
        let expected = before.iter().zip(expected);
        let expected: Vec<String> =
            expected.map(|(row, added)| row.replace('}', &(added.clone() + "}"))).collect();
        assert_eq!(*group, expected);
    }
    assert!(with.contains("made") && with.len() > metadata.len(), "{with}");
    assert!(with.matches("ZSTD").count() > metadata.matches("ZSTD").count(), "{with}");

    // What is annotated once has the columns already.
    options.inputs = vec![at.join("out.parquet")];
    options.output = at.join("twice.parquet");
    let error = dedup(&options, &Silent).unwrap_err().to_string();
    assert!(error.contains("already has a field `retold_cluster`"), "{error}");
    options.annotate_prefix = "again_".to_owned();
    dedup(&options, &Silent).unwrap();
}

/// Readers that use Arrow expect its schema to have every column.
#[test]
fn the_schema_of_arrow_is_left_out_of_an_annotated_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    crate::table::write_with(&at.join("a.parquet"), &[&[Some(TALE)]], "ARROW:schema");
    let mut options = Options::new(vec![at.join("a.parquet")], at.join("out.parquet"));
    options.annotate = true;
    dedup(&options, &Silent).unwrap();
    assert!(said(&at.join("a.parquet")).1.contains("ARROW:schema"));
    assert!(!said(&at.join("out.parquet")).1.contains("ARROW:schema"));
    assert!(said(&at.join("out.parquet")).1.contains("made"));
}
