"""A search in all earlier texts, one text at a time."""

from dataclasses import dataclass

from . import _retold
from ._run import check_counts, run_settings


@dataclass(frozen=True)
class EarlierCopy:
    """An earlier text that a new one is a near-copy of."""

    number: int
    """The number of the earlier text, from 0, in the order of addition."""
    name: str
    relation: str
    """`identical` or `near_copy`."""
    resemblance: float


@dataclass(frozen=True)
class EarlierRepeat:
    """A part of a new text that occurs in an earlier one, or earlier in itself. Lines are counted from 1."""

    number: int
    name: str
    words: int
    resemblance: float
    lines: tuple[int, int]
    """The first and the last line in the new text."""
    earlier_lines: tuple[int, int]
    """The first and the last line in the earlier text."""


@dataclass(frozen=True)
class AddedText:
    """The result of `Index.add`."""

    number: int
    """The number of the new text."""
    copy_of: EarlierCopy | None
    """The earlier text that it resembles most, if one reaches the threshold."""
    repeats: tuple[EarlierRepeat, ...]
    """The parts that are repeated, if the unit is smaller than the document."""
    matches: tuple[tuple[int, float], ...]
    """All matches of its items with earlier ones: the number of the earlier text, and the resemblance."""


class Index:
    """Compares each new text with all earlier ones. It keeps fingerprints and no texts.

    >>> import retold
    >>> index = retold.Index(threshold=0.5)
    >>> index.add("monday", "The last ferry leaves the harbour at noon.").copy_of
    >>> index.add("tuesday", "The last ferry leaves the harbour at noon!").copy_of.name
    'monday'
    """

    def __init__(
        self,
        *,
        unit: str = "document",
        threshold: float | None = None,
        min_words: int | None = None,
        seed: int = 0,
    ) -> None:
        """Makes an empty index.

        Args:
            unit: `"document"` compares whole texts; `"paragraph"`, `"sentence"` and `"line"` also their parts.
            threshold: The lowest resemblance of two items; 0.8 for documents and 0.6 for parts if it is left out.
            min_words: The fewest words of a part that is compared.
            seed: The seed of the signatures.

        Raises:
            ValueError: A setting is out of range.
        """
        check_counts(min_words=min_words, seed=seed)
        self._index = _retold.Index(unit, threshold, min_words, seed)

    def add(self, name: str, text: str) -> AddedText:
        """Adds a text, and returns the earlier texts that it repeats."""
        found = self._index.add(name, text, run_settings(1, None))
        copy = found["copy_of"]
        return AddedText(
            number=found["number"],
            copy_of=None if copy is None else EarlierCopy(**copy),
            repeats=tuple(EarlierRepeat(**repeat) for repeat in found["repeats"]),
            matches=tuple(found["matches"]),
        )

    def name(self, number: int) -> str:
        """Returns the name of an added text."""
        return self._index.name(number)

    def __len__(self) -> int:
        """The number of added texts."""
        return len(self._index)

    def __repr__(self) -> str:
        return f"Index({len(self)} texts)"
