//! The kinds of corpora, by name.

use super::sharing::Sharing;
use super::{bulletins, copies, laws, licences, mail, manuals, pages, verses};
use crate::language::Language;

/// A kind of corpus in the shape of a real one.
///
/// [`CorpusKind::sharing`] states the amount of shared text. It is nearly the same for all corpora of 400
/// documents or more, because documents share text only inside sets of a fixed size. The largest sets have 400
/// documents.
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
    /// Bulletins in which phrases recur with different figures.
    Bulletins,
    /// The same in Thai, a script without spaces.
    ThaiBulletins,
    /// Licences with clauses from a common stock, many of them in several variants.
    Licences,
    /// Laws, many of them in series in which each law amends the previous one.
    Laws,
    /// Chapters of verse in one to four versions.
    Verses,
    /// Mail with nested quotations and signatures.
    Mail,
    /// Manuals in ten versions; each version changes a twentieth of the sentences.
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

    /// The stated amount of shared text. In a corpus of 400 documents or more, each figure differs from the
    /// stated one by a quarter at most.
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
