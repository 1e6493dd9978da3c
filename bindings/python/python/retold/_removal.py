"""The removal of near-copies from a table."""

from typing import Any, Generic, TypeVar

from . import _retold
from ._explanation import Explanation, explanation
from ._kinds import Kind, kind_of
from ._retold import Column, Table
from ._run import Progress, check_counts, run_settings

T = TypeVar("T")


class DedupResult(Generic[T]):
    """The rows that were kept and removed.

    It holds the caller's table, and can be pickled with it.
    """

    def __init__(
        self, kind: Kind, data: Any, text: str, removed: Table, kept: Column, counts: dict[str, int]
    ) -> None:
        self._kind, self._data, self._text = kind, data, text
        self._removed, self._kept, self._counts = removed, kept, counts

    @property
    def kept(self) -> T:
        """The table without the removed rows: a table of the caller's kind, with all of its columns."""
        table: T = self._kind.take(self._data, self._kept)
        return table

    @property
    def removed(self) -> Any:
        """The removed rows as a table of the caller's kind; for a list of `str`, a list of `RemovedRow`.

        The columns are `row`, `kept_row`, `relation`, `resemblance`, `cluster` and `cluster_size`. Rows are counted
        from 0. A cluster is a kept row with all rows that were removed because they repeat it.
        """
        return self._kind.make(self._removed)

    @property
    def kept_rows(self) -> list[int]:
        """The numbers of the kept rows, ascending."""
        return self._kept.to_list()

    @property
    def removed_rows(self) -> list[int]:
        """The numbers of the removed rows, ascending."""
        return self._removed.column("row")

    @property
    def other_facts(self) -> int:
        """The number of rows that were kept because they state something that a similar kept row does not."""
        return self._counts["other_facts"]

    @property
    def unresolved(self) -> int:
        """The number of kept rows that have more candidates than they were compared with."""
        return self._counts["unresolved"]

    def explain(self, row: int) -> Explanation:
        """Shows why a row was removed: both texts, the words that differ, the changed facts, and their lines.

        In a notebook it is shown side by side.

        >>> import retold
        >>> old = "The color of the sea was gray in the morning, and the boats lay on the sand."
        >>> new = "The colour of the sea was gray in the morning, and the boats lay on the sand."
        >>> print(retold.dedup([old, new], threshold=0.6).explain(1))
        row 1 is equivalent to row 0, which was kept (resemblance 0.73)
        The [-colour-] {+color+} of the sea was gray in the morning, and the boats lay on the sand.
        """
        found = {name: column for name, column in self._removed.to_dict().items()}
        try:
            at = found["row"].index(row)
        except ValueError:
            if not 0 <= row < self._counts["rows"]:
                raise ValueError(
                    f"there is no row {row}; the table has {self._counts['rows']} rows, numbered from 0"
                ) from None
            raise ValueError(
                f"row {row} was kept; result.removed_rows lists the removed rows"
            ) from None
        removed, kept = (
            self._kind.text(self._data, self._text, row) or ""
            for row in (row, found["kept_row"][at])
        )
        return explanation(
            row, found["kept_row"][at], found["relation"][at], found["resemblance"][at], removed, kept
        )

    def __len__(self) -> int:
        return self._counts["rows"]

    def __repr__(self) -> str:
        rows, removed = self._counts["rows"], len(self._removed)
        return f"DedupResult({rows} rows: {rows - removed} kept, {removed} removed)"


def dedup(
    data: T,
    text: str = "text",
    *,
    threshold: float | None = None,
    remove: str = "equivalent",
    min_words: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress = None,
) -> DedupResult[T]:
    """Finds the rows that repeat an earlier row.

    The rows that are removed are those that the command `retold dedup` removes from a file with the same texts.

    Args:
        data: A table of polars, pandas, pyarrow, datasets or DuckDB, any other object that exports an Arrow stream, or a
            list of `str`. Rows without a text are kept. Only the texts are read, and they are not copied, except those
            of a list and of a pandas column of the type object.
        text: The column with the texts. A list or a single column has none.
        threshold: The lowest resemblance of two similar texts, from 0 to 1; 0.8 if it is left out. The resemblance is
            the share of the runs of five words that two texts have in common.
        remove: `"equivalent"` removes a similar text only if the kept text says everything that it says. `"identical"`
            removes texts that differ at most in case, white space and the form of quotes. `"similar"` removes every
            similar text, also if another number or name is in it.
        min_words: The fewest words of a text that is removed although it is not identical to a kept one; 12 if it is
            left out.
        seed: The seed of the signatures.
        threads: The number of threads; all of the machine if it is left out.
        progress: True shows a bar of tqdm; another class with its protocol takes its place.

    Raises:
        ValueError: A setting is out of range, or there is no such column of strings.

    >>> import retold
    >>> text = "The council met on Monday and agreed on the plan for the new bridge"
    >>> result = retold.dedup([text + ".", text + "!", text + " at a price of 12 million."])
    >>> result
    DedupResult(3 rows: 2 kept, 1 removed)
    """
    check_counts(min_words=min_words, seed=seed)
    kind = kind_of(data)
    run = run_settings(threads, progress)
    held = kind.held(data)
    found = _retold.dedup(kind.texts(held, text), text, threshold, remove, min_words, seed, run)
    return DedupResult(kind, held, text, *found)
