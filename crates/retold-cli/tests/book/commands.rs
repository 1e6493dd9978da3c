//! The commands that the pages show.
//!
//! A block of the kind `console` has commands behind `$ ` and their output, which a test compares with
//! what they print. Of a block of the kind `sh`, the lines that call `retold` are run and must succeed,
//! and those that call cargo must name packages, examples and files that exist. All blocks of a page
//! are run in their order in one folder with copies of `seeds/`, `examples/` and the files of `prepare`.

use super::pages::{Page, all, book};
use crate::program::{program, root};
use regex::Regex;
use std::path::Path;
use std::process::Output;

/// A fenced block: its kind, the byte after its first fence, the byte before its last.
struct Block {
    kind: String,
    start: usize,
    end: usize,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut at, mut open) = (0, None);
    for line in text.split_inclusive('\n') {
        if let Some(kind) = line.strip_prefix("```") {
            match open.take() {
                None => open = Some((kind.trim().to_owned(), at + line.len())),
                Some((kind, start)) => blocks.push(Block { kind, start, end: at }),
            }
        }
        at += line.len();
    }
    blocks
}

/// A folder for the commands of a page.
fn prepare() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for name in ["seeds", "examples", "examples/newsroom"] {
        std::fs::create_dir_all(at.join(name)).unwrap();
        for entry in std::fs::read_dir(root().join(name)).unwrap() {
            let from = entry.unwrap().path();
            if from.is_file() {
                std::fs::copy(&from, at.join(name).join(from.file_name().unwrap())).unwrap();
            }
        }
    }
    // The names that the manual uses for files of the reader.
    let newsroom = |name: &str| std::fs::read(root().join("examples/newsroom").join(name)).unwrap();
    let (first, second) = (newsroom("storm-monday.md"), newsroom("storm-tuesday.md"));
    for name in ["articles", "docs", "last-year", "this-year"] {
        std::fs::create_dir(at.join(name)).unwrap();
    }
    for (name, text) in [
        ("articles/a.md", &first),
        ("articles/b.md", &second),
        ("docs/page.md", &first),
        ("last-year/a.md", &first),
        ("this-year/b.md", &second),
        ("draft.md", &first),
        ("published.md", &second),
        ("neighbours.csv", &b"a,b,score\na1,a3,0.98\n".to_vec()),
    ] {
        std::fs::write(at.join(name), text).unwrap();
    }
    let records = std::fs::read(root().join("examples/articles.jsonl")).unwrap();
    let packed = zstd::encode_all(&records[..], 3).unwrap();
    std::fs::write(at.join("corpus.jsonl.zst"), packed).unwrap();
    folder
}

/// Runs a command with the shell; its two streams come out as one.
fn shell(folder: &Path, command: &str) -> Output {
    let program = program(folder);
    let bin = Path::new(program.get_program()).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(bin.to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    )
    .unwrap();
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(format!("{{ {command}\n}} 2>&1")).current_dir(folder).env("PATH", path);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RETOLD_SIMD"] {
        shell.env_remove(name);
    }
    shell.output().unwrap()
}

/// Text without time and memory, which differ from run to run. Not every system reports the memory.
fn masked(text: &str) -> String {
    let figures = Regex::new(r", \d+\.\d+ s\b(, \d+\.\d+ [KMG]iB at the peak)?").unwrap();
    figures.replace_all(text, "…").into_owned()
}

/// The block with the output that its commands print now.
fn rerun(folder: &Path, block: &str) -> String {
    let mut written = String::new();
    let mut lines = block.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let command = line.strip_prefix("$ ").expect("a command before its output");
        let mut command = command.to_owned();
        written.push_str(line);
        while command.trim_end().ends_with('\\') {
            let more = lines.next().expect("a command that ends");
            command.push_str(more);
            written.push_str(more);
        }
        let mut shown = String::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            shown.push_str(line);
        }
        let output = shell(folder, command.trim_end());
        let mut printed = String::from_utf8(output.stdout).unwrap();
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        // A blank line may part the output from the next command.
        let parted = shown.ends_with("\n\n") && lines.peek().is_some();
        let blank = if parted { "\n" } else { "" };
        let is_same = masked(&shown) == masked(&format!("{printed}{blank}"));
        written.push_str(if is_same { &shown } else { &printed });
        if !is_same {
            written.push_str(blank);
        }
    }
    written
}

fn with_commands() -> Vec<Page> {
    let mut pages = book();
    pages.extend(all().into_iter().filter(|page| page.name == "README.md"));
    pages
}

#[test]
fn every_command_prints_what_its_page_shows() {
    let mut commands = 0;
    for page in with_commands() {
        let folder = prepare();
        let mut rerun_page = String::new();
        let mut at = 0;
        for block in blocks(&page.text) {
            let text = &page.text[block.start..block.end];
            match block.kind.as_str() {
                "console" => {
                    rerun_page.push_str(&page.text[at..block.start]);
                    rerun_page.push_str(&rerun(folder.path(), text));
                    at = block.end;
                    commands += text.matches("$ ").count();
                }
                "sh" => {
                    for line in text.lines().filter(|line| line.starts_with("retold ")) {
                        let output = shell(folder.path(), line);
                        let said = String::from_utf8_lossy(&output.stdout);
                        assert_eq!(output.status.code(), Some(0), "{line}: {said}");
                        commands += 1;
                    }
                }
                _ => {}
            }
        }
        rerun_page.push_str(&page.text[at..]);
        if std::env::var_os("RETOLD_WRITE_BOOK").is_some() {
            std::fs::write(root().join(&page.name), rerun_page).unwrap();
        } else {
            let remedy = "write the pages again: RETOLD_WRITE_BOOK=1 cargo test -p retold-cli book";
            let page_name = &page.name;
            let found = snapbox::Data::text(rerun_page).raw();
            let shown = snapbox::Data::text(page.text.clone()).raw();
            let result = snapbox::Assert::new().try_eq(Some(page_name), found, shown);
            assert!(result.is_ok(), "{}\n{remedy}", result.unwrap_err());
        }
    }
    assert!(commands >= 20, "{commands} commands in all pages");
}

#[test]
fn cargo_is_asked_for_what_exists() {
    let named = Regex::new(r"(--example|-p|--manifest-path|--path|--bench) (\S+)").unwrap();
    for page in with_commands() {
        for block in blocks(&page.text).iter().filter(|block| block.kind == "sh") {
            for line in page.text[block.start..block.end].lines() {
                assert!(
                    ["retold ", "cargo ", "git ", "cd ", "export "]
                        .iter()
                        .any(|start| line.starts_with(start)),
                    "{}: no test runs `{line}`",
                    page.name
                );
                for found in named.captures_iter(line) {
                    let path = match &found[1] {
                        "--example" => format!("examples/{}.rs", &found[2]),
                        "--bench" => format!("benches/{}.rs", &found[2]),
                        "-p" if &found[2] == "retold" => "Cargo.toml".to_owned(),
                        "-p" if &found[2] == "retold-quality" => "benches/quality".to_owned(),
                        "-p" => format!("crates/{}", &found[2]),
                        _ => found[2].to_owned(),
                    };
                    assert!(root().join(&path).exists(), "{}: {line}: no {path}", page.name);
                }
            }
        }
    }
}
