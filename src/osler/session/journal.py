"""What comes of a step, written down while it happens: events with their numbers, captions, findings."""

from __future__ import annotations

from typing import Any

from osler.session.commands import Event, Step
from osler.session.dialogue import Found
from osler.session.state import State


class Journal:
    """The step under way. Events are numbered through the session, not through the step."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.step = Step()

    def turn_page(self) -> Step:
        """A new step, to be filled from here on."""
        self.step = Step()
        return self.step

    def event(self, kind: str, **data: Any) -> None:
        """Something happened now."""
        self.step.events.append(Event(self.state.next_event, self.state.tick, kind, data))
        self.state.next_event += 1

    def caption(self, speaker: str, text: str) -> None:
        """Somebody said something."""
        self.event("caption", speaker=speaker, text=text)

    def finding(self, found: Found, ordinal: int | None, source: str = "examined") -> None:
        """Somebody found something; ``ordinal`` is the command that looked for it, if one did."""
        self.event("finding", ordinal=ordinal, place=found.place, label=found.label, text=found.text, source=source)
