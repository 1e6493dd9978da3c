//! The names of the fields of a record that a run reads.

use super::options::{KeepRule, Options};

/// The names of the fields of a record that a run reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldNames<'o> {
    pub(super) text: &'o str,
    /// The field of the id and the field of the keep rule. Files may lack them.
    pub(super) others: [Option<&'o str>; 2],
}

impl<'o> FieldNames<'o> {
    pub(super) fn of(options: &'o Options) -> FieldNames<'o> {
        let rank = match &options.keep {
            KeepRule::Earliest(field) => Some(field.as_str()),
            KeepRule::First | KeepRule::Longest | KeepRule::Priority(_) => None,
        };
        FieldNames { text: &options.text_field, others: [options.id_field.as_deref(), rank] }
    }
}
