"""The single steps for query engines."""

from __future__ import annotations

import itertools

import polars as pl
import pyarrow as pa
import pytest
import retold
from conftest import TEXTS, Maker, corpus, rows


def test_signatures_estimate_the_resemblance() -> None:
    """The share of equal slots is near the share of common shingles: five standard errors at 4096 slots."""
    a, b = (" ".join(f"w{n}" for n in range(start, start + 400)) for start in (0, 100))
    for kind in ("bucketed", "classic"):
        one, other = retold.signatures([a, b], num_perm=4096, width=1, kind=kind)
        share = sum(x == y for x, y in zip(one, other, strict=True)) / 4096
        assert abs(share - 300 / 500) < 5 * (0.6 * 0.4 / 4096) ** 0.5, kind


def test_signatures_do_not_depend_on_the_form(make: Maker) -> None:
    """Stored signatures must match those that another library makes later."""
    expected = retold.signatures(TEXTS)
    found = retold.signatures(make(TEXTS))
    assert (found.to_list() if hasattr(found, "to_list") else found.to_pylist()) == expected
    assert [row is None for row in expected] == [text in (None, "") for text in TEXTS]


def test_band_keys_of_every_form() -> None:
    """A join may run on keys of chunks that were stored apart."""
    signatures = pa.array(retold.signatures(pa.array(TEXTS)))
    whole = retold.band_keys(signatures, (16, 6)).to_pylist()
    parts = pa.chunked_array([signatures.slice(0, 3), signatures.slice(3)])
    assert retold.band_keys(parts, (16, 6)).to_pylist() == whole
    assert retold.band_keys(signatures.to_pylist(), (16, 6)) == whole
    assert retold.band_keys(pl.Series(signatures), (16, 6)).to_list() == whole
    assert retold.band_keys(signatures, 32).to_pylist() == retold.band_keys(signatures, (32, 4)).to_pylist()
    assert whole[2] is None and whole[0] == whole[6] and len(whole[0]) == 16


def test_wrong_bands_and_signatures() -> None:
    """Bands beyond the signature, and arrays that are no signatures."""
    signatures = retold.signatures(TEXTS)
    with pytest.raises(ValueError, match="bands must be at least 1, got 0"):
        retold.band_keys(signatures, (0, 4))
    with pytest.raises(ValueError, match="128"):
        retold.band_keys(signatures, (64, 4))
    with pytest.raises(ValueError, match="must be a FixedSizeList of UInt32"):
        retold.band_keys(pa.array([1, 2]), (16, 6))
    with pytest.raises(ValueError, match="row 1 has 127"):
        retold.band_keys([signatures[0], signatures[0][1:]], (16, 6))
    with pytest.raises(ValueError, match="power of two"):
        retold.signatures(TEXTS, num_perm=100)


def test_a_join_of_fingerprints_finds_what_dedup_removes() -> None:
    """An engine that joins fingerprints and verifies the candidates removes the same rows."""
    texts = corpus(600)
    prints = retold.fingerprints(texts)
    buckets: dict[tuple[object, ...], list[int]] = {}
    for row in prints:
        if row["content"] is None:
            continue
        buckets.setdefault((row["content"],), []).append(row["row"])
        for kind in ("normal", "short"):
            for band, key in enumerate(row[kind]):
                buckets.setdefault((kind, band, key), []).append(row["row"])
    # Keep order is the order of the rows, so the later one of a pair is the one that may be removed.
    pairs = {(b, a) for members in buckets.values() for a, b in itertools.combinations(members, 2)}
    removed: set[int] = set()
    for verdict in sorted(retold.verify(sorted(pairs), texts), key=lambda it: (it["a"], it["b"])):
        if verdict["removable"] and verdict["b"] not in removed:
            removed.add(verdict["a"])
    expected = retold.dedup(texts).removed_rows
    assert len(expected) > 80 and sorted(removed) == expected


def test_pairs_of_every_form(make: Maker) -> None:
    """Pairs come as tuples or as a table of any library."""
    pairs = [(3, 0), (7, 5), (1, 0), (2, 4)]
    found = rows(retold.verify(pairs, make(TEXTS)))
    assert [row["removable"] for row in found] == [True, True, False, False]
    assert [row["resemblance"] for row in found] == [1.0, 1.0, None, None]
    for integers in (pa.int64(), pa.uint8()):
        a, b = (pa.array(rows_, integers) for rows_ in zip(*pairs, strict=True))
        assert rows(retold.verify(pa.table({"a": a, "b": b}), make(TEXTS))) == found
    assert rows(retold.verify(pl.DataFrame(pairs, schema=["a", "b"], orient="row"), make(TEXTS))) == found
    assert rows(retold.verify([], make(TEXTS))) == []


def test_wrong_pairs() -> None:
    """The message names the pair and the rows that exist."""
    with pytest.raises(ValueError, match="pair 1 names row 8, but the texts have 8 rows, numbered from 0"):
        retold.verify([(1, 0), (8, 0)], TEXTS)
    with pytest.raises(ValueError, match="pair 0 names row -1"):
        retold.verify([(-1, 0)], TEXTS)
    for wrong in ([(1,)], [("a", "b")], [1, 2]):
        with pytest.raises(ValueError, match="pairs must be pairs of row numbers"):
            retold.verify(wrong, TEXTS)
    with pytest.raises(ValueError, match="but there is no b"):
        retold.verify(pa.table({"a": [1]}), TEXTS)
    with pytest.raises(ValueError, match="no null"):
        retold.verify(pa.table({"a": [1, None], "b": [0, 0]}), TEXTS)
