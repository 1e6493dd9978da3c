"""The rows that are returned for a list of `str`."""

from typing import NamedTuple


class RemovedRow(NamedTuple):
    """A removed text and the kept text that it repeats. Rows are counted from 0."""

    row: int
    """The removed row."""
    kept_row: int
    """The kept row that it repeats."""
    relation: str
    """`identical`, `equivalent`, or with `remove="similar"` also `near_copy`."""
    resemblance: float
    """The exact resemblance of the two, from 0 to 1."""
    cluster: int
    """The number of the cluster, from 1: a kept row and all rows removed because they repeat it."""
    cluster_size: int
    """The number of rows in the cluster, the kept row included."""
