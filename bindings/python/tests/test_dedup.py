"""The removal of near-copies, with every kind of table."""

from __future__ import annotations

import pickle
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import retold
from conftest import KEPT, REMOVED, TEXTS, Maker, rows

COLUMNS = ["row", "kept_row", "relation", "resemblance", "cluster", "cluster_size"]


def test_every_kind_of_table_gives_the_same_rows(make: Maker) -> None:
    """A user of any library gets the rows that all others get, and a table of the own library."""
    data = make(TEXTS)
    result = retold.dedup(data)
    assert type(result.kept) is type(data) and type(result.removed) is type(data)
    assert (result.kept_rows, result.removed_rows) == (KEPT, REMOVED)
    assert [row["id"] for row in rows(result.kept)] == KEPT
    assert [row["text"] for row in rows(result.kept)] == [TEXTS[row] for row in KEPT]
    removed = rows(result.removed)
    assert [list(row) for row in removed] == [COLUMNS] * 3
    assert [tuple(row.values()) for row in removed] == [
        (3, 0, "equivalent", 1.0, 1, 3),
        (6, 0, "equivalent", 1.0, 1, 3),
        (7, 5, "equivalent", 1.0, 2, 2),
    ]


def test_nothing_removed_leaves_typed_columns(make: Maker) -> None:
    """An empty result has the columns and types of a full one, so that a program can go on with it."""
    result = retold.dedup(make(TEXTS[:2]))
    assert rows(result.removed) == []
    table = result.removed
    if isinstance(table, pl.DataFrame):
        assert table.schema["row"] == pl.Int64 and table.schema["resemblance"] == pl.Float64
    if isinstance(table, pd.DataFrame):
        assert [str(kind) for kind in table.dtypes][:4] == ["int64", "int64", "str", "float64"]
    assert rows(result.kept) == rows(make(TEXTS[:2]))


def test_a_table_without_rows(make: Maker) -> None:
    """A filter upstream may leave nothing; this is no error."""
    full = make(TEXTS)
    empty = {
        "DataFrame": lambda: full[:0],
        "Table": lambda: full.slice(0, 0),
        "Dataset": lambda: full.select([]),
        "DuckDBPyRelation": lambda: full.filter("false"),
    }[type(full).__name__]()
    result = retold.dedup(empty)
    assert (len(result), result.kept_rows, result.removed_rows) == (0, [], [])
    assert rows(result.kept) == []


def test_a_missing_column_is_named_with_the_columns_that_exist(make: Maker) -> None:
    """The most frequent mistake: the message has the names to choose from, and the argument."""
    with pytest.raises(ValueError, match=r"there is no column 'body'; the columns are 'id', 'text'.*text="):
        retold.dedup(make(TEXTS), text="body")


def test_a_column_of_numbers_is_refused(make: Maker) -> None:
    """Numbers are not compared as text silently."""
    with pytest.raises(ValueError, match="must (be|have) strings, but (the|its) type is"):
        retold.dedup(make(TEXTS), text="id")


def test_a_list_gives_a_list() -> None:
    """The simplest input; a tuple stays a tuple."""
    result = retold.dedup(TEXTS)
    assert result.kept == [TEXTS[row] for row in KEPT]
    assert result.removed[0] == retold.RemovedRow(3, 0, "equivalent", 1.0, 1, 3)
    assert retold.dedup(tuple(TEXTS)).kept == tuple(result.kept)
    assert retold.dedup([]).kept == []


def test_a_list_that_is_changed_afterwards() -> None:
    """The result belongs to the texts that were compared."""
    texts = ["one red sun over the sea", "One red sun over the sea"]
    result = retold.dedup(texts)
    texts.insert(0, "new")
    assert result.kept == ["one red sun over the sea"]
    assert result.explain(1).kept_text == "one red sun over the sea"


@pytest.mark.parametrize("made", [pl.Series, pd.Series, pa.array, lambda it: pa.chunked_array([it[:3], it[3:]])])
def test_single_columns(made: Any) -> None:
    """A column alone is enough; what is kept is a column too."""
    result = retold.dedup(made(TEXTS))
    assert result.removed_rows == REMOVED
    kept = result.kept
    kept = kept.to_pylist() if hasattr(kept, "to_pylist") else list(kept)
    assert [None if text != text else text for text in kept] == [TEXTS[row] for row in KEPT]


TYPES = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.uint32(), pa.large_string()),
]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_every_arrow_type_of_text(kind: pa.DataType) -> None:
    """Libraries store strings in five ways; chunks and slices have offsets of their own."""
    column = pa.array(TEXTS).cast(pa.string())
    column = column.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else column.cast(kind)
    padded = pa.chunked_array([column.slice(0, 0), column.slice(0, 2), column.slice(2, 4), column.slice(6)])
    assert retold.dedup(pa.table({"text": column})).removed_rows == REMOVED
    assert retold.dedup(pa.table({"text": padded})).removed_rows == REMOVED
    around = pa.concat_arrays([column.slice(0, 3), column, column.slice(0, 1)]).slice(3, len(column))
    assert retold.dedup(around).removed_rows == REMOVED
    assert retold.dedup(pa.record_batch({"text": column})).removed_rows == REMOVED


def test_a_column_of_nulls() -> None:
    """Texts that are missing are no copies of one another."""
    assert retold.dedup(pa.table({"text": pa.nulls(3)})).removed_rows == []
    assert retold.dedup([None, None]).removed_rows == []
    assert retold.dedup(pl.DataFrame({"text": [None, None]})).removed_rows == []
    assert retold.dedup(pa.array(["", ""])).removed_rows == []


def test_null_values_of_a_dictionary() -> None:
    """A key that is not null may lead to a value that is."""
    values = pa.array(["one red sun over the sea", None])
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0, None, 1]), values)
    assert retold.dedup(column).removed_rows == [2]


def test_pandas_types_and_labels() -> None:
    """Object columns, Arrow columns and categories hold texts too, and the index survives."""
    for kind in ["object", "str", "string", "string[pyarrow]", "category"]:
        frame = pd.DataFrame({"text": pd.Series(TEXTS, dtype=kind, index=[*"abcdefgh"])})
        result = retold.dedup(frame)
        assert result.removed_rows == REMOVED, kind
        assert list(result.kept.index) == [*"abcef"], kind
    missing = pd.DataFrame({"text": pd.Series(["a red sun", float("nan"), pd.NA, None], dtype="object")})
    assert retold.dedup(missing).removed_rows == []


def test_two_columns_of_one_name() -> None:
    """One of both would be compared by chance."""
    frame = pd.DataFrame([["a", "b"]], columns=["text", "text"])
    with pytest.raises(ValueError, match="2 columns have the name 'text'"):
        retold.dedup(frame)


def test_lists_with_other_things_than_text() -> None:
    """Bytes and numbers are refused by their place; a lone surrogate is no text, and the message has the remedy."""
    with pytest.raises(ValueError, match="text 1 must be a str or None, got bytes"):
        retold.dedup(["a", b"b"])
    with pytest.raises(ValueError, match=r"text 2 has a lone surrogate.*encode"):
        retold.dedup(["a", "b", "c \ud800 d"])
    for wrong in ["a text", 7, None, {"text": ["a"]}]:
        with pytest.raises(ValueError, match="must be a list of str, or a table"):
            retold.dedup(wrong)


def test_what_has_no_rows_yet() -> None:
    """A query plan has to be run by its owner."""
    with pytest.raises(ValueError, match=r"LazyFrame has no rows yet: call \.collect\(\)"):
        retold.dedup(pl.LazyFrame({"text": ["a"]}))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"threshold": 1.7}, r"threshold must be in \(0, 1\], got 1.7"),
        ({"threshold": float("nan")}, "threshold must be in"),
        ({"remove": "all"}, 'remove must be one of "identical", "equivalent", "similar", got "all"'),
        ({"min_words": -1}, "min_words must be at least 0, got -1"),
        ({"threads": 0}, "threads must be at least 1, got 0"),
        ({"progress": 3}, "progress must be True, or a class like tqdm, got int"),
    ],
)
def test_a_wrong_setting_is_a_value_error(arguments: dict[str, Any], message: str) -> None:
    """The message names the setting, the rule and the value."""
    with pytest.raises(ValueError, match=message):
        retold.dedup(TEXTS, **arguments)


def test_remove_decides_about_facts() -> None:
    """By default a text with another number is kept; `similar` removes it, `identical` not even other punctuation."""
    text = "The council met on Monday and agreed on the plan for the new bridge at a price of"
    texts = [f"{text} 12 million.", f"{text} 12 million!", f"{text} 13 million.", f"{text.upper()} 12 Million."]
    result = retold.dedup(texts, threshold=0.5)
    assert (result.removed_rows, result.other_facts) == ([1, 3], 1)
    similar = retold.dedup(texts, threshold=0.5, remove="similar")
    assert [row.relation for row in similar.removed] == ["equivalent", "near_copy", "identical"]
    assert retold.dedup(texts, remove="identical").removed_rows == [3]


def test_threads_change_nothing() -> None:
    """The promise of the library: the same rows with any number of threads."""
    from conftest import corpus

    texts = corpus(800)
    one = retold.dedup(texts, threads=1)
    assert one.removed_rows and one.removed == retold.dedup(texts, threads=3).removed


def test_pickling(make: Maker) -> None:
    """A result can be sent to another process, and still explain itself."""
    result = retold.dedup(make(TEXTS))
    copy = pickle.loads(pickle.dumps(result))
    assert rows(copy.kept) == rows(result.kept) and rows(copy.removed) == rows(result.removed)
    assert copy.explain(7) == result.explain(7)
