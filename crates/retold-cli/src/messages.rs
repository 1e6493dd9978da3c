//! Messages on the standard error, and the progress bar.

use crate::progress::Progress;
use crate::sanitize::say;
use crate::summary::counted;
use retold_io::Diagnostics;

/// Prints messages, and a progress bar unless the run is quiet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Messages {
    quiet: bool,
}

impl Messages {
    pub(crate) fn new(quiet: bool) -> Messages {
        Messages { quiet }
    }
}

impl Diagnostics for Messages {
    fn say(&self, message: &str) {
        say(&format!("retold: {message}"));
    }

    fn reading(&self, bytes: Option<u64>) -> Box<dyn retold_io::Progress + '_> {
        Box::new(Progress::new(self.quiet, move || bytes))
    }
}

impl retold_io::Progress for Progress {
    fn read(&self, bytes: u64) {
        Progress::read(self, bytes);
    }

    fn comparing(&self, texts: usize) {
        self.working(format!("comparing {}", counted(texts, "text")));
    }
}
