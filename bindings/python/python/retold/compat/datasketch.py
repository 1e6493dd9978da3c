"""The commonly used classes of the package datasketch: `MinHash` and `MinHashLSH`.

A program that uses them changes its import. The signatures are those of retold, so they cannot be compared with
signatures that datasketch made.

>>> from retold.compat.datasketch import MinHash, MinHashLSH
>>> def signature(text):
...     minhash = MinHash(num_perm=128)
...     for word in text.split():
...         minhash.update(word.encode("utf8"))
...     return minhash
>>> lsh = MinHashLSH(threshold=0.5, num_perm=128)
>>> lsh.insert("monday", signature("the last ferry leaves the harbour at noon"))
>>> lsh.query(signature("the last ferry leaves the harbour at one"))
['monday']
"""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

from .. import _retold

__all__ = ["MinHash", "MinHashLSH"]


class MinHash:
    """The signature of a set of tokens, which are `bytes`. It grows with each update."""

    def __init__(
        self,
        num_perm: int = 128,
        seed: int = 1,
        hashfunc: Callable[[Any], int] | None = None,
        hashvalues: Sequence[int] | None = None,
    ) -> None:
        """Makes the signature of the empty set, or of stored values.

        Args:
            num_perm: The number of permutations, from 1 to 4096.
            seed: The seed of the permutations.
            hashfunc: A function from a token to a number of at most 64 bits, in place of the hash of retold.
            hashvalues: The values of a signature that was stored: the `hashvalues` of a `MinHash` of this class with the
                same seed.

        Raises:
            ValueError: `num_perm` is out of range, or `hashvalues` are no numbers of 32 bits.
        """
        values = None if hashvalues is None else [int(value) for value in hashvalues]
        self._slots = _retold.Slots(num_perm if values is None else len(values), seed)
        self.seed, self.hashfunc = seed, hashfunc
        if values is not None:
            if not all(0 <= value < 1 << 32 for value in values):
                raise ValueError("hashvalues must be numbers of 32 bits; make the signature again with retold")
            self._slots.set_values(values)

    @property
    def num_perm(self) -> int:
        """The number of permutations."""
        return len(self._slots)

    @property
    def hashvalues(self) -> "array[int]":
        """The values, to store them. numpy reads this as an array of numbers of 32 bits."""
        return array("I", self._slots.values())

    def update(self, b: Any) -> None:
        """Adds a token."""
        if self.hashfunc is None:
            self._slots.add_token(b)
        else:
            self._slots.add_hashes([self.hashfunc(b)])

    def update_batch(self, b: Iterable[Any]) -> None:
        """Adds tokens."""
        if self.hashfunc is None:
            self._slots.add_tokens(list(b))
        else:
            self._slots.add_hashes([self.hashfunc(token) for token in b])

    def jaccard(self, other: "MinHash") -> float:
        """Estimates the resemblance of the two sets: the share of equal values."""
        return self._slots.resemblance(other._slots)

    def count(self) -> float:
        """Estimates the number of different tokens."""
        return self._slots.count()

    def merge(self, other: "MinHash") -> None:
        """Makes this the signature of the union of both sets."""
        self._slots.merge(other._slots)

    def digest(self) -> "array[int]":
        """Returns the values."""
        return self.hashvalues

    def is_empty(self) -> bool:
        """Whether no token was added."""
        return self._slots.is_empty()

    def clear(self) -> None:
        """Makes this the signature of the empty set."""
        self._slots = _retold.Slots(self.num_perm, self.seed)

    def copy(self) -> "MinHash":
        """Returns a copy."""
        return MinHash(seed=self.seed, hashfunc=self.hashfunc, hashvalues=self._slots.values())

    def __len__(self) -> int:
        """The number of permutations."""
        return self.num_perm

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MinHash):
            return NotImplemented
        return self.seed == other.seed and self._slots.values() == other._slots.values()

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def union(cls, *mhs: "MinHash") -> "MinHash":
        """Returns the signature of the union of at least two sets."""
        if len(mhs) < 2:
            raise ValueError(f"union needs at least two signatures, got {len(mhs)}")
        union = mhs[0].copy()
        for other in mhs[1:]:
            union.merge(other)
        return union

    @classmethod
    def bulk(cls, b: Iterable[Iterable[Any]], **minhash_kwargs: Any) -> list["MinHash"]:
        """Returns a signature for each set of tokens."""
        return list(cls.generator(b, **minhash_kwargs))

    @classmethod
    def generator(cls, b: Iterable[Iterable[Any]], **minhash_kwargs: Any) -> Iterator["MinHash"]:
        """Makes one signature after the other."""
        for tokens in b:
            minhash = cls(**minhash_kwargs)
            minhash.update_batch(tokens)
            yield minhash

    def __getstate__(self) -> tuple[int, Callable[[Any], int] | None, bytes]:
        return self.seed, self.hashfunc, self.hashvalues.tobytes()

    def __setstate__(self, state: tuple[int, Callable[[Any], int] | None, bytes]) -> None:
        seed, hashfunc, stored = state
        values = array("I")
        values.frombytes(stored)
        self.__init__(seed=seed, hashfunc=hashfunc, hashvalues=values)  # type: ignore[misc]


class MinHashLSH:
    """Finds the keys of similar sets by the bands of their signatures.

    Results are candidates, in the order of insertion. `retold.dedup` verifies its results; here the caller does that, for
    example with `MinHash.jaccard`.
    """

    def __init__(
        self,
        threshold: float = 0.9,
        num_perm: int = 128,
        weights: tuple[float, float] | None = None,
        params: tuple[int, int] | None = None,
        storage_config: dict[str, Any] | None = None,
    ) -> None:
        """Makes an empty index.

        Args:
            threshold: The resemblance that is searched for. 99 of 100 pairs of exactly this resemblance are found. (The
                bands of datasketch balance both kinds of errors, and find about half of them.)
            num_perm: The number of permutations of the signatures.
            weights: Not supported; set `params`.
            params: The number of bands and the number of values of each, in place of `threshold`.
            storage_config: Only `{"type": "dict"}`, the memory of the process.

        Raises:
            ValueError: A setting is out of range or not supported.
        """
        if weights is not None:
            raise ValueError(
                "weights are not supported: the bands are chosen for a recall of 0.99 at the threshold; set "
                "params=(bands, rows) to choose them yourself"
            )
        if storage_config is not None and storage_config.get("type") != "dict":
            raise ValueError(
                f"storage_config must be {{'type': 'dict'}}, got {storage_config!r}; for more texts than fit into "
                "memory, use retold.dedup_file"
            )
        self.b, self.r = params or _retold.bands_for(num_perm, threshold)
        self.threshold, self.h = threshold, num_perm
        # Checks that the bands fit into the signature.
        _retold.Slots(num_perm, 0).keys(self.b, self.r)
        self._tables: list[dict[int, dict[Hashable, None]]] = [{} for _ in range(self.b)]
        self._keys: dict[Hashable, list[int]] = {}
        # The order of insertion, which the results have.
        self._numbers: dict[Hashable, int] = {}
        self._inserted = 0

    def _bands(self, minhash: MinHash) -> list[int]:
        if len(minhash) != self.h:
            raise ValueError(
                f"the index is for signatures of num_perm {self.h}, got one of {len(minhash)}; make both with "
                "the same num_perm"
            )
        return minhash._slots.keys(self.b, self.r)

    def insert(self, key: Hashable, minhash: MinHash, check_duplication: bool = True) -> None:
        """Adds the signature of a set under a key."""
        bands = self._bands(minhash)
        if key in self._keys:
            if check_duplication:
                raise ValueError(f"the key {key!r} is in the index; remove it first")
            self.remove(key)
        self._add(key, bands)

    def _add(self, key: Hashable, bands: list[int]) -> None:
        self._keys[key] = bands
        self._numbers[key] = self._inserted
        self._inserted += 1
        for table, band in zip(self._tables, bands, strict=True):
            table.setdefault(band, {})[key] = None

    def query(self, minhash: MinHash) -> list[Hashable]:
        """Returns the keys that share a band with a signature."""
        found: dict[Hashable, None] = {}
        for table, band in zip(self._tables, self._bands(minhash), strict=True):
            found.update(table.get(band, {}))
        return sorted(found, key=self._numbers.__getitem__)

    def remove(self, key: Hashable) -> None:
        """Removes a key."""
        if key not in self._keys:
            raise ValueError(f"the key {key!r} is not in the index")
        del self._numbers[key]
        for table, band in zip(self._tables, self._keys.pop(key), strict=True):
            table[band].pop(key, None)
            if not table[band]:
                del table[band]

    def merge(self, other: "MinHashLSH", check_overlap: bool = False) -> None:
        """Adds all keys of another index."""
        if (self.h, self.b, self.r) != (other.h, other.b, other.r):
            raise ValueError(
                f"the indexes differ: num_perm, bands and rows are {(self.h, self.b, self.r)} and "
                f"{(other.h, other.b, other.r)}; make both with the same settings"
            )
        shared = self._keys.keys() & other._keys.keys()
        if check_overlap and shared:
            raise ValueError(f"{len(shared)} keys are in both indexes; rename or remove them first")
        for key, bands in other._keys.items():
            if key in self._keys:
                self.remove(key)
            self._add(key, bands)

    def is_empty(self) -> bool:
        """Whether there is no key."""
        return not self._keys

    def get_counts(self) -> list[dict[Hashable, int]]:
        """Returns the sizes of the buckets of each band."""
        return [{band: len(keys) for band, keys in table.items()} for table in self._tables]

    def insertion_session(self, buffer_size: int = 50000) -> "Session":
        """Returns this index as a context, for programs that insert through one."""
        return Session(self)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)


class Session:
    """A context in which keys are inserted. Each is in the index at once."""

    def __init__(self, lsh: MinHashLSH) -> None:
        self.lsh = lsh

    def insert(self, key: Hashable, minhash: MinHash, check_duplication: bool = True) -> None:
        """Adds the signature of a set under a key."""
        self.lsh.insert(key, minhash, check_duplication)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None
