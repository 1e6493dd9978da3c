"""Deduplication of files, with the engine of the command `retold dedup`. Memory does not grow with the texts."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike, fspath

from . import _retold
from ._run import Progress, check_counts, run_settings

Path = str | PathLike[str]


@dataclass(frozen=True)
class FileSummary:
    """The figures of a run on files."""

    documents: int
    """The texts that were read."""
    bytes: int
    """The bytes of these texts."""
    removed: int
    """The texts, paragraphs or lines that were removed; if the file was annotated, those that would be."""
    identical: int
    """The removed ones that are identical to kept text."""
    equivalent: int
    """The removed ones that are equivalent to kept text, those that are identical included."""
    other_facts: int
    """The ones that were kept because they state something that a similar kept text does not."""
    unresolved: int
    """The kept ones that have more candidates than they were compared with."""
    without_text: int
    """The records without a text, which were copied unchanged."""
    lost_words: int
    """The words of removed text that the kept text does not have at the same place."""
    messages: list[str]
    """Messages about records and files that were copied unchanged; each is also a warning."""


@dataclass(frozen=True)
class RestoreSummary:
    """The figures of a restoration."""

    files: int
    bytes: int


def dedup_file(
    source: Path | Sequence[Path],
    output: Path,
    *,
    text: str = "text",
    by: str = "document",
    threshold: float | None = None,
    min_identity: float | None = None,
    min_words: int | None = None,
    remove: str = "equivalent",
    keep: str = "first",
    keep_by: str | None = None,
    contained: bool = False,
    annotate: bool = False,
    against: Path | Sequence[Path] = (),
    id: str | None = None,
    audit: Path | None = None,
    force: bool = False,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress = None,
) -> FileSummary:
    """Writes files without their near-copies, and an audit log from which `restore_file` makes the input again.

    It does what the command `retold dedup` does, and writes the same bytes. Parquet, JSON Lines, JSON, CSV, texts and
    folders are read, compressed with gzip or Zstandard or not.

    Args:
        source: A file or folder, or several of them.
        output: The clean file; a folder if there are several texts.
        text: The column or field with the texts.
        by: `"document"`, `"paragraph"`, `"line"` or `"passage"`: what is removed.
        threshold: As in `dedup`.
        min_identity: With `by="passage"`, the lowest share of words that two places have in common.
        min_words: The fewest words of a paragraph, line or passage that is removed.
        remove: As in `dedup`.
        keep: `"first"` or `"longest"`; `"earliest"` by the field `keep_by`; `"priority"` by the list in the file `keep_by`.
        keep_by: See `keep`.
        contained: Whether a document that occurs whole inside a longer one is removed.
        annotate: Adds the cluster of each record as fields, and removes nothing.
        against: Files of reference texts. What they have is removed from the source.
        id: The field that names a record in the audit log.
        audit: The audit log; `OUTPUT.audit.jsonl` if it is left out.
        force: Whether an older output is replaced.
        seed: The seed of the signatures.
        threads: The number of threads; all of the machine if it is left out.
        progress: True shows a bar of tqdm; another class with its protocol takes its place.

    Raises:
        ValueError: A setting is invalid, no record has the text field, or the output exists.
        OSError: A file cannot be read or written.
    """
    check_counts(min_words=min_words, seed=seed)
    run = run_settings(threads, progress)
    found = _retold.dedup_file(
        _paths(source),
        fspath(output),
        {
            "text": text,
            "by": by,
            "threshold": threshold,
            "min_identity": min_identity,
            "min_words": min_words,
            "remove": remove,
            "keep": keep,
            "keep_by": keep_by,
            "contained": contained,
            "annotate": annotate,
            "against": _paths(against),
            "id": id,
            "audit": None if audit is None else fspath(audit),
            "force": force,
            "seed": seed,
        },
        run,
    )
    for message in found["messages"]:
        warnings.warn(message, stacklevel=2)
    return FileSummary(**found)


def restore_file(
    clean: Path,
    output: Path,
    *,
    audit: Path | None = None,
    force: bool = False,
    progress: Progress = None,
) -> RestoreSummary:
    """Writes the input of an earlier `dedup_file` again, byte for byte.

    Args:
        clean: The output of `dedup_file`.
        output: The file or folder to write.
        audit: The audit log; `CLEAN.audit.jsonl` if it is left out.
        force: Whether an older output is replaced.
        progress: True shows a bar of tqdm.

    Raises:
        ValueError: The log belongs to another file, or the output exists.
        OSError: A file cannot be read or written.
    """
    log = None if audit is None else fspath(audit)
    run = run_settings(None, progress)
    files, size = _retold.restore_file(fspath(clean), fspath(output), log, force, run)
    return RestoreSummary(files, size)


def _paths(paths: Path | Sequence[Path]) -> list[str]:
    if isinstance(paths, (str, PathLike)):
        return [fspath(paths)]
    return [fspath(path) for path in paths]
