"""The settings of a run: its threads, and its progress bar."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypedDict

Progress = bool | Callable[..., Any] | None


class Run(TypedDict):
    """The form in which the native functions take them."""

    threads: int | None
    progress: Callable[..., Any] | None


def check_counts(**counts: int | None) -> None:
    """Checks that settings by their names are no negative numbers."""
    for name, value in counts.items():
        if value is not None and value < 0:
            raise ValueError(f"{name} must be at least 0, got {value}")


def run_settings(threads: int | None, progress: Progress) -> Run:
    """Checks both settings."""
    if threads is not None and threads < 1:
        raise ValueError(f"threads must be at least 1, got {threads}; leave it out to use all")
    if progress is None or progress is False:
        return {"threads": threads, "progress": None}
    if progress is True:
        try:
            tqdm = import_module("tqdm.auto").tqdm
        except ImportError:
            raise ValueError(
                "progress=True needs the package tqdm: pip install tqdm, or set progress to a class with "
                "its protocol"
            ) from None
        return {"threads": threads, "progress": tqdm}
    if not callable(progress):
        raise ValueError(
            f"progress must be True, or a class like tqdm, got {type(progress).__name__}"
        )
    return {"threads": threads, "progress": progress}
