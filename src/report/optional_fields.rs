//! Records that leave out empty fields in human-readable formats.
//!
//! JSON and its like name every field, so a field without a value can be left out. Formats that
//! write the values alone, one after the other (postcard, bincode, compact `MessagePack`), need
//! all of them. `#[serde(skip_serializing_if)]` leaves a field out everywhere and breaks these;
//! [`sparse!`] leaves it out for human-readable formats only.

/// Whether an optional value is absent.
#[allow(clippy::ref_option, reason = "the macro hands over a reference to the field")]
#[cfg(feature = "serde")]
pub(super) fn none<T>(value: &Option<T>) -> bool {
    value.is_none()
}

/// Whether a list is empty.
#[cfg(feature = "serde")]
pub(super) fn empty<T>(list: &[T]) -> bool {
    list.is_empty()
}

/// Whether a setting has its default value, yes.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the macro hands over a reference to the field"
)]
#[cfg(feature = "serde")]
pub(super) fn yes(value: &bool) -> bool {
    *value
}

/// Whether a count is 0.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the macro hands over a reference to the field"
)]
#[cfg(feature = "serde")]
pub(super) fn zero(count: &usize) -> bool {
    *count == 0
}

/// Implements `Serialize` for a struct, with all its fields in the order in which they are written;
/// those marked `[none]`, `[empty]`, `[yes]` or `[zero]` are left out where they are. A field that is not named does not
/// compile.
macro_rules! sparse {
    ($type:ident { $($field:ident $([$absent:ident])?),* $(,)? }) => {
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct;
                let $type { $($field),* } = self;
                let names_fields = serializer.is_human_readable();
                let is_written = [$(
                    true $(&& !(names_fields && $crate::report::optional_fields::$absent($field)))?
                ),*];
                let len = is_written.iter().filter(|&&is_written| is_written).count();
                let mut state = serializer.serialize_struct(stringify!($type), len)?;
                let mut is_written = is_written.into_iter();
                $(
                    if is_written.next() == Some(true) {
                        state.serialize_field(stringify!($field), $field)?;
                    } else {
                        state.skip_field(stringify!($field))?;
                    }
                )*
                state.end()
            }
        }
    };
}

pub(super) use sparse;
