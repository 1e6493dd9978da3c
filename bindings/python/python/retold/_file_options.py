"""The options of a run on files."""

from typing import TypedDict


class FileOptions(TypedDict):
    """The form in which the native function takes them."""

    text: str
    by: str
    threshold: float | None
    min_identity: float | None
    min_words: int | None
    remove: str
    keep: str
    keep_by: str | None
    contained: bool
    annotate: bool
    against: list[str]
    id: str | None
    audit: str | None
    force: bool
    seed: int
