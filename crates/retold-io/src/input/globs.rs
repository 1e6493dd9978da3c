//! File name patterns that select the files of a folder.

use crate::error::{Error, ErrorKind};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::Path;

/// File name patterns.
///
/// A pattern without `/` matches the name of a file or of any folder above it: `*.md`, `drafts`. A
/// pattern with `/` starts at the folder that the request names: `docs/**/*.md`. A file that the
/// request names itself is always read.
///
/// # Examples
/// ```
/// use retold_io::input::Globs;
///
/// let globs = Globs::new(&["*.md".to_owned()], &["drafts".to_owned()]).unwrap();
/// assert!(globs.has("a/b.md".as_ref()));
/// assert!(!globs.has("a/b.txt".as_ref()) && !globs.has("drafts/b.md".as_ref()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Globs {
    /// `None` if every file is read that is not excluded.
    include: Option<GlobSet>,
    exclude: GlobSet,
}

impl Globs {
    /// Makes patterns: a file must match one of `include`, if there are any, and none of `exclude`.
    ///
    /// # Errors
    /// If a pattern is invalid.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Globs, Error> {
        let include = (!include.is_empty()).then(|| set(include)).transpose()?;
        Ok(Globs { include, exclude: set(exclude)? })
    }

    /// Whether a file is read, by its path below the folder that the request names.
    pub fn has(&self, path: &Path) -> bool {
        let around = || path.ancestors().filter(|path| !path.as_os_str().is_empty());
        let is_included = match &self.include {
            Some(include) => around().any(|path| include.is_match(path)),
            None => true,
        };
        is_included && !around().any(|path| self.exclude.is_match(path))
    }
}

fn set(patterns: &[String]) -> Result<GlobSet, Error> {
    let mut set = GlobSetBuilder::new();
    let wrong = |pattern: &str, error: &globset::Error| {
        let reason = error.kind();
        Error::new(
            ErrorKind::Settings,
            format!("{pattern} is not a valid file name pattern: {reason}"),
        )
    };
    for pattern in patterns {
        let bare = pattern.trim_end_matches('/');
        let anchored = match bare.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if bare.contains('/') => bare.to_owned(),
            None => format!("**/{bare}"),
        };
        let glob = GlobBuilder::new(&anchored).literal_separator(true).build();
        set.add(glob.map_err(|error| wrong(pattern, &error))?);
    }
    set.build().map_err(|error| wrong(&patterns.join(" "), &error))
}

#[cfg(test)]
mod tests {
    use super::Globs;
    use std::path::Path;

    fn has(include: &[&str], exclude: &[&str], path: &str) -> bool {
        let [include, exclude] = [include, exclude]
            .map(|list| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        Globs::new(&include, &exclude).expect("these are patterns").has(Path::new(path))
    }

    #[test]
    fn a_pattern_without_a_slash_matches_any_name() {
        assert!(has(&["*.md"], &[], "a/b/c.md") && !has(&["*.md"], &[], "a/b/c.mdx"));
        assert!(!has(&[], &["build"], "a/build/c.md") && has(&[], &["build"], "a/rebuild/c.md"));
    }

    #[test]
    fn a_pattern_with_a_slash_starts_at_the_folder() {
        assert!(has(&["docs/*.md"], &[], "docs/a.md"));
        assert!(
            !has(&["docs/*.md"], &[], "docs/old/a.md") && !has(&["docs/*.md"], &[], "x/docs/a.md")
        );
        assert!(has(&["docs/**/*.md"], &[], "docs/old/a.md"));
        assert!(!has(&[], &["/a.md"], "a.md") && has(&[], &["/a.md"], "b/a.md"));
        assert!(!has(&[], &["docs/old/"], "docs/old/a.md"));
    }

    #[test]
    fn an_excluded_file_is_left_out_even_if_it_is_included() {
        assert!(!has(&["*.md"], &["CHANGELOG*"], "CHANGELOG.md"));
        assert!(
            Globs::new(&["a[".to_owned()], &[])
                .expect_err("it is never closed")
                .to_string()
                .contains("a[")
        );
    }
}
