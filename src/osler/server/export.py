"""GET /api/sessions/{id}/export: everything recorded of a session, for whoever it belongs to."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from osler.realtime.side_process import Job
from osler.server import side_work
from osler.server.errors import documented
from osler.server.participants import OwnSession

router = APIRouter()


@router.get("/api/sessions/{session}/export", response_model=dict[str, Any], responses=documented(404, 409, 503))
async def export(own: OwnSession, request: Request) -> Response:
    """Commands, events, vitals and items with their evidence, as a JSON download. It names nobody."""
    await side_work.ended(request, own)
    response = await side_work.answer(request, Job("export", own.id))
    response.headers["content-disposition"] = f'attachment; filename="osler-{own.id}.json"'
    return response
