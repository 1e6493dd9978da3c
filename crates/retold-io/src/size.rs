//! Sizes in bytes, for people.

use unit_prefix::NumberPrefix;

/// `1.50 KiB`, `17.37 MiB`.
pub fn binary(bytes: u64) -> String {
    match NumberPrefix::binary(bytes as f64) {
        NumberPrefix::Standalone(bytes) => format!("{bytes} B"),
        NumberPrefix::Prefixed(prefix, number) => format!("{number:.2} {prefix}B"),
    }
}
