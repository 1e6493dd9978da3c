//! The maker of shingles from texts.

use super::shingler::Shingler;
use crate::error::Result;
use crate::hash::Key;
use crate::text::{Keyed, TokenRow, Words};

/// Cuts one text after another into shingles of its [`Words`](crate::text::Words), in memory that is
/// used again.
///
/// The first two stages in one. A [`Shingler`] by itself takes the tokens of any tokenizer.
///
/// # Examples
/// ```
/// use retold::shingle::{ShingleSet, TextShingler};
/// use retold::sketch::MinHasher;
///
/// let mut shingler = TextShingler::new(2)?;
/// let a = ShingleSet::from_shingles(shingler.shingles("the cat sat on the mat"));
/// let b = ShingleSet::from_shingles(shingler.shingles("The cat sat on a mat."));
/// assert_eq!(a.resemblance(&b).get(), 3.0 / 7.0);
///
/// let signature = MinHasher::new(128)?.signature(shingler.shingles("the cat sat"));
/// assert!(signature.is_some());
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct TextShingler {
    shingler: Shingler,
    key: Option<Key>,
    row: TokenRow,
    shingles: Vec<u64>,
}

impl TextShingler {
    /// Makes shingles of `width` words.
    ///
    /// # Errors
    /// If the width is not in `1..=32`.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::shingle::TextShingler::new(33).is_err());
    /// ```
    pub fn new(width: usize) -> Result<TextShingler> {
        Ok(TextShingler {
            shingler: Shingler::new(width)?.of_hashes(),
            key: None,
            row: TokenRow::default(),
            shingles: Vec::new(),
        })
    }

    /// The same with words hashed under a key, for untrusted texts.
    ///
    /// [`Key::seed`] makes comparing signatures of different keys an error.
    ///
    /// # Examples
    /// ```
    /// use retold::hash::Key;
    /// use retold::shingle::TextShingler;
    /// use retold::sketch::{MinHasher, SketchKind};
    ///
    /// let key = Key::new([0x5e; 16]);
    /// let mut shingler = TextShingler::new(2)?.with_key(key);
    /// let hasher = MinHasher::with_kind(SketchKind::Bucketed, 128, key.seed())?;
    /// let keyed = hasher.signature(shingler.shingles("a red sun")).expect("there are words");
    ///
    /// let mut shingler = TextShingler::new(2)?;
    /// let plain = MinHasher::new(128)?.signature(shingler.shingles("a red sun"));
    /// assert!(keyed.estimate_resemblance(&plain.expect("there are words")).is_err());
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn with_key(self, key: Key) -> TextShingler {
        TextShingler { key: Some(key), ..self }
    }

    /// The shingles of a text, in its order, repeats included; none if it has no word.
    ///
    /// # Examples
    /// ```
    /// let mut shingler = retold::shingle::TextShingler::new(3)?;
    /// assert_eq!(shingler.shingles("one, two, three, four").len(), 2);
    /// // Three words are five characters of a script without spaces.
    /// assert_eq!(shingler.shingles("他慢慢走到港口").len(), 3);
    /// assert!(shingler.shingles("…").is_empty());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn shingles(&mut self, text: &str) -> &[u64] {
        self.row.clear();
        self.shingles.clear();
        match &self.key {
            None => self.row.extend_words(text),
            Some(key) => {
                let mut keyed = Keyed::new(key);
                Words.for_each(text, |token| self.row.push(keyed.word(text, token)));
            }
        }
        self.shingler.shingles_into(&self.row.hashes, &self.row.kinds, &mut self.shingles);
        &self.shingles
    }
}
