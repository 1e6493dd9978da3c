//! The check that a clean corpus belongs to an audit log, by the digests in the log.

use super::log_reader::Log;
use crate::dedup::digest::{Digest, Digester};
use crate::dedup::source::packing::{Packing, unpacked};
use crate::regular_file;
use std::io::{self, BufRead};
use std::path::Path;

/// Whether the clean corpus at `output` is the one that the log describes, byte for byte when
/// uncompressed. The answer is no if one of them cannot be read or is no regular file.
pub(in crate::dedup) fn describes(output: &Path, log: &Path) -> bool {
    let Ok(header) = Log::open(log).and_then(|mut log| log.header()) else { return false };
    if !header.folder {
        let is_table = header.inputs.iter().any(|input| input.parquet.is_some());
        let packing = is_table.then_some(Packing::Plain);
        return header.clean.is_some_and(|clean| is(output, packing, &clean));
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

/// The digest of the uncompressed bytes of a file.
pub(in crate::dedup) fn digest(path: &Path, packing: Option<Packing>) -> io::Result<Digest> {
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

#[cfg(test)]
mod tests {
    use super::describes;
    use crate::dedup::digest::{Digest, Digester};
    use crate::dedup::log::audit::{Header, Input, SCHEMA, json};
    use std::fs;

    fn digest(text: &str) -> Digest {
        let mut digester = Digester::default();
        digester.take(text.as_bytes());
        digester.digest()
    }

    /// The recovery of a killed run decides by this answer which of two folders it keeps, so one
    /// changed file is enough for a no.
    #[test]
    fn a_folder_is_described_if_every_file_of_it_is() {
        let made = tempfile::tempdir().expect("a folder can be made");
        let [folder, log] = ["out", "log"].map(|name| made.path().join(name));
        let input = |name: &str, left: Option<&str>| Input {
            name: name.to_owned(),
            relative: name.to_owned(),
            copied: false,
            packing: None,
            records: 1,
            parquet: None,
            digest: digest("whatever it was"),
            clean: left.map(digest),
        };
        let header = Header {
            schema: SCHEMA.to_owned(),
            tool: String::new(),
            settings: std::collections::BTreeMap::new(),
            folder: true,
            clean: None,
            inputs: vec![input("a", Some("one")), input("b", Some("two")), input("c", None)],
            against: Vec::new(),
        };
        fs::write(&log, json(&header)).expect("it can be written");
        assert!(!describes(&folder, &log), "there is none");
        fs::create_dir(&folder).expect("it can be made");
        let says = |name: &str, text: &str| {
            fs::write(folder.join(name), text).expect("it can be written");
            describes(&folder, &log)
        };
        assert!(!says("a", "one"), "b is missing");
        assert!(says("b", "two"), "nothing is left of c");
        for (name, right) in [("a", "one"), ("b", "two")] {
            assert!(!says(name, "other"), "{name} was changed");
            assert!(says(name, right));
        }
    }
}
