//! The names of the columns of a Parquet file, as `--text-field` takes them.
//!
//! In the schema, a list has up to two levels that the data do not have: the repeated group and its
//! element. A name leaves both out and marks the list with `[]`, as in JSON.
//!
//! # Examples
//! The column `messages.list.element.content` is `messages[].content`, and a list of strings in the
//! column `tags.list.element` is `tags[]`.

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::{SchemaDescriptor, Type};

/// The names of all columns, in their order. Names of lists contain `[]`.
pub(crate) fn paths(schema: &SchemaDescriptor) -> Vec<String> {
    let mut paths = Vec::new();
    for field in schema.root_schema().get_fields() {
        walk(field, field.name().to_owned(), &mut paths);
    }
    paths
}

/// Adds the columns of a field with this name.
fn walk(field: &Type, name: String, paths: &mut Vec<String>) {
    let name = if is_repeated(field) { name + "[]" } else { name };
    if field.is_primitive() {
        paths.push(name);
        return;
    }
    match (is_list(field), field.get_fields()) {
        (true, [repeated]) if is_repeated(repeated) => match element(field, repeated) {
            Some(element) => walk(element, name + "[]", paths),
            None => walk(repeated, name, paths),
        },
        (_, fields) => {
            for inner in fields {
                walk(inner, format!("{name}.{}", inner.name()), paths);
            }
        }
    }
}

/// The element of a list inside its repeated group; none if the repeated field is the element itself.
/// The format has these rules for files of older writers.
fn element<'t>(list: &Type, repeated: &'t Type) -> Option<&'t Type> {
    let is_element = repeated.is_primitive()
        || repeated.name() == "array"
        || repeated.name() == format!("{}_tuple", list.name());
    match repeated.is_group().then(|| repeated.get_fields()) {
        Some([element]) if !is_element => Some(element),
        _ => None,
    }
}

fn is_repeated(field: &Type) -> bool {
    let info = field.get_basic_info();
    info.has_repetition() && info.repetition() == Repetition::REPEATED
}

fn is_list(field: &Type) -> bool {
    let info = field.get_basic_info();
    info.converted_type() == ConvertedType::LIST
        || matches!(info.logical_type_ref(), Some(LogicalType::List))
}

#[cfg(test)]
mod tests {
    use super::paths;
    use parquet::schema::parser::parse_message_type;
    use parquet::schema::types::SchemaDescriptor;
    use std::sync::Arc;

    #[test]
    fn lists_of_every_form_have_the_name_that_they_have_in_json() {
        let schema = "message rows {
            required binary text (UTF8);
            optional group meta { optional binary lang (UTF8); }
            optional group messages (LIST) { repeated group list { optional group element {
                optional binary role (UTF8); optional binary content (UTF8);
                optional group parts (LIST) { repeated group list { optional binary element (UTF8); } }
            } } }
            optional group two (LIST) { repeated group array { optional binary content (UTF8); } }
            optional group many (LIST) { repeated group bag { optional binary a; optional binary b; } }
            optional group old (LIST) { repeated binary array (UTF8); }
            repeated binary tags (UTF8);
            repeated group plain { optional binary content (UTF8); }
        }";
        let schema = parse_message_type(schema).expect("it is a schema");
        let found = paths(&SchemaDescriptor::new(Arc::new(schema)));
        let expected = [
            "text",
            "meta.lang",
            "messages[].role",
            "messages[].content",
            "messages[].parts[]",
            "two[].content",
            "many[].a",
            "many[].b",
            "old[]",
            "tags[]",
            "plain[].content",
        ];
        assert_eq!(found, expected);
    }
}
