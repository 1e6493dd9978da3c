//! PlagDet: precision, recall and granularity of a search for passages.

use crate::passages::{PassageCorpus, Plant};
use crate::place::Place;

/// Two places that share a passage: a true case, or a detection.
///
/// The order of the two places does not matter.
///
/// # Examples
/// ```
/// use retold_synth::{Place, SharedPassage};
///
/// let a = Place { document: 0, start: 10, end: 90 };
/// let b = Place { document: 3, start: 0, end: 80 };
/// assert_eq!(SharedPassage::new(a, b), SharedPassage::new(b, a));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SharedPassage {
    first: Place,
    second: Place,
}

impl SharedPassage {
    /// Makes a pair of two places, ordered by their position in the corpus.
    pub fn new(a: Place, b: Place) -> SharedPassage {
        SharedPassage { first: a.min(b), second: a.max(b) }
    }

    /// The place that comes first in the corpus.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Place, SharedPassage};
    ///
    /// let place = |document| Place { document, start: 0, end: 9 };
    /// assert_eq!(SharedPassage::new(place(2), place(1)).first(), place(1));
    /// ```
    pub fn first(self) -> Place {
        self.first
    }

    /// The other place.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Place, SharedPassage};
    ///
    /// let place = |document| Place { document, start: 0, end: 9 };
    /// assert_eq!(SharedPassage::new(place(2), place(1)).second(), place(2));
    /// ```
    pub fn second(self) -> Place {
        self.second
    }

    fn bytes(self) -> usize {
        (self.first.end - self.first.start) + (self.second.end - self.second.start)
    }

    /// The overlap with `other` on both sides, if there is one on both.
    fn shared(self, other: SharedPassage) -> Option<[Place; 2]> {
        let sides = [cut(self.first, other.first)?, cut(self.second, other.second)?];
        Some(sides)
    }
}

impl From<&Plant> for SharedPassage {
    fn from(plant: &Plant) -> SharedPassage {
        SharedPassage::new(plant.source, plant.target)
    }
}

impl PassageCorpus {
    /// Every plant as a true case.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, Passages, plagdet};
    ///
    /// let truth = Passages::new(Language::English).build(1).cases();
    /// assert!(plagdet(&truth, &truth).score > 0.999);
    /// ```
    pub fn cases(&self) -> Vec<SharedPassage> {
        self.plants.iter().map(SharedPassage::from).collect()
    }

    /// Every run that keeps its order as a true case: for searches that report reordered text
    /// piece by piece.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{EditKind, Language, Passages};
    ///
    /// let plan = Passages::new(Language::English).plants(1).kinds(&[EditKind::AbridgedMiddle]);
    /// let corpus = plan.severities(&[10]).build(1);
    /// assert_eq!((corpus.cases().len(), corpus.run_cases().len()), (1, 2));
    /// ```
    pub fn run_cases(&self) -> Vec<SharedPassage> {
        let runs = self.plants.iter().flat_map(|plant| &plant.runs);
        runs.map(|&(source, target)| SharedPassage::new(source, target)).collect()
    }
}

/// The quality measures of a search for passages.
///
/// # Examples
/// ```
/// use retold_synth::{Place, SharedPassage, plagdet};
///
/// let side = |document, end| Place { document, start: 0, end };
/// let truth = [SharedPassage::new(side(0, 100), side(1, 100))];
/// let found = [SharedPassage::new(side(0, 50), side(1, 50))];
/// let measured = plagdet(&truth, &found);
/// assert_eq!((measured.precision, measured.recall), (1.0, 0.5));
/// assert_eq!(measured.granularity, 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plagdet {
    /// The mean over the detections of the share of their bytes that belong to true cases that
    /// they detect; 1 if there is no detection.
    pub precision: f64,
    /// The mean over the true cases of the share of their bytes that was detected; 1 if there is
    /// no case.
    pub recall: f64,
    /// The mean number of detections of a case that was detected; 1 is best.
    pub granularity: f64,
    /// The harmonic mean of precision and recall, divided by log₂(1 + granularity).
    pub score: f64,
}

/// Measures `found` against `truth`, as Potthast, Stein, Barrón-Cedeño and Rosso (COLING 2010, "An
/// evaluation framework for plagiarism detection") define it.
///
/// These are the *macro-averaged* precision and recall: every case and every detection has the same
/// weight, whatever its length. A detection detects a case when they share bytes on both sides.
/// The paper counts characters; bytes are counted here, which differs only where one passage mixes
/// scripts. Time: the product of the two numbers.
///
/// # Examples
/// ```
/// use retold_synth::{Place, SharedPassage, plagdet};
///
/// let side = |document, start, end| Place { document, start, end };
/// let truth = [SharedPassage::new(side(0, 0, 100), side(1, 0, 100))];
/// let halves = [
///     SharedPassage::new(side(0, 0, 50), side(1, 0, 50)),
///     SharedPassage::new(side(0, 50, 100), side(1, 50, 100)),
/// ];
/// let measured = plagdet(&truth, &halves);
/// assert_eq!((measured.recall, measured.granularity), (1.0, 2.0));
/// assert!((measured.score - 1.0 / 3f64.log2()).abs() < 1e-12);
/// ```
pub fn plagdet(truth: &[SharedPassage], found: &[SharedPassage]) -> Plagdet {
    let precision = mean_cover(found, truth);
    let recall = mean_cover(truth, found);
    let counts = truth
        .iter()
        .map(|case| found.iter().filter(|found| case.shared(**found).is_some()).count())
        .filter(|&count| count > 0);
    let (cases, detections) = counts.fold((0, 0), |(cases, all), count| (cases + 1, all + count));
    let granularity = if cases == 0 { 1.0 } else { detections as f64 / f64::from(cases) };
    let sum = precision + recall;
    let harmonic = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    let score = harmonic / (1.0 + granularity).log2();
    Plagdet { precision, recall, granularity, score }
}

/// The mean over `of` of the share of bytes, on both sides, that `by` covers.
fn mean_cover(of: &[SharedPassage], by: &[SharedPassage]) -> f64 {
    if of.is_empty() {
        return 1.0;
    }
    let share = |one: &SharedPassage| {
        let shared: Vec<[Place; 2]> = by.iter().filter_map(|other| one.shared(*other)).collect();
        let covered: usize =
            (0..2).map(|side| union(shared.iter().map(|sides| sides[side]).collect())).sum();
        if one.bytes() == 0 { 0.0 } else { covered as f64 / one.bytes() as f64 }
    };
    of.iter().map(share).sum::<f64>() / of.len() as f64
}

fn cut(a: Place, b: Place) -> Option<Place> {
    let (start, end) = (a.start.max(b.start), a.end.min(b.end));
    (a.document == b.document && start < end).then_some(Place { document: a.document, start, end })
}

/// The number of bytes in at least one of the places, which lie in one document.
fn union(mut places: Vec<Place>) -> usize {
    places.sort_unstable();
    let mut reached = 0;
    let mut bytes = 0;
    for place in places {
        bytes += place.end.saturating_sub(place.start.max(reached));
        reached = reached.max(place.end);
    }
    bytes
}
