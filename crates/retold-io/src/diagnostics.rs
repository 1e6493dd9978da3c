//! The sink of messages and progress of a run.

/// A receiver of messages and progress. Its methods are called from any thread.
///
/// A message is one line without the name of the program. It may contain file names and text of the
/// input, so an implementation that prints it has to escape control characters.
pub trait Diagnostics: Sync {
    /// Receives a message about something that does not end the run.
    fn say(&self, message: &str);

    /// Starts the reading of `bytes` bytes in all, or of an unknown number.
    fn reading(&self, bytes: Option<u64>) -> Box<dyn Progress + '_>;
}

/// The progress of one step, which ends when this is dropped.
pub trait Progress: Send + Sync {
    /// Counts bytes that were read.
    fn read(&self, bytes: u64);

    /// Switches to the comparison of so many texts.
    fn comparing(&self, texts: usize);
}

/// A receiver that ignores everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Diagnostics for Silent {
    fn say(&self, _: &str) {}

    fn reading(&self, _: Option<u64>) -> Box<dyn Progress + '_> {
        Box::new(Silent)
    }
}

impl Progress for Silent {
    fn read(&self, _: u64) {}

    fn comparing(&self, _: usize) {}
}
