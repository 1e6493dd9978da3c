//! The location of a passage: file, record, lines, columns, bytes.

use super::artifact::Artifact;
use super::message::Message;
use retold::report::Place;
use retold_io::input::{Origin, RecordPlace};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    #[serde(flatten)]
    related: Option<Related>,
    #[serde(rename = "physicalLocation")]
    physical: Physical,
    #[serde(rename = "logicalLocations", skip_serializing_if = "Option::is_none")]
    logical: Option<[Logical; 1]>,
}

/// The number of a related location, which messages link to. Other locations have none.
#[derive(Serialize)]
struct Related {
    id: usize,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

/// A record, under its name in the file.
#[derive(Serialize)]
struct Logical {
    name: String,
    kind: &'static str,
}

impl Location {
    /// The location of a whole text: a file, the line of a record, or a table row without a line.
    pub(super) fn of(origin: &Origin) -> Location {
        let record = origin.record.as_ref();
        let line = match record.map(|record| record.place) {
            Some(RecordPlace::Line(line)) => Some(line as usize),
            _ => None,
        };
        let physical = Physical {
            artifact_location: Artifact::new(&origin.file),
            region: line.map(Region::line),
        };
        let logical = record.map(|record| {
            let kind = match record.place {
                // SARIF's word for a JSON object.
                RecordPlace::Line(_) | RecordPlace::Element(_) => "object",
                RecordPlace::Message(_) => "message",
                RecordPlace::Cell(_) => "cell",
                _ => "row",
            };
            [Logical { name: record.key.clone(), kind }]
        });
        Location { related: None, physical, logical }
    }

    pub(super) fn with_region(mut self, region: Region) -> Location {
        self.physical.region = Some(region);
        self
    }

    pub(super) fn numbered(mut self, id: usize, name: &str) -> Location {
        self.related = Some(Related { id, message: Message { text: name.to_owned() } });
        self
    }
}

/// A region of a file. Without columns it covers whole lines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<usize>,
}

impl Region {
    fn line(number: usize) -> Region {
        Region {
            start_line: number,
            start_column: None,
            end_line: None,
            end_column: None,
            byte_offset: None,
            byte_length: None,
        }
    }

    /// The region in lines and columns. It has byte offsets too if the text is the file, byte for
    /// byte.
    pub(super) fn of(text: &str, place: Place, in_bytes: bool) -> Region {
        let column = |at: usize| {
            let line = text[..at].rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
            let before = text[line..at].trim_start_matches('\u{feff}');
            before.encode_utf16().count() + 1
        };
        Region {
            start_line: place.first_line,
            start_column: Some(column(place.start)),
            end_line: Some(place.last_line),
            end_column: Some(column(place.end)),
            byte_offset: in_bytes.then_some(place.start),
            byte_length: in_bytes.then_some(place.end - place.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Region;
    use retold::Span;
    use retold::report::Place;
    use retold::text::Lines;

    #[test]
    fn columns_are_utf16_code_units_and_count_from_one() {
        let text = "first\r\n𝄞é a";
        let place = Place::new(Span::new(text.len() - 1, text.len()), &Lines::new(text));
        let region = Region::of(text, place, true);
        assert_eq!((region.start_line, region.start_column), (2, Some(5)));
        assert_eq!((region.end_line, region.end_column), (Some(2), Some(6)));
        assert_eq!((region.byte_offset, region.byte_length), (Some(14), Some(1)));
    }

    /// Lines end with LF, CRLF or CR, as in every report.
    #[test]
    fn columns_start_anew_behind_every_kind_of_line_end() {
        for line_end in ["\n", "\r\n", "\r"] {
            let text = format!("one two{line_end}three four");
            let at = text.find("four").unwrap_or_default();
            let place = Place::new(Span::new(at, text.len()), &Lines::new(&text));
            let region = Region::of(&text, place, true);
            assert_eq!((region.start_line, region.start_column), (2, Some(7)), "{line_end:?}");
            assert_eq!((region.end_line, region.end_column), (Some(2), Some(11)), "{line_end:?}");
        }
    }
}
