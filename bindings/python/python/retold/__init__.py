"""Finds and removes near-duplicate text.

>>> import retold
>>> texts = [
...     "The last ferry to the island leaves the harbour at noon from pier four.",
...     "Nobody was there, and the boats lay upside down on the sand.",
...     "The last ferry to the island leaves the harbour, at noon from pier four!",
... ]
>>> result = retold.dedup(texts)
>>> len(result.kept)
2
>>> result.removed[0].row, result.removed[0].kept_row, result.removed[0].relation
(2, 0, 'equivalent')

The argument may also be a table of polars, pandas, pyarrow, Hugging Face datasets or DuckDB, or any other object that
exports an Arrow stream. The results are tables of the same kind.

Errors of settings and of input are `ValueError`; a file that cannot be read or written is an `OSError`.
"""

from ._explanation import Explanation, Step
from ._files import FileSummary, RestoreSummary, dedup_file, restore_file
from ._index import AddedText, EarlierCopy, EarlierRepeat, Index
from ._kernels import band_keys, fingerprints, signatures, verify
from ._passages import Passages, compare, passages
from ._removal import DedupResult, dedup
from ._retold import Column, Table, __version__
from ._rows import RemovedRow

__all__ = [
    "AddedText",
    "Column",
    "DedupResult",
    "EarlierCopy",
    "EarlierRepeat",
    "Explanation",
    "FileSummary",
    "Index",
    "Passages",
    "RemovedRow",
    "RestoreSummary",
    "Step",
    "Table",
    "__version__",
    "band_keys",
    "compare",
    "dedup",
    "dedup_file",
    "fingerprints",
    "passages",
    "restore_file",
    "signatures",
    "verify",
]
