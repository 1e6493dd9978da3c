"""Runs: threads, processes, signals and progress."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
import retold
from conftest import REMOVED, TEXTS, corpus


class Bar:
    """A bar with the protocol of tqdm that remembers its calls."""

    bars: list["Bar"] = []

    def __init__(self, total: int | None = None, desc: str = "", unit: str = "", **_: Any) -> None:
        self.total, self.desc, self.unit, self.done, self.closed = total, desc, unit, 0, False
        Bar.bars.append(self)

    def update(self, done: int) -> None:
        self.done += done

    def close(self) -> None:
        self.closed = True


def test_progress_with_the_protocol_of_tqdm() -> None:
    """Every bar is closed and filled; the stages follow one another."""
    Bar.bars = []
    retold.dedup(corpus(3000) * 8, progress=Bar, threads=1)
    assert Bar.bars and all(bar.closed for bar in Bar.bars)
    # The run may end before anybody looks at a stage.
    assert Bar.bars[0].desc == "reading texts" and Bar.bars[0].total == 24000
    assert Bar.bars[0].done == 24000 and Bar.bars[-1].done == Bar.bars[-1].total
    assert retold.dedup(TEXTS, progress=True).removed_rows == REMOVED
    assert retold.dedup(TEXTS, progress=False).removed_rows == REMOVED


def test_an_exception_of_the_bar_stops_the_run() -> None:
    """The error of the bar is not lost, and the run does not go on in the background."""

    class Broken(Bar):
        def update(self, done: int) -> None:
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        retold.dedup(corpus(3000) * 8, progress=Broken, threads=1)


def in_child(_: int) -> list[int]:
    return retold.dedup(TEXTS, threads=2).removed_rows


@pytest.mark.skipif(os.name == "nt", reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_has_threads_of_its_own() -> None:
    """A pool that is made before a fork is dead in the child; datasets.map and torch loaders fork."""
    assert retold.dedup(TEXTS, threads=2).removed_rows == REMOVED
    index = retold.Index()
    index.add("a", "one text")
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(in_child, range(4)).get(timeout=60) == [REMOVED] * 4


INTERRUPTED = """
import os, signal, threading, time
import pyarrow as pa, retold
{setup}
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
start = time.monotonic()
try:
    {run}
    print("not interrupted")
except KeyboardInterrupt:
    print(time.monotonic() - start)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize(
    "run",
    [
        "retold.dedup(column, threads=1)",
        "retold.signatures(column, kind='classic', num_perm=1024, threads=1)",
        "retold.fingerprints(column, threads=1)",
        "retold.verify([(1, 0)] * 3_000_000, column, threads=1)",
        "retold.passages(column, threads=1)",
    ],
)
def test_ctrl_c_stops_a_run_within_a_second(run: str) -> None:
    """Every kernel that takes long asks for signals."""
    setup = (
        "words = [f'word{n}' for n in range(5000)]\n"
        "import random\n"
        "rng = random.Random(1)\n"
        "texts = [' '.join(rng.choices(words, k=300)) for _ in range(4000)]\n"
        "column = pa.chunked_array([pa.array(texts)] * 60)\n"
    )
    script = INTERRUPTED.format(setup=setup, run=run)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert 0.2 < float(done.stdout) < 1.3, done.stdout + done.stderr


def test_other_threads_run_meanwhile() -> None:
    """The GIL is free while a kernel works: another thread counts on."""
    counted, stop = 0, threading.Event()

    def count() -> None:
        nonlocal counted
        while not stop.is_set():
            counted += 1
            time.sleep(0.001)

    texts = corpus(3000) * 8
    thread = threading.Thread(target=count)
    thread.start()
    start = time.monotonic()
    retold.dedup(texts, threads=1)
    seconds, before = time.monotonic() - start, counted
    stop.set()
    thread.join()
    assert before > seconds * 1000 / 10, (before, seconds)


def test_runs_in_several_threads_at_once() -> None:
    """Results do not mix."""
    results: dict[int, list[int]] = {}
    corpora = [corpus(400, seed) for seed in range(4)]
    expected = [retold.dedup(texts).removed_rows for texts in corpora]

    def run(number: int) -> None:
        results[number] = retold.dedup(corpora[number]).removed_rows

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [results[number] for number in range(4)] == expected


def test_the_handler_of_the_caller_decides() -> None:
    """A handler that raises nothing does not stop the run."""
    if os.name == "nt":
        pytest.skip("signals of Unix")
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        assert retold.dedup(corpus(3000) * 2, threads=1).removed_rows
    finally:
        signal.signal(signal.SIGALRM, before)
