"""Which wishes of which participant became commands, and what came of them: nothing is done twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from osler.realtime.frames import Ack
from osler.session.commands import Command, Outcome
from osler.session.ports import Recording


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant's command."""

    participant: str
    seq: int
    tick: int


@dataclass
class Ledger:
    """Commands by ordinal, and ordinals by (participant, seq)."""

    entries: dict[int, Entry] = field(default_factory=dict)
    acks: dict[tuple[str, int], Ack | None] = field(default_factory=dict)  # None: a command, not yet admitted
    last: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, recording: Recording) -> Ledger:
        ledger = cls()
        for seq, command in recording.commands:
            ledger.add(seq, command)
            outcome = recording.outcomes.get(command.ordinal)
            if outcome is not None:
                ledger.settle(Outcome(command.ordinal, *outcome))
        return ledger

    def add(self, seq: int, command: Command) -> None:
        """Note a command. Those that the room gave itself (seq 0) are nobody's wish."""
        if seq == 0:
            return
        self.entries[command.ordinal] = Entry(command.actor, seq, command.tick)
        self.acks[(command.actor, seq)] = None
        self.last[command.actor] = max(seq, self.last_seq(command.actor))

    def settle(self, outcome: Outcome) -> tuple[str, Ack] | None:
        """Note what came of a command: who is to be told what."""
        entry = self.entries.get(outcome.ordinal)
        if entry is None:
            return None
        ack = Ack(seq=entry.seq, done=outcome.done, reason=outcome.reason, speaker=outcome.speaker, tick=entry.tick)
        self.acks[(entry.participant, entry.seq)] = ack
        return entry.participant, ack

    def last_seq(self, participant: str) -> int:
        """The highest seq of this participant that became a command."""
        return self.last.get(participant, 0)

    def known(self, participant: str, seq: int) -> Ack | Literal["new", "waiting", "stale"]:
        """The answer to a repeated seq; ``stale`` is one that was passed over and can no longer come."""
        key = (participant, seq)
        if key in self.acks:
            return self.acks[key] or "waiting"
        return "new" if seq > self.last_seq(participant) else "stale"
