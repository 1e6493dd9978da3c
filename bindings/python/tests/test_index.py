"""The search in earlier texts."""

from __future__ import annotations

import pytest
import retold

FERRY = "The last ferry to the island leaves the harbour at noon from pier four."


def test_copies_of_earlier_texts() -> None:
    """The name of the earlier text, the relation and the resemblance."""
    index = retold.Index(threshold=0.5)
    assert index.add("a", FERRY).copy_of is None
    assert index.add("b", "Nobody was there, and the boats lay on the sand.").copy_of is None
    found = index.add("c", FERRY.upper()).copy_of
    assert found == retold.EarlierCopy(number=0, name="a", relation="identical", resemblance=1.0)
    near = index.add("d", FERRY.replace("noon", "one")).copy_of
    assert near is not None and near.relation == "near_copy" and 0.5 <= near.resemblance < 1
    assert (len(index), index.name(1), repr(index)) == (4, "b", "Index(4 texts)")


def test_parts_of_earlier_texts() -> None:
    """With paragraphs, the lines of both places."""
    index = retold.Index(unit="paragraph")
    index.add("a", f"First.\n\n{FERRY}")
    repeat = index.add("b", f"{FERRY}\n\nLast.").repeats[0]
    assert (repeat.name, repeat.lines, repeat.earlier_lines, repeat.words) == ("a", (1, 1), (3, 3), 14)


def test_wrong_settings() -> None:
    """Messages of the library as ValueError."""
    with pytest.raises(ValueError, match='unit must be one of "document"'):
        retold.Index(unit="passage")
    with pytest.raises(ValueError, match=r"threshold must be in \(0, 1\]"):
        retold.Index(threshold=0.0)
    with pytest.raises(ValueError, match="there is no text 0; the index has 0"):
        retold.Index().name(0)
    with pytest.raises(ValueError):  # a lone surrogate is no text
        retold.Index().add("a", "\ud800")
