"""What travels over HTTP; ``realtime/frames.py`` is what travels on the socket. ``wire.ts`` is generated from both."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from osler.session.topics import Kit, Mode, Phase, Prebrief, Wire


class Card(Wire):
    """One scenario on the catalogue. Never the diagnosis."""

    id: str
    title: str
    place: str
    patient: str = Field(description="who you will meet: 'Woman, 54, on antibiotics for ...'")
    minutes: int
    level: str
    language: str
    reviewed_by: str | None
    review_overdue: bool
    picture: str
    teaches: list[str] = Field(description="shown only behind 'show what it teaches'")
    resume: list[str] = Field(default_factory=list, description="open sessions of this participant")


class SessionView(Wire):
    id: str
    scenario: str
    title: str
    mode: Mode
    phase: Phase
    prebrief: Prebrief
    kit: Kit
    body: str = Field(description="asset name of the patient's body: patient-female-54")
    place: str
    allergy_band: bool


class NewSession(Wire):
    scenario: Annotated[str, Field(max_length=64)]
    mode: Mode = "practice"
    seed: Annotated[int, Field(ge=0, lt=2**63)] | None = None


class Credit(Wire):
    """Somebody's work that Osler contains."""

    name: str
    author: str
    licence: str
    source: str


class WhatIfProgress(Wire):
    share: float | None = Field(description="of the two simulations that is done, 0 to 1; null when none is under way")


class Ticket(Wire):
    ticket: str
    expires_s: int


class ApiError(Wire):
    """Every HTTP error: what was wrong, where, what would be right."""

    error: str
    detail: str
    where: str | None = None
