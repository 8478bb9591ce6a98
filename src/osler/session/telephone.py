"""The telephone and the handover: what the learner says, who answers, and who comes when."""

from __future__ import annotations

from osler.scenario.actions import Call, Handover
from osler.scenario.expressions import Scope
from osler.session.dialogue import Dialogue
from osler.session.journal import Journal
from osler.session.state import Scheduled, State

ANSWER_AFTER_QUESTION_S = 8.0  # the time to say what was asked back (estimate)


class Telephone:
    """The people who can be called in one case. Answers and arrivals come later, as scheduled."""

    def __init__(self, dialogue: Dialogue, state: State, journal: Journal) -> None:
        self.dialogue = dialogue
        self.state = state
        self.journal = journal

    def call(self, action: Call) -> None:
        """Speak, and have somebody pick up and somebody arrive."""
        self._speak(action)
        who = action.call
        contact = self.dialogue.contact(who)
        if contact is None:
            return
        first = who not in self.state.called
        self.state.called.setdefault(who, self.state.tick)
        self.state.schedule(contact.answers_s, "picked-up", contact=who)
        if first and contact.arrives_s is not None:
            self.state.schedule(contact.arrives_s, "arrival", contact=who)

    def hand_over(self, action: Handover) -> None:
        """Say the lines; whoever takes over says nothing back."""
        self._speak(action)

    def happens(self, event: Scheduled, scope: Scope) -> None:
        """Somebody picks up, with a question back if they have one; answers; or arrives."""
        contact = self.dialogue.contact(event.data["contact"])
        if contact is None:
            return
        arrives = event.kind == "arrival"
        if arrives:
            self.state.present.append(contact.id)
            self.journal.event("arrived", who=contact.id, label=contact.label)
        if self.state.absence is not None:
            return  # nobody speaks to somebody who is not there
        question = self.dialogue.first_reply(contact.question, scope) if event.kind == "picked-up" else None
        if question:
            self.state.schedule(ANSWER_AFTER_QUESTION_S, "answer", contact=contact.id)
        text = question or self.dialogue.first_reply(contact.arrival if arrives else contact.advice, scope)
        if text:
            self.journal.caption(speaker_of(contact.id), text)

    def _speak(self, action: Call | Handover) -> None:
        for speaker, text in self.dialogue.spoken_lines(action):
            self.journal.caption(speaker, text)


def speaker_of(contact: str) -> str:
    """Under which name a contact's words are captioned."""
    return {"registrar": "registrar", "emergency-team": "team"}.get(contact, "nurse")
