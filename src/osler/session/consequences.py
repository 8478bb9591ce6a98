"""What follows from an action once it is done: findings, answers, results that come later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osler.physiology import insults
from osler.physiology.engine import Body
from osler.scenario.actions import (
    Action,
    Ask,
    Call,
    Compressions,
    Examine,
    Handover,
    Measure,
    Plan,
    Say,
    Skip,
    Stimulate,
)
from osler.scenario.expressions import Scope
from osler.session.absence import leave
from osler.session.bedside import Bedside
from osler.session.dialogue import Dialogue
from osler.session.journal import Journal
from osler.session.state import Scheduled, State
from osler.session.telephone import Telephone

BLOOD_GAS_S = 300.0  # result 4 to 6 minutes after the sample goes to the laboratory


class Consequences:
    """Of the actions of one session, now and later."""

    def __init__(self, body: Body, state: State, bedside: Bedside, dialogue: Dialogue, journal: Journal) -> None:
        self.body = body
        self.state = state
        self.bedside = bedside
        self.dialogue = dialogue
        self.journal = journal
        self.telephone = Telephone(dialogue, state, journal)

    def of(self, action: Action, ordinal: int, scope: Scope, derived: Mapping[str, Any]) -> None:
        """What an action just done leads to. ``derived`` is what the bedside says of how it was done."""
        self.exposure()
        match action:
            case Compressions() if "laid_flat_from" in derived:
                self.journal.caption("ward", self.bedside.case.place.to_flat[derived["laid_flat_from"]].say)
            case Compressions(compressions="start") if self.state.fallen and self.bedside.case.place.on_the_floor:
                self.journal.caption("ward", self.bedside.case.place.on_the_floor)
            case Examine(examine=place, how=how):
                found = self.dialogue.examination(place, how, scope)
                self.journal.finding(found, ordinal, "read" if how == "read" else "examined")
            case Stimulate(stimulate=stimulus):
                how = "listen" if stimulus == "voice" else "feel"
                self.journal.finding(self.dialogue.examination("consciousness", how, scope), ordinal)
            case Measure():
                self._measured(action, ordinal, scope)
            case Ask() | Say() | Plan():
                for speaker, text in self.dialogue.answer(action, scope):
                    self.journal.caption(speaker, text)
            case Call():
                self.telephone.call(action)
            case Handover():
                self.telephone.hand_over(action)
            case Skip():
                leave(action, self.state, self.journal)

    def due(self, scope: Callable[[], Scope]) -> None:
        """Everything that was scheduled for this tick or before."""
        due = [event for event in self.state.scheduled if event.tick <= self.state.tick]
        if not due:
            return
        self.state.scheduled = [event for event in self.state.scheduled if event.tick > self.state.tick]
        for event in due:
            self._happens(event, scope())

    def _happens(self, event: Scheduled, scope: Scope) -> None:
        match event.kind:
            case "result":
                self.journal.event("finding", **event.data, source="measured")
            case "nebuliser-empty":
                self.bedside.breathing.end_nebuliser()
                self.journal.event("nebuliser-empty")
            case "picked-up" | "answer" | "arrival":
                self.telephone.happens(event, scope)

    def _measured(self, action: Measure, ordinal: int, scope: Scope) -> None:
        """A cuff that is on reports through the monitor; a blood gas comes back from the laboratory."""
        if action.measure == "blood-pressure" and "cuff" in self.state.attached:
            return
        found = self.dialogue.examination(action.measure, "read", scope)
        if action.measure == "blood-gas":
            self.state.schedule(
                BLOOD_GAS_S, "result", ordinal=ordinal, place=found.place, label=found.label, text=found.text
            )
        else:
            self.journal.finding(found, ordinal, "measured")

    def exposure(self) -> None:
        """A trigger ends with what feeds it: stopped, run dry, or another bag in its place."""
        for slot, fed_by in self.state.triggers.items():
            if self.state.trigger_ended is None and not self.bedside.infusions.flows(fed_by):
                insults.set_trigger(self.body, int(slot), False)
                self.state.trigger_ended = self.state.tick
