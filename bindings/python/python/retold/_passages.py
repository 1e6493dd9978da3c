"""Passages that several texts share."""

import json
from os import PathLike
from pathlib import Path
from typing import Any

from . import _retold
from ._kinds import Kind, kind_of
from ._run import Progress, check_counts, run_settings


class Passages:
    """The passages that texts share, and the pairs of texts that share them."""

    def __init__(self, kind: Kind, report: _retold.Report) -> None:
        self._kind, self._report = kind, report
        self._counts = report.counts()

    @property
    def families(self) -> Any:
        """One row for each occurrence of a passage, as a table of the caller's kind.

        The columns are `family`, `row`, `first_line`, `last_line`, `start_byte` and `end_byte` (of the text in UTF-8),
        `words`, `kind` (`identical`, `same_words` or `edited`), `similarity` (to the representative), `representative`,
        `boilerplate`, and `text`, the passage itself. A comparison has the column `side` too: `new` or `old`.
        """
        return self._kind.make(self._report.families())

    @property
    def pairs(self) -> Any:
        """One row for each pair of texts that share passages, as a table of the caller's kind.

        The columns are `row` and `other_row` (in a comparison `new_row` and `old_row`), `relation`, `matched_words`,
        `passages`, `resemblance`, `containment` (the share of the first text that the second has), and
        `other_containment`.
        """
        return self._kind.make(self._report.pairs())

    def to_json(self) -> str:
        """Returns the whole report as JSON, in the form of `retold scan --format json`."""
        return self._report.to_json()

    def to_dict(self) -> dict[str, Any]:
        """Returns the whole report as plain values."""
        report: dict[str, Any] = json.loads(self.to_json())
        return report

    def to_html(self, path: str | PathLike[str], title: str | None = None) -> None:
        """Writes the report as one page of HTML, which loads nothing from the network."""
        page = self._report.to_html(title)
        Path(path).write_text(page, encoding="utf-8", newline="\n")

    def __str__(self) -> str:
        """The report as text."""
        return self._report.to_text()

    def __repr__(self) -> str:
        counts = self._counts
        return f"Passages({counts['families']} passages, {counts['pairs']} pairs, {counts['texts']} texts)"


def passages(
    data: Any,
    text: str = "text",
    *,
    name: str | None = None,
    min_words: int | None = None,
    min_identity: float | None = None,
    scope: str = "both",
    threads: int | None = None,
    progress: Progress = None,
) -> Passages:
    """Finds the passages that texts share, and the passages that a text repeats.

    Args:
        data: The texts, as in `dedup`. They must fit into memory, with about 20 bytes for each word.
        text: The column with the texts.
        name: A column with names for the report; the numbers of the rows if it is left out.
        min_words: The fewest words of a passage that are equal in two places.
        min_identity: The lowest share of words that two places of a passage have in common, from 0 to 1.
        scope: `"across"` searches between texts, `"within"` inside each text, `"both"` does both.
        threads: The number of threads; all of the machine if it is left out.
        progress: True shows a bar of tqdm; another class with its protocol takes its place.

    Raises:
        ValueError: A setting is out of range, or there is no such column of strings.

    >>> import retold
    >>> passage = "The storm tore the roofs off two barns and a mill near the coast."
    >>> found = retold.passages(["Nothing new. " + passage, passage + " It rained."])
    >>> found
    Passages(1 passages, 1 pairs, 2 texts)
    >>> [(row["row"], row["text"]) for row in found.families][0]
    (0, 'The storm tore the roofs off two barns and a mill near the coast')
    """
    check_counts(min_words=min_words)
    kind = kind_of(data)
    run = run_settings(threads, progress)
    held = kind.held(data)
    names = _names(kind, held, name, "")
    sides = [kind.texts(held, text)]
    return Passages(kind, _retold.scan(sides, text, names, min_words, min_identity, scope, run))


def compare(
    new: Any,
    old: Any,
    text: str = "text",
    *,
    name: str | None = None,
    min_words: int | None = None,
    min_identity: float | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Passages:
    """Finds the passages that texts of `new` share with texts of `old`. What only one side repeats is left out.

    The arguments are those of `passages`. The tables of the result are of the kind of `new`.

    >>> import retold
    >>> printed = ["The storm tore the roofs off two barns and a mill near the coast.", "It rained."]
    >>> draft = "As we wrote, the storm tore the roofs off two barns and a mill near the coast."
    >>> [(pair["new_row"], pair["old_row"]) for pair in retold.compare([draft], printed).pairs]
    [(0, 0)]
    """
    check_counts(min_words=min_words)
    kinds = kind_of(new), kind_of(old)
    run = run_settings(threads, progress)
    held = [kind.held(data) for kind, data in zip(kinds, (new, old), strict=True)]
    names, sides = [], []
    for kind, data, side in zip(kinds, held, ("new ", "old "), strict=True):
        names += _names(kind, data, name, side)
        sides.append(kind.texts(data, text))
    report = _retold.scan(sides, text, names, min_words, min_identity, "across", run)
    return Passages(kinds[0], report)


def _names(kind: Kind, data: Any, column: str | None, side: str) -> list[str]:
    """One name for each text. Numbers have leading zeros, because a report is ordered by names."""
    if column is not None:
        return [str(value) for value in kind.values(data, column)]
    size = kind.size(data)
    return [f"{side}{row:0{len(str(size))}}" for row in range(size)]
