"""The classes in the place of those of datasketch."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from retold.compat.datasketch import MinHash, MinHashLSH


def minhash(tokens: range, **arguments: int) -> MinHash:
    made = MinHash(**arguments)
    for token in tokens:
        made.update(b"%d" % token)
    return made


def test_the_estimate() -> None:
    """The share of equal values is within five standard errors of the resemblance."""
    a, b = minhash(range(0, 400), num_perm=1024), minhash(range(100, 500), num_perm=1024)
    assert abs(a.jaccard(b) - 300 / 500) < 5 * (0.6 * 0.4 / 1024) ** 0.5
    assert a.jaccard(a) == 1.0 and a.jaccard(minhash(range(900, 950), num_perm=1024)) < 0.05
    assert abs(a.count() / 400 - 1) < 5 / 1024**0.5
    assert MinHash().count() == 0 and MinHash().jaccard(MinHash()) == 1.0


def test_order_batches_and_unions_make_no_difference() -> None:
    """A signature depends on the set of tokens alone."""
    whole = minhash(range(50))
    backwards = MinHash()
    backwards.update_batch([b"%d" % token for token in reversed(range(50))] * 2)
    assert whole == backwards and len(whole) == whole.num_perm == 128
    merged = minhash(range(20))
    merged.merge(minhash(range(10, 50)))
    assert merged == whole == MinHash.union(minhash(range(30)), minhash(range(30, 50)))
    assert MinHash.bulk([[b"1"], [b"2"]], num_perm=16) == [
        minhash(range(1, 2), num_perm=16),
        minhash(range(2, 3), num_perm=16),
    ]


def test_storing_and_copying() -> None:
    """The values survive numpy, pickle and a copy; a copy is independent."""
    made = minhash(range(50), num_perm=100, seed=7)
    stored = np.asarray(made.hashvalues)
    assert stored.dtype == np.uint32 and stored.shape == (100,)
    assert MinHash(hashvalues=stored, seed=7) == made == pickle.loads(pickle.dumps(made))
    copy = made.copy()
    copy.update(b"new")
    assert copy != made and not made.is_empty()
    copy.clear()
    assert copy.is_empty() and copy == MinHash(num_perm=100, seed=7)


def test_a_hash_function_of_the_caller() -> None:
    """Tokens may be anything that the function takes."""
    made, same = MinHash(hashfunc=hash), MinHash(hashfunc=lambda token: token + 1)
    made.update(8)
    same.update_batch([7])
    assert made == same


def test_signatures_that_cannot_be_compared() -> None:
    """Never a wrong number without a word."""
    for other in (MinHash(num_perm=64), MinHash(seed=2)):
        with pytest.raises(ValueError, match="signatures cannot be compared: num_perm 128"):
            MinHash().jaccard(other)
        with pytest.raises(ValueError, match="signatures cannot be compared"):
            MinHash().merge(other)
    with pytest.raises(ValueError, match="num_perm must be in 1..=4096, got 0"):
        MinHash(num_perm=0)
    with pytest.raises(ValueError, match="numbers of 32 bits"):
        MinHash(hashvalues=[1 << 40])
    with pytest.raises(ValueError, match="at least two"):
        MinHash.union(MinHash())


def test_the_index_finds_99_of_100_pairs_at_the_threshold() -> None:
    """The recall that the page promises, over 200 pairs of exactly this resemblance."""
    lsh, found = MinHashLSH(threshold=0.5, num_perm=128), 0
    for pair in range(200):
        first = 1000 * pair
        lsh.insert(pair, minhash(range(first, first + 90)))
        found += pair in lsh.query(minhash(range(first + 30, first + 120)))
    assert found >= 190
    assert lsh.query(minhash(range(500_000, 500_090))) == []


def test_keys_of_the_index() -> None:
    """Insertion, removal and merging, with results in the order of insertion."""
    lsh = MinHashLSH(threshold=0.5)
    with lsh.insertion_session() as session:
        for key in ("b", "a", "c"):
            session.insert(key, minhash(range(30)))
    assert lsh.query(minhash(range(30))) == ["b", "a", "c"]
    with pytest.raises(ValueError, match="the key 'a' is in the index"):
        lsh.insert("a", minhash(range(30)))
    lsh.insert("b", minhash(range(30)), check_duplication=False)
    assert lsh.query(minhash(range(30))) == ["a", "c", "b"] and len(lsh) == 3
    lsh.remove("a")
    assert "a" not in lsh and lsh.query(minhash(range(30))) == ["c", "b"]
    with pytest.raises(ValueError, match="the key 'a' is not in the index"):
        lsh.remove("a")
    other = MinHashLSH(threshold=0.5)
    other.insert("d", minhash(range(30)))
    lsh.merge(other, check_overlap=True)
    assert lsh.query(minhash(range(30))) == ["c", "b", "d"]
    with pytest.raises(ValueError, match="1 keys are in both"):
        lsh.merge(other, check_overlap=True)
    copy = pickle.loads(pickle.dumps(lsh))
    assert copy.query(minhash(range(30))) == ["c", "b", "d"]
    for key in ("b", "c", "d"):
        lsh.remove(key)
    assert lsh.is_empty() and sum(map(len, lsh.get_counts())) == 0


def test_wrong_settings_of_the_index() -> None:
    """What is not supported is refused with the remedy."""
    assert (MinHashLSH(params=(20, 6)).b, MinHashLSH(params=(20, 6)).r) == (20, 6)
    with pytest.raises(ValueError, match=r"weights are not supported.*params="):
        MinHashLSH(weights=(0.4, 0.6))
    with pytest.raises(ValueError, match="dedup_file"):
        MinHashLSH(storage_config={"type": "redis"})
    with pytest.raises(ValueError, match="num_perm 128, got one of 64"):
        MinHashLSH().insert("a", MinHash(num_perm=64))
    with pytest.raises(ValueError, match="128"):
        MinHashLSH(params=(64, 4))
    with pytest.raises(ValueError, match="indexes differ"):
        MinHashLSH(threshold=0.5).merge(MinHashLSH(threshold=0.9))
