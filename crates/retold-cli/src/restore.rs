//! `retold restore`: the input of a clean corpus, from the corpus and its audit log.

use crate::arguments::Restore;
use crate::failure::{Failure, Outcome};
use crate::messages::Messages;
use crate::sanitize::say;
use crate::session::Session;
use crate::summary::{binary, counted};

pub(crate) fn restore(arguments: &Restore, session: &Session) -> Result<Outcome, Failure> {
    let messages = Messages::new(session.quiet);
    let restored = retold_io::dedup::restore(&arguments.options(), &messages)?;
    if !session.quiet {
        let seconds = session.started.elapsed().as_secs_f64();
        let files = counted(restored.files, "file");
        say(&format!("retold: restored {files} ({}), {seconds:.2} s", binary(restored.bytes)));
    }
    Ok(Outcome::Done)
}
