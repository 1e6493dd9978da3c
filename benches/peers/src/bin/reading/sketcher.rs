//! The cost of signatures from text.

use cpu_time::ProcessTime;
use retold::shingle::TextShingler;
use retold::sketch::MinHasher;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// The stages up to the signature, with reused buffers.
pub struct Sketcher {
    shingler: TextShingler,
    hasher: MinHasher,
}

impl Sketcher {
    /// Five words to a shingle, 128 slots to a signature.
    pub fn new() -> Sketcher {
        Sketcher {
            shingler: TextShingler::new(5).expect("5 is a width"),
            hasher: MinHasher::new(128).expect("128 is a length"),
        }
    }

    /// The CPU seconds for the documents of a file, which have a NUL byte between them.
    pub fn of_file(&mut self, file: &Path) -> io::Result<f64> {
        let start = ProcessTime::now();
        let mut reader = BufReader::with_capacity(1 << 18, File::open(file)?);
        let mut document = Vec::new();
        while reader.read_until(0, &mut document)? > 0 {
            if document.last() == Some(&0) {
                document.pop();
            }
            let text = std::str::from_utf8(&document).map_err(io::Error::other)?;
            self.sketch(text);
            document.clear();
        }
        Ok(start.elapsed().as_secs_f64())
    }

    /// The CPU seconds for documents in memory.
    pub fn of_documents(&mut self, documents: &[String]) -> f64 {
        let start = ProcessTime::now();
        for text in documents {
            self.sketch(text);
        }
        start.elapsed().as_secs_f64()
    }

    fn sketch(&mut self, text: &str) {
        let mut slots = [0; 128];
        self.hasher.sketch_into(self.shingler.shingles(text), &mut slots);
        black_box(&slots);
    }
}
