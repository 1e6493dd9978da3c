"""Measures the package: speed against rensa and datasketch, memory, threads, size, and agreement with the command.

    python bench.py [--documents N] [--command PATH] [--wheel PATH]

It needs the packages pyarrow, rensa and datasketch, and Linux. The corpora are generated, with words and their frequencies
from the folder `seeds` of the repository, and documents of 1,800 bytes and more:

- `edited`: the mixture of `benches/peers`. Every fifth document is a copy of an earlier one with 2 to 40 of 100 words
  changed, so most copies are below the threshold; every hundredth is an exact copy.
- `copied`: every fifth document is a copy with at most three other words. All of them are above the threshold, so the texts
  of all are compared word by word; rensa and datasketch compare no texts.

Every measurement is a process of its own, on one thread, one after the other in one run. Each engine reads texts that are in
memory and returns the rows that it removes; rensa and datasketch read the first documents only, because they take longer.
Speed is in bytes of text per CPU second.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
SLOTS, THRESHOLD, WIDTH = 128, 0.8, 5


def edited(rng: random.Random, text: str, rate: int, words: tuple[str, ...]) -> str:
    """A copy in which so many of 100 words are replaced, left out, or followed by another one."""
    copy: list[str] = []
    for word in text.split(" "):
        kind = rng.randrange(300)
        if kind >= 3 * rate:
            copy.append(word)
        elif kind % 3 == 0:
            copy.append(rng.choice(words))
        elif kind % 3 == 1:
            copy += [word, rng.choice(words)]
    return " ".join(copy)


def corpus(kind: str, documents: int) -> pa.Table:
    """A table with the columns `id` and `text`."""
    rng = random.Random(1)
    counts: Counter[str] = Counter()
    for path in sorted((ROOT / "seeds").rglob("*")):
        if path.is_file():
            counts.update(re.findall(r"\w+[.,]?", path.read_text(encoding="utf-8", errors="ignore")))
    words, weights = zip(*counts.most_common(), strict=True)
    cumulative = list(accumulate(weights))
    texts: list[str] = []
    for number in range(documents):
        original = texts[rng.randrange(number)] if number else ""
        if number % 100 == 50:
            texts.append(original)
        elif number % 5 == 4 and kind == "edited":
            rate = rng.choice([2, 5, 10, 15, 20, 25, 30, 40])
            texts.append(edited(rng, original, rate, words))
        elif number % 5 == 4:
            copy = original.split(" ")
            for _ in range(rng.randrange(4)):
                copy[rng.randrange(len(copy))] = rng.choice(words)
            texts.append(" ".join(copy))
        else:
            texts.append(" ".join(rng.choices(words, cum_weights=cumulative, k=rng.randint(300, 420))))
    return pa.table({"id": range(documents), "text": texts})


def shingles(text: str) -> list[str]:
    """The runs of five words, for the other engines. White space separates words."""
    words = text.lower().split()
    if len(words) < WIDTH:
        return [" ".join(words)]
    return list(map(" ".join, zip(*(words[start:] for start in range(WIDTH)), strict=False)))


def run_retold(column: pa.ChunkedArray, threads: int) -> int:
    import retold

    return len(retold.dedup(column, threads=threads).removed_rows)


def run_rensa(texts: list[str]) -> int:
    from rensa import RMinHash, RMinHashLSH

    sketches = RMinHash.from_token_sets((shingles(text) for text in texts), SLOTS, 42)
    index = RMinHashLSH(THRESHOLD, SLOTS, 16)
    index.insert_many(sketches)
    found = 0
    for number, candidates in enumerate(index.query_all(sketches)):
        earlier = (other for other in candidates if other < number)
        found += any(sketches[number].jaccard(sketches[other]) >= THRESHOLD for other in earlier)
    return found


def run_datasketch(texts: list[str]) -> int:
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=THRESHOLD, num_perm=SLOTS), 0
    sketches: list[MinHash] = []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=SLOTS)
        sketch.update_batch([shingle.encode("utf-8") for shingle in shingles(text)])
        earlier = index.query(sketch)
        found += any(sketch.jaccard(sketches[other]) >= THRESHOLD for other in earlier)
        sketches.append(sketch)
        index.insert(number, sketch, check_duplication=False)
    return found


def peak_kib() -> int:
    """The peak memory of this process since it was last reset."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1])  # type: ignore[index]


def measure(engine: str, path: str, documents: int, threads: int) -> dict[str, Any]:
    """One measurement, in this process."""
    column = pq.read_table(path, columns=["text"])["text"].slice(0, documents)
    column = pa.chunked_array(pa.concat_arrays([chunk]) for chunk in column.chunks)
    size = sum(len(text) for text in (str(it).encode() for it in column))
    texts = column.to_pylist() if engine != "retold" else []
    run = {
        "retold": lambda: run_retold(column, threads),
        "rensa": lambda: run_rensa(texts),
        "datasketch": lambda: run_datasketch(texts),
    }[engine]
    __import__(engine)
    pa.default_memory_pool().release_unused()
    Path("/proc/self/clear_refs").write_text("5")
    before, start, cpu = peak_kib(), time.perf_counter(), time.process_time()
    removed = run()
    return {
        "removed": removed,
        "bytes": size,
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "memory": (peak_kib() - before) * 1024,
    }


def measured(engine: str, path: str, documents: int, threads: int = 1) -> dict[str, Any]:
    """One measurement, in a process of its own."""
    line = [sys.executable, __file__, "--measure", engine, path, str(documents), str(threads)]
    environment = {**os.environ, "RAYON_NUM_THREADS": str(threads), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=environment)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    result["speed"] = result["bytes"] / 1e6 / result["cpu"]
    return result


def audit_rows(path: Path) -> list[int]:
    """The rows that an audit log lists, from 0."""
    with path.open(encoding="utf-8") as lines:
        next(lines)
        return [json.loads(line)["record"] - 1 for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--command", help="the program retold, to compare its removals")
    parser.add_argument("--wheel", help="the wheel, for its size")
    parser.add_argument("--measure", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        engine, path, documents, threads = arguments.measure
        print(json.dumps(measure(engine, path, int(documents), int(threads))))
        return

    def line(what: str, found: str, asked: str) -> None:
        print(f"{what:<58}{found:>14}   {asked}", flush=True)

    documents = arguments.documents
    with tempfile.TemporaryDirectory() as folder:
        table = corpus("edited", documents)
        path = str(Path(folder) / "edited.parquet")
        pq.write_table(table, path, compression="none", row_group_size=20_000)
        one = measured("retold", path, documents)
        line("documents", f"{documents:,}", "")
        line("text", f"{one['bytes'] / 1e6:.0f} MB", "")
        line("edited: retold, MB per CPU second", f"{one['speed']:.0f}", "asked: 300")
        rensa = measured("rensa", path, min(documents, 20_000))
        line("edited: rensa, MB per CPU second", f"{rensa['speed']:.1f}", "")
        line("edited: retold is faster than rensa, times", f"{one['speed'] / rensa['speed']:.1f}", "asked: 8")
        datasketch = measured("datasketch", path, min(documents, 5_000))
        line("edited: datasketch, MB per CPU second", f"{datasketch['speed']:.2f}", "")
        times = one["speed"] / datasketch["speed"]
        line("edited: retold is faster than datasketch, times", f"{times:.1f}", "asked: 40")
        allowed = (350 * documents + 50e6) / 1e6
        line("edited: peak memory besides the texts", f"{one['memory'] / 1e6:.1f} MB", f"asked: {allowed:.0f} MB")
        two = measured("retold", path, documents, threads=2)
        line("edited: time of one thread / two threads", f"{one['seconds'] / two['seconds']:.2f}", "asked: 1.7")

        table = corpus("copied", documents)
        path = str(Path(folder) / "copied.parquet")
        pq.write_table(table, path, compression="none", row_group_size=20_000)
        one = measured("retold", path, documents)
        line("copied: retold, MB per CPU second", f"{one['speed']:.0f}", "")
        rensa = measured("rensa", path, min(documents, 20_000))
        line("copied: rensa, MB per CPU second", f"{rensa['speed']:.1f}", "")
        line("copied: peak memory besides the texts", f"{one['memory'] / 1e6:.1f} MB", f"asked: {allowed:.0f} MB")
        line("copied: rows that retold removes", f"{one['removed']:,}", "")

        import retold

        removed = retold.dedup(table).removed_rows
        retold.dedup_file(path, Path(folder) / "out.parquet")
        same = audit_rows(Path(folder) / "out.parquet.audit.jsonl") == removed
        line("copied: rows removed by dedup and dedup_file", "identical" if same else "DIFFERENT", "asked: identical")
        if arguments.command:
            output = str(Path(folder) / "command.parquet")
            subprocess.run([arguments.command, "dedup", path, "--output", output, "--quiet"], check=True)
            same = audit_rows(Path(output + ".audit.jsonl")) == removed
            line("copied: rows removed by dedup and the command", "identical" if same else "DIFFERENT", "asked: identical")
        if arguments.wheel:
            line("wheel", f"{Path(arguments.wheel).stat().st_size / 1e6:.2f} MB", "asked: 6 MB")


if __name__ == "__main__":
    main()
