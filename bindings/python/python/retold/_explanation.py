"""The explanation why a text was removed."""

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from . import _retold


class Step(NamedTuple):
    """A part of the removed text, and the part of the kept text in its place."""

    removed: str
    """The part of the removed text; empty if it has no words there."""
    kept: str
    """The part of the kept text."""
    changed: bool
    """Whether the words differ. If not, case, punctuation and white space may still differ."""
    fact: bool
    """Whether a number, a date, a name, or a word like `not` and `must` is changed."""
    line: int
    """The line of the removed text on which the part starts, from 1."""
    kept_line: int
    """The line of the kept text on which the part starts, from 1."""


@dataclass(frozen=True)
class Explanation:
    """The reason why a row was removed."""

    row: int
    kept_row: int
    relation: str
    resemblance: float
    text: str
    """The removed text."""
    kept_text: str
    """The kept text."""
    steps: tuple[Step, ...]
    """All parts of both texts, in order."""

    @property
    def changes(self) -> list[Step]:
        """The parts with other words."""
        return [step for step in self.steps if step.changed]

    @property
    def changed_facts(self) -> list[Step]:
        """The changes of numbers, dates, names, and words like `not` and `must`."""
        return [step for step in self.steps if step.fact]

    def _head(self) -> str:
        # Cut off and not rounded, so that 1.00 means equal.
        share = int(self.resemblance * 100) / 100
        relation = {"near_copy": "a near-copy of"}.get(self.relation, self.relation + " to")
        return (
            f"row {self.row} is {relation} row {self.kept_row}, which was kept "
            f"(resemblance {share:.2f})"
        )

    def __str__(self) -> str:
        """The removed text with its changes: `[-removed-]`, `{+kept+}`, and `(!)` behind a changed fact."""
        parts = [self._head(), "\n"]
        for step in self.steps:
            if not step.changed:
                parts.append(step.removed)
                continue
            parts.append(f"[-{step.removed}-]" if step.removed else "")
            parts.append(" " if step.removed and step.kept else "")
            parts.append(f"{{+{step.kept}+}}" if step.kept else "")
            parts.append("(!)" if step.fact else "")
        return "".join(parts)

    def _repr_html_(self) -> str:
        def side(is_kept: bool, mark: str, color: str) -> str:
            parts = []
            for step in self.steps:
                part = escape(step.kept if is_kept else step.removed)
                if step.changed and part:
                    weight = ";font-weight:bold" if step.fact else ""
                    title = ' title="a fact is changed"' if step.fact else ""
                    part = f'<{mark}{title} style="background:{color};color:#000{weight}">{part}</{mark}>'
                parts.append(part)
            return "".join(parts)

        cell = "vertical-align:top;text-align:left;white-space:pre-wrap;width:50%"
        return (
            f'<p>{escape(self._head())}</p><table style="width:100%;table-layout:fixed"><tr>'
            f'<th style="text-align:left">removed: row {self.row}</th>'
            f'<th style="text-align:left">kept: row {self.kept_row}</th></tr><tr>'
            f'<td style="{cell}">{side(False, "del", "#ffd7d5")}</td>'
            f'<td style="{cell}">{side(True, "ins", "#d1f0d9")}</td></tr></table>'
        )


def explanation(
    row: int, kept_row: int, relation: str, resemblance: float, removed: str, kept: str
) -> Explanation:
    """Aligns the two texts."""
    steps = tuple(Step(*step) for step in _retold.explain(removed, kept))
    return Explanation(row, kept_row, relation, resemblance, removed, kept, steps)
