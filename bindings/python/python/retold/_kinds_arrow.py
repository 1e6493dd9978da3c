"""Tables of pyarrow, of the libraries that are built on it, and of all others that export Arrow data."""

from importlib import import_module
from typing import Any

from ._kinds import check_column, pyarrow
from ._retold import Column, Table


class ArrowTable:
    """A `pyarrow.Table` or `pyarrow.RecordBatch`."""

    def texts(self, data: Any, column: str) -> Any:
        check_column(column, data.schema.names)
        return data.column(column)

    def take(self, data: Any, rows: Column) -> Any:
        return data.take(self.column(rows))

    def make(self, table: Table) -> Any:
        return pyarrow("the result").table(table)

    def column(self, column: Column) -> Any:
        return pyarrow("the result").array(column)

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = data.column(column)[row].as_py()
        return text

    def size(self, data: Any) -> int:
        return int(data.num_rows)

    def values(self, data: Any, column: str) -> list[Any]:
        check_column(column, data.schema.names)
        values: list[Any] = data.column(column).to_pylist()
        return values

    def held(self, data: Any) -> Any:
        return data


class ArrowColumn(ArrowTable):
    """A `pyarrow.Array` or `pyarrow.ChunkedArray` of texts."""

    def texts(self, data: Any, column: str) -> Any:
        return data

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = data[row].as_py()
        return text

    def size(self, data: Any) -> int:
        return len(data)

    def values(self, data: Any, column: str) -> list[Any]:
        raise ValueError(f"an array has no column {column!r}; pass a table")


class Exporter(ArrowTable):
    """Any other object that exports Arrow data. The results are those of pyarrow."""

    def held(self, data: Any) -> Any:
        library = pyarrow(f"a {type(data).__name__}")
        try:
            return library.table(data)
        except (TypeError, ValueError):
            return library.chunked_array(data)

    def texts(self, data: Any, column: str) -> Any:
        return self.of(data).texts(data, column)

    def text(self, data: Any, column: str, row: int) -> str | None:
        return self.of(data).text(data, column, row)

    def size(self, data: Any) -> int:
        return len(data)

    def values(self, data: Any, column: str) -> list[Any]:
        return self.of(data).values(data, column)

    @staticmethod
    def of(data: Any) -> ArrowTable:
        """The kind of the form that is held."""
        return ArrowTable() if hasattr(data, "schema") else ArrowColumn()


class Dataset(ArrowTable):
    """A `datasets.Dataset`."""

    def texts(self, data: Any, column: str) -> Any:
        check_column(column, data.column_names)
        return data.select_columns([column]).with_format("arrow")[:]

    def take(self, data: Any, rows: Column) -> Any:
        return data.select(rows.to_list())

    def make(self, table: Table) -> Any:
        return import_module("datasets").Dataset(pyarrow("the result").table(table))

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = data.select_columns([column]).with_format(None)[row][column]
        return text

    def size(self, data: Any) -> int:
        return len(data)

    def values(self, data: Any, column: str) -> list[Any]:
        check_column(column, data.column_names)
        return list(data.select_columns([column]).with_format(None)[:][column])


class Relation(ArrowTable):
    """A relation of DuckDB. Its query runs once, and its rows are in the order of this run.

    The results are relations of DuckDB's default connection.
    """

    def held(self, data: Any) -> Any:
        # A query may return its rows in another order the next time.
        return pyarrow("a relation of DuckDB").table(data)

    def take(self, data: Any, rows: Column) -> Any:
        return import_module("duckdb").from_arrow(super().take(data, rows))

    def make(self, table: Table) -> Any:
        return import_module("duckdb").from_arrow(super().make(table))
