"""The debrief as data: what happened, against which target, with which evidence. No score, no pass mark."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from osler.session.topics import Choice, Wire

Lane = Literal["moment", "looked", "acted", "told", "nurse"]


class TimelineMark(Wire):
    id: int = Field(description="ordinal of the command for actions, so that what-if can move it; event id otherwise")
    at_s: float
    lane: Lane
    text: str
    movable: bool = False


class Series(Wire):
    """One vital sign, one value a second from second 0; None where there was none."""

    name: str
    label: str
    unit: str
    colour: str
    values: list[float | None]


class Evidence(Wire):
    event: int
    at_s: float
    text: str


class ItemView(Wire):
    id: str
    text: str
    klass: Literal["critical", "timed", "recommended", "neutral", "harmful"]
    verdict: Literal["done", "late", "missed", "harmful", "avoided", "not-assessable", "not-needed"]
    grade: str | None = Field(default=None, description="under-dosed, other site, said nothing, with a hint, ...")
    moment: str | None = Field(description="name of the moment from which its time counts; mostly `recognisable`")
    recognisable_s: float | None = Field(description="when that moment was")
    looked_s: float | None
    acted_s: float | None
    target_s: float | None
    target_owner: str | None = Field(description="guideline, or this case")
    evidence: list[Evidence]
    cite: str | None
    feedback: str


class DebriefView(Wire):
    session: str
    scenario: str
    title: str
    revealed_title: str = Field(description="what it was, named only now")
    outcome: str
    patient_now: str
    duration_s: float
    moments: dict[str, float | None]
    marks: list[TimelineMark]
    truth: list[Series]
    displayed: list[Series]
    items: list[ItemView]
    first_done: str | None
    last_missed: str | None
    questions: list[Choice]
    teaching: list[str]
    objectives: list[str]
    review: str
    guideline: str
    model_note: str
    seed: int
    fingerprint: str


class WhatIfEdit(Wire):
    ordinal: int
    at_s: float | None = Field(description="new time, or None to remove the action")


class WhatIfRequest(Wire):
    edits: Annotated[list[WhatIfEdit], Field(min_length=1, max_length=20)]


class WhatIfView(Wire):
    """Both curves, both re-simulated under today's model."""

    outcome_original: str
    outcome: str
    original: list[Series]
    changed: list[Series]
    refused: list[str] = Field(description="actions that the world refused in the changed run")
    note: str
    same_engine: bool
