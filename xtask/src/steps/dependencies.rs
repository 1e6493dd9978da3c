//! The minimum Rust version, and what may become a dependency.

use crate::json;
use crate::outcome::{Failure, Outcome, Skip};
use crate::process::{cargo, is_installed};

/// The workspace, and the packages outside of it.
const MANIFESTS: [&str; 4] =
    ["Cargo.toml", "benches/peers/Cargo.toml", "bindings/python/Cargo.toml", "fuzz/Cargo.toml"];

/// Checks that all packages ask for one Rust version and no dependency for a newer one, and runs
/// cargo-deny where it is installed.
pub(crate) fn run(skip: Skip) -> Outcome {
    let own = own_version()?;
    let newest = newest_version(&cargo("metadata --locked --format-version 1").output()?);
    if newest.as_deref() != Some(own.as_str()) {
        return Err(Failure::new(format!(
            "a dependency asks for Rust {}, the packages for {own}: raise `rust-version` in \
             Cargo.toml and in the packages outside of the workspace, or pin the dependency",
            newest.unwrap_or_default()
        )));
    }
    println!("Rust {own} is the minimum of all packages");
    if !is_installed("cargo-deny") {
        skip("licences, advisories, sources: cargo-deny is not installed");
        return Ok(());
    }
    cargo("deny --workspace --locked check bans licenses sources").run()?;
    // The wheel contains its dependencies. Several versions of one are allowed: pyo3-arrow has its own.
    cargo("deny --manifest-path bindings/python/Cargo.toml --locked check licenses sources")
        .run()?;
    if cargo("deny fetch db").quiet().run().is_err() {
        skip("advisories: they cannot be reached");
        return Ok(());
    }
    cargo("deny --workspace --locked check advisories").run()
}

/// Returns the Rust version on which all packages of the repository agree.
fn own_version() -> Outcome<String> {
    let mut own: Option<String> = None;
    for manifest in MANIFESTS {
        let metadata =
            cargo(&format!("metadata --no-deps --format-version 1 --manifest-path {manifest}"));
        for version in json::strings(&metadata.output()?, "rust_version") {
            let version = version.ok_or_else(|| {
                Failure::new(format!("a package of {manifest} has no rust-version: add it"))
            })?;
            match &own {
                Some(own) if own != version => {
                    return Err(Failure::new(format!(
                        "a package of {manifest} asks for Rust {version}, another one for {own}: \
                         make the rust-version of both the same"
                    )));
                }
                _ => own = Some(version.to_owned()),
            }
        }
    }
    own.ok_or_else(|| Failure::new("cargo metadata names no rust-version"))
}

/// Returns the newest Rust version that a package asks for. `1.89.0` is the same as `1.89`.
fn newest_version(metadata: &str) -> Option<String> {
    let versions = json::strings(metadata, "rust_version").into_iter().flatten();
    let newest = versions.max_by_key(|version| numbers(version))?;
    let parts = newest.split('.').collect::<Vec<_>>();
    Some(match parts[..] {
        [major, minor, "0"] => format!("{major}.{minor}"),
        _ => newest.to_owned(),
    })
}

/// Returns the parts of a version as numbers, three of them.
fn numbers(version: &str) -> [u32; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

#[test]
fn the_newest_version_is_found_by_number() {
    let metadata = r#"{"rust_version":"1.9"},{"rust_version":"1.89.0"},{"rust_version":null}"#;
    assert_eq!(newest_version(metadata).as_deref(), Some("1.89"));
    assert_eq!(newest_version(r#"{"rust_version":"1.89.1"}"#).as_deref(), Some("1.89.1"));
}
