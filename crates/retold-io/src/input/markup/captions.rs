//! Captions of films as plain text: SubRip (`.srt`) and WebVTT (`.vtt`, a W3C standard).
//!
//! Both formats are blocks of lines with blank lines between them. A block with a line of two
//! times, `00:00:05,000 --> 00:00:07,400`, is a *cue*: its text is below that line, and a number or
//! name may be above it. WebVTT starts with `WEBVTT`, has positions after the times, and blocks of
//! notes (`NOTE`), styles (`STYLE`) and regions (`REGION`). The text may contain tags (`<i>`, `<v
//! Ann>`, `<c.yellow>`), times (`<00:00:05.300>`), positions (`{\an8}`) and character references.
//! Everything but the text is overwritten with spaces, byte for byte.
//!
//! # Rolling captions
//! Automatic and live captions roll: a cue repeats the last line of the cue before it and adds a
//! new line, or it repeats a line with some more words:
//!
//! | cue | shows | new text |
//! |---|---|---|
//! | 1 | `so what we did` | all |
//! | 2 | `so what we did` `was to ask them` | `was to ask them` |
//! | 3 | `was to ask them` | nothing |
//!
//! What a cue repeats of the cue before it is blanked. A file counts as rolling if a third of its
//! cues start with the end of the cue before them. In all other files, repeated words stay.

use super::html;
use super::mask::{Mask, Separator};
use crate::input::kinds::KindFilter;
use std::borrow::Cow;
use std::ops::Range;

/// A file is rolling if at least one cue in this many starts with the end of the cue before it.
const ROLLING_SHARE: usize = 3;

/// The least number of such cues in a rolling file.
const LEAST_ROLLING: usize = 3;

/// Whether the first line says that a text is WebVTT.
pub(in crate::input) fn is_web_vtt(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    text.strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Blanks everything but the text of the cues, byte for byte. Returns `None` if there is no cue.
pub(in crate::input) fn mask(source: &str) -> Option<String> {
    let cues = cues(source);
    if cues.is_empty() {
        return None;
    }
    let mut mask = Mask::new(source, KindFilter::default());
    for line in cues.iter().flatten() {
        // Sentences continue across lines and cues.
        mask.separate(Separator::Space);
        show_line(&mut mask, source, line.clone());
    }
    let mut masked = mask.finish().text;
    blank_repeated(&mut masked, &cues);
    Some(masked)
}

/// The text lines of each cue.
fn cues(source: &str) -> Vec<Vec<Range<usize>>> {
    let lines = lines(source);
    let mut cues: Vec<Vec<Range<usize>>> = Vec::new();
    let (mut is_block_start, mut is_note) = (true, false);
    for (number, range) in lines.iter().enumerate() {
        let line = &source[range.clone()];
        let next = lines.get(number + 1).map(|range| &source[range.clone()]);
        if line.is_empty() {
            (is_block_start, is_note) = (true, false);
            continue;
        }
        let names = ["NOTE", "STYLE", "REGION"];
        is_note |= is_block_start
            && names.iter().any(|name| {
                line.strip_prefix(name)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
            });
        if is_times(line) {
            cues.push(Vec::new());
            is_note = false;
        } else if let Some(cue) = cues.last_mut()
            && !is_note
            // The line above the times is the number or name of the cue.
            && !(next.is_some_and(is_times) && (is_block_start || is_number(line)))
        {
            cue.push(range.clone());
        }
        is_block_start = false;
    }
    cues
}

/// The lines of a text without their line breaks.
fn lines(source: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    source
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches(['\n', '\r']).len()
        })
        .collect()
}

/// Whether a line has the times of a cue.
fn is_times(line: &str) -> bool {
    let Some((from, to)) = line.split_once("-->") else { return false };
    let to = to.trim_start();
    is_time(from.trim()) && is_time(to.split_whitespace().next().unwrap_or_default())
}

/// Whether a text is a time such as `01:02:03,450` or `02:03.450`.
fn is_time(text: &str) -> bool {
    text.contains(':')
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b":.,".contains(&byte))
}

fn is_number(line: &str) -> bool {
    let line = line.trim().trim_start_matches('\u{feff}');
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Shows a line without its times and positions. Tags and references are those of HTML.
fn show_line<'s>(mask: &mut Mask<'s>, source: &'s str, line: Range<usize>) {
    let (mut at, mut from) = (line.start, line.start);
    while let Some(found) = source[at..line.end].find(['<', '{']) {
        let start = at + found;
        at = start + 1;
        let rest = &source[at..line.end];
        let close = if source[start..].starts_with('<') { '>' } else { '}' };
        let Some(len) = rest.find(close) else { break };
        let is_hidden = if close == '>' { is_time(&rest[..len]) } else { rest.starts_with('\\') };
        if is_hidden {
            html::show(mask, source, from..start);
            at += len + 1;
            from = at;
        }
    }
    html::show(mask, source, from..line.end);
}

/// Blanks the words that each cue repeats of the cue before it, if the file is rolling.
fn blank_repeated(masked: &mut String, cues: &[Vec<Range<usize>>]) {
    let mut repeated: Vec<Range<usize>> = Vec::new();
    let (mut rolling, mut pairs) = (0, 0);
    let mut before: Vec<Cow<'_, str>> = Vec::new();
    for cue in cues {
        let words = words(masked, cue);
        let texts: Vec<Cow<'_, str>> =
            words.iter().map(|(word, _)| seen(&masked[word.clone()])).collect();
        if texts.is_empty() {
            continue;
        }
        let most = texts.len().min(before.len());
        // Only a whole line of the cue, or the whole cue before it, counts as repeated.
        let is_edge = |len: usize| len == before.len() || words[len - 1].1;
        let overlap = (1..=most)
            .rev()
            .filter(|&len| is_edge(len))
            .find(|&len| before[before.len() - len..] == texts[..len]);
        pairs += usize::from(!before.is_empty());
        if let Some(len) = overlap {
            rolling += 1;
            repeated.extend(words[..len].iter().map(|(word, _)| word.clone()));
        }
        before = texts;
    }
    if rolling < LEAST_ROLLING || rolling * ROLLING_SHARE < pairs {
        return;
    }
    let mut bytes = std::mem::take(masked).into_bytes();
    for word in repeated {
        bytes[word].fill(b' ');
    }
    *masked = String::from_utf8(bytes).expect("whole words of a text are blanked");
}

/// A word without the invisible characters that replace a tag inside it.
fn seen(word: &str) -> Cow<'_, str> {
    let fillers = ['\u{ad}', '\u{2060}'];
    if word.contains(fillers) { word.replace(fillers, "").into() } else { word.into() }
}

/// The words of a cue as they are shown, and whether each is the last of its line.
fn words(masked: &str, cue: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut words = Vec::new();
    for line in cue {
        let text = &masked[line.clone()];
        for word in text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()) {
            let start = word.as_ptr() as usize - masked.as_ptr() as usize;
            words.push((start..start + word.len(), false));
        }
        if let Some((_, is_last)) = words.last_mut() {
            *is_last = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{is_web_vtt, mask};
    use proptest::prelude::{prop, proptest};

    fn shown(source: &str) -> String {
        let masked = mask(source).expect("it has cues");
        assert_eq!(masked.len(), source.len());
        super::seen(&masked).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_times_tags_and_positions_are_no_text() {
        let film = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,400\r\n{\\an8}<i>Where were</i> you\r\nin 1984?\r\n\r\n\
            2\r\n00:00:02,500 --> 00:00:04,000\r\n42\r\n\r\n- At home &amp; ill.\r\n";
        assert_eq!(shown(film), "Where were you in 1984? 42 - At home & ill.");
        let vtt = "WEBVTT - a talk\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE a note\nof two lines\n\n\
            intro\n00:05.000 --> 00:07.000 align:start position:0%\n<v Ann>Good <c.big>mor</c>ning\n\n\
            00:07.000 --> 00:09.000\nNOTED: 3 < 4\n";
        assert_eq!(shown(vtt), "Good morning NOTED: 3 < 4");
        assert!(is_web_vtt(vtt) && !is_web_vtt("WEBVTTX"));
        assert_eq!(mask("no --> cue\nhere"), None);
    }

    /// Captions in the form of a video site: each line is repeated twice, with times between the
    /// words.
    #[test]
    fn rolling_captions_are_read_once() {
        let lines = [
            "so what we did",
            "was to ask them",
            "them all of course",
            "and they said no",
            "no no",
        ];
        let cues = lines.windows(2).enumerate().map(|(number, pair)| {
            let time = |part: usize| format!("00:00:{:02}.{part}00", 2 * number);
            let timed = pair[1].replacen(' ', &format!("<{}><c> ", time(3)), 1) + "</c>";
            let (start, end, last) = (time(1), time(4), time(5));
            format!(
                "{start} --> {end} align:start position:0%\n{}\n{timed}\n\n{end} --> {last}\n{}\n \n\n",
                pair[0], pair[1]
            )
        });
        let vtt = format!("WEBVTT\n\n{}", cues.collect::<String>());
        assert_eq!(shown(&vtt), lines.join(" "));
    }

    /// One cue after the other, a second each.
    fn srt(texts: impl IntoIterator<Item = String>) -> String {
        let cue = |(number, text): (usize, String)| {
            format!("{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{text}\n\n")
        };
        (1..).zip(texts).map(cue).collect()
    }

    #[test]
    fn a_growing_line_is_read_once() {
        let words: Vec<&str> = "we have never seen anything like it".split(' ').collect();
        let texts = (1..=words.len()).map(|len| words[..len].join(" "));
        assert_eq!(shown(&srt(texts)), words.join(" "));
    }

    #[test]
    fn spoken_repeats_stay_in_files_that_do_not_roll() {
        let texts = ["No.", "No. Never.", "Why?", "I said no.", "Why?", "Why not?"];
        assert_eq!(shown(&srt(texts.map(str::to_owned))), texts.join(" "));
    }

    proptest! {
        #[test]
        fn every_mask_has_the_length_and_the_line_breaks_of_its_source(
            parts in prop::collection::vec(prop::sample::select(vec![
                "1\n", "00:01.000 --> 00:02.000\n", "00:00:01,000 --> 00:00:02,000 line:0\r\n", "a b", "b c é\n",
                "\n", "<c>", "<00:00:01.000>", "{\\an8}", "&amp;", "NOTE x\n", "\r", "<", "{", "WEBVTT\n",
            ]), 0..30),
        ) {
            let source = parts.concat();
            if let Some(masked) = mask(&source) {
                assert_eq!(masked.len(), source.len(), "{source:?}");
                for (was, is) in source.bytes().zip(masked.bytes()) {
                    assert_eq!(matches!(was, b'\n' | b'\r'), matches!(is, b'\n' | b'\r'), "{source:?} {masked:?}");
                }
            }
        }
    }
}
