//! The words in which two documents differ.

/// The words of two documents that no passage matches, and how many of them are facts.
///
/// Counted are all of them: those that were changed inside a passage and those outside of any. A fact
/// is a number, a date or a name here ([`is_fact`](crate::facts::is_fact)), also a name at the start of a
/// sentence if the rest of the text shows that it is one. Words such as `not` are not counted. A character
/// of a script without spaces counts 0.6 of a word.
///
/// # Examples
/// ```
/// use retold::matching::Differing;
///
/// let mut differing = Differing::default();
/// (differing.words_a, differing.words_b) = (9, 10);
/// (differing.facts_a, differing.facts_b) = (7, 8);
/// assert_eq!((differing.words(), differing.facts()), (19, 15));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Differing {
    /// Words that the first document alone has.
    pub words_a: usize,
    /// Words that the second alone has.
    pub words_b: usize,
    /// Numbers, dates and names among `words_a`.
    pub facts_a: usize,
    /// Those among `words_b`.
    pub facts_b: usize,
}

impl Differing {
    /// The differing words of both documents.
    pub fn words(self) -> usize {
        self.words_a + self.words_b
    }

    /// The facts among the differing words of both documents.
    pub fn facts(self) -> usize {
        self.facts_a + self.facts_b
    }

    /// The same of the documents in the other order.
    pub(crate) fn swapped(self) -> Differing {
        Differing {
            words_a: self.words_b,
            words_b: self.words_a,
            facts_a: self.facts_b,
            facts_b: self.facts_a,
        }
    }
}
