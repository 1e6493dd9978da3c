//! Writes the page of a folder or of a generated corpus: `page seeds OUT.html`.
//!
//! Corpora by name: `english`, `chinese`, `arabic`, `paragraphs` and `documents` (so compared),
//! `many` (10,000 families), `tight` (a small budget for text), `hostile` (markup in names and
//! texts), `endings` (lines that end with CR, and no line end behind the last); anything else is a
//! folder of text files.

use retold::{Corpus, Detector, Unit};
use retold_html::Page;
use retold_synth::{Language, NearCopies, Passages, Prose};
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, out] = &arguments[..] else {
        return Err("usage: page FOLDER|CORPUS OUT.html".into());
    };
    let corpus = match what.as_str() {
        "english" | "tight" | "paragraphs" => generated(Language::English),
        "chinese" => generated(Language::Chinese),
        "arabic" => generated(Language::Arabic),
        "documents" => copies(),
        "many" => many(),
        "hostile" => hostile(),
        "endings" => endings(),
        folder => read(folder)?,
    };
    let unit = match what.as_str() {
        "paragraphs" => Unit::Paragraph,
        "documents" => Unit::Document,
        _ => Unit::Passage,
    };
    let mut report = Detector::builder().unit(unit).build()?.detect(&corpus);
    if what == "hostile" {
        report.add_skipped("<img src=x onerror=alert(2)>.png", "<b>binary</b> file");
    }
    let budget = if what == "tight" { 110_000 } else { retold_html::TEXT_BUDGET };
    let page = Page::new(&report, &corpus).title(format!("Repeated text in {what}"));
    let mut file = BufWriter::new(File::create(out)?);
    page.text_budget(budget).write_to(&mut file)?;
    file.flush()?;
    Ok(())
}

fn read(folder: &str) -> Result<Corpus<'static>, Box<dyn Error>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    let mut corpus = Corpus::new();
    for path in paths {
        corpus
            .push(path.display().to_string(), fs::read_to_string(&path)?)
            .expect("fewer than 2^32 texts");
    }
    Ok(corpus)
}

fn generated(language: Language) -> Corpus<'static> {
    let plan = Passages::new(language).documents(24).plants(60).repeats(4);
    let footer = Prose::new(language, 3).paragraph(25);
    let texts = plan.build(11).documents.into_iter().enumerate();
    texts
        .map(|(i, text)| (format!("{}/{i:03}.txt", language.name()), format!("{text}\n\n{footer}")))
        .collect()
}

fn copies() -> Corpus<'static> {
    let plan = NearCopies::new(Language::English).documents(60).near_copies(15, &[5, 10, 20]);
    let texts = plan.exact_copies(4).build(3).documents.into_iter().enumerate();
    texts.map(|(i, text)| (format!("letters/{i:03}.txt"), text)).collect()
}

/// 5,000 sheets of six paragraphs from a stock of 10,000. Each paragraph occurs in three sheets,
/// after a sentence that occurs only there.
fn many() -> Corpus<'static> {
    let mut prose = Prose::new(Language::English, 5);
    let stock: Vec<String> = (0..10_000).map(|_| prose.paragraph(16)).collect();
    let mut corpus = Corpus::new();
    for i in 0..5_000 {
        let mut text = String::new();
        for j in 0..6 {
            let paragraph = &stock[(i * 6 + j) * 7919 % 10_000];
            text.extend([prose.sentence().as_str(), "\n\n", paragraph, "\n\n"]);
        }
        corpus.push(format!("sheets/{i:05}.txt"), text).expect("fewer than 2^32 texts");
    }
    corpus
}

/// A passage at the very end of its texts.
fn endings() -> Corpus<'static> {
    let tale = "The old man walked slowly down to the harbour\rto look for his brother, who had \
                left\ron 3 May with two bags of salt";
    [
        ("monday.txt", format!("Monday.\r\r{tale}")),
        ("tuesday.txt", format!("Tuesday, it rained.\rAll day.\r\r{tale}")),
    ]
    .into_iter()
    .collect()
}

fn hostile() -> Corpus<'static> {
    let tale = "The old man walked slowly down to the harbour <script>alert(1)</script> to look \
                for his brother, who had left on 3 May.\u{2028}</script><!-- ]]> <img src=x \
                onerror=alert(1)> & \u{202e}nobody\u{202c} had seen him there since then.";
    let later = tale.replace("3 May", "7 May");
    let mut corpus = Corpus::new();
    corpus
        .push("<script>alert(1)</script>.txt", format!("Monday. 😀 漢字 é\n\n{tale}"))
        .expect("fewer than 2^32 texts");
    corpus
        .push("</title></script><img src=x onerror=alert(1)>", format!("Tuesday.\n\n{later}"))
        .expect("fewer than 2^32 texts");
    corpus
        .push(
            "control\u{1b}[31m\u{202e}\u{200f}\u{61c}\u{2028}txt.exe",
            format!("{tale}\n\nOne more.\n\n{tale}"),
        )
        .expect("fewer than 2^32 texts");
    corpus.push("\"><svg onload=alert(3)>", tale).expect("fewer than 2^32 texts");
    corpus
}
