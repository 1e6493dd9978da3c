//! The kinds of prefixes, and how long each is on a given line.

use crate::input::markup::time_stamp::time_stamp;

/// The longest name of a speaker or source, in bytes.
const LONGEST_NAME: usize = 40;

const LEVELS: [&str; 14] = [
    "trace",
    "debug",
    "verbose",
    "info",
    "information",
    "notice",
    "warn",
    "warning",
    "error",
    "err",
    "severe",
    "critical",
    "crit",
    "fatal",
];

/// A kind of prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    Quotation,
    /// A time that is the whole line.
    TimeAlone,
    Mark(&'static str),
    Time,
    Level,
    Number,
    Thread,
    Source,
    Speaker,
}

impl Prefix {
    /// The length of this prefix on a line, including the white space around it.
    pub(super) fn len(&self, line: &str) -> Option<usize> {
        let body = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - body.len();
        let with_space = |len: usize| {
            let rest = &body[len..];
            let is_separated = rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']);
            is_separated.then(|| indent + body.len() - rest.trim_start_matches([' ', '\t']).len())
        };
        match self {
            Prefix::Quotation => {
                let rest = body.trim_start_matches(['>', ' ']);
                body.starts_with('>').then(|| line.len() - rest.len())
            }
            Prefix::Mark(mark) => {
                // On a blank line, the mark has no space after it.
                body.starts_with(mark.trim_end()).then(|| with_space(mark.trim_end().len()))?
            }
            Prefix::Time => time_stamp(line).map(|it| it.len),
            Prefix::TimeAlone => is_time_alone(line).then(|| line.trim_end().len()),
            Prefix::Level => level(body).and_then(with_space),
            Prefix::Number => {
                let len = body.bytes().take_while(u8::is_ascii_digit).count();
                let len = len + usize::from(body[len..].starts_with(':'));
                with_space(len).filter(|_| len > 0)
            }
            Prefix::Thread => {
                let close = head(body).strip_prefix('[')?.find(']')? + 2;
                with_space(close).filter(|_| close <= LONGEST_NAME)
            }
            Prefix::Source => with_space(source(body)?.0),
            Prefix::Speaker => with_space(speaker(body)?.0),
        }
    }
}

/// Whether a line consists of a time only.
pub(super) fn is_time_alone(line: &str) -> bool {
    let line = line.trim_end();
    time_stamp(line).is_some_and(|it| it.len == line.len())
}

/// The length of the log level at the start of a line.
fn level(body: &str) -> Option<usize> {
    let is_open = body.starts_with(['[', '<', '(']);
    let name = &body[usize::from(is_open)..];
    let len = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known = LEVELS.iter().any(|level| level.eq_ignore_ascii_case(&name[..len]));
    let behind = usize::from(is_open) + len;
    let end = behind + usize::from(body[behind..].starts_with([']', '>', ')']));
    let end =
        end + [":", " -"].iter().find(|it| body[end..].starts_with(**it)).map_or(0, |it| it.len());
    known.then_some(end)
}

/// The start of a line, long enough for any name with its delimiters.
fn head(line: &str) -> &str {
    let most = line.len().min(LONGEST_NAME + 4);
    let end = (0..=most).rev().find(|&at| line.is_char_boundary(at));
    &line[..end.unwrap_or(0)]
}

/// The speaker at the start of a line: the length with colon or brackets, and the name without
/// digits.
pub(super) fn speaker(body: &str) -> Option<(usize, String)> {
    let body = head(body);
    let (len, name) = if let Some(inner) = body.strip_prefix('<') {
        let end = inner.find('>')?;
        (end + 2, inner[..end].trim_start())
    } else {
        let end = body.find(':')?;
        (end + 1, body[..end].trim_end())
    };
    let is_name = name.len() <= LONGEST_NAME
        && name.split(' ').count() <= 4
        && name.starts_with(|c: char| c.is_alphanumeric() || "_@+~".contains(c))
        && (name.chars().any(char::is_alphabetic) || name.starts_with('+'))
        && !name.contains([',', ';', '!', '?', '"', '=', '{', '<']);
    let bare = || name.chars().filter(|c| !c.is_ascii_digit()).collect();
    is_name.then(|| (len, bare()))
}

/// The source at the start of a line, a part of a program or a speaker: the length with the dash or
/// bar after it, and the name without digits.
pub(super) fn source(body: &str) -> Option<(usize, String)> {
    let body = head(body);
    let marks = [" - ", " | ", "\t"];
    let (end, mark) = marks.iter().filter_map(|it| Some((body.find(it)?, it))).min()?;
    let name = &body[..end];
    let is_name = !name.is_empty() && end <= LONGEST_NAME && !name.contains(' ');
    let bare = || name.chars().filter(|c| !c.is_ascii_digit()).collect();
    is_name.then(|| (end + mark.trim_end().len(), bare()))
}
