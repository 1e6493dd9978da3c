//! The differing words of two places, for a terminal.

use super::figures::count;
use super::line::{Piece, pieces};
use crate::model::Span;
use crate::report::records::Change;
use anstyle::{AnsiColor, Style};
use std::fmt;
use unicode_width::UnicodeWidthChar;

/// How many changes of a passage are shown; all of them are in the report itself.
const MOST_CHANGES: usize = 8;
/// How much equal text is shown before and after a change, in columns.
const CONTEXT: usize = 30;

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const FACT: Style = AnsiColor::Yellow.on_default().bold();
const EQUAL: Style = Style::new().dimmed();

/// The explanation of the marks, in lines of less than 80 columns.
pub(super) const LEGEND: [&str; 2] = [
    "[-only in the first place or the representative-] {+only in the other place+}",
    "(!) a changed fact",
];

/// The sign for equal words that are left out.
const GAP: &str = "…";

/// The words of one place, with what the other has instead: `[-dispute-] {+row+}`. It reads without
/// colours too.
pub(super) struct Diff<'t> {
    /// The two texts.
    pub(super) texts: [&'t str; 2],
    /// The place in the first text.
    pub(super) place: Span,
    /// What differs, in order, and whether the sides of the changes are the other way round.
    pub(super) changes: &'t [Change],
    pub(super) swapped: bool,
}

/// Something that is written in one style and not broken.
struct Atom {
    piece: Piece,
    style: Style,
}

impl Diff<'_> {
    /// Writes the diff in lines of at most `columns`, each behind `indent` spaces.
    pub(super) fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        indent: usize,
        columns: usize,
        color: bool,
    ) -> fmt::Result {
        let room = columns.saturating_sub(indent).max(20);
        let mut line: Vec<Atom> = Vec::new();
        let mut used = 0;
        for atom in self.atoms().into_iter().flat_map(|atom| cut(atom, room - 2)) {
            // The end of a line is kept free for a gap, which says little on a line of its own.
            let room = if atom.piece.text == GAP { room } else { room - 2 };
            if used + atom.piece.columns() > room && !line.is_empty() {
                write_line(f, indent, &line, color)?;
                line.clear();
                used = 0;
            }
            used += atom.piece.columns();
            if line.is_empty() && atom.piece.spaced {
                used -= 1;
            }
            line.push(atom);
        }
        if !line.is_empty() {
            write_line(f, indent, &line, color)?;
        }
        match self.changes.len().checked_sub(MOST_CHANGES) {
            Some(more) if more > 0 => {
                writeln!(f, "{:indent$}and {}", "", count(more, "more change"))
            }
            _ => Ok(()),
        }
    }

    fn atoms(&self) -> Vec<Atom> {
        let [first, second] = self.texts;
        let mut atoms: Vec<Atom> = Vec::new();
        let mut at = self.place.start;
        let mut parted = false;
        for (number, change) in self.changes.iter().take(MOST_CHANGES).enumerate() {
            let (a, b) = if self.swapped { (change.b, change.a) } else { (change.a, change.b) };
            let from = atoms.len();
            equal(&mut atoms, &first[at..a.start.max(at)], number > 0, true);
            let before = first[..a.start].ends_with(char::is_whitespace);
            let after = first[a.end..].starts_with(char::is_whitespace);
            if !a.is_empty() {
                marked(&mut atoms, &first[a.range()], before, ["[-", "-]"], REMOVED);
            }
            if !b.is_empty() {
                marked(&mut atoms, &second[b.range()], before || after, ["{+", "+}"], ADDED);
            }
            if change.fact {
                let piece = Piece { text: "(!)".to_owned(), spaced: false };
                atoms.push(Atom { piece, style: FACT });
            }
            if parted && let Some(atom) = atoms.get_mut(from) {
                atom.piece.spaced = true;
            }
            // Words that only the second has are between two words of the first, and these have
            // one space between them, which is needed twice.
            parted = a.is_empty() && before;
            at = a.end;
        }
        let from = atoms.len();
        equal(&mut atoms, &first[at..self.place.end.max(at)], true, false);
        if parted && let Some(atom) = atoms.get_mut(from) {
            atom.piece.spaced = true;
        }
        atoms
    }
}

/// The text that is equal on both sides: its beginning, if a change precedes it, and its end, if one
/// follows it.
fn equal(atoms: &mut Vec<Atom>, text: &str, after_change: bool, before_change: bool) {
    let pieces = pieces(text);
    let mut head = 0;
    if after_change {
        head = fitting(pieces.iter());
    }
    let mut tail = pieces.len();
    if before_change {
        tail -= fitting(pieces.iter().rev());
    }
    let gap = Piece { text: GAP.to_owned(), spaced: true };
    for (number, piece) in pieces.into_iter().enumerate() {
        let piece = match number {
            _ if number < head || number >= tail => piece,
            _ if number == head => gap.clone(),
            _ => continue,
        };
        atoms.push(Atom { piece, style: EQUAL });
    }
}

/// How many of the pieces fit into the context of a change.
fn fitting<'p>(pieces: impl Iterator<Item = &'p Piece>) -> usize {
    let mut columns = 0;
    pieces
        .take_while(|piece| {
            columns += piece.columns();
            columns <= CONTEXT
        })
        .count()
}

fn marked(atoms: &mut Vec<Atom>, text: &str, spaced: bool, marks: [&str; 2], style: Style) {
    let mut pieces = pieces(text);
    if let Some(first) = pieces.first_mut() {
        first.text.insert_str(0, marks[0]);
        first.spaced = spaced;
    }
    if let Some(last) = pieces.last_mut() {
        last.text.push_str(marks[1]);
    }
    atoms.extend(pieces.into_iter().map(|piece| Atom { piece, style }));
}

/// The atom in parts that fit into a line.
fn cut(atom: Atom, room: usize) -> Vec<Atom> {
    if atom.piece.columns() <= room {
        return vec![atom];
    }
    let mut parts: Vec<Piece> = vec![Piece { text: String::new(), spaced: atom.piece.spaced }];
    let mut used = 1;
    for c in atom.piece.text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            parts.push(Piece { text: String::new(), spaced: false });
            used = c.width().unwrap_or(0);
        }
        parts.last_mut().expect("never empty").text.push(c);
    }
    parts.into_iter().map(|piece| Atom { piece, style: atom.style }).collect()
}

fn write_line(
    f: &mut fmt::Formatter<'_>,
    indent: usize,
    line: &[Atom],
    color: bool,
) -> fmt::Result {
    write!(f, "{:indent$}", "")?;
    let mut style = Style::new();
    for (number, Atom { piece, style: own }) in line.iter().enumerate() {
        let space = if piece.spaced && number > 0 { " " } else { "" };
        if color && *own != style {
            write!(f, "{style:#}{space}{own}{}", piece.text)?;
            style = *own;
        } else {
            write!(f, "{space}{}", piece.text)?;
        }
    }
    if color {
        write!(f, "{style:#}")?;
    }
    writeln!(f)
}
