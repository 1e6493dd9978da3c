"""Lists and tuples of `str`.

The texts are copied into Arrow buffers, so their bytes are in memory twice during a run.
"""

from typing import Any

from ._retold import Column, Table
from ._rows import RemovedRow


class Strings:
    """A list or tuple of `str`; None has no text."""

    def texts(self, data: Any, column: str) -> Any:
        return data

    def take(self, data: Any, rows: Column) -> Any:
        return type(data)([data[row] for row in rows.to_list()])

    def make(self, table: Table) -> Any:
        columns = table.to_dict()
        rows = zip(*columns.values(), strict=True)
        if tuple(columns) == RemovedRow._fields:
            return [RemovedRow(*row) for row in rows]
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def column(self, column: Column) -> Any:
        return column.to_list()

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = data[row]
        return text

    def size(self, data: Any) -> int:
        return len(data)

    def values(self, data: Any, column: str) -> list[Any]:
        raise ValueError(f"a list has no column {column!r}; pass a table, or leave the argument out")

    def held(self, data: Any) -> Any:
        # A caller may change a list before the result is used.
        return data if isinstance(data, tuple) else list(data)
