//! The memory need of reading, and the memory of the machine.

mod budget;
pub mod machine;

pub(crate) use budget::Passing;
pub use budget::{Budget, Limit, Need};
