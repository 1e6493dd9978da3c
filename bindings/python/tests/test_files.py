"""The engine of the command on files, and its agreement with tables in memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import retold
from conftest import corpus


def audit_rows(path: Path) -> list[int]:
    """The rows that an audit log lists as removed, from 0."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [json.loads(line)["record"] - 1 for line in lines]


@pytest.mark.parametrize("remove", ["identical", "equivalent", "similar"])
def test_tables_and_files_lose_the_same_rows(tmp_path: Path, remove: str) -> None:
    """The promise of the package: a table in memory loses the rows that the command removes from a file."""
    texts: list[str | None] = [*corpus(5000)]
    texts[10] = None
    table = pa.table({"id": range(5000), "text": texts})
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=700)
    summary = retold.dedup_file(tmp_path / "in.parquet", tmp_path / "out.parquet", remove=remove)
    result = retold.dedup(table, remove=remove)
    assert len(result.removed_rows) > 300
    assert summary.removed == len(result.removed_rows)
    assert (summary.documents, summary.without_text) == (4999, 1)
    assert summary.other_facts == result.other_facts
    assert audit_rows(tmp_path / "out.parquet.audit.jsonl") == result.removed_rows
    assert pq.read_table(tmp_path / "out.parquet")["id"].to_pylist() == result.kept["id"].to_pylist()


def test_a_file_is_restored_byte_for_byte(tmp_path: Path) -> None:
    """Nothing is lost: the clean file and the log contain the input."""
    source = tmp_path / "in.jsonl"
    records = (json.dumps({"body": text, "n": n}) for n, text in enumerate(corpus(300)))
    source.write_text("".join(record + "\n" for record in records), encoding="utf-8", newline="\n")
    summary = retold.dedup_file(source, tmp_path / "out.jsonl", text="body", by="paragraph", min_words=5)
    assert summary.removed > 0
    retold.restore_file(tmp_path / "out.jsonl", tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == source.read_bytes()


def test_errors_of_files(tmp_path: Path) -> None:
    """Settings are ValueErrors; files are OSErrors; an older output is not replaced."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "one"}\n{"text": "two"}\n', encoding="utf-8")
    with pytest.raises(OSError, match="no such file or folder"):
        retold.dedup_file(tmp_path / "missing.jsonl", tmp_path / "out.jsonl")
    with pytest.raises(ValueError, match="no record of .* has a text"):
        retold.dedup_file(source, tmp_path / "out.jsonl", text="body")
    with pytest.raises(ValueError, match='keep must be "first" or "longest"'):
        retold.dedup_file(source, tmp_path / "out.jsonl", keep="earliest")
    with pytest.raises(ValueError, match="threshold"):
        retold.dedup_file(source, tmp_path / "out.jsonl", threshold=2.0)
    assert retold.dedup_file([source], str(tmp_path / "out.jsonl")).documents == 2
    with pytest.raises(ValueError, match="exists"):
        retold.dedup_file(source, tmp_path / "out.jsonl")
    retold.dedup_file(source, tmp_path / "out.jsonl", force=True)


def test_progress_of_a_file(tmp_path: Path) -> None:
    """The bars count bytes, with the units of tqdm."""
    made: list[dict[str, object]] = []

    class Bar:
        def __init__(self, **arguments: object) -> None:
            made.append(arguments)

        def update(self, done: int) -> None: ...

        def close(self) -> None: ...

    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "one"}\n', encoding="utf-8")
    retold.dedup_file(source, tmp_path / "out.jsonl", progress=Bar)
    assert made and all(arguments["unit"] in ("B", "texts") for arguments in made)


def test_references_and_annotations(tmp_path: Path) -> None:
    """The other options reach the engine."""
    for name, texts in (("train", ["a red sun over the sea", "other"]), ("test", ["A red sun over the sea"])):
        lines = (json.dumps({"text": text}) + "\n" for text in texts)
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    train, test = tmp_path / "train.jsonl", tmp_path / "test.jsonl"
    assert retold.dedup_file(train, tmp_path / "clean.jsonl", against=test).removed == 1
    retold.dedup_file([train, test], tmp_path / "all.jsonl", annotate=True)
    assert "retold_cluster" in (tmp_path / "all.jsonl").read_text(encoding="utf-8")


def test_messages_are_warnings(tmp_path: Path) -> None:
    """A record that is copied unchanged is reported, not passed over in silence."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "one"}\n{"no": 1}\n', encoding="utf-8")
    with pytest.warns(UserWarning, match="kept as it is"):
        summary = retold.dedup_file(source, tmp_path / "out.jsonl")
    assert summary.without_text == 1 and len(summary.messages) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_interrupted_run_leaves_no_output(tmp_path: Path) -> None:
    """Ctrl-C in the middle of a file: no output, and the next run succeeds."""
    source = tmp_path / "in.jsonl"
    # Texts without copies, so that most of the time is spent on reading.
    with source.open("w", encoding="utf-8") as file:
        for number in range(30_000):
            file.write(json.dumps({"text": " ".join(f"{number}w{word}" for word in range(300))}) + "\n")
    script = (
        "import retold, sys, threading, time, os, signal\n"
        "threading.Timer(0.15, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "start = time.monotonic()\n"
        "try:\n"
        "    retold.dedup_file(sys.argv[1], sys.argv[2], threads=1)\n"
        "except KeyboardInterrupt:\n"
        "    print(time.monotonic() - start)\n"
    )
    output = tmp_path / "out.jsonl"
    run = subprocess.run(
        [sys.executable, "-c", script, str(source), str(output)], capture_output=True, text=True, check=True
    )
    assert 0.1 < float(run.stdout) < 1.15, run.stdout + run.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if "out.jsonl" in path.name and "tmp" not in path.name) == []
    assert retold.dedup_file(source, output).documents == 30_000
