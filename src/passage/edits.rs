//! What to do to one text to make it the other.

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
    /// Tokens of `a` for which `b` has others.
    Replace {
        /// Their number in `a`.
        a_len: u32,
        /// Their number in `b`.
        b_len: u32,
    },
    /// Tokens that `b` alone has.
    Insert {
        /// Their number.
        len: u32,
    },
    /// Tokens that `a` alone has.
    Delete {
        /// Their number.
        len: u32,
    },
}

impl Edit {
    /// The number of tokens of side `a`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::Edit::Insert { len: 3 }.a_len(), 0);
    /// ```
    pub fn a_len(self) -> u32 {
        match self {
            Edit::Equal { len } | Edit::Delete { len } => len,
            Edit::Replace { a_len, .. } => a_len,
            Edit::Insert { .. } => 0,
        }
    }

    /// The number of tokens of side `b`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::Edit::Insert { len: 3 }.b_len(), 3);
    /// ```
    pub fn b_len(self) -> u32 {
        match self {
            Edit::Equal { len } | Edit::Insert { len } => len,
            Edit::Replace { b_len, .. } => b_len,
            Edit::Delete { .. } => 0,
        }
    }

    /// Whether both sides are the same.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::passage::Edit::Equal { len: 3 }.is_equal());
    /// ```
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

/// Collects an edit script: neighbouring steps of one sort become one.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    edits: Vec<Edit>,
}

impl Script {
    /// A script that starts with so many equal tokens, and room for no other step: often none comes.
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
