//! Whether a clean corpus is the one that a log was written for, by the digests in the log.

use super::digest::{Digest, Digester};
use super::log_reader::Log;
use super::packing::{Packing, unpacked};
use crate::regular_file;
use std::io::{self, BufRead};
use std::path::Path;

/// Whether what is at `output` is what the log describes, byte for byte when unpacked. What cannot be
/// read is not; nothing but regular files is read.
pub(super) fn describes(output: &Path, log: &Path) -> bool {
    let Ok(header) = Log::open(log).and_then(|mut log| log.header()) else { return false };
    if !header.folder {
        return header.clean.is_some_and(|clean| is(output, None, &clean));
    }
    output.is_dir()
        && header.inputs.iter().all(|input| {
            let packing = if input.copied { Some(Packing::Plain) } else { input.packing };
            let path = output.join(&input.relative);
            input.clean.as_ref().is_none_or(|clean| is(&path, packing, clean))
        })
}

fn is(path: &Path, packing: Option<Packing>, expected: &Digest) -> bool {
    digest(path, packing).is_ok_and(|digest| digest == *expected)
}

fn digest(path: &Path, packing: Option<Packing>) -> io::Result<Digest> {
    let file = regular_file::open(path)?;
    let mut reader = match packing {
        Some(packing) => packing.own_reader(file)?,
        None => unpacked(file)?,
    };
    let mut digester = Digester::default();
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(digester.digest());
        }
        digester.take(bytes);
        let taken = bytes.len();
        reader.consume(taken);
    }
}
