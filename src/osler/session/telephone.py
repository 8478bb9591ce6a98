"""The telephone and the handover: what the learner says, who answers, and who comes when."""

from __future__ import annotations

from osler.scenario.actions import Call, Handover
from osler.scenario.expressions import Scope
from osler.session.dialogue import Dialogue
from osler.session.journal import Journal
from osler.session.state import Scheduled, State

ANSWER_AFTER_QUESTION_S = 8.0
ANSWER_S = 2.0


class Telephone:
    """The people who can be called in one case. Answers and arrivals come later, as scheduled."""

    def __init__(self, dialogue: Dialogue, state: State, journal: Journal) -> None:
        self.dialogue = dialogue
        self.state = state
        self.journal = journal

    def call(self, action: Call, scope: Scope) -> None:
        """Speak, be asked one question back, and have an answer and somebody's arrival under way."""
        self._speak(action)
        who = action.call
        contact = self.dialogue.contact(who)
        if contact is None:
            return
        first = who not in self.state.called
        self.state.called.setdefault(who, self.state.tick)
        question = self.dialogue.first_reply(contact.question, scope)
        if question:
            self.journal.caption(speaker_of(who), question)
        self.state.schedule(ANSWER_AFTER_QUESTION_S if question else ANSWER_S, "answer", contact=who)
        if first and contact.arrives_s is not None:
            self.state.schedule(contact.arrives_s, "arrival", contact=who)

    def hand_over(self, action: Handover) -> None:
        """Say the lines; whoever takes over says nothing back."""
        self._speak(action)

    def happens(self, event: Scheduled, scope: Scope) -> None:
        """An answer or an arrival that was under way."""
        contact = self.dialogue.contact(event.data["contact"])
        if contact is None:
            return
        arrives = event.kind == "arrival"
        if arrives:
            self.state.present.append(contact.id)
            self.journal.event("arrived", who=contact.id, label=contact.label)
        if self.state.absence is not None:
            return  # nobody speaks to somebody who is not there
        text = self.dialogue.first_reply(contact.arrival if arrives else contact.advice, scope)
        if text:
            self.journal.caption(speaker_of(contact.id), text)

    def _speak(self, action: Call | Handover) -> None:
        for speaker, text in self.dialogue.spoken_lines(action):
            self.journal.caption(speaker, text)


def speaker_of(contact: str) -> str:
    """Under which name a contact's words are captioned."""
    return {"registrar": "registrar", "emergency-team": "team"}.get(contact, "nurse")
