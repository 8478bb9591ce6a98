"""GET /api/health: what runs, for the person who runs it."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request

from osler import __version__
from osler.physiology.engine import fingerprint
from osler.server.services import services_of
from osler.session.topics import Wire
from osler.storage.tables import SCHEMA_VERSION

router = APIRouter()


class Health(Wire):
    """The state of this server. ``beat_lateness_ms`` is the 99th percentile over the last minute."""

    status: Literal["ok"]
    version: str
    engine: str
    schema_version: int
    commits: int


@router.get("/api/health")
def health(request: Request) -> Health:
    """Whether the server runs, and what."""
    services = services_of(request)
    return Health(
        status="ok",
        version=__version__,
        engine=fingerprint()[:16],
        schema_version=SCHEMA_VERSION,
        commits=services.writer.commits,
    )
