//! The reader of Jupyter notebooks.

use super::sink::Sink;
use crate::input::markup::markdown;
use crate::input::records::notebook::text_cells;
use crate::input::text::RecordPlace;
use std::io;

/// The reason why a notebook without text is skipped.
const CODE: &str = "a notebook of code only, without text";

/// Keeps the text of each cell that has some.
pub(super) fn read(sink: &mut Sink<'_>, json: &str) -> io::Result<()> {
    let cells = match text_cells(json) {
        Ok(cells) => cells,
        Err(reason) => {
            sink.skip(reason);
            return Ok(());
        }
    };
    if cells.is_empty() {
        sink.skip(CODE.to_owned());
    }
    for cell in cells {
        let text =
            if cell.is_markdown { markdown::mask(&cell.text, sink.filter).text } else { cell.text };
        sink.keep(RecordPlace::Cell(cell.number), None, None, &text)?;
    }
    Ok(())
}
