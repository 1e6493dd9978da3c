"""The single steps, for query engines and for programs with a join of their own."""

from typing import Any

from . import _retold
from ._kinds import kind_of
from ._run import Progress, check_counts, run_settings


def signatures(
    data: Any,
    text: str = "text",
    *,
    num_perm: int = 128,
    width: int = 5,
    kind: str = "bucketed",
    seed: int = 0,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Returns the signature of each text, as an array of the caller's library; for a list of `str`, a list.

    Args:
        data: The texts, as in `dedup`.
        text: The column with the texts.
        num_perm: The number of slots of a signature; for bucketed signatures a power of two.
        width: The number of words of a shingle.
        kind: `"bucketed"`, or `"classic"`: the MinHash of the textbook, which takes longer for long texts.
        seed: The seed of the permutations.
        threads: The number of threads; all of the machine if it is left out.
        progress: True shows a bar of tqdm.

    A signature has `num_perm` numbers of 32 bits. It does not depend on the machine, and it is null for a text without
    a word. The share of equal numbers estimates the resemblance.

    >>> import retold
    >>> a, b = retold.signatures(["the same few words", "The same few words!"], num_perm=64, width=2)
    >>> len(a), a == b
    (64, True)
    """
    check_counts(num_perm=num_perm, width=width, seed=seed)
    of = kind_of(data)
    run = run_settings(threads, progress)
    held = of.held(data)
    found = _retold.signatures(of.texts(held, text), text, num_perm, width, kind, seed, run)
    return of.column(found)


def band_keys(signatures: Any, bands: int | tuple[int, int]) -> Any:
    """Cuts signatures into bands, and returns the key of each band: signed numbers of 64 bits.

    Two texts with an equal key at the same place are a candidate pair.

    Args:
        signatures: The result of `signatures`, or an Arrow array of the same type from anywhere.
        bands: The number of bands and the number of slots of each, as in `(16, 6)`; or the number of bands alone, which
            then share all slots equally.

    >>> import retold
    >>> signatures = retold.signatures(["the same few words", "The same few words!"], width=2)
    >>> a, b = retold.band_keys(signatures, bands=(16, 6))
    >>> len(a), a == b
    (16, True)
    """
    of = kind_of(signatures)
    held = of.held(signatures)
    return of.column(_retold.band_keys(of.texts(held, "signatures"), bands))


def fingerprints(
    data: Any,
    text: str = "text",
    *,
    threshold: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Returns the keys by which `dedup` finds candidates, as a table of the caller's kind.

    The columns are `row`, `content` (a hash of the words), `words`, `class` (`normal`, or `short` for a short text), and
    the lists of band keys `normal` and `short`. Two rows are candidates if their `content` is equal, or a key at the same
    place of `normal`, or of `short` if one of the two is short. `verify` decides about the candidates.

    >>> import retold
    >>> first, second = retold.fingerprints(["one text", "One text!"])
    >>> first["content"] == second["content"]
    True
    """
    check_counts(seed=seed)
    kind = kind_of(data)
    run = run_settings(threads, progress)
    held = kind.held(data)
    return kind.make(_retold.fingerprints(kind.texts(held, text), text, threshold, seed, run))


def verify(
    pairs: Any,
    data: Any,
    text: str = "text",
    *,
    threshold: float | None = None,
    remove: str = "equivalent",
    min_words: int | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Compares the texts of pairs of rows, and returns a row for each pair, as a table of the kind of `data`.

    The columns are `a` and `b`, `resemblance` (null below the threshold), `identical`, `same_words`, `equivalent` (`a`
    says nothing that `b` does not), and `removable` (`dedup` would remove `a` if it kept `b`).

    Args:
        pairs: Pairs of row numbers, or a table with the columns `a` and `b`.
        data: The texts, as in `dedup`.
        text: The column with the texts.
        threshold: As in `dedup`.
        remove: As in `dedup`.
        min_words: As in `dedup`.
        threads: The number of threads; all of the machine if it is left out.
        progress: True shows a bar of tqdm.

    >>> import retold
    >>> [row["removable"] for row in retold.verify([(1, 0), (2, 0)], ["one text", "One  text", "two"])]
    [True, False]
    """
    check_counts(min_words=min_words)
    kind = kind_of(data)
    run = run_settings(threads, progress)
    held = kind.held(data)
    if not hasattr(pairs, "__arrow_c_stream__") and not hasattr(pairs, "__arrow_c_array__"):
        pairs = list(pairs)
    found = _retold.verify(
        pairs, kind.texts(held, text), text, threshold, remove, min_words, run
    )
    return kind.make(found)
