//! Tests of encodings: which bytes are text, and which text they are.

use super::{one_file, read, reason_of, text_of};
use encoding_rs::{
    BIG5, EUC_JP, Encoding, GBK, ISO_2022_JP, KOI8_U, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252,
};

const RUSSIAN: &str = "Старик медленно шёл к гавани, чтобы найти своего брата. Было уже поздно, и над \
    водой стоял туман; никто не отвечал ему, и он повернул назад.";
const CHINESE: &str = "老人慢慢走到港口去找他的弟弟。天已经很晚了，水面上有雾，没有人回答他，他就转身回家了。\
    第二天早上，他又去了一次，可是船已经开走了。";
const JAPANESE: &str = "老人はゆっくりと港まで歩いて弟を探した。もう遅く、水の上には霧がかかっていた。\
    誰も答えなかったので、彼は引き返した。";
const FRENCH: &str = "Le vieil homme descendit lentement vers le port pour y chercher son frère. Il était déjà \
    tard, et personne ne répondait à ses appels.";

fn as_read(bytes: &[u8]) -> (String, Option<&'static str>) {
    let (_folder, path) = one_file("a.txt", bytes);
    let gathered = read(&path);
    assert_eq!(gathered.skipped, []);
    let text = gathered.texts().next().unwrap();
    (text.text.to_owned(), text.encoding)
}

fn comes_back(text: &str, encoding: &'static Encoding) {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable);
    assert_eq!(as_read(&bytes), (text.to_owned(), Some(encoding.name())));
}

#[test]
fn legacy_encodings_are_recognised_and_reported() {
    comes_back(RUSSIAN, WINDOWS_1251);
    comes_back(RUSSIAN, KOI8_U);
    comes_back(CHINESE, GBK);
    comes_back(&CHINESE.replace('来', "來"), GBK);
    comes_back("老人慢慢走到港口去找他的弟弟。天已經很晚了，水面上有霧，沒有人回答他。", BIG5);
    comes_back(JAPANESE, SHIFT_JIS);
    comes_back(JAPANESE, EUC_JP);
    comes_back(JAPANESE, ISO_2022_JP);
    comes_back(FRENCH, WINDOWS_1252);
}

#[test]
fn utf_8_is_read_as_it_is_with_its_mark() {
    let all = format!("{RUSSIAN}{CHINESE}{JAPANESE}{FRENCH}\u{1f600}");
    assert_eq!(as_read(all.as_bytes()), (all.clone(), None));
    let marked = format!("\u{feff}{all}");
    assert_eq!(as_read(marked.as_bytes()), (marked, None));
    assert_eq!(as_read(b""), (String::new(), None));
}

#[test]
fn utf_16_is_read_by_its_mark() {
    let text = "été 日本 \u{1f600}\r\n";
    let units: Vec<u16> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    assert_eq!(as_read(&little), (text.to_owned(), Some("UTF-16LE")));
    assert_eq!(as_read(&big), (text.to_owned(), Some("UTF-16BE")));
    assert!(reason_of("a.txt", &big[2..]).contains("NUL byte at offset 0"));
    // Half of a surrogate pair, on the second line.
    let broken = [&little[..], &[0x3d, 0xd8, 0x20, 0x00]].concat();
    let reason = reason_of("a.txt", &broken);
    let place = format!("at byte {}, line 2", little.len());
    assert!(reason.starts_with("not valid UTF-16LE") && reason.ends_with(&place), "{reason}");
    assert!(reason_of("a.txt", &[0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]).contains("UTF-32"));
}

/// The text of a file, and the reasons reported about it.
fn damaged(bytes: &[u8]) -> (String, Vec<String>) {
    let (_folder, path) = one_file("a.txt", bytes);
    let gathered = read(&path);
    let text = gathered.texts().next().expect("it is read").text.to_owned();
    (text, gathered.skipped.into_iter().map(|(_, reason)| reason).collect())
}

#[test]
fn a_broken_byte_in_utf_8_costs_its_word_and_is_not_taken_for_another_encoding() {
    let mut bytes = format!("ASCII\r\nsecond\r{RUSSIAN}\nnext: ").into_bytes();
    let at = bytes.len();
    bytes.extend(b"caf\xe9 noir");
    let (text, reasons) = damaged(&bytes);
    assert_eq!(text.len(), bytes.len());
    assert_eq!(text, format!("ASCII\r\nsecond\r{RUSSIAN}\nnext:      noir"));
    let place = format!("line 4 has byte 0xe9, which is not valid UTF-8, at offset {};", at + 3);
    assert!(reasons.len() == 1 && reasons[0].starts_with(&place), "{reasons:?}");
    // One valid character and one invalid place are no evidence for another encoding.
    assert!(reason_of("a.txt", b"caf\xc3\xa9 caf\xe9").starts_with("not valid UTF-8"));
    // Only invalid places are evidence for a legacy encoding.
    assert_eq!(as_read(b"un caf\xe9 noir").0, "un café noir");
    // Truncated inside a character.
    let cut = &RUSSIAN.as_bytes()[..RUSSIAN.len() / 2 * 2];
    let cut = &cut[..=cut.iter().rposition(|&byte| byte >= 0xc0).unwrap()];
    let (text, reasons) = damaged(cut);
    assert!(RUSSIAN.starts_with(text.trim_end()) && reasons.len() == 1, "{text} {reasons:?}");
    assert!(reason_of("a.txt", b"\xef\xbb\xbfcaf\xe9").starts_with("not valid UTF-8"));
}

/// A crash, a full disk or a C program may leave a NUL byte. The file is still text.
#[test]
fn a_single_nul_byte_costs_its_word() {
    let mut bytes = FRENCH.repeat(3).into_bytes();
    bytes[20] = 0;
    let (text, reasons) = damaged(&bytes);
    assert_eq!(text.len(), bytes.len());
    assert!(text.starts_with("Le vieil homme"), "{text}");
    assert!(reasons[0].starts_with("line 1 has a NUL byte at offset 20;"), "{reasons:?}");
}

#[test]
fn utf_16_without_a_mark_is_read() {
    for text in [FRENCH, RUSSIAN, &format!("{CHINESE}\n{CHINESE}\n")] {
        for (order, name) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")]
        {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            assert_eq!(as_read(&bytes), (text.to_owned(), Some(name)));
        }
    }
}

/// Binary files that contain text: an archive, a database, a program, a picture with a comment.
#[test]
fn binary_files_with_text_in_them_are_refused() {
    let mut tar = vec![0; 512];
    tar[..9].copy_from_slice(b"notes.txt");
    tar[257..262].copy_from_slice(b"ustar");
    tar.extend(FRENCH.repeat(400).bytes());
    let class = [b"\xca\xfe\xba\xbe\0\0\0\x34\0\x1d\x0a\0\x06\0\x0f".as_slice(), FRENCH.as_bytes()]
        .concat();
    let sqlite = [
        b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20\0\0\0\x0c".as_slice(),
        FRENCH.repeat(30).as_bytes(),
    ]
    .concat();
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), FRENCH.repeat(30).as_bytes()].concat();
    for bytes in [tar, class, sqlite, png] {
        assert!(reason_of("a.txt", &bytes).starts_with("binary file"));
    }
}

#[test]
fn binary_files_are_recognised() {
    assert_eq!(reason_of("a.txt", b"text\0text"), "binary file (a NUL byte at offset 4)");
    let noise: Vec<u8> =
        (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(reason_of("a.txt", &noise).starts_with("binary file"));
    let without_nul: Vec<u8> = noise.iter().map(|&byte| byte.max(1)).collect();
    assert!(reason_of("a.txt", &without_nul).starts_with("binary file"));
    assert!(reason_of("a.txt", b"\x01\x02\x03abcdefg").starts_with("binary file"));
    // Terminal colors are text, and a stray NUL byte far into a file does not make it binary.
    assert_eq!(text_of("a.log", b"\x1b[31mred\x1b[0m"), "\x1b[31mred\x1b[0m");
    let long = format!("{}\0end", "text ".repeat(4000));
    assert_eq!(text_of("a.txt", long.as_bytes()), long);
}

#[test]
fn no_bytes_cause_a_panic() {
    let mut state = 1u64;
    for len in 0..400 {
        let bytes: Vec<u8> = (0..len)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                ((state >> 33) as u8).max(0x20)
            })
            .collect();
        let _ = crate::input::format::decode(bytes, |_| None).map(|decoded| decoded.text);
    }
}
