"""GET /api/sessions/{id}/debrief: what happened, with its evidence."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from osler.assessment.report import DebriefView
from osler.realtime.side_process import Job
from osler.server import side_work
from osler.server.errors import documented
from osler.server.participants import OwnSession

router = APIRouter()


@router.get("/api/sessions/{session}/debrief", response_model=DebriefView, responses=documented(404, 409, 503))
async def debrief(own: OwnSession, request: Request) -> Response:
    """The debrief of an ended session, from what was recorded."""
    await side_work.ended(request, own)
    return await side_work.answer(request, Job("debrief", own.id))
