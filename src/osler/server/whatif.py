"""POST /api/sessions/{id}/whatif: the same session with actions moved or left out."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from osler.assessment.report import WhatIfRequest, WhatIfView
from osler.realtime.side_process import Job
from osler.server import side_work
from osler.server.errors import documented
from osler.server.participants import OwnSession
from osler.server.protocol import WhatIfProgress
from osler.server.services import services_of

router = APIRouter()


@router.post(
    "/api/sessions/{session}/whatif",
    response_model=WhatIfView,
    responses=documented(400, 403, 404, 409, 413, 422, 503),
)
async def what_if(own: OwnSession, wanted: WhatIfRequest, request: Request) -> Response:
    """Both curves, re-simulated now; takes seconds. A newer request of the same session takes its place."""
    await side_work.ended(request, own)
    edits = tuple((edit.ordinal, edit.at_s) for edit in wanted.edits)
    return await side_work.answer(request, Job("what-if", own.id, edits))


@router.get("/api/sessions/{session}/whatif", responses=documented(404))
async def progress(own: OwnSession, request: Request) -> WhatIfProgress:
    """How far the what-if of this session is."""
    return WhatIfProgress(share=services_of(request).side_process.progress(own.id))
