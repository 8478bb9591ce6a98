"""A route's way to the side process: JSON from it as a response, its refusals as errors."""

from __future__ import annotations

import asyncio
import gzip

from fastapi import Request, Response

from osler.realtime.side_process import Job, JobError, JobFailedError, SupersededError
from osler.server.errors import RefusedError
from osler.server.participants import Own
from osler.server.services import services_of

GZIP_LEVEL = 5


async def answer(request: Request, job: Job) -> Response:
    """Raises RefusedError: 409 when superseded, 422 when it cannot be met, 503 when the process failed."""
    try:
        body = await services_of(request).side_process.do(job)
    except SupersededError:
        raise RefusedError(409, "superseded", "A newer request of this session took its place.") from None
    except JobError as error:
        raise RefusedError(422, "cannot-be-met", str(error)) from error
    except JobFailedError as error:
        raise RefusedError(503, "failed", str(error), headers={"retry-after": "5"}) from error
    headers = {"cache-control": "no-store", "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = await asyncio.to_thread(gzip.compress, body, GZIP_LEVEL)  # lets go of the interpreter while it works
        headers["content-encoding"] = "gzip"
    return Response(body, media_type="application/json", headers=headers)


async def ended(request: Request, own: Own) -> None:
    """Raises RefusedError 409 while the session goes on: before its end nothing is told."""
    if own.standing.phase == "ended":
        return
    services = services_of(request)
    room = services.rooms.live(own.id)
    if room is not None and room.session.phase == "ended":
        await room.written()  # its end was told a moment ago and is on its way to the disk
        return
    raise RefusedError(
        409, "not-ended", "The debrief comes after the case: hand over, or play it to its end.", "session"
    )
