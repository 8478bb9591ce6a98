"""Sessions over HTTP: begin one, look at it, get a ticket to its socket, read its chart."""

from __future__ import annotations

import asyncio
import datetime
import secrets
from typing import cast

from fastapi import APIRouter, Request

from osler.identity.tickets import TICKET_SECONDS, Admission
from osler.physiology.engine import fingerprint
from osler.scenario.case import Case
from osler.server.catalogue import case_of, read_before
from osler.server.errors import RefusedError, documented
from osler.server.participants import OwnSession, Participant
from osler.server.protocol import NewSession, SessionView, Ticket
from osler.server.services import Services, services_of
from osler.session import presentation
from osler.session.ports import SessionHeader
from osler.session.topics import Chart, Mode, Phase

router = APIRouter()

LARGEST_OWN_SEED = 2**31  # small enough to be read aloud and typed again


@router.post("/api/sessions", status_code=201, responses=documented(400, 403, 404, 413, 422, 429, 503))
async def begin(wanted: NewSession, request: Request, asks: Participant) -> SessionView:
    """Begin a session: it stands outside the curtain until its socket opens it."""
    services = services_of(request)
    _not_too_many(services, request)
    case = case_of(services, wanted.scenario)
    read = await asyncio.to_thread(read_before, services, wanted.scenario, asks)
    header = SessionHeader(
        id=secrets.token_hex(9),
        scenario=wanted.scenario,
        participant=asks,
        mode=wanted.mode,
        seed=secrets.randbelow(LARGEST_OWN_SEED) if wanted.seed is None else wanted.seed,
        fingerprint=fingerprint(),
        bundle=case.bundle,
        content=case.content,
        created_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds"),
    )
    await asyncio.wrap_future(services.writer.call(lambda: services.store.create(header)))
    return view(header, case, "curtain", read)


@router.get("/api/sessions/{session}", responses=documented(404))
async def look(own: OwnSession, request: Request) -> SessionView:
    """A session as it stands."""
    services = services_of(request)
    recording = await asyncio.to_thread(services.store.load, own.id)
    header = recording.header
    room = services.rooms.live(own.id)
    phase = room.session.phase if room else recording.phase
    case = services.rooms.case(header.bundle, header.content)
    return view(header, case, cast(Phase, phase), read=True)


@router.get("/api/sessions/{session}/chart", responses=documented(404))
async def chart(own: OwnSession, request: Request) -> Chart:
    """The chart at the end of the bed. Reading it counts as an action only over the socket."""
    services = services_of(request)
    header = (await asyncio.to_thread(services.store.load, own.id)).header
    return presentation.chart(services.rooms.case(header.bundle, header.content))


@router.post("/api/sessions/{session}/ticket", responses=documented(403, 404, 409))
async def ticket(own: OwnSession, request: Request, asks: Participant) -> Ticket:
    """A ticket for the socket: once, within a minute, as its first frame."""
    services = services_of(request)
    if own.standing.fingerprint != fingerprint():
        raise RefusedError(
            409,
            "other-engine",
            "This session was recorded by another version of the model: its debrief can be read, but it cannot go on.",
            "session",
        )
    return Ticket(ticket=services.tickets.issue(Admission(own.id, asks)), expires_s=TICKET_SECONDS)


def view(header: SessionHeader, case: Case, phase: Phase, read: bool) -> SessionView:
    build = case.patient.build
    return SessionView(
        id=header.id,
        scenario=header.scenario,
        title=case.scenario.title,
        mode=cast(Mode, header.mode),
        phase=phase,
        prebrief=presentation.prebrief(case, read),
        kit=presentation.kit(case),
        body=f"patient-{build.sex}-{build.age_years:.0f}",
        place=case.place.id,
        allergy_band=case.scenario.patient.allergy_band,
    )


def _not_too_many(services: Services, request: Request) -> None:
    bucket = services.new_sessions.of(request.client.host if request.client else "")
    if not bucket.take():
        wait = max(1, round(bucket.wait_s()))
        raise RefusedError(
            429,
            "too-many-sessions",
            f"Too many sessions were begun from this address: wait {wait} s.",
            headers={"retry-after": str(wait)},
        )
