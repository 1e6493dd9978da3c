//! The builder of passage settings.

use super::scope::Scope;
use super::settings::PassageSettings;
use crate::error::Result;
use crate::model::Similarity;

/// Builds [`PassageSettings`]; [`build`](PassageSettingsBuilder::build) is the only step that can
/// fail, and the order of the others does not matter.
///
/// # Examples
/// ```
/// use retold::passage::PassageSettings;
///
/// let settings = PassageSettings::builder().min_words(20).max_gap(6).build()?;
/// assert_eq!((settings.min_words(), settings.max_gap()), (20, 6));
/// // Starting from other settings:
/// assert_eq!(PassageSettings::noisy().to_builder().min_words(20).build()?.guarantee(), 4);
///
/// let error = PassageSettings::builder().max_gap(1000).build().unwrap_err();
/// assert_eq!(error.to_string(), "max_gap must be at most 64 tokens, got 1000");
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct PassageSettingsBuilder {
    base: PassageSettings,
    guarantee: Option<usize>,
    seed_length: Option<usize>,
    min_identity: Option<f64>,
}

impl PassageSettingsBuilder {
    /// Sets the length from which every run of equal tokens shared by two places is found: 3 … 64
    /// tokens. The seed length follows, unless it is set too.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::PassageSettings;
    ///
    /// assert_eq!(PassageSettings::builder().guarantee(16).build()?.seed_length(), 10);
    /// assert!(PassageSettings::builder().guarantee(2).build().is_err());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn guarantee(mut self, tokens: usize) -> PassageSettingsBuilder {
        self.guarantee = Some(tokens);
        self
    }

    /// Sets the length of a seed, at least 1 and at most the guarantee. Shorter seeds take less memory (see
    /// [`PassageSettings::seed_length`]), and more of them are equal by chance.
    pub fn seed_length(mut self, tokens: usize) -> PassageSettingsBuilder {
        self.seed_length = Some(tokens);
        self
    }

    /// Sets how many words of a passage must be equal on both sides, at least 1.
    ///
    /// Smaller values than the guarantee are allowed. Passages shorter than the guarantee may be missed
    /// then.
    pub fn min_words(mut self, words: usize) -> PassageSettingsBuilder {
        self.base.min_words = words;
        self
    }

    /// Sets the smallest identity of a passage, in (0, 1]: its matched words over the words of its
    /// longer side.
    pub fn min_identity(mut self, identity: f64) -> PassageSettingsBuilder {
        self.min_identity = Some(identity);
        self
    }

    /// Sets the longest change inside a passage, in tokens of its longer side, at most 64. With 0,
    /// passages are verbatim.
    pub fn max_gap(mut self, tokens: usize) -> PassageSettingsBuilder {
        self.base.max_gap = tokens;
        self
    }

    /// Sets up to how many places of a run all pairs are compared, at least 2.
    ///
    /// The places of a run with more of them are linked each to the previous one. That takes linear
    /// work and loses no place. A family in more documents than this is boilerplate.
    pub fn frequent(mut self, places: usize) -> PassageSettingsBuilder {
        self.base.frequent = places;
        self
    }

    /// Sets where passages are looked for.
    pub fn scope(mut self, scope: Scope) -> PassageSettingsBuilder {
        self.base.scope = scope;
        self
    }

    /// The settings.
    ///
    /// # Errors
    /// If a value is out of its range; the message names it.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::PassageSettings;
    ///
    /// for invalid in [
    ///     PassageSettings::builder().seed_length(9),
    ///     PassageSettings::builder().min_words(0),
    ///     PassageSettings::builder().min_identity(1.2),
    ///     PassageSettings::builder().frequent(1),
    /// ] {
    ///     assert!(invalid.build().is_err());
    /// }
    /// ```
    pub fn build(self) -> Result<PassageSettings> {
        let PassageSettingsBuilder { base: mut settings, guarantee, seed_length, min_identity } =
            self;
        if let Some(tokens) = guarantee {
            settings.guarantee = tokens;
            settings.seed_length = match tokens {
                ..=4 => 3,
                5..=12 => tokens - tokens / 4,
                _ => 10,
            };
        }
        if let Some(tokens) = seed_length {
            settings.seed_length = tokens;
        }
        if let Some(identity) = min_identity {
            // A value that is no similarity fails the check as 0 does; the message has the given value.
            settings.min_identity = Similarity::new(identity).unwrap_or(Similarity::ZERO);
        }
        settings.check(min_identity)?;
        Ok(settings)
    }
}

impl PassageSettings {
    /// A builder that starts from the default settings.
    pub fn builder() -> PassageSettingsBuilder {
        PassageSettings::default().to_builder()
    }

    /// A builder that starts from these settings.
    pub fn to_builder(&self) -> PassageSettingsBuilder {
        PassageSettingsBuilder {
            base: self.clone(),
            guarantee: None,
            seed_length: None,
            min_identity: None,
        }
    }
}
