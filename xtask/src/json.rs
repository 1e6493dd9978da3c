//! Values of named string fields in the output of `cargo metadata`.

/// Returns the values of all string fields named `name`, in the order of the text. Other values of
/// such a field, `null` among them, give `None`.
///
/// The values that the checks ask for are versions, which have no escapes; a parser of JSON would be
/// the only dependency of this crate.
pub(crate) fn strings<'a>(json: &'a str, name: &str) -> Vec<Option<&'a str>> {
    let key = format!("\"{name}\":");
    let values = json.split(key.as_str()).skip(1);
    values.map(|rest| rest.strip_prefix('"')?.split('"').next()).collect()
}

#[test]
fn strings_gives_every_value_of_the_field_and_none_for_null() {
    let json = r#"{"rust_version":"1.89","x":{"rust_version":null},"rust_versions":"7"}"#;
    assert_eq!(strings(json, "rust_version"), [Some("1.89"), None]);
}
