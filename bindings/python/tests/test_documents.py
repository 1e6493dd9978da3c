"""The examples of the documentation run."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import warnings
from pathlib import Path

import pytest
import retold

ROOT = Path(__file__).resolve().parents[3]
PAGES = ["docs/python.md", "docs/from-datasketch.md", "docs/from-text-dedup.md", "bindings/python/README.md"]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_blocks_of_a_page_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All blocks of a page run in order in one module, in a folder with the example files of the repository."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert blocks, f"{page} has no block of Python"
    (tmp_path / "articles.jsonl").write_bytes((ROOT / "examples/articles.jsonl").read_bytes())
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "page"}
    for block in blocks:
        # Empty lines in front, so that an error names the line of the page.
        lines = text[: text.index(block)].count("\n")
        exec(compile("\n" * lines + block, page, "exec"), names)


def test_the_notebook_runs(tmp_path: Path) -> None:
    """Every cell runs, and the explanation is shown as a table of HTML."""
    import nbclient
    import nbformat

    notebook = nbformat.read(ROOT / "docs/python-tour.ipynb", as_version=4)
    (tmp_path / "articles.jsonl").write_bytes((ROOT / "examples/articles.jsonl").read_bytes())
    client = nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}})
    with warnings.catch_warnings():
        # Messages of Jupyter about its own future versions.
        warnings.simplefilter("ignore")
        client.execute()
    shown = [output["data"] for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    assert any("<del" in data.get("text/html", "") for data in shown)


def modules() -> list[str]:
    found = pkgutil.walk_packages(retold.__path__, "retold.")
    return [module.name for module in found if module.name != "retold._retold"]


@pytest.mark.parametrize("name", ["retold", *modules()])
def test_the_examples_of_a_module_run(name: str) -> None:
    """Every example in a docstring prints what it shows."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_public_functions_have_an_example_and_a_first_sentence() -> None:
    """A user sees these in an editor."""
    for name in retold.__all__:
        if name.startswith("__"):
            continue
        text = getattr(retold, name).__doc__ or ""
        assert re.match(r"[A-Z].*?\.(\s|$)", text.strip(), re.DOTALL), name
    for function in (retold.dedup, retold.passages, retold.compare, retold.signatures, retold.verify):
        assert ">>>" in (function.__doc__ or ""), function


def test_no_library_is_imported_before_it_is_used() -> None:
    """`import retold` is fast, and needs nothing."""
    import subprocess
    import sys

    script = (
        "import sys, retold\n"
        "retold.dedup(['a', 'a']).kept\n"
        "print([name for name in ('pyarrow', 'polars', 'pandas', 'numpy', 'tqdm') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": ""}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "[]"
