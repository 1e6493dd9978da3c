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

    /// The stated amount of shared text. A corpus of 400 documents or more is within a quarter of each
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
            CorpusKind::Bulletins => (1_640.0, 0.72, 97.5, 3.6),
            CorpusKind::ThaiBulletins => (2_320.0, 0.77, 95.0, 3.8),
            CorpusKind::Licences => (700.0, 0.83, 124.0, 5.35),
            CorpusKind::Laws => (650.0, 0.6, 9.0, 2.9),
            CorpusKind::Verses => (860.0, 0.46, 1.7, 2.2),
            CorpusKind::Mail => (235.0, 0.76, 9.3, 3.3),
            CorpusKind::Manuals => (1_630.0, 0.99, 9.0, 7.3),
            CorpusKind::Pages => (640.0, 0.6, 99.0, 9.3),
            CorpusKind::NearCopies => (310.0, 0.98, 49.2, 42.5),
        };
        Sharing { words, repeated, partners, places }
    }
}
