"""One run of one Python engine, in a process of its own.

    engine.py ENGINE CORPUS

CORPUS holds the documents with a NUL byte between them. Written to the standard output: the CPU
seconds of reading it, those from there to having all pairs, the peak memory beyond the texts in KiB
(or "-"), and then the pairs of document numbers, one on a line. All of it on one thread.
"""

import os

# Before any library starts a pool of its own.
os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import sys
import time

SLOTS = 128
THRESHOLD = 0.8
WIDTH = 5


def read(path):
    """The documents of a corpus."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read().split("\0")


def shingles(text):
    """The runs of five words; white space separates words. Both engines accept repeated runs, and a
    list is faster to make than a set."""
    words = text.lower().split()
    if len(words) < WIDTH:
        return [" ".join(words)]
    return list(map(" ".join, zip(*(words[start:] for start in range(WIDTH)))))


def rensa(bands, checked):
    """Full sets, in the batch form, which is its quickest. Candidates may be checked against the
    threshold by their estimates, as its documentation has it."""
    from rensa import RMinHash, RMinHashLSH

    def pairs(texts):
        sketches = RMinHash.from_token_sets((shingles(text) for text in texts), SLOTS, 42)
        index = RMinHashLSH(THRESHOLD, SLOTS, bands)
        index.insert_many(sketches)
        candidates = (
            (earlier, number)
            for number, candidates in enumerate(index.query_all(sketches))
            for earlier in candidates
            if earlier < number
        )
        if not checked:
            return list(candidates)
        return [(a, b) for a, b in candidates if sketches[a].jaccard(sketches[b]) >= THRESHOLD]

    return pairs


def datasketch():
    """The index of its documentation; bands as it chooses them."""
    from datasketch import MinHash, MinHashLSH

    def pairs(texts):
        index = MinHashLSH(threshold=THRESHOLD, num_perm=SLOTS)
        found = []
        for number, text in enumerate(texts):
            sketch = MinHash(num_perm=SLOTS)
            sketch.update_batch([shingle.encode("utf-8") for shingle in shingles(text)])
            found.extend((earlier, number) for earlier in index.query(sketch))
            index.insert(number, sketch, check_duplication=False)
        return found

    return pairs


def text_dedup():
    """The steps of its `minhash` command, without the data set library that it reads and maps with:
    bands as it chooses them, its quickest hash, and all pairs of a cluster, since it has no others."""
    import numpy
    from itertools import combinations
    from text_dedup.minhash import RNG, SIGNATURE_COLUMN, embed_func
    from text_dedup.utils import UnionFind, optimal_param, xxh3_32hash

    most, prime = numpy.uint32((1 << 32) - 1), numpy.uint32((1 << 32) - 5)
    bands, rows = optimal_param(THRESHOLD, SLOTS, 0.5, 0.5)
    settings = {
        "num_perm": SLOTS,
        "hashranges": [(band * rows, (band + 1) * rows) for band in range(bands)],
        "ngram_size": WIDTH,
        "min_length": WIDTH,
        "permutations": (
            RNG.randint(1, prime, size=(SLOTS,), dtype=numpy.uint32),
            RNG.randint(0, prime, size=(SLOTS,), dtype=numpy.uint32),
        ),
        "hash_func": xxh3_32hash,
        "dtype": numpy.uint32,
        "max_hash": most,
        "modulo_prime": prime,
    }

    def pairs(texts):
        tables = [{} for _ in range(bands)]
        for number, text in enumerate(texts):
            signature = embed_func(text, number, **settings)[SIGNATURE_COLUMN]
            for table, key in zip(tables, signature):
                table.setdefault(key, set()).add(number)
        joined = UnionFind()
        for table in tables:
            for bucket in table.values():
                if len(bucket) > 1:
                    first = min(bucket)
                    for number in bucket:
                        joined.union(number, first)
        clusters = {}
        for number in range(len(texts)):
            clusters.setdefault(joined.find(number), []).append(number)
        return [pair for cluster in clusters.values() for pair in combinations(cluster, 2)]

    return pairs


ENGINES = {
    "rensa": lambda: rensa(16, checked=True),
    "rensa-candidates": lambda: rensa(32, checked=False),
    "datasketch": datasketch,
    "text-dedup": text_dedup,
}


def status_kib(name):
    """A figure of this process, on Linux."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith(name):
                    return int(line.split()[1])
    except OSError:
        pass
    return None


def forget_peak():
    """Lets the peak start from what is held now, where the system does that."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
    except OSError:
        pass


def main():
    name, path = sys.argv[1:]
    # Imported before the clock starts.
    pairs_of = ENGINES[name]()
    start = time.process_time()
    texts = read(path)
    reading = time.process_time() - start
    forget_peak()
    before = status_kib("VmRSS:")
    start = time.process_time()
    pairs = pairs_of(texts)
    seconds = time.process_time() - start
    peak = status_kib("VmHWM:")
    memory = "-" if before is None or peak is None else max(0, peak - before)
    print(reading, seconds, memory)
    for earlier, later in sorted(pairs):
        print(earlier, later)


main()
