//! Disjoint sets (union–find).

/// Disjoint sets of the numbers 0 … n − 1, joined by links (union–find).
///
/// The smallest member of a set represents it, so the result does not depend on the order of the links. Memory: 4
/// bytes a number. A link takes some ten nanoseconds (path halving, Tarjan & van Leeuwen 1984).
///
/// The ends of a chain of links may be unlike: the links a–b and b–c put a and c into one set. Use
/// [`cluster`](super::cluster) for sets whose members all resemble one of them.
///
/// # Examples
/// ```
/// use retold::matching::DisjointSets;
///
/// let mut sets = DisjointSets::new(4);
/// assert!(sets.join(3, 1));
/// assert!(!sets.join(1, 3));
/// assert_eq!(sets.find(3), 1);
/// assert!(!sets.joined(0, 1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisjointSets {
    parents: Vec<u32>,
}

impl DisjointSets {
    /// Sets of one member each, for the numbers 0 … `n` − 1.
    pub fn new(n: u32) -> DisjointSets {
        DisjointSets { parents: (0..n).collect() }
    }

    /// The number of members of all sets.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there is no set.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The smallest member of the set that `member` is in.
    ///
    /// # Panics
    /// If there is no such number.
    pub fn find(&mut self, member: u32) -> u32 {
        let mut at = member;
        loop {
            let parent = self.parents[at as usize];
            if parent == at {
                return at;
            }
            let next = self.parents[parent as usize];
            self.parents[at as usize] = next;
            at = next;
        }
    }

    /// Joins the sets of two numbers; false if they were in one set already.
    ///
    /// # Panics
    /// If there is no such number.
    pub fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return false;
        }
        self.parents[a.max(b) as usize] = a.min(b);
        true
    }

    /// Whether two numbers are in one set.
    ///
    /// # Panics
    /// If there is no such number.
    pub fn joined(&mut self, a: u32, b: u32) -> bool {
        self.find(a) == self.find(b)
    }

    /// The sets with at least two members, each ascending, in the order of their smallest members.
    ///
    /// # Examples
    /// ```
    /// let mut sets = retold::matching::DisjointSets::new(5);
    /// sets.join(4, 1);
    /// sets.join(0, 3);
    /// assert_eq!(sets.groups(), [vec![0, 3], vec![1, 4]]);
    /// ```
    pub fn groups(&mut self) -> Vec<Vec<u32>> {
        let mut members: Vec<(u32, u32)> =
            (0..self.len() as u32).map(|member| (self.find(member), member)).collect();
        members.sort_unstable();
        members
            .chunk_by(|one, next| one.0 == next.0)
            .filter(|group| group.len() > 1)
            .map(|group| group.iter().map(|&(_, member)| member).collect())
            .collect()
    }
}
