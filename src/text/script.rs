//! Scripts that are written without spaces between words.

/// Whether `c` is a letter of a script that puts no spaces between words, and whose letters UAX#29
/// leaves apart: each is a token of its own, with the marks that belong to it.
///
/// | Script | Code points |
/// |---|---|
/// | Thai, Lao | U+0E00–0EFF |
/// | Myanmar | U+1000–109F, A9E0–A9FF, AA60–AA7F |
/// | Khmer | U+1780–17FF |
/// | Tai Le, New Tai Lue, Tai Tham, Tai Viet | U+1950–19DF, 1A20–1AAF, AA80–AADF |
/// | Hiragana | U+3041–309F, 1B001–1B11F, 1B132, 1B150–1B152 |
/// | Han | U+3006–3007, 3021–3029, 3038–303A, 3400–4DBF, 4E00–9FFF, F900–FAFF, 20000–3FFFF |
/// | Ahom | U+11700–1174F |
/// | Tangut, Khitan, Nushu | U+16FF0–18DFF, 1B170–1B2FF |
///
/// Digits of these scripts are excluded, since digits form words together. Katakana, Hangul and Yi are
/// not among them: UAX#29 joins a run of their letters into one token.
pub(super) fn is_unspaced(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\0'..'\u{e00}'
        | '\u{e50}'..='\u{e59}'
        | '\u{ed0}'..='\u{ed9}'
        | '\u{1040}'..='\u{1049}'
        | '\u{1090}'..='\u{1099}'
        | '\u{17e0}'..='\u{17e9}'
        | '\u{17f0}'..='\u{17f9}'
        | '\u{19d0}'..='\u{19da}'
        | '\u{1a80}'..='\u{1a89}'
        | '\u{1a90}'..='\u{1a99}'
        | '\u{a9f0}'..='\u{a9f9}'
        | '\u{11730}'..='\u{1173b}' => false,
        _ => is_south_east_asian(c) || is_ideographic(c),
    }
}

/// Han, Hiragana and the ideographs beside them: a line may break after each character.
pub(super) fn is_ideographic(c: char) -> bool {
    matches!(
        c,
        '\u{3006}'..='\u{3007}'
            | '\u{3021}'..='\u{3029}'
            | '\u{3038}'..='\u{303a}'
            | '\u{3041}'..='\u{309f}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{16ff0}'..='\u{18dff}'
            | '\u{1b001}'..='\u{1b11f}'
            | '\u{1b132}'
            | '\u{1b150}'..='\u{1b152}'
            | '\u{1b170}'..='\u{1b2ff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// Thai and its relatives: a line breaks between words, which only a dictionary can separate.
fn is_south_east_asian(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{1950}'..='\u{19df}'
            | '\u{1a20}'..='\u{1aaf}'
            | '\u{a9e0}'..='\u{a9ff}'
            | '\u{aa60}'..='\u{aadf}'
            | '\u{11700}'..='\u{1174f}'
    )
}

/// Whether `c` is of a script that puts no spaces between words, and whose letters UAX#29 joins all
/// the same: only a zero-width space can separate its words.
///
/// Buginese, Balinese, Batak, Rejang, Javanese, Cham, Brahmi, Grantha, Dives Akuru, Makasar and
/// Kawi.
pub(super) fn joins_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{1a00}'..='\u{1a1f}'
            | '\u{1b00}'..='\u{1b7f}'
            | '\u{1bc0}'..='\u{1bff}'
            | '\u{a930}'..='\u{a95f}'
            | '\u{a980}'..='\u{a9df}'
            | '\u{aa00}'..='\u{aa5f}'
            | '\u{11000}'..='\u{1107f}'
            | '\u{11300}'..='\u{1137f}'
            | '\u{11900}'..='\u{1195f}'
            | '\u{11ee0}'..='\u{11f5f}'
    )
}
