//! Tests of JSON records, byte for byte.

use super::containers::{gzip, zstd};
use super::{one_file, read, request};
use crate::input::jsonl::{Fault, RawOffsets, RecordReader, find, is_blank};
use crate::input::{ReadResult, gather};
use proptest::prelude::{any, proptest};

type Pairs = Vec<(String, String)>;

/// Names and texts; names and reasons.
fn gathered(name: &str, bytes: &[u8]) -> (Pairs, Pairs) {
    let (folder, path) = one_file(name, bytes);
    let read: ReadResult = read(&path);
    let short = |name: &str| {
        name.strip_prefix(&format!("{}/", folder.path().display())).unwrap().to_owned()
    };
    (
        read.texts().map(|text| (short(text.name), text.text.to_owned())).collect(),
        read.skipped.iter().map(|(name, reason)| (short(name), reason.clone())).collect(),
    )
}

fn pair(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

#[test]
fn a_record_is_named_by_its_line() {
    let lines = b"{\"text\":\"one\"}\n\n{\"text\":\"two\"}";
    let expected = vec![pair("a.jsonl:1", "one"), pair("a.jsonl:3", "two")];
    assert_eq!(gathered("a.jsonl", lines), (expected, vec![]));
    for packed in [gzip(lines), zstd(lines)] {
        assert_eq!(gathered("a.ndjson.gz", &packed).0.len(), 2);
        assert_eq!(gathered("a", &packed).0.len(), 2);
    }
}

#[test]
fn a_broken_line_is_named_by_file_and_line() {
    let lines = b"{\"text\":\"one\"}\n{\"text\":]\n{\"body\":1,\"id\":2}\n{\"text\":7}\n[1]\n{\"text\":\"\\ud800\"}\n{\"text\":\"\xff\"}\n{\"text\":\"cut";
    let (texts, skipped) = gathered("a.jsonl", lines);
    assert_eq!(texts, [pair("a.jsonl:1", "one")]);
    let expected = [
        ("a.jsonl:2", "not a JSON object: expected value at column 9"),
        ("a.jsonl:3", "no field `text`; the record has `body`, `id` (--text-field names another)"),
        ("a.jsonl:4", "the field `text` is a number, not a string"),
        ("a.jsonl:5", "not a JSON object: invalid type: sequence, expected an object at column 0"),
        ("a.jsonl:6", "half a surrogate pair in the field `text` at column 10"),
        ("a.jsonl:7", "not a JSON object: not valid UTF-8 at column 10"),
        ("a.jsonl:8", "not a JSON object: EOF while parsing a string at column 12"),
    ];
    assert_eq!(skipped, expected.map(|(name, reason)| pair(name, reason)));
}

#[test]
fn faults_beyond_the_thousandth_are_counted() {
    let lines = "{\"text\":\"one\"}\n".to_owned() + &"{\"a\":1}\n".repeat(1500);
    let (texts, skipped) = gathered("a.jsonl", lines.as_bytes());
    assert_eq!((texts.len(), skipped.len()), (1, 1001));
    assert_eq!(skipped[1000], pair("a.jsonl", "500 more lines with such faults"));
}

#[test]
fn fields_may_be_nested_and_named() {
    let line = br#"{"meta":{"text":"deep","n":{"id":17}},"g":"x","text":"no"}"#;
    let (_folder, path) = one_file("a.jsonl", &[line, b"\n".as_slice(), line].concat());
    let mut request = request(&path);
    request.fields.text = "meta.text".to_owned();
    request.fields.id = Some("meta.n.id".to_owned());
    request.fields.group = Some("g".to_owned());
    let gathered = gather(&request, &|_| ());
    assert_eq!(gathered.len(), 2);
    let text = gathered.texts().next().unwrap();
    assert_eq!((text.text, text.group), ("deep", Some("x")));
    assert!(text.name.ends_with("a.jsonl:17"), "{}", text.name);

    let found = find(br#"{"meta.text":"flat","meta":{"b":2}}"#, "meta.text", &["meta.b"]).unwrap();
    assert_eq!((&*found.text.value, found.others[0].as_deref()), ("flat", Some("2")));
}

#[test]
fn the_last_of_equal_fields_counts_and_escaped_names_are_names() {
    let found =
        find(br#"{"text":1,"t\u0065xt":"b","d":null,"e":[1],"f":true}"#, "text", &["d", "e", "f"]);
    let found = found.unwrap();
    assert_eq!(found.text.value, "b");
    assert_eq!(found.others, [None, None, Some("true".into())]);
}

/// A misspelt field name must not look like a corpus without repeats.
#[test]
fn a_field_that_no_record_has_is_one_fault_with_the_nearest_name() {
    let lines = "{\"textt\":\"a\",\"id\":1}\n".repeat(3);
    for (name, bytes) in
        [("a.jsonl", lines.clone()), ("a.json", format!("[{}]", lines.trim().replace('\n', ",")))]
    {
        let (texts, skipped) = gathered(name, bytes.as_bytes());
        let reason = "no record has a field `text`; the first has `id`, `textt`; is `textt` meant? (--text-field names another)";
        assert_eq!((texts, skipped), (vec![], vec![pair(name, reason)]));
    }
}

#[test]
fn the_elements_of_an_array_are_records() {
    let expected = vec![pair("a.json:1", "one"), pair("a.json:3", "two")];
    let fault =
        pair("a.json:2", "no field `text`; the record has `b` (--text-field names another)");
    for json in [
        "[{\"text\":\"one\"},{\"b\":2},{\"text\":\"two\"}]",
        "\u{feff}\n[\n  {\n    \"text\": \"one\"\n  },\n {\"b\": [\"}\", NaN]}\n,\n{ \"text\":\n\"two\"}\n]\n",
    ] {
        assert_eq!(gathered("a.json", json.as_bytes()), (expected.clone(), vec![fault.clone()]));
    }
    let cut = gathered("a.json", b"[{\"text\":\"one\"},{\"text\":\"tw");
    let reason = "a record is truncated at byte 27 (1 record was read)";
    assert_eq!(cut, (vec![pair("a.json:1", "one")], vec![pair("a.json", reason)]));
    // By content, compressed, and in UTF-16.
    let wide: Vec<u8> =
        "\u{feff}[{\"text\":\"é\"}]".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(gathered("a", b"[{\"text\":\"one\"}]").0, [pair("a:1", "one")]);
    assert_eq!(
        gathered("a.json.gz", &gzip(b"[{\"text\":\"one\"}]")).0,
        [pair("a.json.gz:1", "one")]
    );
    assert_eq!(gathered("a.json", &wide).0, [pair("a.json:1", "é")]);
    // A list of other values, or a list on each line, is no array of records.
    assert_eq!(gathered("a.json", b"[1, 2]").0, [pair("a.json", "[1, 2]")]);
    assert_eq!(gathered("a.jsonl", b"[{\"text\":\"a\"}]\n[{\"text\":\"b\"}]\n").0, []);
}

#[test]
fn records_that_span_lines_are_read() {
    let json = "{\n  \"text\": \"one\"\n}\n{\n  \"text\": \"two\"\n}\n";
    assert_eq!(
        gathered("a.jsonl", json.as_bytes()).0,
        [pair("a.jsonl:1", "one"), pair("a.jsonl:2", "two")]
    );
    assert_eq!(
        gathered("a.json", json.as_bytes()).0,
        [pair("a.json:1", "one"), pair("a.json:2", "two")]
    );
}

#[test]
fn among_lines_a_record_that_spans_lines_is_named_once_with_the_remedy() {
    let json = "{\"text\":\"one\"}\n{\n \"text\": \"two\"\n}\n{\"text\":\"three\"}\n{\"text\":\n\"four\"}\n{\"text\":\"five\"}\n";
    let (texts, skipped) = gathered("a.jsonl", json.as_bytes());
    assert_eq!(
        texts,
        [pair("a.jsonl:1", "one"), pair("a.jsonl:5", "three"), pair("a.jsonl:8", "five")]
    );
    assert_eq!(skipped.len(), 1);
    assert!(
        skipped[0].1.starts_with("a record spans several lines, from line 2 on (5 lines in total"),
        "{skipped:?}"
    );
}

#[test]
fn a_text_may_be_made_of_several_fields() {
    let line = br#"{"title":"T","messages":[{"role":"user","content":"A"},{"content":null},{"content":"B\n","tags":["x","y"]}],"choices":[{"text":"C"},{"text":"D"}],"body":"E"}"#;
    for (names, text) in [
        ("messages[].content", "A\n\nB\n"),
        ("choices[0].text", "C"),
        ("choices[1].text", "D"),
        ("body,title", "T\n\nE"),
        ("messages[].tags[], title, nothing", "T\n\nx\n\ny"),
        ("messages[].content,messages[].role", "user\n\nA\n\nB\n"),
    ] {
        let found = find(line, names, &["body"]).unwrap();
        assert_eq!((&*found.text.value, found.others[0].as_deref()), (text, Some("E")), "{names}");
        let values: Vec<String> = found
            .parts
            .iter()
            .map(|raw| serde_json::from_slice(&line[raw.clone()]).unwrap())
            .collect();
        assert!(values.is_empty() || values.join("\n\n") == text, "{values:?}");
    }
    let missing = |names| find(line, names, &[]).unwrap_err();
    assert!(matches!(missing("messages[].body"), Fault::Missing(_)));
    assert_eq!(
        missing("choices[]").to_string(),
        "the field `choices[]` is an object, not a string"
    );
    assert!(matches!(find(b"{\"a[]\":\"x\"}", "a[]", &[]), Ok(found) if found.text.value == "x"));
}

/// Python writes these, and no text depends on them.
#[test]
fn numbers_that_are_no_json_do_no_harm_outside_the_text() {
    let found = find(
        br#"{"ppl":NaN,"a":{"b":[-Infinity,{"c":Infinity}]},"text":"NaN, x","id":NaN}"#,
        "text",
        &["id"],
    )
    .unwrap();
    assert_eq!((&*found.text.value, found.others[0].as_deref()), ("NaN, x", Some("NaN")));
    assert!(matches!(find(b"{\"text\":NaN}", "text", &[]), Err(Fault::Field(_))));
    assert!(matches!(find(b"{\"a\":NaN,\"text\":\"x}", "text", &[]), Err(Fault::Syntax(_))));
}

#[test]
fn json_lines_are_recognised_by_content() {
    assert_eq!(gathered("a", b"\n{\"text\":\"one\"}\n{\"b\":2}\n").0, [pair("a:2", "one")]);
    assert_eq!(gathered("a", b"{\"text\":\"one\"}").0, [pair("a:1", "one")]);
    // A configuration, or text that starts with a brace, is one text.
    for other in ["{\"a\": 1}", "{\n\"text\": \"one\"\n}", "{x}\n{y}", "{\"text\":\"one\"}\nand"] {
        assert_eq!(gathered("a", other.as_bytes()).0, [pair("a", other)]);
    }
    // UTF-16 in either byte order, compressed or not.
    let wide: Vec<u16> = "\u{feff}{\"text\":\"é\"}\r\n{\"text\":\"b\"}".encode_utf16().collect();
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = wide.iter().flat_map(|&unit| order(unit)).collect();
        for bytes in [super::containers::gzip(&bytes), bytes] {
            let (texts, skipped) = gathered("a.jsonl", &bytes);
            assert_eq!(texts, [pair("a.jsonl:1", "é"), pair("a.jsonl:2", "b")], "{skipped:?}");
        }
    }
}

#[test]
fn lines_are_returned_byte_for_byte() {
    let source = b"\xef\xbb\xbf{\"text\":\"a\"}\r\n\n \nlast";
    let mut reader = RecordReader::new(source.as_slice(), &crate::input::Budget::default());
    let (mut line, mut all, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(number) = reader.read(&mut line).unwrap() {
        numbers.push((number, is_blank(&line)));
        all.extend_from_slice(&line);
    }
    assert_eq!(all, source);
    assert_eq!(numbers, [(1, false), (2, true), (3, true), (4, false)]);
    let first = source.split_inclusive(|&byte| byte == b'\n').next().unwrap();
    let found = find(first, "text", &[]).unwrap();
    assert_eq!(&first[found.text.raw.clone()], b"\"a\"");
}

#[test]
fn nothing_deep_or_odd_causes_a_panic() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(find(deep.as_bytes(), "text", &[]).is_err());
    assert!(find(deep.as_bytes(), "a[][][]", &[]).is_err());
    let nested = "{\"a\":".repeat(1000) + "1" + &"}".repeat(1000);
    assert!(find(nested.as_bytes(), "a.a.a.a", &["a.a.a.a.a.a"]).is_err());
    assert!(find(b"", "text", &[]).is_err() && find(b"{}", "", &[""]).is_err());
}

proptest! {
    #[test]
    fn what_serde_wrote_is_found_byte_for_byte(
        text in any::<String>(), other in any::<String>(), number in any::<i64>(), ascii in any::<bool>(),
    ) {
        let json = serde_json::json!({ "a": [other], "text": text, "z": { "id": number, "s": other } });
        let mut line = json.to_string();
        if ascii {
            line = escaped(&line);
        }
        line.push_str("\r\n");
        let found = find(line.as_bytes(), "text", &["z.id", "z.s"]).unwrap();
        assert_eq!(found.text.value, text);
        assert_eq!(serde_json::from_str::<String>(&line[found.text.raw.clone()]).unwrap(), text);
        assert_eq!(found.others, [Some(number.to_string().into()), Some(other.into())]);
    }

    #[test]
    fn cutting_by_raw_offsets_is_cutting_the_text(
        text in "[a-z\"\\\\\n\té日\u{1f600}\u{0}/]{0,30}", from in 0usize..31, to in 0usize..31, ascii in any::<bool>(),
    ) {
        let mut line = serde_json::json!({ "id": "é\n", "text": text }).to_string();
        if ascii {
            line = escaped(&line);
        }
        let found = find(line.as_bytes(), "text", &[]).unwrap();
        let offsets = RawOffsets::new(line.as_bytes(), &found.text);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (from, to) = (places[from.min(places.len() - 1)], places[to.min(places.len() - 1)]);
        let (from, to) = (from.min(to), from.max(to));
        let raw = offsets.raw_range(from..to);
        let cut = format!("{}{}", &line[..raw.start], &line[raw.end..]);
        let left = find(cut.as_bytes(), "text", &[]).unwrap().text.value.into_owned();
        assert_eq!(left, format!("{}{}", &text[..from], &text[to..]));
        // With the text put back, the line is unchanged.
        assert_eq!(format!("{}{}{}", &cut[..raw.start], &line[raw.clone()], &cut[raw.start..]), line);
        assert_eq!(offsets.raw(text.len()), found.text.raw.end - 1);
    }
}

/// JSON with ASCII characters only, as Python writes it.
fn escaped(json: &str) -> String {
    let mut out = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}
