//! Tests of HTML: it is read as the text that it shows.

use super::laws::{check, paragraphs, seen, words};
use super::{laws, text_of};
use crate::input::KindFilter;
use crate::input::markup::html::{declared_encoding, is_html, mask};
use proptest::prelude::{Just, Strategy, prop_oneof, proptest};

fn masked(source: &str) -> String {
    mask(source, KindFilter::default()).text
}

fn shown(source: &str) -> Vec<String> {
    laws::shown(source, mask)
}

#[test]
fn markup_within_a_word_does_not_split_it() {
    assert_eq!(
        shown("<b>H</b>ello re<i>tell</i>ing don<b>'</b>t"),
        ["hello", "retelling", "don't"]
    );
    assert_eq!(shown("long<wbr>word 3<b>.</b>14"), ["longword", "3.14"]);
}

#[test]
fn markup_beside_a_word_is_spaces() {
    assert_eq!(masked("<b>bold</b>, plain"), "   bold    , plain");
}

#[test]
fn references_become_their_characters() {
    assert_eq!(
        shown("caf&eacute; &Eacute;t&#233; &#xe9; it&rsquo;s"),
        ["café", "été", "é", "it's"]
    );
    assert_eq!(
        shown("&copyright &nosuch; AT&T &amp;eacute;"),
        ["right", "nosuch", "at", "t", "eacute"]
    );
    assert_eq!(shown("a&nbsp;b&#10;c&#13;d"), ["a", "b", "c", "d"]);
}

#[test]
fn a_reference_belongs_to_the_span_of_its_word() {
    let source = "un caf&eacute; noir";
    let masked = masked(source);
    let mut spans = Vec::new();
    retold::text::Words.for_each(&masked, |token| spans.push(&source[token.span.range()]));
    assert_eq!(spans, ["un", "caf&eacute;", "noir"]);
}

#[test]
fn hidden_content_is_blanked() {
    let source = "<!doctype html><html><head><title>Seen</title><meta content=\"no\">\
        <style>no { no: no }</style><script>if (no < no) { \"</b>\" }</script></head>\
        <body class='no'>one<!-- no --><noscript>no <b>no</b></noscript>\
        <template>no<template>no</template>no</template><img alt='no' src=no> two\
        <iframe>no</iframe></body></html>";
    assert_eq!(shown(source), ["seen", "one", "two"]);
}

#[test]
fn a_file_cut_off_within_a_tag_shows_nothing_of_it() {
    for cut in ["<div class=\"no", "<di", "</di", "<!-- no", "<script>no", "<a href=no x"] {
        let masked = masked(&format!("seen {cut}"));
        assert!(!masked.contains("no") && !masked.contains("di"), "{cut}: {masked:?}");
    }
    assert_eq!(shown("1 < 2 and <3"), ["1", "2", "and", "3"]);
}

#[test]
fn blocks_separate_paragraphs_and_add_no_line() {
    assert_eq!(
        paragraphs(&masked("<p>One two</p><p>three four</p>five")),
        ["one two", "three four", "five"]
    );
    assert_eq!(
        paragraphs(&masked("<h1>Head</h1>\nText\n<ul><li>a b<li>c d</ul>")),
        ["head", "text", "a b", "c d"]
    );
    assert_eq!(paragraphs(&masked("<p>One <b>two</b> three</p>")), ["one two three"]);
    assert_eq!(retold::text::Lines::new(&masked("<p>One</p><p>two</p>\n<br>three")).count(), 2);
}

#[test]
fn two_breaks_in_a_row_separate_paragraphs() {
    assert_eq!(masked("a<br>b"), "a\u{2028} b");
    assert_eq!(masked("a<br><br/>b"), "a\u{2029}      b");
    assert_eq!(masked("a<br/>\nb"), "a     \nb");
}

#[test]
fn xhtml_may_close_a_script_at_once() {
    let source = "<?xml version='1.0'?>\n<!DOCTYPE html>\n<html><script src='no'/><p>seen<br/>too</p></html>";
    assert!(is_html(source));
    assert_eq!(shown(source), ["seen", "too"]);
    assert_eq!(shown("<html><script src='no'/><p>no</p></script>seen"), ["seen"]);
}

#[test]
fn html_is_recognised_by_content() {
    assert!(is_html("\u{feff} <!-- a -->\n<!DOCTYPE HTML>\n<p>"));
    assert!(is_html("<HTML lang=en>"));
    assert!(!is_html("<htmlx>") && !is_html("text <html>") && !is_html("<!DOCTYPE svg>"));
    assert_eq!(words(&text_of("page", b"<html><p class='no'>seen</p>")), ["seen"]);
    assert_eq!(words(&text_of("page.txt", b"<p>kept</p>")), ["p", "kept", "p"]);
}

#[test]
fn a_declared_encoding_is_believed() {
    let page = b"<html><head><meta charset=\"windows-1251\"></head><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>";
    assert_eq!(declared_encoding(page).unwrap().name(), "windows-1251");
    assert_eq!(words(&text_of("page.html", page)), ["привет"]);
}

#[test]
fn offsets_are_right_after_every_kind_of_line_break() {
    let source =
        "<p>one\r\ntwo <b\r\nclass=x>three</b>\rfour &amp;\r\n five</p>\r\n<p>six &lt;\r\n";
    assert_eq!(shown(source), ["one", "two", "three", "four", "five", "six"]);
}

/// Pieces of a page. The visible words are those that start with `s`.
fn piece() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("seen "),
        Just("sight"),
        Just("<b class='no'>"),
        Just("</b>"),
        Just("<p\nid=no>"),
        Just("</p>"),
        Just("<br/>"),
        Just("<!-- no -->"),
        Just("<script>no</script>"),
        Just("<style>no</style>"),
        Just("&shy;"),
        Just("s&eacute;e"),
        Just("&amp;"),
        Just(" &lt; "),
        Just("\n"),
        Just("\r\n"),
        Just("<td>"),
        Just("søt"),
        Just("<title>s&eacute;</title>"),
        Just("<img alt=\"no\">"),
    ]
}

proptest! {
    #[test]
    fn any_page_shows_its_words_and_no_markup(pieces in proptest::collection::vec(piece(), 0..40)) {
        let source = pieces.concat();
        let masked = masked(&source);
        check(&source, &masked);
        assert!(!masked.contains("no"), "{source:?} {masked:?}");
        assert_eq!(seen(&source), seen(&masked), "{source:?} {masked:?}");
        assert_eq!(source.matches("&eacute;").count(), masked.matches('é').count());
    }

    #[test]
    fn anything_at_all_keeps_its_length_and_lines(source in "[<>/!&;a-z\"'= \r\n\\-\\[\\]?#x0-9é\u{2029}]{0,60}") {
        check(&source, &masked(&source));
    }
}
