//! Tests of the compared text and of the removals for each markup language.

#![allow(clippy::unwrap_used)]

use super::{Markup, running_text, sound_cuts};
use proptest::prelude::{any, prop, prop_assert_eq, proptest};
use retold::text::segments;
use retold::{Span, Unit};
use std::fmt::Write as _;

/// The rest of a text after these parts of it were selected for removal.
fn left(text: &str, markup: Markup, parts: &[&str]) -> String {
    let spans = parts.iter().map(|part| {
        let at = text.find(part).unwrap();
        Span::new(at, at + part.len())
    });
    without(text, markup, &spans.collect::<Vec<_>>())
}

fn without(text: &str, markup: Markup, spans: &[Span]) -> String {
    without_segments(text, markup, spans, Unit::Paragraph)
}

fn without_segments(text: &str, markup: Markup, spans: &[Span], unit: Unit) -> String {
    let (mut left, mut at) = (String::new(), 0);
    for cut in sound_cuts(text, markup, spans, Some(unit)).into_iter().flatten() {
        left.push_str(&text[at..cut.start]);
        at = cut.end;
    }
    left + &text[at..]
}

/// The compared paragraphs.
fn compared(text: &str, markup: Markup) -> Vec<String> {
    let shown = running_text(text, markup);
    assert_eq!(shown.len(), text.len());
    let words = |span: Span| shown[span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
    segments(&shown, Unit::Paragraph).into_iter().map(words).collect()
}

#[test]
fn only_running_text_is_compared() {
    let text = "---\ntitle: A page\ntags: [x]\n---\n\
        import Tabs from '@theme/Tabs';\n\n\
        # Heading\nOne that goes on\nhere.\n\nSetext\n------\n\n\
        - Two\n- Three\n  goes on\n\n> Four\n> goes on\n\n\
        [label]: https://example.org/a/page 'Title'\n[^1]: Five is a footnote.\n\n\
        | a | b |\n|---|---|\n| c | d |\n\n```sh\ncode\n```\n\n    indented code\n\n\
        <div>\nmarkup\n</div>\n\n:::note\n\nSix\n\n:::\n\n:::tip\nglued\n:::\n\n\
        {{< tabs >}}\n\n{% include x.html %}\n\n!!! note\n    body\n\n$$\nx = 1\n$$\n\n***\n\n\
        <Tabs>\n<Tab>x</Tab>\n</Tabs>\n\n1. Seven[^1]\n\nTerm\n: Eight\n\n{: .no_toc}\n\n<Card data={{a: 1}}>\nglued\n</Card>\n";
    let expected =
        ["One that goes on here.", "Two", "Three goes on", "Four goes on", "Six", "Seven[^1]"];
    assert_eq!(compared(text, Markup::Markdown), expected);
    assert_eq!(compared(&text.replace('\n', "\r\n"), Markup::Markdown), expected);
}

#[test]
fn paragraphs_and_items_are_removed_with_their_markers() {
    let go = |text: &str, part: &str| left(text, Markup::Markdown, &[part]);
    assert_eq!(go("A\n\nB b\n\nC\n", "B b"), "A\n\nC\n");
    assert_eq!(go("- A\n- B b\n- C\n", "B b"), "- A\n- C\n");
    assert_eq!(go("* A\r\n* B b\r\n* C\r\n", "B b"), "* A\r\n* C\r\n");
    assert_eq!(go("> A\n>\n> B b\n>\n> C\n", "B b"), "> A\n>\n>\n> C\n");
    assert_eq!(go("A\n\n> B b\n\nC\n", "B b"), "A\n\nC\n");
    assert_eq!(go("- A\n  - B b\n- C\n", "B b"), "- A\n- C\n");
    assert_eq!(go("A. B b. C.\n", "B b."), "A. C.\n");
    assert_eq!(go("- A. B b.\n", "A."), "- B b.\n");
    assert_eq!(go("1. A\n2. B b\n", "B b"), "1. A\n");
    assert_eq!(go("3. A\n4. B b\n", "A"), "4. B b\n");
}

#[test]
fn a_removal_that_would_break_other_blocks_is_rejected() {
    for (text, part) in [
        // Lists would be joined or numbered again.
        ("- A\n\nB b\n\n- C\n", "B b"),
        ("1. A\n2. B b\n3. C\n", "B b"),
        ("1. B b\n1. C\n", "B b"),
        // The rest of an item would become an item.
        ("- B b\n  - C\n", "B b"),
        ("- B b\n\n  C\n", "B b"),
        // A heading, a page or a directive would have nothing below.
        ("# A\n\nB b\n\n# C\n\nD\n", "B b"),
        ("# A\n\nB b\n", "B b"),
        ("---\ntitle: A\n---\n\nB b\n", "B b"),
        (":::note\n\nB b\n\n:::\n\nC\n", "B b"),
        ("<details>\n\nB b\n\n</details>\n", "B b"),
        ("<details>\n<summary>A</summary>\n\nB b\n\n</details>\n", "B b"),
        ("A[^1]\n\n# A\n\nB b\n\n[^1]: C\n", "B b"),
        ("A\n\nTerm\n: B b\n", "B b"),
        ("A\n\nB b\n\n: C\n", "B b"),
        ("A[^1]\n\n[^1]: B b\n", "B b"),
        ("> [!NOTE]\n> B b\n\nC\n", "B b"),
        // The adjacent lines would become another block.
        ("A. B\n- c. D\n", "B\n- c."),
        ("A one.\nB two. 1. C three.\n", "B two."),
        ("A one.\nB two. # C three.\n", "B two."),
        // An introduction and its list are removed together.
        ("A\n\nB b:\n\n    code\n", "B b:"),
        ("A:\n\nB b\n\nC\n", "B b"),
        // A half of an inline construct.
        ("A **b. C** d. E.\n", "A **b."),
        ("A <b>b. C</b> d.\n", "A <b>b."),
        ("A `b. C` d.\n", "A `b."),
        ("A **b is half.\n\nC\n", "A **b is half."),
        ("A {{< x >}} b.\n\nC\n", "A {{< x >}} b."),
        ("A <a id=\"x\"></a> b.\n\nC\n", "A <a id=\"x\"></a> b."),
        ("A b.[^1]\n\nC\n\n[^1]: D\n", "A b.[^1]"),
        // In several blocks, or in none.
        ("A b.\n\nB\n\nC\n", "A b.\n\nB"),
        ("# A b\n\nC\n", "A b"),
        ("[a]: https://example.org/b\n\nC\n", "https://example.org/b"),
    ] {
        assert_eq!(left(text, Markup::Markdown, &[part]), text, "{text}");
        let windows = text.replace('\n', "\r\n");
        let part = part.replace('\n', "\r\n");
        assert_eq!(left(&windows, Markup::Markdown, &[&part]), windows, "{text}");
    }
}

#[test]
fn a_reference_in_brackets_belongs_to_the_sentence_before_it() {
    let text = "- Adds a thing. ([#12]) And more.\n- C\n\n[#12]: https://example.org\n";
    let go = |parts: &[&str]| left(text, Markup::Markdown, parts);
    assert_eq!(go(&["([#12])"]), text);
    assert_eq!(go(&["Adds a thing."]), text);
    assert_eq!(go(&["Adds a thing.", "([#12])"]).lines().next().unwrap(), "- And more.");
}

#[test]
fn a_faulty_piece_keeps_no_other_piece() {
    let text = "- A\n\nB b\n\n- C\n\nD\n\nE e\n\nF\n\n1. G\n2. H h\n3. I\n\nJ j\n\nK\n";
    let expected = "- A\n\nB b\n\n- C\n\nD\n\nF\n\n1. G\n2. H h\n3. I\n\nK\n";
    assert_eq!(left(text, Markup::Markdown, &["B b", "E e", "H h", "J j"]), expected);
    let mut many = String::new();
    for number in 0..600 {
        let _ = write!(many, "- A {number}\n\nB{number} b\n\n- C\n\nD d{number}d\n\nE\n\n");
    }
    let parts: Vec<String> =
        (0..600).flat_map(|n| [format!("B{n} b"), format!("D d{n}d")]).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let rest = left(&many, Markup::Markdown, &parts);
    assert_eq!(rest.matches(" b\n").count(), 600);
    assert!(rest.matches("D d").count() < 400, "{}", rest.matches("D d").count());
}

#[test]
fn items_between_others_are_kept_in_a_numbered_list() {
    let mut text = String::new();
    for number in 1..=40 {
        let _ = writeln!(text, "{number}. item{number}i");
    }
    text.push_str("\nA\n\nB b\n\nC\n");
    let mut parts: Vec<String> = (1..=20).map(|n| format!("item{}i", 2 * n)).collect();
    parts.push("B b".to_owned());
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let expected = text.replace("40. item40i\n", "").replace("B b\n\n", "");
    assert_eq!(left(&text, Markup::Markdown, &parts), expected);
}

#[test]
fn lines_that_are_paragraphs_are_not_joined() {
    let wide = "a line that is so much wider than the others around it that they are short";
    let text = format!("# A title\n\nSome few words here.\n{wide}\nOther few words too.\n");
    assert_eq!(left(&text, Markup::LikeMarkdown, &[wide]), text);
    let blank = text.replace(wide, &format!("\n{wide}\n"));
    assert_ne!(left(&blank, Markup::LikeMarkdown, &[wide]), blank);
}

proptest! {
    /// Whichever lines are removed, the rest is the other lines.
    #[test]
    fn kept_lines_are_still_lines(
        parts in prop::collection::vec(
            "[A-C][a-c]{1,6}( [a-c]{1,6}){0,3}[.:]?|- [a-c ]{1,9}|> [a-c]{3}|# [A-C]b|1[.] [a-c]{2}|    x|```|",
            0..14,
        ),
        taken in prop::collection::vec(any::<bool>(), 14),
    ) {
        let text = format!("# A title\n\n{}\n", parts.join("\n"));
        let markup = Markup::LikeMarkdown;
        let lines = |text: &str| -> Vec<(Span, String)> {
            let shown = running_text(text, markup);
            let words = |span: Span| shown[span.range()].trim().to_owned();
            segments(&shown, Unit::Line).into_iter().map(|span| (span, words(span))).collect()
        };
        let all = lines(&text);
        let spans: Vec<Span> =
            all.iter().zip(&taken).filter(|(_, taken)| **taken).map(|((span, _), _)| *span).collect();
        let cuts = sound_cuts(&text, markup, &spans, Some(Unit::Line));
        let is_gone = |span: &Span| {
            spans.iter().zip(&cuts).any(|(of, cut)| of == span && cut.is_some())
        };
        let kept: Vec<String> =
            all.iter().filter(|(span, _)| !is_gone(span)).map(|(_, words)| words.clone()).collect();
        let left = without_segments(&text, markup, &spans, Unit::Line);
        let left: Vec<String> = lines(&left).into_iter().map(|(_, words)| words).collect();
        prop_assert_eq!(left, kept);
    }
}

#[test]
fn the_first_paragraph_below_a_heading_is_kept_if_all_would_be_removed() {
    let text = "# A\n\nB b\n\nC c\n\n## D\n\nE e\n\n# F\n\nG\n";
    let expected = "# A\n\n## D\n\nE e\n\n# F\n\nG\n";
    assert_eq!(left(text, Markup::Markdown, &["B b", "C c", "E e"]), expected);
    let text = "# A\n\nB b\n\nC c\n\n# D\n\nE\n";
    assert_eq!(left(text, Markup::Markdown, &["B b", "C c"]), "# A\n\nB b\n\n# D\n\nE\n");
}

#[test]
fn the_signs_in_a_text_without_a_name_give_its_language() {
    for (text, markup) in [
        ("Text of two\nlines.\n\n    And a verse.\n", Markup::Plain),
        ("A\n\n```\nnever closed\n\nB", Markup::Plain),
        ("He said |- and -| no more, either | or.", Markup::Plain),
        ("# A title\n\nText.\n", Markup::LikeMarkdown),
        ("Text with [a link](https://example.org).\n", Markup::LikeMarkdown),
        ("---\ntitle: A\n---\nText.\n", Markup::LikeMarkdown),
        ("Text\n\n```\nlet a;\n```\n", Markup::LikeMarkdown),
        ("A title\n=======\n\n.. note:: Text\n\nText\n", Markup::Restructured),
        (".. _label:\n\nA title\n^^^^^^^\n\nText\n", Markup::Restructured),
        ("git-x(1)\n========\n\nNAME\n----\ngit-x - text\n\n-a::\n\tText.\n", Markup::AsciiDoc),
        ("= A title\n:toc:\n\n== Section\n\nText\n", Markup::AsciiDoc),
        ("\\documentclass{article}\n\\begin{document}\nText\n\\end{document}\n", Markup::Latex),
        (
            "[^1]: A note.\n\n:::note\n\nText.\n\n:::\n\n:::note\n\nText.\n\n:::\n",
            Markup::LikeMarkdown,
        ),
    ] {
        assert_eq!(Markup::of(text, false), markup, "{text}");
        assert_eq!(Markup::of(text, true), Markup::Markdown);
    }
}

#[test]
fn structure_of_restructured_text_is_kept() {
    let text = "=====\nTitle\n=====\n\nOne goes\non.\n\nSection\n-------\n\n.. note::\n\n   body\n\n\
        .. _label:\n\n.. |sub| replace:: text\n\n.. [1] A footnote\n\n:field: value\n\nTerm\n   what it is\n\n\
        Literal::\n\n   code\n\n- Two\n- Three\n  goes on\n\n1. number\n2. number\n\n\
        +---+---+\n| a | b |\n+---+---+\n\n=== ===\na   b\n=== ===\nc   d\n=== ===\n\n>>> code\n\n__ https://example.org\n\nFour\n";
    let expected = ["One goes on.", "Two", "Three goes on", "Four"];
    assert_eq!(compared(text, Markup::Restructured), expected);
    let go = |text: &str, part: &str| left(text, Markup::Restructured, &[part]);
    assert_eq!(go("A\n\nB b\n\nC\n", "B b"), "A\n\nC\n");
    assert_eq!(go("A\n\n- B\n- C c\n- D\n", "C c"), "A\n\n- B\n- D\n");
    for (text, part) in [
        ("A\n===\n\nB b\n\nC\n===\n\nD\n", "B b"),
        ("- A\n\nB b\n\n- C\n", "B b"),
        ("A b [#]_ c.\n\nD\n", "A b [#]_ c."),
        ("A `b <https://example.org>`__ c.\n\nD\n", "A `b <https://example.org>`__ c."),
        ("A ``b. C`` d.\n", "A ``b."),
        ("A:\n\nB b\n\nC\n", "B b"),
    ] {
        assert_eq!(go(text, part), text);
    }
}

#[test]
fn structure_of_asciidoc_is_kept() {
    let text = "= Title\n:toc: left\n\nOne goes\non.\n\nSECTION\n-------\n[[anchor]]\nattached\n\n\
        -a::\n--all::\n\tTwo goes on.\n+\nthree attached\n\n----\ncode\n----\n\n[NOTE]\n====\nbody\n====\n\n\
        |===\n| a | b\n|===\n\n.Block title\ntitled\n\ninclude::x.txt[]\n\n* Four\n* Five\n\n. number\n\n  literal\n\n// comment\n\nSix\n";
    let expected = ["One goes on.", "Four", "Five", "Six"];
    assert_eq!(compared(text, Markup::AsciiDoc), expected);
    assert_eq!(
        compared("-a::\n--all::\n\tOne goes\n\ton.\n\n-b::\n\tTwo.\n", Markup::AsciiDoc),
        ["One goes on.", "Two."]
    );
    let go = |text: &str, part: &str| left(text, Markup::AsciiDoc, &[part]);
    assert_eq!(go("-a::\n\tB b. C.\n", "B b."), "-a::\n\tC.\n");
    assert_eq!(go("A\n\n* B\n* C c\n", "C c"), "A\n\n* B\n");
    for (text, part) in [
        ("-a::\n\tB b.\n\n-c::\n\tD.\n", "B b."),
        ("== A\n\nB b\n\n== C\n\nD\n", "B b"),
        ("ifdef::a[]\n\nB b\n\nendif::a[]\n\nC\n", "B b"),
        ("* A\n\nB b\n\n* C\n", "B b"),
        ("A [[x]]b c.\n\nD\n", "A [[x]]b c."),
    ] {
        assert_eq!(go(text, part), text);
    }
}

#[test]
fn commands_of_latex_stay_in_pairs() {
    let text = "\\documentclass{article}\n\\title{A}\n\\begin{document}\n\\maketitle\n\n\
        \\section{One}\\label{one}\nTwo goes\non.\n\n\\begin{itemize}\n\\item Three\n\n four\n\\end{itemize}\n\n\
        Five $x$ and six.\n\n\\begin{quote}\nSeven\n\\end{quote}\n\n% comment\n\n\\newpage\nEight\n\\end{document}\n";
    let expected = ["Two goes on.", "Five $x$ and six.", "Eight"];
    assert_eq!(compared(text, Markup::Latex), expected);
    let go = |text: &str, part: &str| left(text, Markup::Latex, &[part]);
    assert_eq!(go("A\n\nB \\emph{b}.\n\nC\n", "B \\emph{b}."), "A\n\nC\n");
    for (text, part) in [
        ("\\section{A}\n\nB b.\n\n\\section{C}\n\nD\n", "B b."),
        ("A \\emph{b. C} d.\n", "A \\emph{b."),
        ("A $b. C$ d.\n", "A $b."),
    ] {
        assert_eq!(go(text, part), text);
    }
}

#[test]
fn hostile_texts_are_read_in_linear_time_and_without_recursion() {
    let deep = 50_000;
    let quotes = format!("{}text of a quotation\n\nMore text\n", "> ".repeat(deep));
    let lists = format!("{}text of an item\n\nMore text\n", "- ".repeat(deep));
    let brackets = "[".repeat(100_000);
    let stars = "**a ".repeat(30_000);
    let tags = "<b>a ".repeat(30_000);
    let ticks = (1..400).map(|n| "`".repeat(n) + " ").collect::<String>();
    let terms = "a::\n".repeat(20_000);
    let braces = "\\a{".repeat(30_000);
    let leads = "- a:\n\n".repeat(20_000);
    for text in [quotes, lists, brackets, stars, tags, ticks, terms, braces, leads] {
        for markup in [
            Markup::Markdown,
            Markup::LikeMarkdown,
            Markup::Restructured,
            Markup::AsciiDoc,
            Markup::Latex,
        ] {
            let shown = running_text(&text, markup).into_owned();
            let spans = segments(&shown, Unit::Sentence);
            assert!(without(&text, markup, &spans).len() <= text.len());
        }
        Markup::of(&text, false);
    }
}
