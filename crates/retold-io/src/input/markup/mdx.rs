//! The text of an MDX page: Markdown without its JavaScript.
//!
//! MDX (mdxjs.com) is Markdown with three additions, none of which is text:
//! * *ESM*: a block that starts with `import` or `export` at the start of a line, up to the next blank line at
//!   which its brackets are closed;
//! * *JSX*: tags, `<Tabs groupId="os">` or `</Tabs>`, also over several lines, with strings and expressions in
//!   their attributes;
//! * *expressions*: anything in braces, `{props.name}`, with strings, comments and braces inside.
//!
//! The markers of admonitions, `:::note`, are no text either; their titles are.
//!
//! These are blanked first, byte for byte, and the rest is read as Markdown. Code blocks and code
//! spans contain none of them. The content of an element is Markdown. A brace or a tag that is not
//! closed is text.
//!
//! # Examples
//! `<Note kind="a > b">Wait **{n}** hours.</Note>` shows `Wait`, `hours`.
//!
//! # Cost
//! Linear: unsuccessful searches for the end of a tag or expression have a budget ([`VAIN`]).

use super::html::separator_of;
use super::markdown;
use super::mask::Masked;
use super::mask::Separator;
use crate::input::kinds::KindFilter;
use std::ops::Range;

/// The bytes that may be searched in vain for the ends of tags and expressions, per byte of the
/// text. Without this bound, a text of opening braces would take quadratic time.
const VAIN: usize = 4;

/// Blanks everything but the text that a reader of the rendered page sees, byte for byte.
pub(in crate::input) fn mask(source: &str, filter: KindFilter) -> Masked {
    let mut bytes = source.as_bytes().to_vec();
    for range in code(source) {
        for byte in &mut bytes[range] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => markdown::mask(&text, filter),
        Err(_) => markdown::mask(source, filter),
    }
}

/// The ranges of JavaScript, in order.
fn code(source: &str) -> Vec<Range<usize>> {
    let mut scan = MdxScanner {
        source: source.as_bytes(),
        at: 0,
        vain: VAIN * source.len(),
        found: Vec::new(),
    };
    scan.skip_front_matter();
    scan.lines();
    scan.found
}

struct MdxScanner<'s> {
    source: &'s [u8],
    at: usize,
    /// The bytes that may still be searched in vain.
    vain: usize,
    found: Vec<Range<usize>>,
}

impl MdxScanner<'_> {
    /// The end of the line at `at`, after its line break.
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.source[at..]).map_or(self.source.len(), |found| at + found + 1)
    }

    fn skip_front_matter(&mut self) {
        self.at = if self.source.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let end = self.line_end(self.at);
        let fence = self.source[self.at..end].trim_ascii_end();
        if fence != b"---" && fence != b"+++" {
            return;
        }
        let mut at = end;
        while at < self.source.len() {
            let end = self.line_end(at);
            if self.source[at..end].trim_ascii_end() == fence {
                self.at = end;
                return;
            }
            at = end;
        }
    }

    fn lines(&mut self) {
        let (mut is_start, mut fence): (bool, Option<(u8, usize)>) = (true, None);
        while self.at < self.source.len() {
            let (start, end) = (self.at, self.line_end(self.at));
            let line = self.source[start..end].trim_ascii();
            let marks = fence_of(line);
            match (fence, marks) {
                (Some((mark, len)), Some((other, others)))
                    if mark == other && others >= len && line.len() == others =>
                {
                    fence = None;
                    self.at = end;
                }
                (Some(_), _) => self.at = end,
                (None, Some(_)) => {
                    fence = marks;
                    self.at = end;
                }
                (None, None) if is_start && is_esm(&self.source[start..end]) => {
                    self.at = self.esm_end(start);
                    self.found.push(start..self.at);
                    continue;
                }
                (None, None) if line.starts_with(b":::") => {
                    let indent = self.source[start..end].len()
                        - self.source[start..end].trim_ascii_start().len();
                    let is_name = |it: &&u8| it.is_ascii_alphanumeric() || b":-".contains(it);
                    let len = line.iter().take_while(is_name).count();
                    self.found.push(start + indent..start + indent + len);
                    self.at = start + indent + len;
                    self.line(end);
                }
                // A tag or expression may continue on the next lines.
                (None, None) => self.line(end),
            }
            is_start = line.is_empty();
        }
    }

    /// The end of an ESM block: the first blank line at which its brackets are closed, or the first
    /// blank line if they never are.
    fn esm_end(&mut self, start: usize) -> usize {
        let (mut at, mut depth, mut first_blank) = (start, 0_i64, None);
        while at < self.source.len() && at - start <= self.vain {
            let end = self.line_end(at);
            let line = &self.source[at..end];
            if line.trim_ascii().is_empty() {
                if depth <= 0 {
                    return at;
                }
                first_blank.get_or_insert(at);
            }
            for byte in line {
                depth += i64::from(b"{[(".contains(byte)) - i64::from(b"}])".contains(byte));
            }
            at = end;
        }
        if depth <= 0 {
            return at;
        }
        self.vain = self.vain.saturating_sub(at - start);
        first_blank.unwrap_or(at)
    }

    /// Reads to the end of a line, or further if a tag or expression ends later.
    fn line(&mut self, end: usize) {
        while self.at < end {
            let Some(found) = self.source[self.at..end].iter().position(|it| b"`<{\\".contains(it))
            else {
                self.at = end;
                return;
            };
            let start = self.at + found;
            self.at = start + 1;
            match self.source[start] {
                b'\\' => self.at += 1,
                b'`' => {
                    let ticks = run(&self.source[start..]);
                    self.at = self.closing_ticks(start + ticks, ticks).unwrap_or(start + ticks);
                }
                b'{' => {
                    if let Some(end) = self.ends(start + 1, b'}') {
                        self.found.push(start..end);
                        self.at = end;
                    }
                }
                _ => {
                    if is_tag(&self.source[start + 1..])
                        && let Some(end) = self.ends(start + 1, b'>')
                    {
                        if !self.is_inline_html(start, end) {
                            self.found.push(start..end);
                        }
                        self.at = end;
                    }
                }
            }
        }
    }

    /// Whether a tag is an inline HTML tag. Markdown handles those, and they separate no words.
    fn is_inline_html(&self, start: usize, end: usize) -> bool {
        let tag = &self.source[start + 1..end];
        let name = tag.strip_prefix(b"/").unwrap_or(tag);
        let len = name.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let line = memchr::memrchr(b'\n', &self.source[..start]).map_or(0, |at| at + 1);
        len > 0
            && matches!(name[len], b'>' | b' ' | b'/')
            && (separator_of(&name[..len]) == Separator::None || &name[..len] == b"br")
            && !tag.contains(&b'{')
            && !self.source[line..start].trim_ascii().is_empty()
    }

    /// The end of the run of as many backticks that closes a code span, within the paragraph.
    fn closing_ticks(&mut self, from: usize, ticks: usize) -> Option<usize> {
        let mut at = from;
        while let Some(found) = memchr::memchr2(b'`', b'\n', &self.source[at..]) {
            at += found;
            if self.source[at] == b'\n' {
                at += 1;
                let is_blank = self.source[at..self.line_end(at)].trim_ascii().is_empty();
                if is_blank {
                    break;
                }
                continue;
            }
            let len = run(&self.source[at..]);
            at += len;
            if len == ticks {
                return Some(at);
            }
        }
        self.vain = self.vain.saturating_sub(at - from);
        None
    }

    /// The offset after the byte that closes what is open. Strings, comments and inner braces are
    /// skipped.
    fn ends(&mut self, from: usize, close: u8) -> Option<usize> {
        // The open braces with their closing bytes. Template strings contain expressions.
        let mut open = vec![close];
        let mut at = from;
        let limit = self.source.len().min(from.saturating_add(self.vain));
        while at < limit {
            let byte = self.source[at];
            at += 1;
            match byte {
                _ if open.last() == Some(&b'`') => match byte {
                    b'`' => _ = open.pop(),
                    b'\\' => at += 1,
                    b'$' if self.source.get(at) == Some(&b'{') => {
                        at += 1;
                        open.push(b'}');
                    }
                    _ => {}
                },
                b'"' | b'\'' => {
                    // An apostrophe in text inside an expression ends with its line.
                    let rest = &self.source[at..limit];
                    let is_tag = open.last() == Some(&b'>');
                    let len = rest.iter().position(|&it| it == byte || it == b'\n' && !is_tag)?;
                    at += len + 1;
                }
                b'`' if open.last() == Some(&b'}') => open.push(b'`'),
                b'{' => open.push(b'}'),
                b'/' if self.source.get(at) == Some(&b'*') => {
                    at += memchr::memmem::find(&self.source[at..limit], b"*/")
                        .map_or(0, |len| len + 2);
                }
                _ if open.last() == Some(&byte) => {
                    open.pop();
                    if open.is_empty() {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
        self.vain = self.vain.saturating_sub(at.min(limit) - from);
        None
    }
}

/// The character and length of a code fence, if a line starts with one.
fn fence_of(line: &[u8]) -> Option<(u8, usize)> {
    let &mark = line.first().filter(|mark| b"`~".contains(mark))?;
    let len = run(line);
    // A line may start with a code span.
    let is_span = mark == b'`' && line[len..].contains(&b'`');
    (len >= 3 && !is_span).then_some((mark, len))
}

/// The number of repetitions of the first byte.
fn run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| byte == bytes[0]).count()
}

fn is_esm(line: &[u8]) -> bool {
    let rest = line.strip_prefix(b"import").or_else(|| line.strip_prefix(b"export"));
    let rest = rest.filter(|rest| rest.starts_with(b" ") || rest.starts_with(b"{"));
    // `import the goods` is a sentence. In a module, a name and `from`, a string, a brace or a
    // keyword follows.
    rest.is_some_and(|rest| {
        let text = String::from_utf8_lossy(rest);
        let mut words = text.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        first.starts_with(['{', '"', '\'', '*'])
            || second == "from"
            || first.ends_with(',') && text.contains('{')
            || ["const", "let", "var", "function", "async", "class", "default", "type", "interface"]
                .contains(&first)
    })
}

/// Whether a tag starts here, given the text after `<`. An address in angle brackets is no tag.
fn is_tag(behind: &[u8]) -> bool {
    let name = behind.strip_prefix(b"/").unwrap_or(behind);
    let len =
        name.iter().take_while(|it| it.is_ascii_alphanumeric() || b"._-".contains(it)).count();
    let starts = name.first().is_some_and(|&it| it.is_ascii_alphabetic() || it == b'>');
    starts && !name[len..].starts_with(b":") && !name[len..].starts_with(b"@")
}

#[cfg(test)]
mod tests {
    use super::mask;
    use crate::input::KindFilter;
    use proptest::prelude::{prop, proptest};

    fn masked(source: &str) -> String {
        mask(source, KindFilter::default()).text
    }

    fn shown(source: &str) -> Vec<String> {
        let masked = masked(source);
        assert_eq!(masked.len(), source.len());
        masked.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn tags_expressions_and_modules_are_no_text() {
        let source = "---\ntitle: {no}\n---\nimport Tabs from '@theme/Tabs';\nexport const no = {\n  a: 1,\n\n  b: 2,\n};\n\n\
            # Install it\n\n<Tabs\n  groupId=\"a > b\"\n  values={[{label: 'no }'}, `${no} }`]}>\n<TabItem value=\"x\">\n\n\
            Wait **{n} long** hours, \\{so\\} it {/* no } */}ends.\n\n:::note Beware\nNow.\n:::\n\n</TabItem>\n</Tabs>\n";
        let expected = [
            "Install", "it", "Wait", "**", "long**", "hours,", "{so", "}", "it", "ends.", "Beware",
            "Now.",
        ];
        assert_eq!(shown(source), expected);
    }

    #[test]
    fn code_is_text_and_what_is_not_closed_is_too() {
        let source = "Use `<Tab a={1}>` so:\n\n```jsx\n<Tab>{code}</Tab>\n```\n\nimport the goods, 1 < 2, {open\n";
        let expected = [
            "Use",
            "<Tab",
            "a={1}>",
            "so:",
            "<Tab>{code}</Tab>",
            "import",
            "the",
            "goods,",
            "1",
            "<",
            "2,",
            "{open",
        ];
        assert_eq!(shown(source), expected);
        assert_eq!(shown("It's re<b>tell</b>ing, see <https://example.org>.").len(), 5);
    }

    #[test]
    fn nothing_that_is_open_takes_the_square_of_its_length() {
        for part in ["{", "<a ", "`", "``` `", "<a b={`${", "'{\""] {
            let source = part.repeat(100_000);
            assert_eq!(masked(&source).len(), source.len(), "{part}");
        }
    }

    proptest! {
        #[test]
        fn every_mask_has_the_length_and_the_line_breaks_of_its_source(
            parts in prop::collection::vec(prop::sample::select(vec![
                "{", "}", "<A ", "</A>", "<b>", "/>", ">", "`", "```", "\n", "\n\n", "'", "\"", "$", "/*", "*/",
                "import a from 'b'", "export ", "word", "é", "\\", "---", "\r\n",
            ]), 0..24),
        ) {
            let source = parts.concat();
            let masked = masked(&source);
            assert_eq!(masked.len(), source.len(), "{source:?}");
            for (was, is) in source.bytes().zip(masked.bytes()) {
                assert_eq!(matches!(was, b'\n' | b'\r'), matches!(is, b'\n' | b'\r'), "{source:?} {masked:?}");
            }
        }
    }
}
