//! The kinds of corpora, by name.

use super::sharing::Sharing;
use super::{bulletins, copies, laws, licences, mail, manuals, pages, verses};
use crate::language::Language;

/// A kind of corpus in the shape of a real one.
///
/// The amount of shared text is stated ([`CorpusKind::sharing`]) and is the same at every size, because
/// documents share text only inside sets of a fixed size.
///
/// # Examples
/// ```
/// use retold_synth::CorpusKind;
///
/// let laws = CorpusKind::Laws.documents(30, 1);
/// assert_eq!(laws.len(), 30);
/// assert_eq!(laws, CorpusKind::Laws.documents(30, 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CorpusKind {
    /// Bulletins with recurring phrases and other figures in each.
    Bulletins,
    /// The same in a script without spaces.
    ThaiBulletins,
    /// Licences from a stock of clauses, many in variants.
    Licences,
    /// Laws in series, of which each amends the one before.
    Laws,
    /// Chapters of verse in up to four revisions.
    Verses,
    /// Mail with nested quotations and signatures.
    Mail,
    /// Manuals in ten versions, a twentieth changed from each to the next.
    Manuals,
    /// Pages of web sites with menus and footers.
    Pages,
    /// Articles with 50 near-copies each.
    NearCopies,
}

impl CorpusKind {
    /// Every kind.
    pub const ALL: [CorpusKind; 9] = [
        CorpusKind::Bulletins,
        CorpusKind::ThaiBulletins,
        CorpusKind::Licences,
        CorpusKind::Laws,
        CorpusKind::Verses,
        CorpusKind::Mail,
        CorpusKind::Manuals,
        CorpusKind::Pages,
        CorpusKind::NearCopies,
    ];

    /// Its name.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold_synth::CorpusKind::NearCopies.name(), "50 near-copies");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            CorpusKind::Bulletins => "bulletins",
            CorpusKind::ThaiBulletins => "bulletins in Thai",
            CorpusKind::Licences => "licences",
            CorpusKind::Laws => "laws",
            CorpusKind::Verses => "verses",
            CorpusKind::Mail => "mail",
            CorpusKind::Manuals => "manuals",
            CorpusKind::Pages => "pages",
            CorpusKind::NearCopies => "50 near-copies",
        }
    }

    /// The language of its documents.
    ///
    /// # Examples
    /// ```
    /// assert!(!retold_synth::CorpusKind::ThaiBulletins.language().has_spaces());
    /// ```
    pub fn language(self) -> Language {
        match self {
            CorpusKind::ThaiBulletins => Language::Thai,
            _ => Language::English,
        }
    }

    /// Generates `count` documents for `seed`, in random order.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::CorpusKind;
    ///
    /// for kind in CorpusKind::ALL {
    ///     assert_eq!(kind.documents(12, 1).len(), 12);
    /// }
    /// ```
    pub fn documents(self, count: usize, seed: u64) -> Vec<String> {
        match self {
            CorpusKind::Bulletins | CorpusKind::ThaiBulletins => {
                bulletins::bulletins(self.language(), count, seed)
            }
            CorpusKind::Licences => licences::licences(count, seed),
            CorpusKind::Laws => laws::laws(count, seed),
            CorpusKind::Verses => verses::verses(count, seed),
            CorpusKind::Mail => mail::mail(count, seed),
            CorpusKind::Manuals => manuals::manuals(count, seed),
            CorpusKind::Pages => pages::pages(count, seed),
            CorpusKind::NearCopies => copies::copies(count, seed),
        }
    }

    /// The stated amount of shared text. A corpus of 200 documents or more is within a quarter of each
    /// figure.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::CorpusKind;
    ///
    /// assert!(CorpusKind::Licences.sharing().repeated > CorpusKind::Verses.sharing().repeated);
    /// ```
    pub fn sharing(self) -> Sharing {
        let (words, repeated, partners, places) = match self {
            CorpusKind::Bulletins => (1_300.0, 0.75, 40.0, 3.6),
            CorpusKind::ThaiBulletins => (2_150.0, 0.75, 40.0, 3.6),
            CorpusKind::Licences => (780.0, 0.85, 25.0, 4.0),
            CorpusKind::Laws => (670.0, 0.65, 6.4, 3.5),
            CorpusKind::Verses => (840.0, 0.42, 0.9, 2.3),
            CorpusKind::Mail => (250.0, 0.7, 8.0, 3.0),
            CorpusKind::Manuals => (1_800.0, 0.95, 9.0, 7.0),
            CorpusKind::Pages => (550.0, 0.6, 99.0, 20.0),
            CorpusKind::NearCopies => (310.0, 0.95, 50.0, 20.0),
        };
        Sharing { words, repeated, partners, places }
    }
}
