"""GET /api/credits: whose work is in here, under which licence."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import metadata
from pathlib import Path

from fastapi import APIRouter, Request

from osler.server.protocol import Credit
from osler.server.services import services_of

router = APIRouter()

_NAME = re.compile(r"[A-Za-z0-9._-]+")
OF_THE_CLIENT = "credits.json"  # written when the client is built: its libraries and the 3D assets


@router.get("/api/credits")
def credits(request: Request) -> list[Credit]:
    """Assets, libraries of the page, and the Python packages that the server runs on."""
    return [*of_the_client(services_of(request).settings.static), *of_the_server()]


def of_the_client(static: Path) -> list[Credit]:
    """Empty when the client was not built."""
    file = static / OF_THE_CLIENT
    if not file.is_file():
        return []
    return [Credit.model_validate(entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


@cache
def of_the_server() -> list[Credit]:
    """The direct dependencies of the installed package, by their own metadata."""
    try:
        required = metadata.requires("osler") or []
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return []
    names = [_NAME.match(line) for line in required if "extra ==" not in line]
    return sorted((_credit(match[0]) for match in names if match), key=lambda credit: credit.name)


def _credit(name: str) -> Credit:
    about = metadata.metadata(name)

    def first(*fields: str) -> str | None:
        return next((str(about[field]) for field in fields if field in about), None)

    classifiers = [c.rsplit(" :: ", 1)[-1] for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    links = dict(link.split(", ", 1) for link in about.get_all("Project-URL", []) if ", " in link)
    licence = first("License-Expression") or "; ".join(classifiers) or first("License") or "see source"
    return Credit(
        name=f"{name} {metadata.version(name)}",
        author=first("Author", "Author-email") or f"the {name} developers",
        licence=licence.splitlines()[0],
        source=links.get("Source") or links.get("Homepage") or f"https://pypi.org/project/{name}/",
    )
