//! What a run has to say while it works.

/// Receives what a run has to say while it works; called from any thread.
///
/// A message is one line without the name of the program. It may hold names of files and text of the
/// input, so whoever prints it makes control characters visible first.
pub trait Diagnostics: Sync {
    /// Something that the user should know although the run goes on.
    fn say(&self, message: &str);

    /// Starts a reading of `bytes` in all, or of an unknown number.
    fn reading(&self, bytes: Option<u64>) -> Box<dyn Progress + '_>;
}

/// How far a step of a run is. The step ends when this is dropped.
pub trait Progress: Send + Sync {
    /// So many more bytes were read.
    fn read(&self, bytes: u64);

    /// From now on, so many texts are compared.
    fn comparing(&self, texts: usize);
}

/// Says nothing.
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
