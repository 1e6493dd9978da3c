//! The fingerprint of an item.

use super::width::WidthClass;
use crate::hash::ContentHash;

/// The data of an item that candidates are found by: equal for equal texts, on any machine, in any
/// process, in any later version of this crate.
///
/// A [`Fingerprinter`](super::Fingerprinter) makes it. Two items are a candidate pair if
/// [`is_candidate`](Fingerprint::is_candidate) is true; a [`Comparer`](super::Comparer) then compares
/// their texts. A database or a cluster finds the candidates by a join: on
/// [`content`](Fingerprint::content), and on each of the [`keys`](Fingerprint::keys) together with
/// its class and its place among them.
///
/// Serialised in the form V1, which is frozen: in JSON an object with the fields `version` (1),
/// `scheme`, `content` (32 hexadecimal digits), `marks`, `fifths` (the length in fifths of a word),
/// `class`, `normal` and `short` (the band keys). Other versions are refused.
///
/// Memory: 88 bytes, and 8 for each band key: 16 keys at the default threshold of documents, as many
/// again for an item near the border between the two classes.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let fingerprinter = Detector::builder().unit(Unit::Document).build()?.fingerprinter()?;
/// let print = |text| fingerprinter.fingerprint(text).expect("a text with words");
/// let [one, same, other] = ["One text!", "one  text", "another"].map(print);
/// assert_eq!(one.content(), same.content());
/// assert!(one.is_candidate(&same) && !one.is_candidate(&other));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "V1", into = "V1"))]
pub struct Fingerprint {
    pub(super) scheme: u64,
    pub(super) content: ContentHash,
    pub(super) marks: u64,
    pub(super) fifths: usize,
    pub(super) class: WidthClass,
    /// The band keys of the two classes.
    pub(super) keys: [Vec<u64>; 2],
}

impl Fingerprint {
    /// The version of the serialised form, and of all hashes in it.
    pub const VERSION: u32 = 1;

    /// A hash of all settings that fingerprints depend on. Only those of one scheme can be compared.
    pub fn scheme(&self) -> u64 {
        self.scheme
    }

    /// The hash of the tokens.
    pub fn content(&self) -> ContentHash {
        self.content
    }

    /// The hash of all characters between the tokens that are not white space. Texts with equal content
    /// hashes are [the same](crate::facts::same_text) if this hash is equal, too.
    pub fn marks(&self) -> u64 {
        self.marks
    }

    /// The length in words; a character of a script without spaces counts 0.6 of a word.
    pub fn words(&self) -> f64 {
        self.fifths as f64 / 5.0
    }

    /// The class of the item by its length.
    pub fn class(&self) -> WidthClass {
        self.class
    }

    /// The band keys of one class, one for each band; none if the item can match only items of the same
    /// content in this class.
    pub fn keys(&self, class: WidthClass) -> &[u64] {
        &self.keys[class as usize]
    }

    /// Whether two items are candidates: they have the same content, or the same key in a band of a
    /// class in which they may be compared. False for fingerprints of different
    /// [schemes](Fingerprint::scheme).
    pub fn is_candidate(&self, other: &Fingerprint) -> bool {
        let class = self.class.with(other.class);
        let mut bands = self.keys(class).iter().zip(other.keys(class));
        self.scheme == other.scheme
            && (self.content == other.content || bands.any(|(mine, theirs)| mine == theirs))
    }
}

/// The serialised form.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct V1 {
    version: u32,
    scheme: u64,
    content: String,
    marks: u64,
    fifths: u64,
    class: WidthClass,
    normal: Vec<u64>,
    short: Vec<u64>,
}

#[cfg(feature = "serde")]
impl From<Fingerprint> for V1 {
    fn from(fingerprint: Fingerprint) -> V1 {
        let [normal, short] = fingerprint.keys;
        V1 {
            version: Fingerprint::VERSION,
            scheme: fingerprint.scheme,
            content: format!("{:032x}", fingerprint.content.0),
            marks: fingerprint.marks,
            fifths: fingerprint.fifths as u64,
            class: fingerprint.class,
            normal,
            short,
        }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<V1> for Fingerprint {
    type Error = String;

    fn try_from(form: V1) -> Result<Fingerprint, String> {
        if form.version != Fingerprint::VERSION {
            return Err(format!(
                "the version of a fingerprint must be {}, got {}; make it again from the text",
                Fingerprint::VERSION,
                form.version
            ));
        }
        let is_hash = |hex: &&str| hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        let content = Some(form.content.as_str()).filter(is_hash);
        let content = content.and_then(|hex| u128::from_str_radix(hex, 16).ok());
        let content = content.ok_or_else(|| {
            format!("the content must be 32 hexadecimal digits, got {:?}", form.content)
        })?;
        let fifths = usize::try_from(form.fifths)
            .map_err(|_| format!("the length is beyond this machine, got {}", form.fifths))?;
        Ok(Fingerprint {
            scheme: form.scheme,
            content: ContentHash(content),
            marks: form.marks,
            fifths,
            class: form.class,
            keys: [form.normal, form.short],
        })
    }
}
