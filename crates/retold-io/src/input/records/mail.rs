//! Mail: single messages (RFC 5322, `.eml`) and mailboxes (RFC 4155, `.mbox`).
//!
//! In a mailbox each message follows a line `From ADDRESS DATE`, with a blank line before it. Lines
//! of a message that look alike are escaped with `>`, which is removed. Archives do not escape all
//! of them, so a `From` line without a time of day starts no message.
//!
//! Each part of a message has two encodings of its own: a transfer encoding (base64,
//! quoted-printable), and a `charset`, which may be wrong or missing. The text of a message is its
//! plain text part, or else the shown text of its HTML part. Headers, attachments and forwarded
//! messages are not part of it. Quotation marks (`>`) are removed, so that a quoted paragraph
//! equals the original, and a blank line is inserted where the quotation depth changes.

use super::jsonl::{LONGEST_RECORD, RecordReader, SEPARATOR};
use crate::input::format::guess;
use crate::input::kinds::KindFilter;
use crate::input::markup::html;
use crate::input::memory::{Budget, Passing};
use crate::input::request::Fields;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Encoding as Transfer, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use std::borrow::Cow;
use std::io::{self, BufRead};

/// Longer messages count against the memory while they are read.
const LONG: usize = 1 << 20;

/// Whether a text that starts with `head` is a mailbox: an envelope line, then a header.
pub(in crate::input) fn is_mailbox(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n');
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    let name = second.iter().take_while(|it| it.is_ascii_alphanumeric() || **it == b'-').count();
    is_envelope(first) && name > 0 && second.get(name) == Some(&b':')
}

/// Whether a line is an envelope: `From ADDRESS DATE` with a time of day.
fn is_envelope(line: &[u8]) -> bool {
    let is_time =
        |it: &[u8]| it[2] == b':' && [0, 1, 3, 4].iter().all(|&at| it[at].is_ascii_digit());
    line.starts_with(b"From ") && line.windows(5).any(is_time)
}

/// Reads one message at a time.
pub(in crate::input) struct MailReader<R> {
    lines: RecordReader<R>,
    line: Vec<u8>,
    /// Whether the file is a mailbox; known after its first line.
    is_mailbox: bool,
    number: u64,
    is_over: bool,
    passing: Passing,
}

impl<R: BufRead> MailReader<R> {
    pub(in crate::input) fn new(inner: R, budget: &Budget) -> MailReader<R> {
        MailReader {
            lines: RecordReader::new(inner, budget),
            line: Vec::new(),
            is_mailbox: false,
            number: 0,
            is_over: false,
            passing: budget.passing(),
        }
    }

    /// Reads the next message into `message` and returns its number, from 1.
    ///
    /// # Errors
    /// If the stream cannot be read, or if a message is longer than [`LONGEST_RECORD`] or does not
    /// fit into memory. Nothing can be read after an error.
    pub(in crate::input) fn read(&mut self, message: &mut Vec<u8>) -> io::Result<Option<u64>> {
        message.clear();
        message.shrink_to(LONG);
        let mut is_behind_blank = false;
        while !self.is_over {
            let read = self.lines.read(&mut self.line);
            if !matches!(read, Ok(Some(_))) {
                self.is_over = true;
                read?;
                break;
            }
            let line = &self.line[..];
            if self.lines.line() == 1 {
                self.is_mailbox = line.starts_with(b"From ");
                if self.is_mailbox {
                    continue;
                }
            }
            if self.is_mailbox && is_behind_blank && is_envelope(line) {
                return Ok(Some(self.next_number()));
            }
            is_behind_blank = line.trim_ascii().is_empty();
            let quoted = line.iter().take_while(|&&byte| byte == b'>').count();
            let is_escaped = self.is_mailbox && quoted > 0 && line[quoted..].starts_with(b"From ");
            message.extend_from_slice(&line[usize::from(is_escaped)..]);
            if message.len() > LONG {
                self.passing.set(message.len())?;
            }
            if message.len() > LONGEST_RECORD {
                self.is_over = true;
                let longest = crate::size::binary(LONGEST_RECORD as u64);
                let reason = format!("message {} is longer than {longest}", self.number + 1);
                return Err(io::Error::other(reason));
            }
        }
        self.passing.set(0)?;
        let is_there = !message.trim_ascii().is_empty();
        Ok(is_there.then(|| self.next_number()))
    }

    fn next_number(&mut self) -> u64 {
        self.number += 1;
        self.number
    }
}

/// A message with the requested fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::input) struct MailText {
    /// The value of the header that names messages, `Message-ID` by default.
    pub(in crate::input) id: Option<String>,
    /// The value of the group header.
    pub(in crate::input) group: Option<String>,
    pub(in crate::input) text: String,
}

/// The text of a message.
///
/// # Errors
/// If it is no message, or if its text cannot be decoded.
pub(in crate::input) fn text_of(raw: &[u8], fields: &Fields) -> Result<MailText, String> {
    let message = MessageParser::default().parse(raw);
    let message = message.filter(|message| !message.headers().is_empty());
    let message = message.ok_or("no message: it has no headers")?;
    let mut texts = Vec::new();
    for &number in &message.text_body {
        let Some(part) = message.parts.get(number as usize) else { continue };
        match part.body {
            PartType::Text(_) => texts.push(unquoted(&decoded(raw, part)?)),
            PartType::Html(_) => {
                texts.push(html::mask(&decoded(raw, part)?, KindFilter::default()).text);
            }
            _ => {}
        }
    }
    let id = match &fields.id {
        Some(name) => header(&message, name),
        None => message.message_id().map(str::to_owned),
    };
    let group = fields.group.as_ref().and_then(|name| header(&message, name));
    Ok(MailText { id, group, text: texts.join(SEPARATOR) })
}

fn header(message: &Message<'_>, name: &str) -> Option<String> {
    let text = message.header(name).and_then(|value| value.as_text());
    let value = text.or_else(|| message.header_raw(name))?;
    Some(value.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|it| !it.is_empty())
}

/// The text of a part, with both encodings decoded.
fn decoded<'m>(raw: &'m [u8], part: &MessagePart<'_>) -> Result<Cow<'m, str>, String> {
    let range = part.offset_body as usize..part.offset_end as usize;
    let body = raw.get(range).unwrap_or_default();
    let declared = part.content_transfer_encoding().unwrap_or_default();
    let bytes = match part.encoding {
        Transfer::None if part.is_encoding_problem && declared.eq_ignore_ascii_case("base64") => {
            return Err("its text is broken base64".to_owned());
        }
        Transfer::None => Cow::Borrowed(body),
        Transfer::Base64 => {
            let bytes = base64_decode(body.trim_ascii());
            Cow::Owned(bytes.ok_or("its text is broken base64")?)
        }
        // An invalid sequence is literal text.
        Transfer::QuotedPrintable => {
            quoted_printable_decode(body).map_or(Cow::Borrowed(body), Cow::Owned)
        }
    };
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    let encoding = charset.and_then(encoding_of);
    // Text declared as ASCII, or without a declaration, is UTF-8 if it is valid UTF-8.
    if encoding.is_none_or(|it| it == UTF_8 || it == WINDOWS_1252 && is_ascii(charset))
        && std::str::from_utf8(&bytes).is_ok()
    {
        return Ok(match bytes {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        });
    }
    let encoding = encoding.filter(|&it| it != UTF_8 && !is_ascii(charset));
    let encoding = encoding.unwrap_or_else(|| guess(&bytes));
    let (text, is_broken) = encoding.decode_without_bom_handling(&bytes);
    if is_broken {
        return Err(format!("its text is not valid {}", encoding.name()));
    }
    Ok(Cow::Owned(text.into_owned()))
}

fn is_ascii(charset: Option<&str>) -> bool {
    charset.is_some_and(|name| name.to_ascii_lowercase().contains("ascii"))
}

/// The encoding of this name, including spellings of other programs: `latin-1`, `utf_8`.
fn encoding_of(name: &str) -> Option<&'static Encoding> {
    let name = name.trim();
    let bare: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    Encoding::for_label(name.as_bytes()).or_else(|| Encoding::for_label(bare.as_bytes()))
}

/// A text without quotation marks, with a blank line where the quotation depth changes.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (mut rest, mut depth) = (line, 0);
        while let Some(inner) = rest.strip_prefix('>').or_else(|| rest.strip_prefix(" >")) {
            (rest, depth) = (inner, depth + 1);
        }
        if depth != last && number > 0 {
            out.push('\n');
        }
        last = depth;
        out.push_str(if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { line });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{MailReader, is_mailbox, text_of, unquoted};
    use crate::input::memory::Budget;
    use crate::input::request::Fields;
    use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

    fn texts(mailbox: &[u8]) -> Vec<Result<String, String>> {
        let mut reader = MailReader::new(mailbox, &Budget::default());
        let (mut message, mut texts) = (Vec::new(), Vec::new());
        while let Some(number) = reader.read(&mut message).expect("memory can be read") {
            assert_eq!(number, texts.len() as u64 + 1);
            let text = text_of(&message, &Fields::default());
            texts.push(text.map(|mail| mail.text.trim().to_owned()));
        }
        texts
    }

    #[test]
    fn each_message_has_its_own_encodings() {
        let mailbox = b"From a@b Mon Jan  1 00:00:01 2024\nSubject: no\nContent-Type: text/plain; charset=latin-1\n\n\
            caf\xe9\n>From here\nFrom there on\n\nFrom a@b Mon Jan  1 00:00:02 2024\nContent-Transfer-Encoding: base64\n\n\
            Y2Fmw6k=\n\nFrom a@b Mon Jan  1 00:00:03 2024\nContent-Type: text/html; charset=utf-8\n\
            Content-Transfer-Encoding: quoted-printable\n\n<p>caf=C3=A9 &amp;</p>\n";
        assert!(is_mailbox(mailbox));
        let expected = ["caf\u{e9}\nFrom here\nFrom there on", "caf\u{e9}", "caf\u{e9} &"];
        let found: Vec<String> = texts(mailbox).into_iter().map(|it| it.expect("a text")).collect();
        let words = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(found[..2], expected[..2]);
        assert_eq!(words(&found[2]).replace(['\u{2060}', '\u{ad}'], ""), expected[2]);
    }

    #[test]
    fn plain_text_is_taken_and_attachments_are_not() {
        let message = b"MIME-Version: 1.0\nMessage-ID: <7@x>\nSubject: Re:  this\nContent-Type: multipart/mixed; boundary=o\n\n\
            --o\nContent-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain\n\nplain\n\
            --i\nContent-Type: text/html\n\n<b>html</b>\n--i--\n--o\nContent-Type: text/plain\n\
            Content-Disposition: attachment; filename=a.txt\n\nattached\n--o--\n";
        let mail = text_of(message, &Fields::default()).expect("a message");
        assert_eq!((mail.text.trim(), mail.id.as_deref()), ("plain", Some("7@x")));
        let fields = Fields { id: Some("Subject".to_owned()), ..Fields::default() };
        assert_eq!(text_of(message, &fields).expect("a message").id.as_deref(), Some("Re: this"));
        assert!(!is_mailbox(message));
        assert_eq!(texts(message).len(), 1);
    }

    #[test]
    fn a_broken_message_costs_no_other() {
        let mailbox =
            b"From a@b Mon Jan  1 00:00:01 2024\nContent-Transfer-Encoding: base64\n\n*!*\n\n\
            From a@b Mon Jan  1 00:00:02 2024\nSubject: s\n\nsound\n";
        let found = texts(mailbox);
        assert_eq!(found.len(), 2);
        assert!(found[0].is_err(), "{found:?}");
        assert_eq!(found[1].as_deref(), Ok("sound"));
    }

    #[test]
    fn quotation_marks_are_left_out() {
        let text = "Ann wrote:\n> One\n> > Two\n>> three\n>\n> four\nFive > 4\n";
        assert_eq!(unquoted(text), "Ann wrote:\n\nOne\n\nTwo\nthree\n\n\nfour\n\nFive > 4\n");
        assert_eq!(unquoted(""), "");
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(
            parts in prop::collection::vec(prop_oneof![
                prop::collection::vec(any::<u8>(), 0..9),
                prop::sample::select(vec![
                    "From a@b Mon Jan  1 00:00:01 2024\n", "\n", "Subject: s\n", "Content-Type: multipart/mixed; boundary=o\n",
                    "--o\n", "Content-Type: text/html; charset=gbk\n", "Content-Transfer-Encoding: base64\n", ">From x\n",
                    "Content-Type: message/rfc822\n", "--o--\n", "text =C3=A9\n",
                ]).prop_map(|it| it.as_bytes().to_vec()),
            ], 0..20),
        ) {
            texts(&parts.concat());
        }
    }
}
