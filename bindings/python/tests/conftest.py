"""The corpora and the kinds of tables that the tests share."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import datasets
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest


def corpus(documents: int, seed: int = 7) -> list[str]:
    """Documents of invented words, every third of which is a copy of an earlier one, changed in one of several ways."""
    rng = random.Random(seed)
    syllables = ["ka", "lo", "mi", "ter", "sun", "bar", "ne", "vol", "dri", "pas", "quo", "hem"]
    words = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(4000)]
    texts: list[str] = []
    for _ in range(documents):
        if texts and rng.random() < 0.34:
            copy = rng.choice(texts).split(" ")
            kind = rng.randrange(4)
            at = rng.randrange(len(copy))
            if kind == 1:
                copy[at] = copy[at].upper() + ","
            elif kind == 2:
                copy[at] = str(rng.randrange(100))
            elif kind == 3:
                copy.insert(at, rng.choice(words))
            texts.append(" ".join(copy))
        else:
            length = rng.choice([3, 12, 40, 120, 300])
            texts.append(" ".join(rng.choices(words, k=length)))
    return texts


TEXTS: list[str | None] = [
    "The last ferry to the island leaves the harbour at noon from pier four.",
    "Nobody was there, and the boats lay upside down on the sand.",
    None,
    "The last ferry to the island leaves the harbour, at noon from pier four!",
    "",
    "Die letzte Fähre legt um zwölf Uhr ab – 最后一班渡轮中午离开港口。",
    "the last ferry to the island leaves the harbour at noon from pier four",
    "Die letzte Fähre legt um zwölf Uhr ab - 最后一班渡轮中午离开港口。",
]
"""Row 3 and 6 repeat row 0, and row 7 repeats row 5. A null and an empty text repeat nothing."""

REMOVED = [3, 6, 7]
KEPT = [0, 1, 2, 4, 5]

Maker = Callable[[list[Any]], Any]


def _relation(texts: list[Any]) -> Any:
    return duckdb.from_arrow(pa.table({"id": list(range(len(texts))), "text": texts}))


FRAMES: dict[str, Maker] = {
    "polars": lambda texts: pl.DataFrame({"id": range(len(texts)), "text": texts}),
    "pandas": lambda texts: pd.DataFrame({"id": range(len(texts)), "text": texts}),
    "pyarrow": lambda texts: pa.table({"id": range(len(texts)), "text": texts}),
    "datasets": lambda texts: datasets.Dataset.from_dict({"id": range(len(texts)), "text": texts}),
    "duckdb": _relation,
}
"""A maker of a table with the columns `id` and `text` for each library."""


def rows(table: Any) -> list[dict[str, Any]]:
    """The rows of a table of any library, as plain values."""
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    if isinstance(table, pd.DataFrame):
        return table.astype(object).where(table.notna(), None).to_dict("records")
    if isinstance(table, pa.Table):
        return table.to_pylist()
    if isinstance(table, datasets.Dataset):
        return [dict(row) for row in table]
    if isinstance(table, duckdb.DuckDBPyRelation):
        return table.to_arrow_table().to_pylist()
    raise AssertionError(type(table))


@pytest.fixture(params=FRAMES)
def make(request: pytest.FixtureRequest) -> Maker:
    """Each of the makers."""
    return FRAMES[request.param]
