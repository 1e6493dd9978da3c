"""Tables and columns of polars and pandas."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ._kinds import check_column
from ._retold import Column, Table


class PolarsFrame:
    """A `polars.DataFrame`."""

    def texts(self, data: Any, column: str) -> Any:
        check_column(column, data.columns)
        return polars_texts(data.get_column(column))

    def take(self, data: Any, rows: Column) -> Any:
        return data[self.column(rows)]

    def make(self, table: Table) -> Any:
        return import_module("polars").DataFrame(table)

    def column(self, column: Column) -> Any:
        return import_module("polars").Series(column)

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = data.get_column(column)[row]
        return text

    def size(self, data: Any) -> int:
        return len(data)

    def values(self, data: Any, column: str) -> list[Any]:
        check_column(column, data.columns)
        return list(data.get_column(column))

    def held(self, data: Any) -> Any:
        return data.clone()


class PolarsSeries(PolarsFrame):
    """A `polars.Series` of texts."""

    def texts(self, data: Any, column: str) -> Any:
        return polars_texts(data)

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = data[row]
        return text

    def values(self, data: Any, column: str) -> list[Any]:
        raise ValueError(f"a Series has no column {column!r}; pass a DataFrame")


def polars_texts(series: Any) -> Any:
    """A column of nulls has no type, and polars exports it in a form that the Arrow library refuses."""
    return series.cast(import_module("polars").String) if str(series.dtype) == "Null" else series


class PandasFrame:
    """A `pandas.DataFrame`. The kept rows have the labels of the index; `row` is the position."""

    def texts(self, data: Any, column: str) -> Any:
        check_column(column, list(data.columns))
        return pandas_texts(data[column])

    def take(self, data: Any, rows: Column) -> Any:
        return data.iloc[rows.to_list()]

    def make(self, table: Table) -> Any:
        pandas = import_module("pandas")
        columns = table.to_dict()
        frame = pandas.DataFrame(columns)
        # Columns without rows have no type of their own.
        types = {"resemblance": "float64", "relation": "str", "kind": "str", "text": "str"}
        empty = {name: types.get(name, "int64") for name in columns}
        return frame.astype(empty) if len(frame) == 0 and "row" in columns else frame

    def column(self, column: Column) -> Any:
        return import_module("pandas").Series(column.to_list())

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = or_none(data[column].iloc[row])
        return text

    def size(self, data: Any) -> int:
        return len(data)

    def values(self, data: Any, column: str) -> list[Any]:
        check_column(column, list(data.columns))
        return list(data[column])

    def held(self, data: Any) -> Any:
        # Shares the memory until one of both is changed.
        return data.copy(deep=False)


class PandasSeries(PandasFrame):
    """A `pandas.Series` of texts."""

    def texts(self, data: Any, column: str) -> Any:
        return pandas_texts(data)

    def text(self, data: Any, column: str, row: int) -> str | None:
        text: str | None = or_none(data.iloc[row])
        return text

    def values(self, data: Any, column: str) -> list[Any]:
        raise ValueError(f"a Series has no column {column!r}; pass a DataFrame")


def pandas_texts(series: Any) -> Any:
    """The texts of a Series: the Arrow data that it has, or a list of `str`."""
    kind = str(series.dtype)
    if kind == "category":
        return pandas_texts(series.astype(series.cat.categories.dtype))
    if kind == "object" or (kind.startswith("str") and find_spec("pyarrow") is None):
        return [or_none(text) for text in series]
    if not kind.startswith("str") and not kind.endswith("[pyarrow]"):
        raise ValueError(
            f"the column {series.name!r} must have strings, but its type is {kind}; cast it with "
            '.astype("str")'
        )
    # pandas 2 exports frames only.
    return series if hasattr(series, "__arrow_c_stream__") else series.to_frame("text")


def or_none(value: Any) -> Any:
    """None for the values by which pandas marks a missing text."""
    # `pandas.NA` has no truth value, and NaN is not equal to itself.
    is_missing = type(value).__name__ == "NAType" or (isinstance(value, float) and value != value)
    return None if is_missing else value
