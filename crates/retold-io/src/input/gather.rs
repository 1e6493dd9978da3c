//! Reading of everything that a request names.

use super::markup::LeftOut;
use super::read;
use super::read_result::ReadResult;
use super::request::Request;
use super::walk;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Reads all files of a request, in parallel on the current rayon pool. The result is the same at
/// any number of threads.
///
/// Reading never fails as a whole. What cannot be read is listed in `skipped`. If the texts do not
/// fit into memory, reading stops and the budget of the request reports it; the result is useless
/// then. Texts are ordered by the names of their files, and within a file by position. `skipped` is
/// ordered by name. `progress` is called with numbers of bytes, from any thread.
pub fn gather(request: &Request, progress: &(dyn Fn(u64) + Sync)) -> ReadResult {
    let walked = walk::walk(request);
    let read: Vec<read::FileResult> =
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
    ReadResult {
        files,
        skipped,
        empty_folders: walked.empty_folders,
        bytes,
        origins,
        paths,
        left_out,
    }
}
