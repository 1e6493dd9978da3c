//! The memory that reading takes, and how much there is.

mod budget;
pub mod machine;

pub(crate) use budget::Passing;
pub use budget::{Budget, Limit, Need};
