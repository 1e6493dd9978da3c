//! What a run says on the standard error: messages, and a bar for what takes long.

use crate::plain::say;
use crate::progress::Progress;
use crate::summary::counted;
use retold_io::Diagnostics;

/// Messages for people, and a progress bar unless the run is quiet.
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
