//! What counts as a passage, and how hard to look for one.

use crate::error::{Error, Result};
use crate::model::Similarity;

/// The longest window of seeds among which one is kept, in seeds.
pub(super) const MAX_WINDOW: usize = 64;
/// The longest gap that may be asked for, in tokens: what bounds the alignment's matrix.
const MAX_GAP: usize = 64;

/// What counts as a passage, and how hard to look for one.
///
/// | Goal | Settings |
/// |---|---|
/// | articles, minutes, manuals: tell me everything | [`default`](PassageSettings::default) |
/// | millions of documents, long shared stretches only | [`large_corpus`](PassageSettings::large_corpus) |
/// | text from character recognition, one word in four misread | [`noisy`](PassageSettings::noisy) |
///
/// # Examples
/// ```
/// use retold::PassageSettings;
///
/// let settings = PassageSettings::default().with_min_words(20)?.with_max_gap(6)?;
/// assert_eq!(settings.min_words(), 20);
///
/// let error = PassageSettings::default().with_max_gap(1000).unwrap_err();
/// assert_eq!(error.to_string(), "max_gap must be at most 64 tokens, got 1000");
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PassageSettings {
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

impl Default for PassageSettings {
    /// Every verbatim run of 8 tokens is a seed; passages count from 12 matched words and an
    /// identity of 0.8, over gaps of up to 12 tokens.
    ///
    /// # Examples
    /// ```
    /// let settings = retold::PassageSettings::default();
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
            within_documents: true,
            across_documents: true,
        }
    }
}

impl PassageSettings {
    /// Settings for collections too big to look at closely: runs of 24 tokens are certain to be
    /// found, shorter ones by luck, for 2 bytes of postings a token instead of 8.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::large_corpus().guarantee(), 24);
    /// ```
    pub fn large_corpus() -> PassageSettings {
        PassageSettings {
            guarantee: 24,
            seed_length: 10,
            min_words: 24,
            ..PassageSettings::default()
        }
    }

    /// Settings for text in which many words are misread: runs of 4 tokens are seeds, half of the
    /// words must agree, and a changed word costs no more than an equal one earns.
    ///
    /// Runs of 4 words are shared by chance everywhere, so this costs several times as much as
    /// the default, and the cost grows faster than the collection.
    ///
    /// # Examples
    /// ```
    /// let settings = retold::PassageSettings::noisy();
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

    /// Every run of `tokens` equal tokens shared by two places is found; the seed length follows.
    ///
    /// # Errors
    /// If `tokens` is not in 3 … 64.
    ///
    /// # Examples
    /// ```
    /// use retold::PassageSettings;
    ///
    /// assert_eq!(PassageSettings::default().with_guarantee(16)?.seed_length(), 10);
    /// assert!(PassageSettings::default().with_guarantee(2).is_err());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn with_guarantee(mut self, tokens: usize) -> Result<PassageSettings> {
        if !(3..=MAX_WINDOW).contains(&tokens) {
            return Err(Error::out_of_range("guarantee", tokens, "in 3 to 64 tokens"));
        }
        self.guarantee = tokens;
        self.seed_length = match tokens {
            ..=4 => 3,
            5..=12 => tokens - tokens / 4,
            _ => 10,
        };
        Ok(self)
    }

    /// The length of a seed: shorter ones take less memory (see
    /// [`seed_length`](PassageSettings::seed_length)), and more of them agree by chance.
    ///
    /// # Errors
    /// If `tokens` is 0 or exceeds the guarantee.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::PassageSettings::default().with_seed_length(9).is_err());
    /// ```
    pub fn with_seed_length(mut self, tokens: usize) -> Result<PassageSettings> {
        if tokens == 0 || tokens > self.guarantee {
            return Err(Error::out_of_range(
                "seed_length",
                tokens,
                "at least 1 and at most the guarantee",
            ));
        }
        self.seed_length = tokens;
        Ok(self)
    }

    /// How many words of a passage must be equal on both sides.
    ///
    /// Values below the guarantee are allowed, and promise nothing for what is shorter than it.
    ///
    /// # Errors
    /// If `words` is 0.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::PassageSettings::default().with_min_words(0).is_err());
    /// ```
    pub fn with_min_words(mut self, words: usize) -> Result<PassageSettings> {
        if words == 0 {
            return Err(Error::out_of_range("min_words", words, "at least 1"));
        }
        self.min_words = words;
        Ok(self)
    }

    /// The smallest identity of a passage: its matched words over the words of its longer side.
    ///
    /// # Errors
    /// If `identity` is not in (0, 1].
    ///
    /// # Examples
    /// ```
    /// assert!(retold::PassageSettings::default().with_min_identity(1.2).is_err());
    /// ```
    pub fn with_min_identity(mut self, identity: f64) -> Result<PassageSettings> {
        match Similarity::new(identity) {
            Some(valid) if valid > Similarity::ZERO => {
                self.min_identity = valid;
                Ok(self)
            }
            _ => Err(Error::out_of_range("min_identity", identity, "in (0, 1]")),
        }
    }

    /// The longest run of tokens, on either side, that may differ in the midst of a passage.
    ///
    /// With 0, passages are verbatim.
    ///
    /// # Errors
    /// If `tokens` exceeds 64.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::default().with_max_gap(0)?.max_gap(), 0);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn with_max_gap(mut self, tokens: usize) -> Result<PassageSettings> {
        if tokens > MAX_GAP {
            return Err(Error::out_of_range("max_gap", tokens, "at most 64 tokens"));
        }
        self.max_gap = tokens;
        Ok(self)
    }

    /// In how many places a run may stand and still have all its pairs compared.
    ///
    /// What stands in more places is linked from each place to the next, which takes linear work
    /// and loses no place. So is what a few of these share a word or two beyond it. A family in more
    /// documents than this is boilerplate.
    ///
    /// # Errors
    /// If `places` is below 2.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::PassageSettings::default().with_frequent(1).is_err());
    /// ```
    pub fn with_frequent(mut self, places: usize) -> Result<PassageSettings> {
        if places < 2 {
            return Err(Error::out_of_range("frequent", places, "at least 2"));
        }
        self.frequent = places;
        Ok(self)
    }

    /// Whether repeats inside one document, and passages across documents, are looked for.
    ///
    /// # Errors
    /// If neither is.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::PassageSettings::default().with_scope(false, false).is_err());
    /// ```
    pub fn with_scope(mut self, within: bool, across: bool) -> Result<PassageSettings> {
        if !within && !across {
            return Err(Error::conflict(
                "passages must be looked for within documents, across them, or both".to_owned(),
            ));
        }
        self.within_documents = within;
        self.across_documents = across;
        Ok(self)
    }

    /// The length from which every verbatim run is found, in tokens.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::default().guarantee(), 8);
    /// ```
    pub fn guarantee(&self) -> usize {
        self.guarantee
    }

    /// The length of a seed, in tokens.
    ///
    /// Of each run of `guarantee - seed_length + 1` seeds one is kept; that leaves two in
    /// `guarantee - seed_length + 2`, at 16 bytes each.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::default().seed_length(), 6);
    /// ```
    pub fn seed_length(&self) -> usize {
        self.seed_length
    }

    /// The least number of matched words of a passage, and so of every place of a family.
    ///
    /// A character of a script without spaces counts 0.6 of a word, and nothing is rounded up: 12
    /// words are 20 characters of Chinese.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::default().min_words(), 12);
    /// ```
    pub fn min_words(&self) -> usize {
        self.min_words
    }

    /// The least identity of a passage.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::default().min_identity().get(), 0.8);
    /// ```
    pub fn min_identity(&self) -> Similarity {
        self.min_identity
    }

    /// The longest change in the midst of a passage, in tokens.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::default().max_gap(), 12);
    /// ```
    pub fn max_gap(&self) -> usize {
        self.max_gap
    }

    /// The number of places up to which all pairs are compared.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::PassageSettings::default().frequent(), 32);
    /// ```
    pub fn frequent(&self) -> usize {
        self.frequent
    }

    /// Whether repeats inside one document are looked for.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::PassageSettings::default().within_documents());
    /// ```
    pub fn within_documents(&self) -> bool {
        self.within_documents
    }

    /// Whether passages across documents are looked for.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::PassageSettings::default().across_documents());
    /// ```
    pub fn across_documents(&self) -> bool {
        self.across_documents
    }

    /// The number of neighbouring seeds of which one is kept.
    pub(crate) fn window(&self) -> usize {
        self.guarantee - self.seed_length + 1
    }

    /// What a change costs, where an equal token earns 1: its length, and something for being one.
    ///
    /// With an opening cost, two words alone do not pay for the change before them, so that a
    /// passage does not fray out into words shared by chance.
    pub(super) fn change_cost(&self, a_len: u32, b_len: u32) -> i64 {
        i64::from(self.change_opening) + i64::from(a_len.max(b_len))
    }

    /// The cost of opening a change, the part of [`change_cost`](Self::change_cost) that does not
    /// grow.
    pub(super) fn change_opening(&self) -> i32 {
        i32::from(self.change_opening)
    }

    /// How far the score may fall below its best before a passage ends: one longest change.
    pub(super) fn max_drop(&self) -> i64 {
        self.change_cost(self.max_gap as u32, 0)
    }
}
