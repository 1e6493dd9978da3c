//! Outputs get their names when they are whole: the one way in which `scan -o`, `compare -o`, `dedup`
//! and `restore` write files.
//!
//! ```text
//! let mut lock = Lock::take(name)?;          nobody else writes it
//! recover(&mut lock)?;                       what a killed run left is put right
//! let output = TempOutput::file(&lock, …)?;  written under another name
//! commit(output, replaces)?;                 on the disk, then named
//! ```
//!
//! # Helper files
//! Three for each output `NAME`, in its folder (`helper_file`): `.NAME.retold-lock.tmp`,
//! `.NAME.retold-new.tmp`, and `.NAME.retold-old` for the moment in which a pair is replaced.
//!
//! # The rules
//! 1. A helper file is made only where nothing has its name, and without following a link.
//! 2. One that is there already is opened, renamed or removed only if it is a regular file with one
//!    name (or a folder of such files) of the same user, and its identity is what the lock file
//!    notes. Anything else ends the run with an error that names it.
//! 3. The lock file holds no path. A lock file with other content is an error, too.
//! 4. Bytes are on the disk before they get a name, and a name is before the next one is given.
//!
//! # A clean corpus and its log
//! Two files cannot get their names at one stroke. The invariant: *if `OUT` is there, the `LOG` that
//! is there describes it, and after every step the old pair or the new one is there as a whole, under
//! these names or those of helper files.* So an older `OUT` is taken away before the log changes:
//!
//! | Step | `OUT` | `OUT` new | `OUT` old | `LOG` | `LOG` new | the next run |
//! |---|---|---|---|---|---|---|
//! | all is written and on the disk, `commit` noted | older, or none | whole | – | older, or none | whole | removes the new ones |
//! | 1. `OUT` is renamed to its old name (only if it is replaced) | – | whole | older | older | whole | gives the older `OUT` its name back, removes the new ones |
//! | 2. the log gets its name | – | whole | older, or none | new | – | takes step 3 and 4 |
//! | 3. the output gets its name | new | – | older, or none | new | – | takes step 4 |
//! | 4. the older output is removed | new | – | – | new | – | removes the lock files |
//!
//! Between 1 and 3, the digest of the clean corpus in `LOG` tells which it is: the next run takes step
//! 3 if `LOG` describes the new output, and else goes back.

mod commit;
mod file_operation;
mod helper_file;
mod lock;
mod permissions;
#[cfg(test)]
pub(crate) mod recording;
mod recovery;
mod temp_output;
#[cfg(test)]
mod tests;

pub(crate) use commit::{commit, commit_pair};
pub(crate) use helper_file::helper_paths;
pub(crate) use lock::Lock;
pub(crate) use permissions::Permissions;
pub(crate) use recovery::{recover, recover_pair};
pub(crate) use temp_output::TempOutput;
