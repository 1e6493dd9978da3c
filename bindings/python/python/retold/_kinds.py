"""The kinds of tables: how the texts are read, how rows are selected, and how a new table is made.

No library is imported before the caller passes a table of it.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

from ._retold import Column, Table


class Kind(Protocol):
    """A kind of table. Instances have no state, so that a result can be pickled."""

    def texts(self, data: Any, column: str) -> Any:
        """Returns the texts as a list of `str` or an object that exports Arrow data."""

    def take(self, data: Any, rows: Column) -> Any:
        """Returns a table with some of the rows, which ascend."""

    def make(self, table: Table) -> Any:
        """Returns a new table of this kind."""

    def column(self, column: Column) -> Any:
        """Returns a single column as this library has it."""

    def text(self, data: Any, column: str, row: int) -> str | None:
        """Returns the text of a row."""

    def size(self, data: Any) -> int:
        """Returns the number of rows."""

    def values(self, data: Any, column: str) -> list[Any]:
        """Returns the values of a column."""

    def held(self, data: Any) -> Any:
        """Returns the form of the data that a result holds, for example a table in place of a query."""


def no_column(name: str, names: Sequence[Any]) -> ValueError:
    """The error for a column that does not exist."""
    known = ", ".join(repr(known) for known in names) or "none"
    return ValueError(f"there is no column {name!r}; the columns are {known}: name one with text=…")


def check_column(name: str, names: Sequence[Any]) -> None:
    """Checks that there is exactly one column of this name."""
    count = sum(1 for known in names if known == name)
    if count == 0:
        raise no_column(name, names)
    if count > 1:
        raise ValueError(f"{count} columns have the name {name!r}; rename all but one of them")


def pyarrow(what: str) -> Any:
    """Imports pyarrow, which `what` needs."""
    try:
        return import_module("pyarrow")
    except ImportError:
        raise ValueError(f"{what} needs pyarrow: pip install pyarrow") from None


def kind_of(data: Any) -> Kind:
    """Recognises the kind of a table, by the library and the name of its type."""
    from . import _kinds_arrow, _kinds_frames, _kinds_lists

    if isinstance(data, (list, tuple)):
        return _kinds_lists.Strings()
    for base in type(data).__mro__:
        library, name = base.__module__.partition(".")[0], base.__name__
        known: dict[tuple[str, str], type[Kind]] = {
            ("polars", "DataFrame"): _kinds_frames.PolarsFrame,
            ("polars", "Series"): _kinds_frames.PolarsSeries,
            ("pandas", "DataFrame"): _kinds_frames.PandasFrame,
            ("pandas", "Series"): _kinds_frames.PandasSeries,
            ("pyarrow", "Table"): _kinds_arrow.ArrowTable,
            ("pyarrow", "RecordBatch"): _kinds_arrow.ArrowTable,
            ("pyarrow", "ChunkedArray"): _kinds_arrow.ArrowColumn,
            ("pyarrow", "Array"): _kinds_arrow.ArrowColumn,
            ("datasets", "Dataset"): _kinds_arrow.Dataset,
            ("duckdb", "DuckDBPyRelation"): _kinds_arrow.Relation,
            ("_duckdb", "DuckDBPyRelation"): _kinds_arrow.Relation,
        }
        found = known.get((library, name))
        if found is not None:
            return found()
        remedy = {
            ("polars", "LazyFrame"): "call .collect() first",
            ("datasets", "DatasetDict"): 'take one split of it, for example data["train"]',
            ("datasets", "IterableDataset"): "a stream is read once, and its texts are compared with "
            "one another; load it with streaming=False, or call retold.dedup_file on its files",
        }.get((library, name))
        if remedy is not None:
            raise ValueError(f"a {name} has no rows yet: {remedy}")
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return _kinds_arrow.Exporter()
    raise ValueError(
        "texts must be a list of str, or a table that exports Arrow data (polars, pandas, pyarrow, datasets, "
        f"DuckDB), got {type(data).__name__}"
    )
