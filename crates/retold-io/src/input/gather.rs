//! A request to the texts of all its files.

use super::gathered::Gathered;
use super::markup::LeftOut;
use super::read;
use super::request::Request;
use super::walk;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Reads everything that was asked for, on all threads of the current rayon pool; at any number of
/// threads, the result is the same.
///
/// Nothing fails: what cannot be read is in `skipped`. If the texts do not fit into memory, reading
/// stops, and the budget of the request says so; what was read is of no use then. Texts come in the
/// order of the names of their files, and those of one file in its order; so do the names in
/// `skipped`. `progress` is told how many bytes were read, by whichever thread read them.
pub fn gather(request: &Request, progress: &(dyn Fn(u64) + Sync)) -> Gathered {
    let walked = walk::walk(request);
    let read: Vec<read::OneFile> =
        walked.sources.par_iter().map(|source| read::read(source, request, progress)).collect();
    let mut left_out = LeftOut::default();
    let (mut files, mut origins, mut bytes) = (Vec::new(), Vec::new(), walked.bytes);
    let mut skipped: Vec<(String, (String, String))> =
        walked.skipped.into_iter().map(|found| (found.0.clone(), found)).collect();
    for (source, file) in walked.sources.iter().zip(read) {
        files.extend(file.texts);
        origins.extend(file.origins);
        skipped.extend(file.skipped.into_iter().map(|found| (source.name.clone(), found)));
        bytes += file.bytes;
        left_out.join(&file.left_out);
    }
    files.shrink_to_fit();
    skipped.sort_by(|(a, _), (b, _)| a.cmp(b));
    let skipped = skipped.into_iter().map(|(_, found)| found).collect();
    let paths = walked.sources.into_iter().map(|source| source.path).collect();
    Gathered {
        files,
        skipped,
        empty_folders: walked.empty_folders,
        bytes,
        origins,
        paths,
        left_out,
    }
}
