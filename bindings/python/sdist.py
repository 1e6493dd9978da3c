"""Makes the source distribution.

    python sdist.py FOLDER

maturin packs the crates that the package is built from, without their tests, examples and benches, but their manifests name
these. So cargo would refuse the manifests. This script takes the sections about them out of the packed manifests.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

LEFT_OUT = ("[[test]]", "[[example]]", "[[bench]]", "[dev-dependencies]")
"""The sections of a manifest that are about files and crates outside of the archive."""


def reduced(manifest: str) -> str:
    """A manifest without these sections."""
    sections = re.split(r"^(?=\[)", manifest, flags=re.MULTILINE)
    return "".join(section for section in sections if not section.startswith(LEFT_OUT))


def main(folder: Path) -> None:
    line = [sys.executable, "-m", "maturin", "sdist", "--manifest-path", str(HERE / "Cargo.toml"), "--out", str(folder)]
    subprocess.run(line, check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        members = [(member, packed.extractfile(member)) for member in packed.getmembers()]
        contents = [(member, file.read() if file else b"") for member, file in members]
    with tarfile.open(archive, "w:gz") as packed:
        for member, content in contents:
            if member.name.endswith("/Cargo.toml"):
                content = reduced(content.decode("utf-8")).encode("utf-8")
                member.size = len(content)
            packed.addfile(member, io.BytesIO(content) if member.isfile() else None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
