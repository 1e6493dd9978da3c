//! Publishing of outputs: `scan -o`, `compare -o`, `dedup` and `restore` all write files through this
//! module. An output gets its name when all of it is on the disk, and a run may be killed, or the power
//! may fail, at any moment.
//!
//! ```text
//! let mut lock = Lock::take(name)?;          no other run writes it
//! recover(&mut lock)?;                       finishes or undoes what a killed run left
//! let output = TempOutput::file(&lock, …)?;  is written under a temporary name
//! commit(output, replaces)?;                 is flushed to the disk, then renamed
//! ```
//!
//! # Helper files
//! Each output `NAME` has up to three helper files in its folder (`helper_file`):
//! `.NAME.retold-lock.tmp`, `.NAME.retold-new.tmp`, and `.NAME.retold-old` while a pair is replaced.
//!
//! # Rules
//! 1. A helper file is created only under a free name, and never through a link.
//! 2. An existing helper file is opened, renamed or removed only if it is a regular file with one name
//!    (or a folder of such files) of the same user, and if the lock file notes its identity. Anything
//!    else ends the run with an error that names it.
//! 3. The lock file contains no path. A lock file with other content is an error.
//! 4. Bytes are on the disk before they get a name. A name is on the disk before the next one is given.
//!
//! # A clean corpus and its log
//! Two files cannot be renamed in one step. The invariant: *if `OUT` exists, the existing `LOG` describes
//! it. After every step the old pair or the new pair exists completely, under the final names or under
//! those of helper files.* So an older `OUT` is moved away before the log changes. The table shows the
//! files after each step, and what the next run does if this run is killed there:
//!
//! | After this step | `OUT` | `OUT` new | `OUT` old | `LOG` | `LOG` new | The next run |
//! |---|---|---|---|---|---|---|
//! | 0. all is written and on the disk, `commit` is noted | older, or none | complete | – | older, or none | complete | removes the new ones |
//! | 1. `OUT` is renamed to its old name (only if it is replaced) | – | complete | older | older | complete | gives the older `OUT` its name back, removes the new ones |
//! | 2. the log gets its name | – | complete | older, or none | new | – | takes steps 3 and 4 |
//! | 3. the output gets its name | new | – | older, or none | new | – | takes step 4 |
//! | 4. the older output is removed | new | – | – | new | – | removes the lock files |
//!
//! Steps 1 and 2 leave the same names, apart from `LOG` new. The next run distinguishes them by the digest
//! of the clean corpus in `LOG`: if `LOG` describes the new output, it goes on with step 3, otherwise it
//! undoes step 1.
//!
//! # Example
//! `retold dedup in.jsonl -o clean.jsonl --force` replaces an older pair, and the power fails after step 2.
//! The folder then contains:
//!
//! ```text
//! .clean.jsonl.retold-lock.tmp                 notes: new 17, commit 12
//! .clean.jsonl.retold-new.tmp                  file 17, the new corpus
//! .clean.jsonl.retold-old                      file 12, the older corpus
//! clean.jsonl.audit.jsonl                      the new log
//! .clean.jsonl.audit.jsonl.retold-lock.tmp     the notes on the log
//! ```
//!
//! The next run with the same output takes both locks and reads the notes. Files 17 and 12 have the noted
//! identities, and the log describes file 17. So it renames file 17 to `clean.jsonl`, removes file 12 and
//! the lock files, reports what it did, and goes on with its own work. Had the power failed after step 1,
//! the log would describe file 12; then file 12 would become `clean.jsonl` again.

mod commit;
mod file_operation;
mod helper_file;
mod lock;
#[cfg(test)]
pub(crate) mod operation_log;
mod permissions;
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
