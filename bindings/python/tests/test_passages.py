"""Passages that texts share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import retold
from conftest import Maker, rows

STORM = "The storm tore the roofs off two barns and a mill near the coast on Sunday night."
NEW = ["As we wrote: " + STORM.replace("two", "four") + "\nIt rained.", "Nothing of the kind.", None]
OLD = ["Nothing new.\n" + STORM, "Another text that nobody has quoted at all in these days."]


def test_passages_as_tables(make: Maker) -> None:
    """A table of the caller's kind with the places, and the passage itself."""
    found = retold.passages(make([*NEW, *OLD]))
    families = rows(found.families)
    assert [(row["row"], row["first_line"], row["words"]) for row in families] == [(0, 1, 17), (3, 2, 17)]
    assert families[1]["text"] == STORM.rstrip(".")
    assert [row["representative"] for row in families].count(True) == 1
    pairs = rows(found.pairs)
    assert [(row["row"], row["other_row"], row["matched_words"]) for row in pairs] == [(0, 3, 16)]


def test_a_comparison_has_rows_of_both_tables(make: Maker) -> None:
    """What only one side repeats is left out, and rows are those of each table."""
    new = [*NEW, "Our own notice about the opening hours of the library was printed twice in this issue."]
    new.append(new[-1])
    found = retold.compare(make(new), make(OLD))
    assert [(row["side"], row["row"]) for row in rows(found.families)] in (
        [("new", 0), ("old", 0)],
        [("old", 0), ("new", 0)],
    )
    assert [(row["new_row"], row["old_row"]) for row in rows(found.pairs)] == [(0, 0)]


def test_the_page_and_the_json(tmp_path: Path) -> None:
    """The page is one file with the texts; the JSON is that of the command."""
    found = retold.passages([*NEW, *OLD])
    found.to_html(tmp_path / "report.html", title="Two days")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "Two days" in page and "http-equiv" in page
    report = json.loads(found.to_json())
    assert report["schema"].startswith("retold") and len(report["families"]) == 1
    assert found.to_dict() == report
    assert "two" in str(found) and repr(found) == "Passages(1 passages, 1 pairs, 5 texts)"


def test_names_of_texts(make: Maker) -> None:
    """A report for readers needs names instead of row numbers."""
    found = retold.passages(make([NEW[0], OLD[0]]), name="id")
    assert [document["name"] for document in found.to_dict()["documents"]] == ["0", "1"]
    with pytest.raises(ValueError, match="there is no column 'title'"):
        retold.passages(make(OLD), name="title")


def test_settings_of_passages() -> None:
    """The settings reach the library, and its messages reach the caller."""
    texts = [NEW[0], OLD[0]]
    assert len(retold.passages(texts, min_words=17).families) == 0
    assert len(retold.passages([STORM + "\n\n" + STORM], scope="across").families) == 0
    assert len(retold.passages([STORM + "\n\n" + STORM], scope="within").families) == 2
    with pytest.raises(ValueError, match='scope must be one of "both", "across", "within"'):
        retold.passages(texts, scope="all")
    with pytest.raises(ValueError, match="identity"):
        retold.passages(texts, min_identity=2.0)
