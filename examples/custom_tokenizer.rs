//! A custom tokenizer: log lines that differ only in their numbers become equal.

use retold::hash::token_hash;
use retold::text::{Token, Tokenizer, Words};
use retold::{Corpus, Detector, Unit};

/// Words, with every number replaced by the same word.
struct Shapes;

impl Tokenizer for Shapes {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        let number = token_hash(b"0");
        Words.for_each(text, |token| {
            let word = &text[token.span.range()];
            let is_number = word.starts_with(|c: char| c.is_ascii_digit());
            sink(if is_number { Token::new(number, token.span, token.kind) } else { token });
        });
    }
}

fn main() -> Result<(), retold::Error> {
    let log = "\
12:04:11 worker 7 took 133 ms to answer the request of 10.0.0.12
12:04:12 the connection to the database was lost, trying again in 5 s
12:04:19 worker 3 took 97 ms to answer the request of 10.0.0.40
";
    let corpus: Corpus = [("server.log", log)].into_iter().collect();
    let detector = Detector::builder()
        .unit(Unit::Line)
        .min_words(5)
        .tokenizer("words, numbers folded", Shapes)
        .build()?;
    let report = detector.detect(&corpus);
    print!("{}", report.text().excerpts(&corpus));
    Ok(())
}
