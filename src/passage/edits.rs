//! Edit scripts: the changes that turn one text into the other.

/// One step of an edit script, in tokens: how side `a` of a passage becomes side `b`.
///
/// # Examples
/// ```
/// use retold::passage::Edit;
///
/// let edit = Edit::Replace { a_len: 1, b_len: 2 };
/// assert_eq!((edit.a_len(), edit.b_len(), edit.is_equal()), (1, 2, false));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Edit {
    /// The same tokens on both sides.
    Equal {
        /// Their number.
        len: u32,
    },
    /// Tokens of `a` that others replace in `b`.
    Replace {
        /// Their number in `a`.
        a_len: u32,
        /// Their number in `b`.
        b_len: u32,
    },
    /// Tokens in `b` only.
    Insert {
        /// Their number.
        len: u32,
    },
    /// Tokens in `a` only.
    Delete {
        /// Their number.
        len: u32,
    },
}

impl Edit {
    /// The number of tokens of side `a`.
    pub fn a_len(self) -> u32 {
        match self {
            Edit::Equal { len } | Edit::Delete { len } => len,
            Edit::Replace { a_len, .. } => a_len,
            Edit::Insert { .. } => 0,
        }
    }

    /// The number of tokens of side `b`.
    pub fn b_len(self) -> u32 {
        match self {
            Edit::Equal { len } | Edit::Insert { len } => len,
            Edit::Replace { b_len, .. } => b_len,
            Edit::Delete { .. } => 0,
        }
    }

    /// Whether both sides are the same.
    pub fn is_equal(self) -> bool {
        matches!(self, Edit::Equal { .. })
    }

    /// The step that undoes this one.
    pub(super) fn inverse(self) -> Edit {
        match self {
            Edit::Equal { len } => Edit::Equal { len },
            Edit::Replace { a_len, b_len } => Edit::Replace { a_len: b_len, b_len: a_len },
            Edit::Insert { len } => Edit::Delete { len },
            Edit::Delete { len } => Edit::Insert { len },
        }
    }
}

/// An edit script that is being built. Consecutive changes become one step, as do consecutive equal runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    edits: Vec<Edit>,
}

impl Script {
    /// A script of so many equal tokens. It has room for one step, since most scripts have no other.
    pub(super) fn equal(len: usize) -> Script {
        Script { edits: vec![Edit::Equal { len: len as u32 }] }
    }

    pub(super) fn push_equal(&mut self, more: usize) {
        if more == 0 {
            return;
        }
        if let Some(Edit::Equal { len }) = self.edits.last_mut() {
            *len += more as u32;
        } else {
            self.edits.push(Edit::Equal { len: more as u32 });
        }
    }

    pub(super) fn push_change(&mut self, a_more: usize, b_more: usize) {
        let (mut a_len, mut b_len) = (a_more as u32, b_more as u32);
        if let Some(last) = self.edits.pop_if(|last| !last.is_equal()) {
            a_len += last.a_len();
            b_len += last.b_len();
        }
        match (a_len, b_len) {
            (0, 0) => {}
            (0, len) => self.edits.push(Edit::Insert { len }),
            (len, 0) => self.edits.push(Edit::Delete { len }),
            (a_len, b_len) => self.edits.push(Edit::Replace { a_len, b_len }),
        }
    }

    pub(super) fn append(&mut self, other: &[Edit]) {
        for edit in other {
            match *edit {
                Edit::Equal { len } => self.push_equal(len as usize),
                change => self.push_change(change.a_len() as usize, change.b_len() as usize),
            }
        }
    }

    pub(super) fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The steps, in no more memory than they need.
    pub(super) fn into_edits(mut self) -> Vec<Edit> {
        self.edits.shrink_to_fit();
        self.edits
    }
}
