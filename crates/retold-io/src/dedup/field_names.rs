//! The names of the fields that are read of each record.

use super::options::{KeepRule, Options};

/// The names of the fields that are read of each record.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldNames<'o> {
    pub(super) text: &'o str,
    /// The id, and the field by which one of several is kept. Files may lack them.
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
