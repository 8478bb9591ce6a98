"""A recorded session brought back to the tick it was durable at: its snapshot, then the log after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from osler.physiology.engine import fingerprint
from osler.realtime.ledger import Ledger
from osler.scenario.case import Case
from osler.session.commands import Command, Event, Step
from osler.session.ports import Recording, SessionHeader
from osler.session.replay import play
from osler.session.session import Session
from osler.session.snapshot import SnapshotError
from osler.session.topics import Mode

log = logging.getLogger(__name__)

SLICE_TICKS = 200  # replayed before others get their turn


class NotResumableError(RuntimeError):
    """The session was recorded by another engine: it can be read and debriefed, not carried on."""


@dataclass
class Restored:
    """A session at its durable tick. ``unrecorded`` is what the replay produced and the recording does not have."""

    header: SessionHeader
    epoch: int
    session: Session
    ledger: Ledger
    durable_tick: int
    events: Sequence[Event] = ()
    unrecorded: Step = field(default_factory=Step)


async def restore(recording: Recording, case: Case, epoch: int) -> Restored:
    """Bring a session back under a new epoch. Raises NotResumableError."""
    header = recording.header
    if header.fingerprint != fingerprint():
        raise NotResumableError(
            "This session was recorded by another version of the model: its debrief can be read, but it cannot go on."
        )
    mode = cast(Mode, header.mode)
    session = _from_snapshot(recording, case, mode)
    produced = await _replay(recording, case, session)
    ledger = Ledger.of(recording)
    last_event = max((event.id for event in recording.events), default=0)
    last_second = max((second for second, _ in recording.vitals), default=-1)
    unrecorded = Step(
        outcomes=[outcome for outcome in produced.outcomes if outcome.ordinal not in recording.outcomes],
        events=[event for event in produced.events if event.id > last_event],
        vitals=[row for row in produced.vitals if row[0] > last_second],
    )
    for outcome in unrecorded.outcomes:
        ledger.settle(outcome)
    return Restored(
        header=header,
        epoch=epoch,
        session=session,
        ledger=ledger,
        durable_tick=recording.tick,
        events=[*recording.events, *unrecorded.events],
        unrecorded=unrecorded,
    )


def _from_snapshot(recording: Recording, case: Case, mode: Mode) -> Session:
    seed = recording.header.seed
    if recording.snapshot is not None:
        try:
            return Session.restore(case, seed, recording.snapshot)
        except SnapshotError as error:
            log.warning("session %s: snapshot not used, replaying its log (%s)", recording.header.id, error)
    return Session.begin(case, seed, mode)


async def _replay(recording: Recording, case: Case, session: Session) -> Step:
    """Replay the log after the snapshot up to the durable tick, a slice at a time; commands of that tick included."""
    left: list[Command] = [command for _, command in recording.commands if command.ordinal >= session.next_ordinal]
    produced = Step()
    while left or session.tick < recording.tick:
        until = min(session.tick + SLICE_TICKS, recording.tick)
        now = [command for command in left if command.tick <= until]
        left = left[len(now) :]
        before = session.tick
        played = play(case, session.seed, cast(Any, recording.header.mode), now, until, session)
        produced.outcomes += played.outcomes
        produced.events += played.events
        produced.vitals += played.vitals
        if not now and session.tick == before:
            log.warning("session %s stands at tick %d, recorded %d", recording.header.id, session.tick, recording.tick)
            break
        await asyncio.sleep(0)
    return produced
