//! Packages for crates.io.
//!
//! `cargo package` builds every package from its unpacked archive, with the other packages in place of
//! crates.io. This step also checks what is in the archives: a file that is missing there and a test corpus
//! that was packed by mistake stay unseen until somebody downloads them. The links of the READMEs are
//! checked by the tests of retold-cli.

use crate::outcome::{Failure, Outcome, Skip};
use crate::process::{cargo, program, read, root, target_folder};
use std::fs;
use std::path::Path;

/// The packages of crates.io, each behind those that it depends on.
const PACKAGES: [&str; 5] = ["retold", "retold-html", "retold-io", "retold-arrow", "retold-cli"];

/// Files that every package has.
const REQUIRED: [&str; 4] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// Further files that a package may have beside `src`.
const ALLOWED: [&str; 6] = [
    ".cargo-ok",
    ".cargo_vcs_info.json",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml.orig",
];

/// Kinds of files in `src`: code, the parts of the HTML page, and a README.
const SOURCES: [&str; 4] = ["rs", "css", "js", "md"];

/// Fields of a manifest that crates.io shows.
const FIELDS: [&str; 7] =
    ["description", "license", "readme", "keywords", "categories", "rust-version", "version"];

/// Bytes that an archive takes at most. crates.io takes 10 MiB; ours are code alone.
const ARCHIVE_BYTES: u64 = 600_000;

/// Packages all crates, builds the packages against one another, and checks their contents.
pub(crate) fn run(skip: Skip) -> Outcome {
    check_list()?;
    if !packs_several(&cargo("--version").output()?) {
        skip("packages: cargo 1.90 or newer packs several crates against one another");
        return Ok(());
    }
    // The index and the archives of all dependencies, so that the rest needs no network. Where they
    // are there, this needs none either.
    let host = host()?;
    cargo(&format!("fetch --locked --target {host}")).run()?;
    let version = version()?;
    let folder = target_folder().join("package");
    let unpacked = |package: &str| folder.join(format!("{package}-{version}"));
    let archive = |package: &str| folder.join(format!("{package}-{version}.crate"));
    for package in PACKAGES {
        // What an earlier run has left would be taken for the result of this one.
        for path in [archive(package), unpacked(package)] {
            if path.is_dir() {
                fs::remove_dir_all(&path).map_err(|error| failed(&path, &error))?;
            } else if path.exists() {
                fs::remove_file(&path).map_err(|error| failed(&path, &error))?;
            }
        }
    }
    let names = PACKAGES.map(|package| format!("-p {package}")).join(" ");
    cargo(&format!("package {names} --locked --offline --allow-dirty")).run()?;
    println!("{:<14}{:>6} {:>9} {:>9}", "package", "files", "KB", "archive");
    for package in PACKAGES {
        check(&unpacked(package), &archive(package), package)?;
    }
    Ok(())
}

/// Checks that every package of the workspace is in `PACKAGES` or says `publish = false`.
fn check_list() -> Outcome {
    let mut found = Vec::new();
    for manifest in manifests()? {
        let text = read(&manifest)?;
        let name = field(&text, "name")
            .ok_or_else(|| Failure::new(format!("{manifest} has no package name")))?;
        match (text.lines().any(|line| line == "publish = false"), PACKAGES.contains(&name)) {
            (false, false) => {
                return Err(Failure::new(format!(
                    "{name} is not checked: add it to PACKAGES in xtask/src/steps/packages.rs, or \
                     write `publish = false` into {manifest}"
                )));
            }
            (true, true) => {
                return Err(Failure::new(format!(
                    "{name} is in PACKAGES of xtask/src/steps/packages.rs, but {manifest} says \
                     `publish = false`"
                )));
            }
            _ => found.push(name.to_owned()),
        }
    }
    match PACKAGES.iter().find(|package| !found.iter().any(|name| name == *package)) {
        Some(package) => Err(Failure::new(format!("the workspace has no package {package}"))),
        None => Ok(()),
    }
}

/// Returns the manifests of the workspace, from the list of its members.
fn manifests() -> Outcome<Vec<String>> {
    let workspace = read("Cargo.toml")?;
    let members = workspace
        .split_once("members = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .ok_or_else(|| Failure::new("Cargo.toml has no list of members"))?;
    let folders = members.0.split(',').map(|it| it.trim().trim_matches('"'));
    let manifests = folders.filter(|it| !it.is_empty()).map(|folder| match folder {
        "." => "Cargo.toml".to_owned(),
        folder => format!("{folder}/Cargo.toml"),
    });
    Ok(manifests.collect())
}

/// Returns the string of the first field of this name in a manifest.
fn field<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    let mut values = manifest.lines().filter_map(|line| line.strip_prefix(name));
    let value = values.find_map(|rest| rest.trim_start().strip_prefix('='))?;
    Some(value.trim().trim_matches('"'))
}

fn host() -> Outcome<String> {
    let version = program("rustc", "-vV").output()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Failure::new("`rustc -vV` names no host"))
}

/// Returns the version of the workspace.
fn version() -> Outcome<String> {
    let workspace = read("Cargo.toml")?;
    let version = field(&workspace, "version").map(str::to_owned);
    version.ok_or_else(|| Failure::new("Cargo.toml has no version"))
}

/// Whether this version of cargo packs several packages, each built against the others.
fn packs_several(version: &str) -> bool {
    let number = version.split_whitespace().nth(1).unwrap_or_default();
    let mut parts = number.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= (1, 90)
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.strip_prefix(root()).unwrap_or(path).display();
    Failure::new(format!("{shown}: {error}"))
}

/// Checks one package, and prints a line with its sizes.
fn check(folder: &Path, archive: &Path, package: &str) -> Outcome {
    let mut files = Vec::new();
    list(folder, folder, &mut files)?;
    let packed = fs::metadata(archive).map_err(|error| failed(archive, &error))?.len();
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    println!("{package:<14}{:>6} {:>9} {:>9}", files.len(), bytes / 1000, packed / 1000);

    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))
        .map_err(|error| failed(&folder.join("Cargo.toml"), &error))?;
    let mut faults = faults_of_files(&names);
    faults.extend(faults_of_manifest(&manifest));
    if packed > ARCHIVE_BYTES {
        faults.push(format!("the archive has {packed} bytes; {ARCHIVE_BYTES} are allowed"));
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the package {package}:\n  {}", faults.join("\n  "))))
}

/// Returns the files below a folder, as paths with `/`, and their sizes.
fn list(root: &Path, folder: &Path, found: &mut Vec<(String, u64)>) -> Outcome {
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let entry = entry.map_err(|error| failed(folder, &error))?;
        let path = entry.path();
        let metadata = entry.metadata().map_err(|error| failed(&path, &error))?;
        if metadata.is_dir() {
            list(root, &path, found)?;
        } else {
            let name = path.strip_prefix(root).expect("it is below the root");
            found.push((name.to_string_lossy().replace('\\', "/"), metadata.len()));
        }
    }
    Ok(())
}

fn faults_of_files(names: &[&str]) -> Vec<String> {
    let missing = REQUIRED.iter().filter(|name| !names.contains(name));
    let mut faults: Vec<String> = missing
        .map(|name| format!("{name} is missing: add it to `include` of the manifest"))
        .collect();
    for name in names {
        let is_source = name.strip_prefix("src/").is_some_and(|rest| {
            let extension = Path::new(rest).extension();
            SOURCES.iter().any(|it| extension.is_some_and(|extension| extension == *it))
        });
        if !is_source && !REQUIRED.contains(name) && !ALLOWED.contains(name) {
            faults
                .push(format!("{name} does not belong: take it out of `include` of the manifest"));
        }
    }
    faults
}

fn faults_of_manifest(manifest: &str) -> Vec<String> {
    let missing = FIELDS.iter().filter(|name| field(manifest, name).is_none());
    missing.map(|name| format!("the manifest has no `{name}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::{check_list, faults_of_files, faults_of_manifest, field, packs_several};

    const RIGHT: [&str; 6] =
        ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/lib.rs", "src/a/b.css"];

    #[test]
    fn a_package_holds_its_licences_its_readme_and_its_code() {
        assert_eq!(faults_of_files(&RIGHT), [""; 0]);
        for (index, name) in RIGHT.iter().enumerate().take(4) {
            let mut names = RIGHT.to_vec();
            names.remove(index);
            assert!(faults_of_files(&names)[0].starts_with(name));
        }
    }

    #[test]
    fn tests_snapshots_and_data_do_not_belong() {
        for name in ["tests/main.rs", "src/snapshots/a.snap", "seeds/a.txt", "src/corpus.jsonl"] {
            let names = [&RIGHT[..], &[name]].concat();
            assert!(faults_of_files(&names)[0].starts_with(name), "{name}");
        }
    }

    #[test]
    fn a_manifest_has_what_the_registry_shows() {
        let right = "name = \"a\"\nversion = \"1.0.0\"\ndescription = \"b\"\nlicense = \"MIT\"\n\
                     readme = \"README.md\"\nkeywords = [\"c\"]\ncategories = [\"d\"]\n\
                     rust-version = \"1.89\"\n";
        assert_eq!(faults_of_manifest(right), [""; 0]);
        assert_eq!(faults_of_manifest(&right.replace("license", "licence")).len(), 1);
    }

    #[test]
    fn packages_are_packed_together_from_cargo_1_90_on() {
        for (version, expected) in [
            ("cargo 1.89.0 (c24e10642 2025-06-23)", false),
            ("cargo 1.90.0 (840b83a10 2025-07-30)", true),
            ("cargo 2.0.0-nightly (0 2030-01-01)", true),
            ("", false),
        ] {
            assert_eq!(packs_several(version), expected, "{version}");
        }
    }

    #[test]
    fn a_field_is_read_by_its_whole_name() {
        let manifest = "names = \"x\"\nname = \"y\"\n";
        assert_eq!(field(manifest, "name"), Some("y"));
        assert_eq!(field(manifest, "nam"), None);
    }

    #[test]
    fn every_package_of_the_workspace_is_checked_or_not_published() {
        check_list().expect("the lists agree");
    }
}
