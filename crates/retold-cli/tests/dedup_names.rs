//! Tests of the files that `retold dedup` reads, and of their names in the output.

use crate::dedup_corpus::{corpus, ends, entries, pack, unpacked};
use crate::program::{TALE, fed, folder, stderr};
use std::fs;
use std::path::Path;

const OTHER: &str = "Nobody was there, and the boats lay upside down on the sand as in May.\n";

fn record(fields: &str, text: &str) -> String {
    format!("{{{fields}\"text\":{}}}\n", serde_json::to_string(text).unwrap())
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Text in UTF-16 with its byte order mark.
fn wide(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn inputs_of_the_same_name_come_back_apart() {
    let (one, two) = (record("", TALE), record("\"n\":2,", TALE));
    let folder = folder(&[
        ("a/x.jsonl", &one),
        ("b/x.jsonl", &two),
        ("a/in/t.txt", TALE),
        ("b/in/t.txt", OTHER),
    ]);
    let at = folder.path();
    ends(at, &["dedup", "a/x.jsonl", "b/x.jsonl", "-o", "joined"], 0);
    assert_eq!(read(at, "joined"), one);
    ends(at, &["restore", "joined", "-o", "again"], 0);
    assert_eq!([read(at, "again/a/x.jsonl"), read(at, "again/b/x.jsonl")], [one.clone(), two]);
    for (inputs, out) in [(["a/in/t.txt", "b/in/t.txt"], "texts"), (["a/in", "./b/in/"], "folders")]
    {
        ends(at, &["dedup", inputs[0], inputs[1], "-o", out], 0);
        assert_eq!(read(at, &format!("{out}/a/in/t.txt")), TALE, "{out}");
        assert_eq!(read(at, &format!("{out}/b/in/t.txt")), OTHER, "{out}");
    }
    // Names that differ are not made longer.
    ends(at, &["dedup", "a/in/t.txt", "a/x.jsonl", "-o", "short"], 0);
    assert_eq!(read(at, "short/t.txt"), TALE);
    // A file cannot have the name of a folder.
    fs::create_dir(at.join("c")).unwrap();
    fs::write(at.join("c/in"), OTHER).unwrap();
    ends(at, &["dedup", "a/in", "c/in", "-o", "mixed"], 0);
    assert_eq!([read(at, "mixed/a/in/t.txt"), read(at, "mixed/c/in")], [TALE, OTHER]);
}

#[test]
fn a_file_that_is_given_twice_is_named() {
    let folder = folder(&[("a/x.jsonl", &record("", TALE)), ("a/t.txt", TALE)]);
    for inputs in
        [["a/x.jsonl", "a/../a/x.jsonl"], ["a", "a/x.jsonl"], ["a", "a"], ["a/t.txt", "a/t.txt"]]
    {
        let output = ends(folder.path(), &["dedup", inputs[0], inputs[1], "-o", "out"], 2);
        let said = stderr(&output);
        assert!(said.contains(".txt is given twice") || said.contains("x.jsonl is given twice"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{inputs:?}");
    }
}

/// Everything that is in both would be removed, as a repeat of itself.
#[test]
fn a_reference_that_is_the_input_as_well_is_refused() {
    let text = record("", TALE);
    let folder = folder(&[("a.jsonl", &text), ("in/t.txt", TALE), ("in/u.txt", OTHER)]);
    for (input, against, named) in [
        ("a.jsonl", "./a.jsonl", "a.jsonl"),
        ("in", "in/t.txt", "in/t.txt"),
        ("in/u.txt", "in", "in/u.txt"),
    ] {
        let output = ends(folder.path(), &["dedup", input, "--against", against, "-o", "out"], 2);
        let said = stderr(&output);
        assert!(said.contains(named) && said.contains("and with --against"), "{said}");
    }
    assert_eq!(read(folder.path(), "a.jsonl"), text);
}

#[test]
fn lines_of_a_priority_list_that_match_nothing_are_counted() {
    let records =
        [record("\"id\":\"one\",", TALE), record("\"id\":\"two\",", &TALE.to_uppercase())];
    let list = "no/such*\ntwo\n\nnothing\none\n";
    let folder = folder(&[("a.jsonl", &records.concat()), ("list", list), ("good", "two\na.*\n")]);
    let args = ["dedup", "a.jsonl", "--id-field", "id", "-o", "b", "--keep"];
    let said = stderr(&ends(folder.path(), &[&args[..], &["priority:list"]].concat(), 0));
    assert!(said.contains("2 lines of list match no file and no record"), "{said}");
    assert!(said.contains("list:1: no/such*"), "{said}");
    assert_eq!(read(folder.path(), "b"), records[1]);
    let args = [&args[..], &["priority:good", "--force"]].concat();
    assert!(!stderr(&ends(folder.path(), &args, 0)).contains("match no"));
}

/// By document, the text of a file is its visible text, in a folder too.
#[test]
fn a_single_text_is_read_as_it_is_in_a_folder() {
    let folder = folder(&[
        ("old.txt", TALE),
        ("page.html", &format!("<p title='{OTHER}'>{}</p>", TALE.trim())),
    ]);
    let at = folder.path();
    fs::write(at.join("wide.txt"), wide(OTHER)).unwrap();
    fs::write(at.join("wide.txt.gz"), pack("x.gz", &wide(OTHER))).unwrap();
    for (name, out) in [("wide.txt", "w"), ("wide.txt.gz", "v"), ("wide.txt.gz", "u.gz")] {
        ends(at, &["dedup", name, "-o", out], 0);
        assert!(unpacked(&at.join(out)) == wide(OTHER), "{out}");
        let again = format!("again-{out}");
        ends(at, &["restore", out, "-o", &again], 0);
        assert!(unpacked(&at.join(again)) == wide(OTHER), "{out}");
    }
    ends(at, &["dedup", "page.html", "--against", "old.txt", "-o", "page"], 0);
    assert_eq!(read(at, "page"), "", "it shows what the old text says");
    assert_eq!(entries(&at.join("page.audit.jsonl")).len(), 1);
    ends(at, &["restore", "page", "-o", "again.html"], 0);
    assert_eq!(read(at, "again.html"), read(at, "page.html"));
}

#[test]
fn a_file_comes_back_packed_as_it_was() {
    let text = record("", TALE);
    let folder = folder(&[("plain.jsonl.gz", &text), ("in/x.jsonl.gz", &text)]);
    let at = folder.path();
    let packed = pack("x.zst", &corpus(21, 30));
    fs::write(at.join("in/y.jsonl"), &packed).unwrap();
    ends(at, &["dedup", "plain.jsonl.gz", "-o", "clean.jsonl"], 0);
    ends(at, &["restore", "clean.jsonl", "-o", "again.jsonl.gz"], 0);
    assert_eq!(read(at, "again.jsonl.gz"), text);
    // Another extension of the output asks for another compression.
    ends(at, &["restore", "clean.jsonl", "-o", "again.jsonl.zst"], 0);
    assert!(unpacked(&at.join("again.jsonl.zst")) == text.as_bytes());
    fed(at, &["dedup", "in", "-o", "clean"], b"");
    ends(at, &["restore", "clean", "-o", "again"], 0);
    assert_eq!(read(at, "again/x.jsonl.gz"), text);
    let again = fs::read(at.join("again/y.jsonl")).unwrap();
    assert!(zstd::decode_all(&*again).unwrap() == corpus(21, 30));
    let log = read(at, "clean.audit.jsonl");
    let header: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    let packings: Vec<_> = (0..2).map(|it| header["inputs"][it]["packing"].clone()).collect();
    assert_eq!(packings, ["plain", "zstd"]);
}

#[test]
fn a_broken_file_in_a_folder_is_kept_as_it_is() {
    let whole = pack("x.zst", &corpus(22, 60));
    let gzip = pack("x.gz", &corpus(23, 60));
    let good = [record("", TALE), record("\"n\":2,", TALE)].concat().into_bytes();
    let files: [(&str, &[u8]); 6] = [
        // A damaged file is reported even if many records without a text were reported before.
        ("in/good.jsonl", &[&good[..], "not json\n".repeat(12).as_bytes()].concat()),
        ("in/half.jsonl.gz", &gzip[..gzip.len() / 2]),
        ("in/deep/half.zst", &whole[..whole.len() / 2]),
        ("in/head.gz", &gzip[..12]),
        ("in/rows.parquet", b"PAR1 and so on"),
        ("in/t.txt", TALE.as_bytes()),
    ];
    for by in ["document", "paragraph", "passage"] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        for (name, bytes) in files {
            fs::create_dir_all(at.join(name).parent().unwrap()).unwrap();
            fs::write(at.join(name), bytes).unwrap();
        }
        let said = stderr(&ends(at, &["dedup", "in", "--by", by, "-o", "out"], 2));
        for name in ["in/half.jsonl.gz", "in/deep/half.zst", "in/head.gz", "in/rows.parquet"] {
            assert!(said.contains(&format!("{name}: kept as it is: ")), "{by}: {said}");
            let clean = at.join(name.replacen("in", "out", 1));
            assert!(fs::read(clean).unwrap() == fs::read(at.join(name)).unwrap(), "{by} {name}");
        }
        assert!(said.contains("Parquet") && said.contains("ends in the middle"), "{said}");
        assert!(said.contains("removed 2 "), "the others are cleaned: {said}");
        ends(at, &["restore", "out", "-o", "again"], 0);
        for (name, bytes) in files {
            let again = at.join(name.replacen("in", "again", 1));
            assert!(fs::read(again).unwrap() == bytes, "{by} {name}");
        }
    }
}

/// A file that cannot be read cannot be copied, so it is reported; the rest of the folder is
/// cleaned.
#[cfg(unix)]
#[test]
fn what_may_not_be_read_in_a_folder_is_named_and_missing() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = folder(&[
        ("own/in/a.txt", TALE),
        ("own/in/b.txt", TALE),
        ("own/in/no.txt", OTHER),
        ("own/in/shut/c.txt", OTHER),
    ]);
    let at = folder.path().join("own");
    let set = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let [file, shut] = ["in/no.txt", "in/shut"].map(|name| at.join(name));
    set(&file, 0);
    set(&shut, 0);
    set(folder.path(), 0o755);
    set(&at, 0o777);
    // Whoever may read everything is not asked, but somebody else.
    let own = at.join("retold");
    // By another program: whatever this one has open for writing, a child of it may hold open.
    let mut copy = std::process::Command::new("cp");
    assert!(copy.arg(env!("CARGO_BIN_EXE_retold")).arg(&own).status().unwrap().success());
    let says = |args: &[&str]| {
        let mut command = std::process::Command::new(&own);
        command.current_dir(&at).args(args);
        if fs::File::open(&file).is_ok() {
            command.uid(65_534);
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        stderr(&output)
    };
    let said = says(&["dedup", "in", "-o", "out"]);
    for name in ["in/no.txt", "in/shut"] {
        assert!(said.contains(&format!("retold: {name}: skipped: ")), "{said}");
    }
    assert!(said.contains("it will be missing from the output"), "{said}");
    assert_eq!(read(&at, "out/a.txt"), TALE);
    assert_eq!(fs::read_dir(at.join("out")).unwrap().count(), 1, "b.txt repeats a.txt");
    // A reference corpus that cannot be read completely is an error.
    let args = ["dedup", "in/a.txt", "-o", "c", "--against"];
    for (old, name) in [("in/shut", "in/shut"), ("in/no.txt", "in/no.txt")] {
        let said = says(&[&args[..], &[old]].concat());
        assert!(said.contains(&format!("cannot read {name}: permission denied")), "{said}");
    }
    // So that the folder can be removed.
    set(&shut, 0o755);
}

#[test]
fn a_dry_run_hides_no_name() {
    let records = [record("", TALE), record("\"n\":2,", TALE)].concat();
    let folder = folder(&[("{odd}.jsonl", &records), ("b.jsonl", "{\"text\":\"b\"}")]);
    let args = ["dedup", "{odd}.jsonl", "b.jsonl", "-o", "out", "--dry-run"];
    let shown = String::from_utf8(ends(folder.path(), &args, 0).stdout).unwrap();
    assert_eq!(shown, "{odd}.jsonl:2 ~ {odd}.jsonl:1  17 words  1.00\n");
    let args = ["dedup", "b.jsonl", "{odd}.jsonl", "-o", "out", "--dry-run"];
    let shown = String::from_utf8(ends(folder.path(), &args, 0).stdout).unwrap();
    assert_eq!(shown, "{odd}.jsonl:2 ~ {odd}.jsonl:1  17 words  1.00\n", "and no line break");
}
