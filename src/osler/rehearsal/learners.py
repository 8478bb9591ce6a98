"""Virtual learners play scenarios through the same session as everybody: won, lost, harmful."""

from __future__ import annotations

from dataclasses import dataclass

from osler.assessment.debrief import debrief
from osler.assessment.recording import header_of, recording_of
from osler.assessment.report import DebriefView
from osler.physiology import body as living
from osler.rehearsal.script import Script
from osler.scenario.case import Case
from osler.session.ports import Recording
from osler.session.replay import Played, play
from osler.session.topics import Mode


@dataclass(frozen=True)
class Rehearsal:
    """One script played to its end."""

    played: Played
    recording: Recording
    debrief: DebriefView
    outcome: str
    won: bool

    @property
    def refused(self) -> list[str]:
        """What the world refused, with the time: an author's script rarely means to be refused.

        What came after the end is left out: a script may be longer than its case.
        """
        return [
            f"{event.at_s:.0f} s: {event.data['reason']}"
            for event in self.played.events
            if event.kind == "refused" and event.data["key"] != "ended"
        ]

    def verdict(self, item: str) -> str:
        """The verdict on one rubric item. Raises KeyError for an item that the case does not have."""
        for one in self.debrief.items:
            if one.id == item:
                return one.verdict
        raise KeyError(item)


def load_body(case: Case) -> None:
    """Have the compiled body of a case at hand, so that what follows measures the play and not the compiler."""
    living.advance(living.create_body(case.patient.to_parameters(), seed=0), 1)


def rehearse(
    case: Case, script: Script, seed: int = 1, mode: Mode = "practice", until_tick: int | None = None
) -> Rehearsal:
    """Play a script until the case ends, and debrief it."""
    played = play(case, seed, mode, script.commands(), until_tick)
    recording = recording_of(played, header_of(case, seed, mode))
    won = any(event.kind == "ended" and event.data.get("won", False) for event in played.events)
    view = debrief(case, recording)
    return Rehearsal(played, recording, view, view.outcome, won)
