"""What a session produced and the disk does not have yet."""

from __future__ import annotations

from collections.abc import Sequence

from osler.realtime.restore import Restored
from osler.session.commands import Command, Event, Outcome, Step
from osler.session.ports import Batch
from osler.session.session import Session


class Unwritten:
    """Collects steps and hands them over as one batch; what was recorded before a restart is not collected again."""

    def __init__(self, session: str, epoch: int, restored: Restored) -> None:
        self._session, self._epoch = session, epoch
        self._outcomes: list[Outcome] = list(restored.unrecorded.outcomes)
        self._events: list[Event] = list(restored.unrecorded.events)
        self._vitals: list[tuple[int, bytes]] = list(restored.unrecorded.vitals)
        self.tick = restored.durable_tick

    def __bool__(self) -> bool:
        return bool(self._outcomes or self._events or self._vitals)

    def take(self, step: Step) -> None:
        self._outcomes += step.outcomes
        self._events += step.events
        self._vitals += step.vitals

    def batch(self, session: Session, commands: Sequence[tuple[int, Command]], snapshot: bool = False) -> Batch:
        """Everything so far, with ``commands`` to be admitted at this tick. From here on it counts as written."""
        made = Batch(
            session=self._session,
            epoch=self._epoch,
            tick=session.tick,
            phase=session.phase,
            commands=list(commands),
            outcomes=[(outcome.ordinal, outcome.done, outcome.reason) for outcome in self._outcomes],
            events=self._events,
            vitals=self._vitals,
            snapshot=session.snapshot() if snapshot else None,
        )
        self._outcomes, self._events, self._vitals = [], [], []
        self.tick = session.tick
        return made
