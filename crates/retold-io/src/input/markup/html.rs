//! The text of an HTML page.
//!
//! The page is tokenized by the rules of the HTML standard (`html5gum`), without building a tree: broken
//! pages have no reliable tree, and every token has the byte range that the mask needs. Each token either
//! shows text or sets how the next text is separated from the last:
//!
//! | Token | Effect |
//! |---|---|
//! | text | is shown, unless a hidden element is open |
//! | start or end tag | a separator: none, space, line or paragraph (`separator_of`) |
//! | start tag of a hidden element | hides everything up to its end tag; equal elements may nest |
//! | heading, list, table, code | starts and ends a part of that kind |
//!
//! # Example
//! `<p>un caf&eacute;</p><script>x</script><p>noir</p>` shows `un café` and, as another paragraph, `noir`.
//! `é` is at the offset of `&eacute;`, and everything else is blank.
//!
//! # Invariant
//! Ranges are shown in the order of the source, so the result is a mask in the sense of `mask`.
//!
//! # Cost
//! One pass over the page. Each `&` is followed for at most 48 bytes.

use super::mask::{Mask, Masked, Separator};
use crate::input::kinds::KindFilter;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Token, Tokenizer};
use retold::model::TextKind;
use std::convert::Infallible;
use std::ops::Range;

/// The longest character reference, with `&` and `;`.
const LONGEST_REFERENCE: usize = 48;

/// Blanks everything but the text that a browser shows, byte for byte.
///
/// Scripts, styles, templates, comments and the inside of tags are blanked, also alternative texts
/// and `noscript`, which a browser does not show. The title is text. Character references become
/// their characters. Block-level elements and table rows separate paragraphs, `<br>` separates
/// lines, and table cells separate words.
pub(in crate::input) fn mask(source: &str, filter: KindFilter) -> Masked {
    let mut mask = Mask::new(source, filter);
    show(&mut mask, source, 0..source.len());
    mask.finish()
}

/// Whether a text starts like an HTML page.
pub(in crate::input) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // XHTML may have a declaration before its doctype, and both may have comments.
    while let Some(inner) = ["<?", "<!--"].iter().find_map(|mark| rest.strip_prefix(mark)) {
        let Some(end) = inner.find('>') else { return false };
        rest = inner[end + 1..].trim_start();
    }
    ["<!doctype html", "<html"].iter().any(|mark| {
        rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
            && !rest[mark.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    })
}

/// The encoding that an HTML file declares in a `meta` element.
pub(in crate::input) fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let value = head[at..].trim_ascii_start();
    let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| !byte.is_ascii_graphic() || b"\"'>;/".contains(byte))?;
    encoding_rs::Encoding::for_label(&value[..end])
}

/// Shows the text of the HTML in `range`.
pub(in crate::input) fn show<'s>(mask: &mut Mask<'s>, source: &'s str, range: Range<usize>) {
    let html = &source[range.clone()];
    let xml = html.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
    let mut page = HtmlReader {
        mask,
        source,
        offset: range.start,
        xml,
        opened: Vec::new(),
        hidden: None,
        raw: false,
        preformatted: false,
    };
    let callback = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        page.see(&event, span.start..span.end);
        None
    };
    let mut inner = CallbackEmitter::new(callback);
    inner.naively_switch_states(true);
    let emitter = ScriptSink { inner, xml, self_closing: false };
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
}

/// The separator that an element (its name in lower case) puts around its text.
pub(in crate::input) fn separator_of(name: &[u8]) -> Separator {
    match name {
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"caption" | b"center"
        | b"dd" | b"details" | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset"
        | b"figcaption" | b"figure" | b"footer" | b"form" | b"frameset" | b"h1" | b"h2" | b"h3"
        | b"h4" | b"h5" | b"h6" | b"head" | b"header" | b"hgroup" | b"hr" | b"html" | b"legend"
        | b"li" | b"listing" | b"main" | b"menu" | b"nav" | b"ol" | b"optgroup" | b"p"
        | b"plaintext" | b"pre" | b"search" | b"section" | b"summary" | b"table" | b"tbody"
        | b"textarea" | b"tfoot" | b"thead" | b"title" | b"tr" | b"ul" | b"xmp" => {
            Separator::Paragraph
        }
        b"br" | b"option" => Separator::Line,
        b"audio" | b"button" | b"canvas" | b"embed" | b"iframe" | b"img" | b"input" | b"meter"
        | b"object" | b"progress" | b"select" | b"svg" | b"td" | b"th" | b"video" => {
            Separator::Space
        }
        _ => Separator::None,
    }
}

/// The kind of an element's text, unless it is prose. The name is in lower case.
fn kind_of(name: &[u8]) -> Option<TextKind> {
    match name {
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Some(TextKind::Heading),
        b"ul" | b"ol" | b"dl" => Some(TextKind::List),
        b"table" => Some(TextKind::Table),
        _ => None,
    }
}

/// Whether a browser hides the contents of an element.
pub(in crate::input) fn is_hidden(name: &[u8]) -> bool {
    matches!(
        name,
        b"script" | b"style" | b"template" | b"noscript" | b"iframe" | b"noembed" | b"noframes"
    )
}

/// The state of the reader of a page.
struct HtmlReader<'m, 's> {
    mask: &'m mut Mask<'s>,
    source: &'s str,
    /// The offset of the HTML in the source.
    offset: usize,
    /// Whether the page is XHTML, where `<script/>` is a complete element.
    xml: bool,
    /// The name of the last start tag.
    opened: Vec<u8>,
    /// The hidden element and its nesting depth: templates may nest.
    hidden: Option<(Vec<u8>, usize)>,
    /// Whether character references are literal text here.
    raw: bool,
    /// Whether a `pre` is open, inside which `code` is a block.
    preformatted: bool,
}

impl HtmlReader<'_, '_> {
    fn see(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.open(name),
            CallbackEvent::CloseStartTag { self_closing: true } if self.xml => {
                let name = std::mem::take(&mut self.opened);
                self.close(&name);
            }
            CallbackEvent::EndTag { name } => self.close(name),
            CallbackEvent::String { .. } if self.hidden.is_none() => {
                self.show_text(self.offset + span.start..self.offset + span.end);
            }
            _ => {}
        }
    }

    fn open(&mut self, name: &[u8]) {
        self.opened = name.to_vec();
        if name == b"pre" {
            self.preformatted = true;
        } else if name == b"code" && self.preformatted {
            self.mask.begin(TextKind::Code);
        }
        if let Some(kind) = kind_of(name) {
            // A heading without an end tag ends at the next heading at the latest.
            if kind == TextKind::Heading {
                self.mask.end_kind(kind);
            }
            self.mask.begin(kind);
        }
        match name {
            b"br" => self.mask.end_line(),
            _ => self.mask.separate(separator_of(name)),
        }
        match &mut self.hidden {
            Some((hidden, depth)) => *depth += usize::from(hidden == name),
            None if is_hidden(name) => self.hidden = Some((name.to_vec(), 1)),
            None => self.raw = matches!(name, b"xmp" | b"plaintext"),
        }
    }

    fn close(&mut self, name: &[u8]) {
        self.mask.separate(separator_of(name));
        if matches!(name, b"pre" | b"code") && self.preformatted {
            self.mask.end_kind(TextKind::Code);
            self.preformatted = name != b"pre";
        }
        if let Some(kind) = kind_of(name) {
            self.mask.end_kind(kind);
        }
        self.raw = false;
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
        }
    }

    /// Shows a run of text, with character references as their characters.
    fn show_text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        if !self.raw {
            for (found, _) in self.source[range.clone()].match_indices('&') {
                let found = range.start + found;
                if let Some((len, meaning)) = reference(&self.source[found..range.end]) {
                    self.mask.show(at..found);
                    at = found + len;
                    self.mask.show_as(found..at, &meaning);
                }
            }
        }
        self.mask.show(at..range.end);
    }
}

/// The character reference at the start of a text: its length and its characters.
fn reference(text: &str) -> Option<(usize, String)> {
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_REFERENCE)];
    let name = bytes[1..].iter().take_while(|byte| in_name(byte)).count();
    if name == 0 {
        return None;
    }
    let end = 1 + name + usize::from(bytes.get(1 + name) == Some(&b';'));
    let candidate = text.get(..end)?;
    // The tokenizer knows all 2,231 references, and which of them need no semicolon.
    let decoded = Tokenizer::new(candidate).find_map(|Ok(token)| match token {
        Token::String(text) => String::from_utf8(text.to_vec()).ok(),
        _ => None,
    })?;
    // `&copyright` is © and `right`.
    let (before, after) = (candidate.bytes().rev(), decoded.bytes().rev());
    let rest = before.zip(after).take_while(|(a, b)| a == b).count();
    (decoded != candidate).then(|| (end - rest, decoded[..decoded.len() - rest].to_owned()))
}

/// A token sink that keeps the tokenizer from searching for the end of a `<script/>` in XHTML.
struct ScriptSink<E> {
    inner: E,
    xml: bool,
    self_closing: bool,
}

impl<F> ForwardingEmitter for ScriptSink<CallbackEmitter<F, Infallible, usize>>
where
    F: FnMut(CallbackEvent<'_>, Span<usize>) -> Option<Infallible>,
{
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn init_start_tag(&mut self) {
        self.self_closing = false;
        self.inner.init_start_tag();
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
        self.inner.set_self_closing();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let state = self.inner.emit_current_tag();
        if self.xml && self.self_closing { None } else { state }
    }
}
