//! Boilerplate lines of a document: menus, share buttons, page counters, the day of printing.
//!
//! Such a line is short, ends no sentence, and is before the first paragraph of running text or behind the last.
//! It has one of five shapes: a row of menu items between bars or dots; a few words without a number behind
//! the text; a line that starts as those about sharing do; a page counter; a line that starts as those about
//! printing and retrieval do. The first line is the title, unless it is a menu.
//!
//! Cost: the lines of the document, each tokenised once or twice.

use crate::model::Span;
use crate::text::{SentenceEnd, Words, sentence_end};

/// The fewest words of a line or paragraph of running text.
const RUNNING: usize = 12;

/// The most words of a line that is boilerplate.
const MOST: usize = 12;

/// The most words of a button: `Print this page`.
const BUTTON: usize = 4;

/// The first words of lines about printing and retrieval, in small letters.
const STARTS: [&str; 30] = [
    "printed",
    "print date",
    "retrieved",
    "accessed",
    "downloaded",
    "last updated",
    "last modified",
    "last change",
    "page last",
    "this page was last",
    "generated on",
    "visited",
    "gedruckt",
    "ausgedruckt",
    "abgerufen",
    "druckdatum",
    "zuletzt geändert",
    "letzte änderung",
    "imprimé le",
    "consulté le",
    "dernière mise à jour",
    "impreso el",
    "consultado el",
    "última actualización",
    "stampato il",
    "impresso em",
    "дата печати",
    "распечатано",
    "打印",
    "印刷日",
];

/// The first words of lines about sharing and following, in small letters.
const SHARES: [&str; 18] = [
    "share ",
    "tweet ",
    "follow us",
    "subscribe ",
    "like us",
    "symbol up for",
    "teilen ",
    "folgen sie uns",
    "abonnieren ",
    "partager ",
    "suivez-nous",
    "abonnez-vous",
    "compartir ",
    "síguenos",
    "condividi ",
    "compartilhar ",
    "поделиться ",
    "分享",
];

/// The words of a page counter.
const PAGES: [&str; 12] =
    ["page", "of", "seite", "von", "sur", "página", "de", "pagina", "di", "стр", "из", "p"];

/// The lines of a part of a text that are boilerplate, ascending.
pub(super) fn boilerplate(text: &str, part: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = part.start;
    for line in text[part.range()].split_inclusive(['\n', '\r']) {
        let inner = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        if !inner.is_empty() {
            lines.push(Span::new(from, from + inner.len()));
        }
    }
    let is_running = |line: &Span| {
        let line = &text[line.range()];
        words(line) >= RUNNING || words(line) > BUTTON && sentence_end(line) == SentenceEnd::Sure
    };
    let first = lines.iter().position(is_running).unwrap_or(lines.len());
    let last = lines.iter().rposition(is_running).unwrap_or(0);
    let outside = |number: usize| number < first || number > last;
    let is_boilerplate = |number: usize, line: Span| {
        let line = &text[line.range()];
        outside(number) && is_shaped(line, number > last) && (number > 0 || is_menu(line))
    };
    let numbered = lines.iter().copied().enumerate();
    numbered.filter(|&(number, line)| is_boilerplate(number, line)).map(|(_, line)| line).collect()
}

fn words(line: &str) -> usize {
    let mut words = 0;
    Words.for_each(line, |_| words += 1);
    words
}

/// Whether a line has one of the shapes; `is_behind` if it is behind the running text.
fn is_shaped(line: &str, is_behind: bool) -> bool {
    let words = words(line);
    if words == 0 || words > MOST || sentence_end(line) == SentenceEnd::Sure {
        return false;
    }
    let small = line.to_lowercase();
    let has_figure = line.contains(char::is_numeric);
    let is_counter = has_figure
        && small
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .all(|word| PAGES.contains(&word));
    let is_dated = STARTS.iter().any(|start| small.starts_with(start));
    let is_button = is_behind && words <= BUTTON && !has_figure;
    let is_share = !has_figure && SHARES.iter().any(|start| small.starts_with(start));
    is_menu(line) && !has_figure || is_counter || is_dated || is_button || is_share
}

/// Whether a line has at least three parts between bars or dots.
fn is_menu(line: &str) -> bool {
    line.split(['|', '·', '•', '›', '»']).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::boilerplate;
    use crate::model::Span;

    #[test]
    fn a_menu_may_be_the_first_line_and_a_title_is_none() {
        let story = "The council met on Monday and agreed on the plan for the new bridge.";
        let found = |head: &str, foot: &str| {
            let text = format!("{head}\n\n{story}\n\n{foot}\n");
            let lines = boilerplate(&text, Span::new(0, text.len()));
            lines.iter().map(|line| text[line.range()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("Home | About us | Contact", ""), ["Home | About us | Contact"]);
        assert!(found("Share prices fall in Tokyo", "").is_empty(), "a title");
        let foot = "Share this story by mail or on paper";
        assert_eq!(found("The bridge", foot), [foot]);
        assert!(found("The bridge", "Share price: 12 euros").is_empty());
    }

    #[test]
    fn lines_around_the_text_are_boilerplate_by_their_shape() {
        let story = "The council met on Monday and agreed on the plan for the new bridge.";
        let text = format!(
            "The bridge\nHome | News | Sport\nBy Jane Doe\nPrice: 12 euros\n\n{story}\nA short line\n{story}\n\n\
             Share this page\nPage 3 of 7\nPrinted on 12 May 2024\nDose: 5 mg\n"
        );
        let found: Vec<&str> = boilerplate(&text, Span::new(0, text.len()))
            .iter()
            .map(|it| &text[it.range()])
            .collect();
        let expected =
            ["Home | News | Sport", "Share this page", "Page 3 of 7", "Printed on 12 May 2024"];
        assert_eq!(found, expected);
    }
}
