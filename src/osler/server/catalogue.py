"""GET /api/catalogue and /api/scenarios/{id}: what can be played, never what it is."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Request

from osler.physiology.engine import fingerprint
from osler.scenario.case import Case
from osler.server.errors import RefusedError, documented
from osler.server.participants import Participant
from osler.server.protocol import Card
from osler.server.services import Services, services_of
from osler.session.presentation import prebrief
from osler.session.topics import Prebrief

router = APIRouter()


@router.get("/api/catalogue")
def catalogue(request: Request, asks: Participant) -> list[Card]:
    """All scenarios, the shortest first, each with the participant's open sessions."""
    services = services_of(request)
    resumable = services.store.resumable(asks, fingerprint())
    month = datetime.datetime.now(datetime.UTC).strftime("%Y-%m")
    return [
        card(case, [session for session, scenario in resumable if scenario == name], month)
        for name, case in sorted(services.cases.items(), key=lambda named: (named[1].scenario.minutes, named[0]))
    ]


@router.get("/api/scenarios/{scenario}", responses=documented(404))
def scenario(scenario: str, request: Request, asks: Participant) -> Prebrief:
    """One screen to read before the curtain."""
    services = services_of(request)
    return prebrief(case_of(services, scenario), read_before(services, scenario, asks))


def case_of(services: Services, scenario: str) -> Case:
    """Raises RefusedError 404 naming what there is."""
    case = services.cases.get(scenario)
    if case is None:
        there = ", ".join(services.cases) or "none"
        raise RefusedError(404, "no-such-scenario", f"No scenario {scenario[:64]!r}. There is: {there}.", "scenario")
    return case


def read_before(services: Services, scenario: str, participant: str) -> bool:
    """Whether the participant has begun this scenario before."""
    return any(played == scenario for _, played, _, _ in services.store.sessions_of(participant))


def card(case: Case, resume: list[str], month: str) -> Card:
    """``month`` is today's, as YYYY-MM: a guideline due before it is overdue."""
    scenario = case.scenario
    return Card(
        id=scenario.id,
        title=scenario.title,
        place=scenario.card.place,
        patient=scenario.card.patient,
        minutes=scenario.minutes,
        level=scenario.level,
        language=scenario.language,
        reviewed_by=scenario.review.by if scenario.review.status == "reviewed" else None,
        review_overdue=(scenario.guideline.review_due or month) < month,
        picture=scenario.card.picture,
        teaches=scenario.objectives,
        resume=resume,
    )
