"""Real sessions of the first case: nothing of our own is replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from osler.scenario.case import Case, Library
from osler.session.commands import TICKS_PER_SECOND, Event, Step
from osler.session.session import Session

CASE = "bay-4-feels-strange"


class Bed:
    """A session driven by hand: ``do`` an action now, ``wait`` simulated seconds; everything that happened is kept."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.events: list[Event] = []
        self.last: Step = Step()

    def do(self, chosen_over_s: float = 0.0, **action: Any) -> str | None:
        """None when admitted, else the key of the refusal; the words are the ward's."""
        command = self.session.command("participant", action, chosen_over_s)
        self._keep(self.session.step([command], ticks=0))
        refused = [event for event in self.last.events if event.kind == "refused"]
        assert [outcome.reason for outcome in self.last.outcomes] == [
            event.data["reason"] for event in refused
        ] or not refused
        return refused[0].data["key"] if refused else None

    def wait(self, seconds: float) -> None:
        self._keep(self.session.step((), round(seconds * TICKS_PER_SECOND)))

    def _keep(self, step: Step) -> None:
        self.last = step
        self.events.extend(step.events)

    def said(self, speaker: str) -> list[str]:
        return [
            event.data["text"] for event in self.events if event.kind == "caption" and event.data["speaker"] == speaker
        ]

    def kinds(self, kind: str) -> list[Mapping[str, Any]]:
        return [event.data for event in self.events if event.kind == kind]


@pytest.fixture(scope="session")
def case() -> Case:
    return Library().case(CASE)


@pytest.fixture
def behind_curtain(case: Case) -> Bed:
    return Bed(Session.begin(case, seed=7))


@pytest.fixture
def bed(behind_curtain: Bed) -> Bed:
    """The curtain has just been opened."""
    behind_curtain.do(open="curtain")
    return behind_curtain


@pytest.fixture
def begin(case: Case) -> Callable[..., Bed]:
    def begin(seed: int = 7, mode: Any = "practice", of: Case = case, opened: bool = True) -> Bed:
        bed = Bed(Session.begin(of, seed, mode))
        if opened:
            bed.do(open="curtain")
        return bed

    return begin
