//! The text cells of a Jupyter notebook (nbformat 3 and 4).
//!
//! A notebook is a JSON object with a list of cells: `cells`, or before version 4,
//! `worksheets[].cells`. The `source` of a cell is a string, or a list of lines with their line
//! breaks. Markdown cells, headings and raw cells are text. Code and its output are not.

use super::jsonl::with_numbers;
use serde::Deserialize;

#[derive(Deserialize)]
struct Notebook {
    #[serde(default)]
    cells: Vec<Cell>,
    #[serde(default)]
    worksheets: Vec<Worksheet>,
}

#[derive(Deserialize)]
struct Worksheet {
    #[serde(default)]
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    cell_type: String,
    #[serde(default)]
    source: Source,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Source {
    Whole(String),
    Lines(Vec<String>),
}

impl Default for Source {
    fn default() -> Source {
        Source::Whole(String::new())
    }
}

/// A cell with text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::input) struct TextCell {
    /// Its number among all cells, from 1.
    pub(in crate::input) number: u64,
    pub(in crate::input) text: String,
    pub(in crate::input) is_markdown: bool,
}

/// The cells with text, in order.
///
/// # Errors
/// The reason why this is no notebook.
pub(in crate::input) fn text_cells(json: &str) -> Result<Vec<TextCell>, String> {
    let json = json.trim_start_matches('\u{feff}');
    let parsed = serde_json::from_str::<Notebook>(json).or_else(|error| {
        with_numbers(json).map_or(Err(error), |numbers| serde_json::from_str(&numbers))
    });
    let notebook = parsed.map_err(|error| format!("not a notebook: {error}"))?;
    let sheets = notebook.worksheets.into_iter().flat_map(|sheet| sheet.cells);
    let cells = notebook.cells.into_iter().chain(sheets).zip(1..);
    Ok(cells
        .filter(|(cell, _)| matches!(&*cell.cell_type, "markdown" | "heading" | "raw"))
        .map(|(cell, number)| TextCell {
            number,
            is_markdown: cell.cell_type == "markdown",
            text: match cell.source {
                Source::Whole(text) => text,
                Source::Lines(lines) => lines.concat(),
            },
        })
        .filter(|cell| !cell.text.trim().is_empty())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::text_cells;

    #[test]
    fn text_is_in_cells_of_markdown_and_of_raw_text() {
        let json = r##"{"cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# One\n", "two"]},
            {"cell_type": "code", "source": "x = 1", "outputs": [{"data": {"text/plain": NaN}}]},
            {"cell_type": "raw", "source": "three"}, {"cell_type": "markdown", "source": []}
        ], "metadata": {}, "nbformat": 4}"##;
        let cells = text_cells(json).expect("it is a notebook");
        let found: Vec<_> = cells.iter().map(|it| (it.number, &*it.text, it.is_markdown)).collect();
        assert_eq!(found, [(1, "# One\ntwo", true), (3, "three", false)]);
        let old = r#"{"worksheets": [{"cells": [{"cell_type": "heading", "source": ["H"]}, {"cell_type": "code", "input": ["x"]}]}]}"#;
        assert_eq!(text_cells(old).expect("it is a notebook").len(), 1);
        assert!(text_cells("[1]").is_err() && text_cells("").is_err());
        assert_eq!(text_cells("{}"), Ok(vec![]));
    }
}
