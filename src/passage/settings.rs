//! The settings of the passage stage.

use super::scope::Scope;
use crate::error::{Error, Result};
use crate::model::Similarity;

/// The longest window of winnowing, in seeds.
pub(super) const MAX_WINDOW: usize = 64;
/// The largest `max_gap`, in tokens. It bounds the matrix of an alignment.
const MAX_GAP: usize = 64;

/// The rules for what is a passage, and the effort to find passages.
///
/// | Goal | Settings |
/// |---|---|
/// | all passages of articles, minutes, manuals | [`default`](PassageSettings::default) |
/// | long passages of millions of documents | [`large_corpus`](PassageSettings::large_corpus) |
/// | text from character recognition, one word in four misread | [`noisy`](PassageSettings::noisy) |
///
/// # Examples
/// ```
/// use retold::passage::PassageSettings;
///
/// let settings = PassageSettings::builder().min_words(20).max_gap(6).build()?;
/// assert_eq!(settings.min_words(), 20);
///
/// let error = PassageSettings::builder().max_gap(1000).build().unwrap_err();
/// assert_eq!(error.to_string(), "max_gap must be at most 64 tokens, got 1000");
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Flat", into = "Flat"))]
pub struct PassageSettings {
    pub(super) guarantee: usize,
    pub(super) seed_length: usize,
    pub(super) min_words: usize,
    pub(super) min_identity: Similarity,
    pub(super) max_gap: usize,
    pub(super) frequent: usize,
    change_opening: u8,
    pub(super) scope: Scope,
}

/// The serialised form. Values that are read are checked before they become settings.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Flat {
    guarantee: usize,
    seed_length: usize,
    min_words: usize,
    min_identity: Similarity,
    max_gap: usize,
    frequent: usize,
    change_opening: u8,
    within_documents: bool,
    across_documents: bool,
}

#[cfg(feature = "serde")]
impl From<PassageSettings> for Flat {
    fn from(settings: PassageSettings) -> Flat {
        Flat {
            guarantee: settings.guarantee,
            seed_length: settings.seed_length,
            min_words: settings.min_words,
            min_identity: settings.min_identity,
            max_gap: settings.max_gap,
            frequent: settings.frequent,
            change_opening: settings.change_opening,
            within_documents: settings.scope.within_documents(),
            across_documents: settings.scope.across_documents(),
        }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Flat> for PassageSettings {
    type Error = Error;

    fn try_from(flat: Flat) -> Result<PassageSettings> {
        let settings = PassageSettings {
            guarantee: flat.guarantee,
            seed_length: flat.seed_length,
            min_words: flat.min_words,
            min_identity: flat.min_identity,
            max_gap: flat.max_gap,
            frequent: flat.frequent,
            change_opening: flat.change_opening,
            scope: match (flat.within_documents, flat.across_documents) {
                (true, true) => Scope::Both,
                (true, false) => Scope::Within,
                (false, true) => Scope::Across,
                (false, false) => {
                    return Err(Error::conflict(
                        "passages must be looked for within documents, across them, or both"
                            .to_owned(),
                    ));
                }
            },
        };
        settings.check(None)?;
        Ok(settings)
    }
}

impl Default for PassageSettings {
    /// Every verbatim run of 8 tokens is found. A passage has at least 12 equal words and an identity
    /// of 0.8, with gaps of up to 12 tokens.
    ///
    /// # Examples
    /// ```
    /// let settings = retold::passage::PassageSettings::default();
    /// assert_eq!((settings.guarantee(), settings.seed_length(), settings.max_gap()), (8, 6, 12));
    /// assert_eq!((settings.min_words(), settings.min_identity().get()), (12, 0.8));
    /// ```
    fn default() -> PassageSettings {
        PassageSettings {
            guarantee: 8,
            seed_length: 6,
            min_words: 12,
            min_identity: Similarity::ratio(4, 5),
            max_gap: 12,
            frequent: 32,
            change_opening: 1,
            scope: Scope::Both,
        }
    }
}

impl PassageSettings {
    /// Settings for very large collections: runs of 24 tokens are certain to be found, shorter ones by
    /// chance, with 2 bytes of postings for each token instead of 8.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::PassageSettings::large_corpus().guarantee(), 24);
    /// ```
    pub fn large_corpus() -> PassageSettings {
        PassageSettings {
            guarantee: 24,
            seed_length: 10,
            min_words: 24,
            ..PassageSettings::default()
        }
    }

    /// Settings for text with many misread words: runs of 4 tokens are found, half of the words must be
    /// equal, and a changed word costs no more than an equal one earns.
    ///
    /// Unrelated texts share runs of 4 words by chance, so this costs several times as much as the
    /// default, and the cost grows faster than the collection.
    ///
    /// # Examples
    /// ```
    /// let settings = retold::passage::PassageSettings::noisy();
    /// assert_eq!((settings.guarantee(), settings.min_identity().get()), (4, 0.5));
    /// ```
    pub fn noisy() -> PassageSettings {
        PassageSettings {
            guarantee: 4,
            seed_length: 3,
            min_identity: Similarity::ratio(1, 2),
            max_gap: 16,
            change_opening: 0,
            ..PassageSettings::default()
        }
    }

    /// The length, in tokens, from which every verbatim run is found.
    pub fn guarantee(&self) -> usize {
        self.guarantee
    }

    /// The length of a seed, in tokens.
    ///
    /// Of each window of `guarantee - seed_length + 1` consecutive seeds one is indexed. That is two of
    /// `guarantee - seed_length + 2` seeds, with 16 bytes each.
    pub fn seed_length(&self) -> usize {
        self.seed_length
    }

    /// The least number of equal words of a passage, and so of every place of a family.
    ///
    /// A character of a script without spaces is 0.6 of a word. 12 words are 20 characters of Chinese.
    pub fn min_words(&self) -> usize {
        self.min_words
    }

    /// The least identity of a passage.
    pub fn min_identity(&self) -> Similarity {
        self.min_identity
    }

    /// The longest change inside a passage, in tokens.
    pub fn max_gap(&self) -> usize {
        self.max_gap
    }

    /// The number of places of a run up to which all their pairs are compared.
    pub fn frequent(&self) -> usize {
        self.frequent
    }

    /// The scope of the search for passages.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Checks every value. `identity` is the least identity as the caller gave it, for the message.
    pub(super) fn check(&self, identity: Option<f64>) -> Result<()> {
        let PassageSettings {
            guarantee,
            seed_length,
            min_words,
            min_identity,
            max_gap,
            frequent,
            change_opening: _,
            scope: _,
        } = *self;
        if !(3..=MAX_WINDOW).contains(&guarantee) {
            return Err(Error::out_of_range("guarantee", guarantee, "in 3 to 64 tokens"));
        }
        if !(1..=guarantee).contains(&seed_length) {
            let rule = "at least 1 and at most the guarantee";
            return Err(Error::out_of_range("seed_length", seed_length, rule));
        }
        if min_words == 0 {
            return Err(Error::out_of_range("min_words", min_words, "at least 1"));
        }
        if min_identity == Similarity::ZERO {
            let identity = identity.unwrap_or(min_identity.get());
            return Err(Error::out_of_range("min_identity", identity, "in (0, 1]"));
        }
        if max_gap > MAX_GAP {
            return Err(Error::out_of_range("max_gap", max_gap, "at most 64 tokens"));
        }
        if frequent < 2 {
            return Err(Error::out_of_range("frequent", frequent, "at least 2"));
        }
        Ok(())
    }

    /// The number of consecutive seeds of which one is indexed.
    pub(crate) fn window(&self) -> usize {
        self.guarantee - self.seed_length + 1
    }

    /// The cost of a change, where an equal token earns 1: its longer side, and the opening.
    ///
    /// With an opening cost of 1, two equal words do not pay for a change before them. Otherwise the
    /// ends of a passage would be extended to words that are equal by chance.
    pub(super) fn change_cost(&self, a_len: u32, b_len: u32) -> i64 {
        i64::from(self.change_opening) + i64::from(a_len.max(b_len))
    }

    /// The part of [`change_cost`](Self::change_cost) that does not depend on the length.
    pub(super) fn change_opening(&self) -> i32 {
        i32::from(self.change_opening)
    }

    /// How far a score may fall below its best before a passage ends: the cost of the longest change.
    pub(super) fn max_drop(&self) -> i64 {
        self.change_cost(self.max_gap as u32, 0)
    }
}
