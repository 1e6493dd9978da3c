//! What is there to read, and what does it say?
//!
//! Everything that touches the files of the user on their way in: which there are, how they are
//! packed and encoded, which of their bytes are text. What cannot be read is named with the reason
//! and passed over.

use std::path::{Path, PathBuf};

/// What to read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; `-` is the standard input.
    pub paths: Vec<PathBuf>,
    /// A file that lists paths, one to a line; `-` is the standard input.
    pub files_from: Option<PathBuf>,
    /// Where the text and the identity of a record stand.
    pub fields: Fields,
    /// Whether to read what `.gitignore` and its like name, and hidden files.
    pub everything: bool,
    /// Whether to go through symbolic links.
    pub follow_links: bool,
}

/// The fields of a record.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The field with the text.
    pub text: String,
    /// The field that names the record; without it, the record's place names it.
    pub id: Option<String>,
    /// The field within which sharing is no news.
    pub group: Option<String>,
}

impl Default for Fields {
    fn default() -> Fields {
        Fields { text: "text".to_owned(), id: None, group: None }
    }
}

/// One text, as it will be compared.
#[derive(Clone, Debug)]
pub struct Text {
    /// The path, with the record's id or line behind it where a file holds many: `a.jsonl:17`.
    pub name: String,
    /// The text. Markup is blanked out, byte for byte, so that every offset is one of the file.
    pub text: String,
    /// The encoding, if it was not UTF-8: then offsets refer to the decoded text.
    pub encoding: Option<&'static str>,
    /// What the group field says.
    pub group: Option<String>,
}

/// What was read, and what was not.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The texts, in the order of their names.
    pub texts: Vec<Text>,
    /// Names and reasons.
    pub skipped: Vec<(String, String)>,
    /// The bytes read from files, before they were unpacked.
    pub bytes: u64,
}

/// Reads everything that was asked for. Only a request that cannot be understood fails; a file that
/// cannot be read is in `skipped`.
pub fn gather(request: &Request, progress: &(dyn Fn(u64) + Sync)) -> Gathered {
    let mut gathered = Gathered::default();
    let mut paths = request.paths.clone();
    if let Some(list) = &request.files_from {
        let text = if list == Path::new("-") {
            std::io::read_to_string(std::io::stdin())
        } else {
            std::fs::read_to_string(list)
        };
        match text {
            Ok(text) => paths.extend(text.lines().map(PathBuf::from)),
            Err(error) => gathered.skipped.push((list.display().to_string(), error.to_string())),
        }
    }
    for path in paths {
        if path == Path::new("-") {
            match std::io::read_to_string(std::io::stdin()) {
                Ok(text) => gathered.text("-".to_owned(), text),
                Err(error) => gathered.skipped.push(("-".to_owned(), error.to_string())),
            }
            continue;
        }
        let mut walk = ignore::WalkBuilder::new(&path);
        walk.follow_links(request.follow_links).standard_filters(!request.everything);
        for entry in walk.build() {
            let file = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    entry.into_path()
                }
                Ok(_) => continue,
                Err(error) => {
                    gathered.skipped.push((path.display().to_string(), error.to_string()));
                    continue;
                }
            };
            let name = file.display().to_string();
            match std::fs::read(&file) {
                Ok(bytes) if bytes.contains(&0) => {
                    gathered.skipped.push((name, "binary file".to_owned()));
                }
                Ok(bytes) => {
                    progress(bytes.len() as u64);
                    match String::from_utf8(bytes) {
                        Ok(text) => gathered.text(name, text),
                        Err(error) => gathered.skipped.push((name, format!("not UTF-8: {error}"))),
                    }
                }
                Err(error) => gathered.skipped.push((name, error.to_string())),
            }
        }
    }
    gathered.texts.sort_by(|a, b| a.name.cmp(&b.name));
    gathered
}

impl Gathered {
    fn text(&mut self, name: String, text: String) {
        self.bytes += text.len() as u64;
        self.texts.push(Text { name, text, encoding: None, group: None });
    }
}
