//! Filters by kind of text.

use retold::model::TextKind;
use std::fmt;
use std::str::FromStr;

/// A set of kinds of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// The empty set.
    pub const NONE: Kinds = Kinds(0);

    /// The set of these kinds.
    pub fn of(kinds: &[TextKind]) -> Kinds {
        Kinds(kinds.iter().fold(0, |bits, &kind| bits | 1 << kind as u16))
    }

    /// The union of two sets.
    #[must_use]
    pub fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether the set contains a kind.
    pub fn has(self, kind: TextKind) -> bool {
        self.0 >> kind as u16 & 1 == 1
    }
}

/// Parses `prose,list`; `all` is every kind.
impl FromStr for Kinds {
    type Err = String;

    fn from_str(names: &str) -> Result<Kinds, String> {
        let mut kinds = Kinds::NONE;
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            kinds = kinds.and(match name {
                "all" => Kinds::of(&TextKind::ALL),
                name => Kinds::of(&[name.replace('-', "_").parse::<TextKind>()?]),
            });
        }
        Ok(kinds)
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = TextKind::ALL.into_iter().filter(|&kind| self.has(kind));
        f.write_str(&names.map(TextKind::name).collect::<Vec<_>>().join(","))
    }
}

/// A filter by kind of text.
///
/// # Examples
/// ```
/// use retold::model::TextKind;
/// use retold_io::input::{KindFilter, Kinds};
///
/// let mut filter = KindFilter::default();
/// assert!(filter.keeps(TextKind::Code) && !filter.keeps(TextKind::FrontMatter));
/// filter.only = Some("prose,list".parse().unwrap());
/// assert!(filter.keeps(TextKind::List) && !filter.keeps(TextKind::Code));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindFilter {
    /// If set, the only kinds that are read.
    pub only: Option<Kinds>,
    /// The kinds that are left out.
    pub skip: Kinds,
}

impl Default for KindFilter {
    /// The default reads everything but front matter.
    fn default() -> KindFilter {
        KindFilter { only: None, skip: Kinds::of(&[TextKind::FrontMatter]) }
    }
}

impl KindFilter {
    /// Whether text of this kind is read.
    pub fn keeps(&self, kind: TextKind) -> bool {
        match self.only {
            Some(only) => only.has(kind),
            None => !self.skip.has(kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KindFilter, Kinds};
    use retold::model::TextKind;

    #[test]
    fn kinds_are_read_by_name() {
        let kinds: Kinds = "prose, front-matter".parse().expect("both are kinds");
        assert!(kinds.has(TextKind::FrontMatter) && !kinds.has(TextKind::List));
        assert_eq!(kinds.to_string(), "prose,front_matter");
        assert!("prose,poem".parse::<Kinds>().expect_err("it is none").contains("poem"));
        let all: Kinds = "all".parse().expect("it is a name for all kinds");
        assert!(TextKind::ALL.into_iter().all(|kind| all.has(kind)));
    }

    #[test]
    fn named_kinds_are_read_even_if_left_out_by_default() {
        let by_default = KindFilter::default();
        assert!(by_default.keeps(TextKind::Code) && !by_default.keeps(TextKind::FrontMatter));
        let only = KindFilter { only: "code,front_matter".parse().ok(), ..by_default };
        assert!(only.keeps(TextKind::Code) && only.keeps(TextKind::FrontMatter));
        assert!(!only.keeps(TextKind::Prose));
    }
}
