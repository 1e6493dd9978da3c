//! The normal form of tokens: equal for tokens that count as the same word.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The normal form of a token, which is hashed. Spellings that readers take for one word have one form.
///
/// Four steps, in this order:
/// 1. Invisible characters are removed: soft hyphen, combining grapheme joiner, the
///    zero-width spaces, joiners and direction marks, the byte order mark, variation selectors
///    (U+00AD, U+034F, U+061C, U+180B–180F, U+200B–200F, U+202A–202E, U+2060–2064, U+2066–206F,
///    U+FE00–FE0F, U+FEFF, U+E0100–E01EF), and the tag characters (U+E0001, U+E0020–E007F) unless
///    they tell one flag from another behind U+1F3F4.
/// 2. NFKC: composed and decomposed accents agree. Ligatures, full-width letters and superscripts
///    agree with the plain characters.
/// 3. Each character becomes lower case, by itself: no rule looks at its neighbours, and so the
///    final `ς` becomes `σ`, as `Σ` does. The apostrophes `’`, `‘` and `ʼ` become `'`.
/// 4. NFKC again, since lower-casing can bring letters together that have a composed form.
///
/// Normalising twice changes nothing. Text itself is never rewritten: a token is normalised while
/// it is hashed, and its span points into the bytes that the caller gave. Nothing is allocated for
/// a token that is in this form already.
///
/// # Examples
/// ```
/// use retold::text::normalise;
///
/// assert_eq!(normalise("Don’t"), "don't");
/// assert_eq!(normalise("ΟΔΟΣ"), normalise("οδός").replace('ό', "ο"));
/// assert_eq!(normalise("co\u{ad}op\u{fb01}eld"), "coopfield");
/// assert_eq!(normalise("Cafe\u{301}"), "café");
/// ```
pub fn normalise(token: &str) -> Cow<'_, str> {
    let mut scratch = String::new();
    if normalise_into(token, &mut scratch) { Cow::Owned(scratch) } else { Cow::Borrowed(token) }
}

/// Puts the normalised form of `token` into `scratch`, unless the token is in that form already.
///
/// Returns whether the form is in `scratch`; hot loops hand over the same one for every token.
pub(super) fn normalise_into(token: &str, scratch: &mut String) -> bool {
    if token.is_ascii() {
        if !token.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return false;
        }
        scratch.clear();
        scratch.push_str(token);
        scratch.make_ascii_lowercase();
        return true;
    }
    if token.chars().all(is_settled) {
        return false;
    }
    scratch.clear();
    // The quick check spares most tokens both compositions. Ignorable characters pass it, so they
    // may be dropped after it only where no mark follows that could then compose across the gap.
    let composed =
        is_nfkc_quick(token.chars()) == IsNormalized::Yes && !token.chars().any(is_ignorable);
    if composed {
        scratch.extend(token.chars().flat_map(fold));
    } else {
        let mut is_flag = false;
        let visible = token.chars().filter(|&c| {
            is_flag = c == BLACK_FLAG || is_flag && is_tag(c);
            !is_ignorable(c) || is_flag && is_tag(c)
        });
        scratch.extend(visible.nfkc().flat_map(fold));
    }
    if is_nfkc_quick(scratch.chars()) != IsNormalized::Yes {
        *scratch = scratch.nfkc().collect();
    }
    true
}

/// Whether `c` is invisible everywhere.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    ) || is_tag(c)
}

/// Behind this character, tags say whose flag it is.
const BLACK_FLAG: char = '\u{1f3f4}';

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether `c` is its own normalised form next to any other such character.
///
/// True only for a few large ranges of lower-case or caseless starters that no composition ever
/// ends with; false where that takes a table to know.
fn is_settled(c: char) -> bool {
    matches!(
        c,
        '\0'..='@'
            | '['..='\u{7f}'
            | 'ß'..='ö'
            | 'ø'..='ÿ'
            | 'а'..='џ'
            | '\u{620}'..='\u{64a}'
            | 'ぁ'..='ゖ'
            | 'ァ'..='ヾ'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '가'..='힣'
    )
}

/// Lower case of one character, with the apostrophes and the final sigma made equal.
fn fold(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        // Upper case has one sigma, so lower case gets one.
        'ς' => 'σ',
        other => other,
    };
    c.to_lowercase()
}
