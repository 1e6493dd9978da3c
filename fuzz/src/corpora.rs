//! Corpora with repeats, made from bytes.

use crate::texts::piece;
use retold::{Corpus, Document};

const DOCUMENTS: usize = 8;
/// The most pieces, so that a quadratic oracle is fast.
const PIECES: usize = 500;

/// Makes texts of pieces, with copies of earlier pieces.
///
/// A byte below 128 is a piece with special rules in some script; below 192 it is a plain word. The
/// next bytes copy one to 56 earlier pieces; the byte after says from where. The last eight end a
/// document or a paragraph.
pub(crate) fn texts(data: &[u8]) -> Vec<String> {
    let mut documents = vec![String::new()];
    let mut said: Vec<u8> = Vec::new();
    let mut bytes = data.iter();
    while let Some(&byte) = bytes.next() {
        let last = documents.len() - 1;
        match byte {
            0..=191 => said.push(byte),
            192..=247 => {
                let at = usize::from(bytes.next().copied().unwrap_or_default());
                let start = said.len() * at / 256;
                let end = said.len().min(start + usize::from(byte - 191));
                said.extend_from_within(start..end);
                for &byte in &said[said.len() - (end - start)..] {
                    documents[last].push_str(&unit(byte));
                }
                continue;
            }
            248..=251 if documents.len() < DOCUMENTS => {
                documents.push(String::new());
                continue;
            }
            248..=255 => {
                documents[last].push_str("\n\n");
                continue;
            }
        }
        documents[last].push_str(&unit(byte));
        if said.len() > PIECES {
            break;
        }
    }
    documents
}

fn unit(byte: u8) -> std::borrow::Cow<'static, str> {
    let number = byte.wrapping_sub(128);
    if byte < 128 {
        piece(byte).into()
    } else {
        let letters = [b'a' + number / 8, b'a' + number % 8].map(char::from);
        format!(" {}{} ", letters[0], letters[1]).into()
    }
}

/// The texts under the names `0`, `1` and so on, ranked in this order.
pub(crate) fn corpus(texts: &[String]) -> Corpus<'_> {
    let mut corpus = Corpus::new();
    for (number, text) in texts.iter().enumerate() {
        let document = Document::new(number.to_string(), text.as_str());
        corpus.push_document(document.with_rank(number as i64)).expect("fewer than 2^32 texts");
    }
    corpus
}
