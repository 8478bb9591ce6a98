"""GET /api/health: what runs, for the person who runs it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import Field

from osler import __version__
from osler.physiology.engine import fingerprint
from osler.server.services import services_of
from osler.session.topics import Wire
from osler.storage.tables import SCHEMA_VERSION

router = APIRouter()


class Health(Wire):
    """The state of this server."""

    status: Literal["ok"]
    version: str
    engine: str
    schema_version: int
    commits: int = Field(description="transactions since the start")
    rooms: int = Field(description="sessions that are live in this process")
    beat_lateness_ms: float | None = Field(description="99th percentile of the latest beats; none before the first")


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
        rooms=len(services.rooms.loop.rooms),
        beat_lateness_ms=_p99_ms(services.rooms.loop.lateness),
    )


def _p99_ms(lateness: Iterable[float]) -> float | None:
    ordered = sorted(lateness)
    return round(1000 * ordered[int(0.99 * len(ordered))], 1) if ordered else None
