//! Tests of Markdown: it is read as the text that it shows.

use super::laws::{check, paragraphs, seen, words};
use super::{laws, text_of};
use crate::input::KindFilter;
use crate::input::markdown::mask;
use proptest::prelude::{Just, Strategy, prop_oneof, proptest};

fn masked(source: &str) -> String {
    mask(source, KindFilter::default()).text
}

fn shown(source: &str) -> Vec<String> {
    laws::shown(source, mask)
}

#[test]
fn marks_within_a_word_do_not_split_it_unless_they_are_one_byte() {
    assert_eq!(shown("re**tell**ing re~~tell~~ing"), ["retelling", "retelling"]);
    assert_eq!(shown("re*tell*ing"), ["re", "tell", "ing"]);
    assert_eq!(masked("*word*, **word**."), " word ,   word  .");
}

#[test]
fn an_escaped_apostrophe_does_not_split_a_word() {
    assert_eq!(shown(r"don\'t say \'so\' \* foo\!"), ["don't", "say", "so", "foo"]);
}

#[test]
fn links_show_their_text_and_not_their_target() {
    let source = "[seen](http://no.example \"no\") and [seen][no] ![no](no.png) <http://see.example>\n\n\
        [no]: http://no.example/ \"no\"\n";
    assert_eq!(shown(source), ["seen", "and", "seen", "http", "see.example"]);
}

#[test]
fn front_matter_is_no_text() {
    assert_eq!(shown("---\ntitle: no\n---\n\nText"), ["text"]);
    assert_eq!(shown("\u{feff}---\ntitle: no\n---\n\nText"), ["text"]);
    assert_eq!(shown("+++\ntitle = 'no'\n+++\nText"), ["text"]);
}

#[test]
fn code_is_text_and_its_fence_is_not() {
    let source = "Use `a  b` and ``c`d``:\n\n```rust no\nlet x = 1;\n```\n\n    indented code\n";
    assert_eq!(
        shown(source),
        ["use", "a", "b", "and", "c", "d", "let", "x", "1", "indented", "code"]
    );
    assert_eq!(shown("> quoted `code\n> span` here"), ["quoted", "code", "span", "here"]);
}

#[test]
fn lists_quotations_and_headings_separate_paragraphs() {
    let source = "# Head #\n\nIntro:\n- one\n- two\n  more\n1. three\n\n> quoted\n> again\n\n***\n\nSetext\n===\nend";
    check(source, &masked(source));
    let found = paragraphs(&masked(source)).join("|").replace("two|more", "two more");
    assert_eq!(found, "head|intro|one|two more|three|quoted again|setext|end");
}

#[test]
fn a_row_of_a_table_is_a_paragraph() {
    let source = "| a b | c |\n|:---|---|\n| d | e f |\n\nafter";
    assert_eq!(shown(source), ["a", "b", "c", "d", "e", "f", "after"]);
    assert_eq!(paragraphs(&masked(source)), ["a b c", "d e f", "after"]);
}

#[test]
fn html_in_markdown_is_masked_too() {
    let source = "<div align=\"no\">\nSeen <b>t</b>oo\n<!--\nno\n-->\n</div>\n\nA<br>line <kbd class=no>key</kbd> \
        <script>no</script> <!-- no --> end &eacute;t&eacute;\n";
    assert_eq!(shown(source), ["seen", "too", "a", "line", "key", "end", "été"]);
}

#[test]
fn footnotes_are_text_and_their_marks_are_not() {
    assert_eq!(
        shown("Word[^no].\n\n[^no]: The note.\n\n- [x] done"),
        ["word", "the", "note", "done"]
    );
}

#[test]
fn a_markdown_file_is_recognised_by_its_name() {
    assert_eq!(words(&text_of("a.MD", b"[seen](no)")), ["seen"]);
    assert_eq!(words(&text_of("a.txt", b"[seen](too)")), ["seen", "too"]);
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("seen "),
        Just("sight"),
        Just("**"),
        Just("*"),
        Just("`s`"),
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just("- "),
        Just("> "),
        Just("# "),
        Just("[s](http://no.no)"),
        Just("![no](no)"),
        Just("<!-- no -->"),
        Just("&eacute;"),
        Just("| "),
        Just("\\*"),
        Just("1. "),
        Just("søt"),
    ]
}

proptest! {
    #[test]
    fn any_page_keeps_its_words_and_lines(pieces in proptest::collection::vec(piece(), 0..40)) {
        let source = pieces.concat();
        let masked = masked(&source);
        check(&source, &masked);
        // Comments followed by text on their line, and code, are not examined here.
        if !source.contains('<') && !source.contains('!') {
            assert_eq!(seen(&source), seen(&masked), "{source:?} {masked:?}");
            assert!(!masked.contains("no"), "{source:?} {masked:?}");
        }
    }

    #[test]
    fn anything_at_all_keeps_its_length_and_lines(source in "[<>&;a-z\\\\\"'`*_~|= \r\n\\-\\[\\]()!:^#0-9é\u{2029}\t]{0,60}") {
        check(&source, &masked(&source));
    }
}
