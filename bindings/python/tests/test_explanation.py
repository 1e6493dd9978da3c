"""The explanation of a removal."""

from __future__ import annotations

import pytest
import retold
from conftest import TEXTS, Maker

OLD = "Monday.\nThe council of Osaka agreed on the plan for the new bridge at a price of 12 million."
NEW = "Monday.\nThe council of Osaka agreed on the plan for the bridge at a price of 13 million. <b>"


def test_the_changes_of_a_removed_text(make: Maker) -> None:
    """Both texts, the words that differ with their lines, and the changed facts."""
    explained = retold.dedup(make([OLD, NEW]), threshold=0.3, remove="similar").explain(1)
    assert (explained.text, explained.kept_text, explained.kept_row) == (NEW, OLD, 0)
    assert [(step.removed, step.kept, step.fact) for step in explained.changes] == [
        ("", "new", False),
        ("13", "12", True),
        ("b", "", False),
    ]
    assert [(step.line, step.kept_line) for step in explained.changed_facts] == [(2, 2)]
    assert "".join(step.removed for step in explained.steps) == NEW
    assert "".join(step.kept for step in explained.steps) == OLD


def test_the_views() -> None:
    """The text marks changes like the report of the command; no text becomes markup of the notebook."""
    explained = retold.dedup([OLD, NEW], threshold=0.3, remove="similar").explain(1)
    assert "a price of [-13-] {+12+}(!) million" in str(explained)
    assert str(explained).startswith("row 1 is a near-copy of row 0, which was kept (resemblance 0.")
    html = explained._repr_html_()
    assert "<b>" not in html and "&lt;" in html
    assert '<del title="a fact is changed"' in html and "<ins" in html


def test_rows_without_an_explanation() -> None:
    """A kept row and a row that does not exist are different mistakes."""
    result = retold.dedup(TEXTS)
    with pytest.raises(ValueError, match="row 0 was kept; result.removed_rows lists"):
        result.explain(0)
    for row in (8, -1):
        with pytest.raises(ValueError, match=f"there is no row {row}; the table has 8 rows"):
            result.explain(row)
