//! Paragraphs, sentences and lines are found with any line breaks, and no text is lost.

use crate::words::{SEEDS, config};
use proptest::prelude::*;
use retold::text::{Lines, segments};
use retold::{Span, Unit};

const UNITS: [Unit; 4] = [Unit::Paragraph, Unit::BlankLine, Unit::Sentence, Unit::Line];

fn cut(text: &str, unit: Unit) -> Vec<&str> {
    segments(text, unit).into_iter().map(|span| &text[span.range()]).collect()
}

fn paragraphs(text: &str) -> Vec<&str> {
    cut(text, Unit::Paragraph)
}

/// Wraps a paragraph as `fmt` and e-mail programs do: each line as full as it can be.
fn wrap(paragraph: &str, columns: usize, prefix: &str) -> String {
    let mut lines = vec![prefix.to_owned()];
    for word in paragraph.split_whitespace() {
        let line = lines.last_mut().unwrap();
        let used = line.chars().count();
        if used == prefix.chars().count() {
            line.push_str(word);
        } else if used + 1 + word.chars().count() <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("{prefix}{word}"));
        }
    }
    lines.join("\n")
}

/// Wraps text without spaces: no line starts with a comma or a full stop.
fn wrap_han(paragraph: &str, columns: usize) -> String {
    let chars: Vec<char> = paragraph.chars().collect();
    let mut lines: Vec<String> = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let mut end = (start + columns).min(chars.len());
        while end < chars.len() && "，。、；：！？」』".contains(chars[end]) {
            end -= 1;
        }
        lines.push(chars[start..end].iter().collect());
        start = end;
    }
    lines.join("\n")
}

/// Long paragraphs of real prose.
fn prose() -> Vec<&'static str> {
    SEEDS.iter().flat_map(|text| text.lines()).filter(|line| line.len() > 150).collect()
}

#[test]
fn one_paragraph_on_each_line_gives_one_for_each_line() {
    let found = paragraphs(SEEDS[1]);
    assert_eq!(found, SEEDS[1].lines().collect::<Vec<_>>());
    assert_eq!(found.len(), 17);
}

#[test]
fn the_seeds_have_the_paragraphs_that_a_reader_sees() {
    for (seed, text) in SEEDS.iter().enumerate() {
        let expected: Vec<&str> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let expected = expected.join("\n");
        let found = paragraphs(text);
        if seed == 2 {
            assert!(found.contains(&"Viktor\nPavlyatenko"));
        }
        assert_eq!(found.join("\n"), expected);
        assert_eq!(found.len(), expected.lines().count() - usize::from(seed == 2), "seed {seed}");
    }
}

#[test]
fn wrapped_paragraphs_between_blank_lines_are_whole() {
    let prose = prose();
    assert!(prose.len() > 40);
    for columns in [40, 60, 72, 80, 100, 120] {
        let wrapped: Vec<String> = prose.iter().map(|text| wrap(text, columns, "")).collect();
        assert_eq!(paragraphs(&wrapped.join("\n\n")), wrapped, "{columns} columns");
        assert_eq!(cut(&wrapped.join("\n\n"), Unit::BlankLine), wrapped, "{columns} columns");
    }
}

#[test]
fn wrapped_paragraphs_without_blank_lines_end_at_their_short_last_lines() {
    let prose = prose();
    let wrapped: Vec<String> = prose.iter().map(|text| wrap(text, 72, "")).collect();
    let full = |text: &&String| {
        let last = text.lines().last().unwrap().len();
        last + 14 > 72
    };
    let text = wrapped.join("\n");
    let found = paragraphs(&text);
    // A last line that happens to be full cannot be distinguished from a wrap.
    let nearly_full = wrapped.iter().filter(full).count();
    assert!(found.len() >= wrapped.len() - nearly_full, "{} of {}", found.len(), wrapped.len());
    for paragraph in wrapped.iter().filter(|text| !full(text)) {
        assert!(found.iter().any(|found| found.ends_with(paragraph.as_str())), "{paragraph}");
    }
    let first = "It was a bright cold day in April, and the clocks were striking\n\
                 thirteen. He slipped quickly through the glass doors.";
    let second = "The hallway smelt of boiled cabbage and old rag mats. At one end of\n\
                  it a coloured poster, too large for indoor display, had been tacked\n\
                  to the wall.";
    assert_eq!(paragraphs(&format!("{first}\n{second}")), [first, second]);
}

#[test]
fn a_file_may_mix_wrapped_text_with_long_lines() {
    let prose = prose();
    let wrapped = wrap(prose[3], 66, "");
    let text = format!("{}\n{}\n\n{wrapped}\n\n{}\nA short line.\n", prose[0], prose[1], prose[2]);
    assert_eq!(paragraphs(&text), [prose[0], prose[1], &wrapped, prose[2], "A short line."]);
}

#[test]
fn every_kind_of_line_break_ends_a_line() {
    let wrapped = "Nothing is so painful to the human mind\nas a great and sudden change.";
    for line_break in ["\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}"] {
        let first = wrapped.replace('\n', line_break);
        let text = format!("{first}{line_break}{line_break}Second.{line_break}");
        assert_eq!(paragraphs(&text), [&first, "Second."], "{line_break:?}");
        assert_eq!(cut(&text, Unit::Line).len(), 3, "{line_break:?}");
        assert_eq!(cut(&text, Unit::BlankLine).len(), 2, "{line_break:?}");
        assert_eq!(cut(&text, Unit::Sentence), [&first, "Second."], "{line_break:?}");
    }
}

#[test]
fn the_paragraph_separator_always_ends_a_paragraph() {
    let text = "Nothing is so painful to the human mind\u{2029}as a great and sudden change.";
    assert_eq!(paragraphs(text).len(), 2);
    assert_eq!(cut(text, Unit::BlankLine).len(), 2);
}

#[test]
fn a_form_feed_between_pages_ends_a_paragraph() {
    let page = "It was the best of times, it was the worst\nof times, it was the age of wisdom.";
    let text = format!("{page}\n\u{c}{page}\n\u{c}\n{page}");
    assert_eq!(paragraphs(&text), [page; 3]);
}

#[test]
fn a_blank_line_may_have_spaces_and_invisible_characters() {
    for blank in ["", " ", "\t \t", "\u{3000}", "\u{feff}", "\u{200b}\u{200e}", "\u{a0}"] {
        assert_eq!(paragraphs(&format!("one two\n{blank}\nthree four")), ["one two", "three four"]);
    }
}

#[test]
fn quoted_mail_is_unwrapped_within_one_depth() {
    let prose = prose();
    let [first, second, reply] =
        [wrap(prose[0], 70, "> "), wrap(prose[1], 70, "> > "), wrap(prose[2], 70, "")];
    let text = format!("{first}\n{second}\n{reply}\n");
    assert_eq!(paragraphs(&text), [&first, &second, &reply]);
    let text = format!("{first}\n>\n{first}");
    assert_eq!(paragraphs(&text), [&first, ">", &first]);
}

#[test]
fn two_short_lines_are_one_paragraph() {
    assert_eq!(paragraphs("\n\nViktor\nPavlyatenko\n\nnext"), ["Viktor\nPavlyatenko", "next"]);
}

#[test]
fn a_heading_is_not_glued_to_the_text_below() {
    let body = wrap(prose()[5], 72, "");
    assert_eq!(paragraphs(&format!("CHAPTER I\n{body}")), ["CHAPTER I", &body]);
}

#[test]
fn a_long_address_does_not_hide_that_a_block_is_wrapped() {
    let address = "https://example.org/".to_owned() + &"a-very-long-path/".repeat(9);
    let prose = prose();
    let text = format!("{} see {address} {}", prose[6], prose[7]);
    let wrapped = wrap(&text, 72, "");
    assert!(wrapped.lines().any(|line| line.len() > 150));
    assert_eq!(paragraphs(&wrapped), [&wrapped]);
}

#[test]
fn a_wrapped_block_may_be_ragged() {
    let text = "These lines were broken by a formatter that balances\n\
                their lengths, which is why this one is short\n\
                although the first word of the next would have had\n\
                room. It ends here.";
    assert_eq!(paragraphs(text), [text]);
}

#[test]
fn indented_first_lines_start_paragraphs() {
    let [first, second] = [prose()[8], prose()[9]].map(|text| {
        let text = wrap(&format!("xxxx{text}"), 64, "");
        text.replacen("xxxx", "    ", 1)
    });
    let text = format!("{first}\n{second}");
    assert_eq!(paragraphs(&text), [first.trim(), second.trim()]);
    // Even where the last line before is full; but the lines that hang from an entry go on.
    let first = "The first paragraph is indented here,\nand its last line happens to be as full.";
    let second = "Second one is indented as well and it\ngoes on to a second line of its own.";
    assert_eq!(paragraphs(&format!("    {first}\n    {second}")), [first, second]);
    let first = "Smith, J. 1901. A history of the tides\n    Of the northern sea. London.";
    let second = "Wu, K. 1911. The winds that reach this\n    Northern sea. Oxford.";
    assert_eq!(paragraphs(&format!("{first}\n{second}")), [first, second]);
}

#[test]
fn list_items_start_paragraphs_and_keep_their_wrapped_lines() {
    let text = "- red apples of the season\n- green pears of last year\n- yellow bananas, six";
    assert_eq!(paragraphs(text).len(), 3);
    let text = "* an item that goes on for so long that it\n  had to be continued on another line\n\
                * a second item, which is as long as the\n  first was and is continued too";
    assert_eq!(paragraphs(text).len(), 2);
}

#[test]
fn verse_and_tables_keep_their_lines() {
    let verse = "Tyger Tyger, burning bright,\nIn the forests of the night;\n\
                 What immortal hand or eye,\nCould frame thy fearful symmetry?";
    let rows = "name, age, town of birth\nAnn, 30, Rome\nBartholomew, 41, Constantinople\n\
                Eve, 7, Oslo\nMaximilian, 102, Ulan Bator";
    assert!(paragraphs(verse).len() > 2);
    assert_eq!(paragraphs(rows).len(), 5);
}

#[test]
fn chinese_is_unwrapped_though_it_has_no_spaces() {
    let paragraph = "天下大势，分久必合，合久必分。周末七国分争，并入于秦。及秦灭之后，楚、汉分争，\
                     又并入于汉。汉朝自高祖斩白蛇而起义，一统天下，后来光武中兴，传至献帝，遂分为三国。\
                     推其致乱之由，殆始于桓、灵二帝。桓帝禁锢善类，崇信宦官。及桓帝崩，灵帝即位，\
                     大将军窦武、太傅陈蕃共相辅佐。";
    for columns in [20, 40, 60] {
        let wrapped = wrap_han(paragraph, columns);
        assert!(wrapped.lines().count() > 2);
        assert_eq!(paragraphs(&wrapped), [&wrapped], "{columns}");
        let indented = wrap_han(&format!("\u{3000}\u{3000}{paragraph}"), columns);
        let text = format!("{indented}\n{indented}");
        assert_eq!(paragraphs(&text), [indented.trim(); 2], "{columns}");
    }
    // One paragraph on each line.
    let text = format!("{paragraph}\n{paragraph}");
    assert_eq!(paragraphs(&text), [paragraph, paragraph]);
}

/// Some programs count the signs above and below a letter, some do not.
#[test]
fn devanagari_is_unwrapped_however_its_signs_were_counted() {
    let paragraph = "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। \
                     उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है और परस्पर उन्हें भाईचारे के भाव से बर्ताव करना चाहिए। \
                     प्रत्येक व्यक्ति को इस घोषणा में सन्निहित सभी अधिकारों और आज़ादियों को प्राप्त करने का हक़ है। \
                     इसके अतिरिक्त किसी देश या समाज की राजनैतिक स्थिति के आधार पर कोई भेद नहीं किया जाएगा। \
                     हर व्यक्ति को जीवन, स्वाधीनता और वैयक्तिक सुरक्षा का अधिकार है, और किसी को भी दासता में नहीं रखा जाएगा।";
    let is_sign = |c: char| matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{93c}' | '\u{93e}'..='\u{94f}');
    let count: [&dyn Fn(&str) -> usize; 2] =
        [&|text| text.chars().count(), &|text| text.chars().filter(|&c| !is_sign(c)).count()];
    for count in count {
        for columns in [30, 40, 50, 60, 70] {
            let mut wrapped = String::new();
            let mut used = 0;
            for word in paragraph.split_whitespace() {
                let fits = used + 1 + count(word) <= columns;
                wrapped += if wrapped.is_empty() {
                    ""
                } else if fits {
                    " "
                } else {
                    "\n"
                };
                used = if fits && used > 0 { used + 1 } else { 0 } + count(word);
                wrapped += word;
            }
            assert!(wrapped.lines().count() > 3);
            let text = format!("{wrapped}\n\n{wrapped}");
            assert_eq!(paragraphs(&text), [&wrapped; 2], "{columns}");
        }
    }
}

#[test]
fn thai_is_unwrapped_though_it_has_no_spaces() {
    let wrapped = "ประเทศไทยมีชื่ออย่างเป็นทางการว่าราชอาณาจักรไทยเป็นรัฐชาติ\n\
                   อันตั้งอยู่ในภูมิภาคเอเชียตะวันออกเฉียงใต้มีพรมแดนทางทิศ\n\
                   ตะวันออกติดประเทศลาวและประเทศกัมพูชาทิศใต้เป็นแดนต่อแดน\n\
                   ประเทศมาเลเซีย";
    assert_eq!(paragraphs(wrapped), [wrapped]);
}

#[test]
fn sentences_run_across_wraps_and_stop_at_paragraphs() {
    let text = "He came. \"Why?\" she\nasked. Mr. Smith did not\nanswer.\n\nNo full stop\n\nEnd.";
    assert_eq!(
        cut(text, Unit::Sentence),
        [
            "He came.",
            "\"Why?\"",
            "she\nasked.",
            "Mr.",
            "Smith did not\nanswer.",
            "No full stop",
            "End."
        ]
    );
    let quoted =
        "> This is a sentence that was wrapped\n> by a mail program. Another follows\n> it here.";
    assert_eq!(cut(quoted, Unit::Sentence).len(), 2);
    assert_eq!(cut("今天很好。明天呢？", Unit::Sentence), ["今天很好。", "明天呢？"]);
}

#[test]
fn a_document_is_the_whole_text() {
    for text in ["", " \n", "one\n\ntwo\n"] {
        assert_eq!(segments(text, Unit::Document), [Span::new(0, text.len())]);
    }
    for unit in UNITS {
        assert!(segments("", unit).is_empty());
        assert!(segments(" \n\u{feff}\u{3000}\r\n\u{200b}", unit).is_empty());
    }
}

#[test]
fn hostile_texts_are_cut_in_linear_time() {
    let all = |piece: &str| piece.repeat(1_000_000 / piece.len());
    let texts = [
        "\n".repeat(1_000_000),
        all("\r\n"),
        all("a\n"),
        all("ab cd\n"),
        all("\u{2028}"),
        all("\u{c2}"),
        all("“”"),
        all("a"),
        all("中"),
        all("> "),
        all(">"),
        all(". "),
        all(".\n"),
        all("1."),
        all("a.1"),
        all("\"'"),
        all(" "),
        all(" \u{301}"),
        all("\u{202e}a\u{200f} "),
        all("\u{fffd}"),
    ];
    let start = std::time::Instant::now();
    for text in &texts {
        for unit in UNITS {
            segments(text, unit);
        }
        assert!(Lines::new(text).count() >= 1);
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

const PIECES: &[&str] = &[
    "word",
    "a",
    "Longer",
    "longerstill",
    "I",
    "end.",
    "Mr.",
    "?",
    "\"",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{200b}",
    "\u{3000}",
    "> ",
    ">",
    "- ",
    "* ",
    "•",
    "é",
    "“",
    "”",
    "\u{a0}",
    "中文",
    "，",
    "。",
    "ก",
    "\u{301}",
    "\u{200d}",
    "👩",
    "3.5",
    "https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaa",
    "\u{fffd}",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}' | '\u{200d}')
}

proptest! {
    #![proptest_config(config(4_000))]

    #[test]
    fn segments_are_in_order_and_lose_nothing(text in text()) {
        for unit in UNITS {
            let mut end = 0;
            for span in segments(&text, unit) {
                prop_assert!(span.start >= end && span.end > span.start, "{:?}", unit);
                prop_assert!(!text[end..span.start].chars().any(is_seen), "{:?}", unit);
                let segment = &text[span.range()];
                prop_assert!(segment.chars().any(is_seen), "{:?}", unit);
                prop_assert_eq!(segment.trim(), segment);
                end = span.end;
            }
            prop_assert!(!text[end..].chars().any(is_seen), "{:?}", unit);
        }
    }

    #[test]
    fn units_nest(text in text()) {
        let nested = [Unit::BlankLine, Unit::Paragraph, Unit::Sentence];
        for pair in nested.windows(2) {
            let outer = segments(&text, pair[0]);
            for inner in segments(&text, pair[1]) {
                prop_assert!(outer.iter().any(|o| o.start <= inner.start && inner.end <= o.end));
            }
        }
        let paragraphs = segments(&text, Unit::Paragraph);
        for line in segments(&text, Unit::Line) {
            prop_assert!(paragraphs.iter().any(|p| p.start <= line.start && line.end <= p.end));
        }
    }

    #[test]
    fn a_paragraph_by_itself_has_the_same_lines(text in text()) {
        let lines = segments(&text, Unit::Line).len();
        let inside: usize = segments(&text, Unit::Paragraph)
            .iter()
            .map(|paragraph| segments(&text[paragraph.range()], Unit::Line).len())
            .sum();
        prop_assert_eq!(inside, lines);
    }

    #[test]
    fn line_numbers_are_those_of_a_naive_count(text in text()) {
        let lines = Lines::new(&text);
        let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        for (offset, _) in text.char_indices() {
            if offset > 0 && text[..offset].ends_with('\r') && text[offset..].starts_with('\n') {
                continue;
            }
            let expected = 1 + plain(&text[..offset]).matches('\n').count();
            prop_assert_eq!(lines.line_of(offset), expected);
        }
        prop_assert_eq!(lines.count(), plain(&text).lines().count().max(1));
    }
}

#[test]
fn a_span_is_on_the_lines_of_its_first_and_last_byte() {
    let lines = Lines::new("one\r\ntwo\rthree\n");
    assert_eq!(lines.first_and_last(Span::new(0, 3)), (1, 1));
    assert_eq!(lines.first_and_last(Span::new(0, 5)), (1, 1));
    assert_eq!(lines.first_and_last(Span::new(4, 6)), (1, 2));
    assert_eq!(lines.first_and_last(Span::new(9, 9)), (3, 3));
    assert_eq!(lines.count(), 3);
}

#[test]
fn lines_that_a_program_has_balanced_are_wraps() {
    // As GNU fmt breaks it: the fifth line would have had room for the first word of the sixth.
    let text = "interruptions in my health to the gradual waste committed on it by\n\
                time. On the other hand, the magnitude and difficulty of the trust to\n\
                which the voice of my country called me, being sufficient to awaken in\n\
                the wisest and most experienced of her citizens a distrustful scrutiny\n\
                into his qualifications, could not but overwhelm with despondence\n\
                one who (inheriting inferior endowments from nature and unpracticed\n\
                in the duties of civil administration) ought to be peculiarly\n\
                conscious of his own deficiencies. In this conflict of emotions all\n\
                I dare aver is that it has been my faithful study to collect my duty.\n\
                The next one begins here.";
    let (first, second) = text.rsplit_once('\n').unwrap();
    assert_eq!(paragraphs(first), [first]);
    // Behind a full line that ends a sentence, nothing shows a new paragraph.
    assert_eq!(paragraphs(text), [text]);
    let short = format!("{first}\nIt ends.\n{second}");
    assert_eq!(paragraphs(&short).len(), 2);
}

#[test]
fn a_list_of_single_words_keeps_its_lines() {
    assert_eq!(paragraphs("apple\nbanana\ncherry").len(), 3);
    assert_eq!(paragraphs("0b5ad3\n91cc02\nff0034\n7730ab").len(), 4);
}

proptest! {
    /// Editors that count in UTF-16 find the place that the bytes name.
    #[test]
    fn positions_in_utf16_are_those_of_the_line_in_utf16(
        text in "([a-zß€𝄞😀]|\r|\n|\r\n){0,40}",
        offset in 0usize..200,
    ) {
        let lines = Lines::new(&text);
        let position = lines.utf16(&text, offset);
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        prop_assert_eq!(position.line, lines.line_of(at));
        let start = (0..=at).find(|&start| lines.line_of(start) == position.line).unwrap();
        prop_assert_eq!(position.column, text[start..at].encode_utf16().count());
    }
}
