"""The built client: hashed assets for ever and precompressed, the page itself always fresh.

The files are listed once for each build; a request can only name one of them, so no path leads out of the folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse
from starlette.datastructures import Headers

from osler.server.errors import RefusedError

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".glb": "model/gltf-binary",
    ".ktx2": "image/ktx2",
    ".bin": "application/octet-stream",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # best first
MANIFEST = "hashed.json"  # lists the files whose name carries the hash of their content
IMMUTABLE = "public, max-age=31536000, immutable"
FRESH = "no-cache"  # may be kept, must be asked about each time
PAGE = "index.html"
NOT_BUILT = (
    "Osler's server runs, but its page was not built into this installation. Run `make web`, then load it again."
)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file of the built client and its compressed twins by content coding."""

    path: Path
    media_type: str
    etag: str
    cache: str
    twins: Mapping[str, Path]


def list_files(folder: Path) -> dict[str, StaticFile]:
    """Every file below ``folder`` by its address, compressed twins folded in."""
    hashed = _hashed(folder / MANIFEST)
    found: dict[str, StaticFile] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if not path.is_file() or path.suffix in ENCODINGS.values() or path.name.startswith("."):
            continue
        name = path.relative_to(folder).as_posix()
        twins = {coding: path.with_name(path.name + suffix) for coding, suffix in ENCODINGS.items()}
        found[name] = StaticFile(
            path=path,
            media_type=MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
            etag=hashlib.sha256(path.read_bytes()).hexdigest()[:20],
            cache=IMMUTABLE if name in hashed else FRESH,
            twins={coding: twin for coding, twin in twins.items() if twin.is_file()},
        )
    return found


class Client:
    """The built client as it is on the disk now: one that is built again while the server runs is listed again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._build: tuple[int, int] | None = None
        self._files: dict[str, StaticFile] = {}

    def files(self) -> dict[str, StaticFile]:
        """As ``list_files``; every build writes its page anew."""
        try:
            page = (self._folder / PAGE).stat()
        except FileNotFoundError:
            return {}
        build = (page.st_ino, page.st_mtime_ns)
        if build != self._build:
            self._files = list_files(self._folder)
            self._build = build
        return self._files


def _hashed(manifest: Path) -> set[str]:
    if not manifest.is_file():
        return set()
    chunks = json.loads(manifest.read_text(encoding="utf-8")).values()
    return {name for chunk in chunks for name in (chunk["file"], *chunk.get("css", ()), *chunk.get("assets", ()))}


def routes(folder: Path) -> APIRouter:
    """Pages of the client and its files. Mount it last: it answers everything that is left."""
    client = Client(folder)
    client.files()
    router = APIRouter(include_in_schema=False)

    def page(request: Request, status: int = 200) -> Response:
        files = client.files()
        if PAGE not in files:
            return PlainTextResponse(NOT_BUILT, 503)
        return _send(files[PAGE], request.headers, status)

    def address(request: Request) -> Response:
        return page(request)

    for path in ("/", "/s/{scenario}", "/session/{session}", "/session/{session}/debrief", "/credits"):
        router.add_api_route(path, address, methods=["GET", "HEAD"])

    @router.api_route("/{path:path}", methods=["GET", "HEAD"])
    def file(path: str, request: Request) -> Response:
        if found := client.files().get(path):
            return _send(found, request.headers)
        if not path.startswith("api/") and "text/html" in request.headers.get("accept", ""):
            return page(request, 404)
        raise RefusedError(404, "not-found", f"There is nothing at /{path[:60]}. The page is at /.", where="path")

    return router


def _send(file: StaticFile, asked: Headers, status: int = 200) -> Response:
    coding = _coding(file, asked.get("accept-encoding", ""))
    etag = f'"{file.etag}-{coding}"' if coding else f'"{file.etag}"'
    headers = {"cache-control": file.cache, "etag": etag}
    if file.twins:
        headers["vary"] = "accept-encoding"
    if status == 200 and etag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if coding:
        headers["content-encoding"] = coding
    return FileResponse(file.twins.get(coding, file.path), status, headers, media_type=file.media_type)


def _coding(file: StaticFile, accepted: str) -> str:
    """The best coding that both sides know, or an empty string."""
    wanted = {
        name.strip().lower() for name, _, weight in (part.partition(";") for part in accepted.split(","))
        if weight.replace(" ", "") not in ("q=0", "q=0.0")
    }  # fmt: skip
    return next((coding for coding in ENCODINGS if coding in wanted and coding in file.twins), "")
