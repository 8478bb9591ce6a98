"""What a session needs of whoever persists it. ``storage`` implements this; nothing here knows a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from osler.session.commands import Command, Event


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """The immutable part of a session. Wall times stay outside the canonical log."""

    id: str
    scenario: str
    participant: str
    mode: str
    seed: int
    fingerprint: str
    bundle: str
    content: Mapping[str, Any]  # the whole resolved content, stored by its hash
    parent: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one session wants made durable in this beat."""

    session: str
    epoch: int
    tick: int
    phase: str
    commands: Sequence[tuple[int, Command]] = ()  # (the participant's seq, command)
    outcomes: Sequence[tuple[int, bool, str | None]] = ()  # (ordinal, done, reason)
    events: Sequence[Event] = ()
    vitals: Sequence[tuple[int, bytes]] = ()  # (second, float64 little-endian row over facts.NAMES)
    snapshot: bytes | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """Everything that was recorded of one session."""

    header: SessionHeader
    epoch: int
    tick: int
    phase: str
    commands: Sequence[tuple[int, Command]] = ()
    outcomes: Mapping[int, tuple[bool, str | None]] = field(default_factory=dict)
    events: Sequence[Event] = ()
    vitals: Sequence[tuple[int, bytes]] = ()
    snapshot: bytes | None = None


class FencedError(RuntimeError):
    """The session was taken over: this epoch may no longer write."""


class CannotWriteError(RuntimeError):
    """The store cannot write now, because its disk is full or gone: nothing of what was asked is durable."""


class SessionStore(Protocol):
    """Durable sessions. ``commit`` is one transaction for all batches: after it, everything in them is durable.

    Whatever writes raises CannotWriteError when the disk does not take it.
    """

    def create(self, header: SessionHeader) -> None: ...

    def commit(self, batches: Sequence[Batch]) -> None:
        """Raises FencedError, and writes nothing, when a batch comes from an epoch that is no longer the last."""
        ...

    def load(self, session: str) -> Recording:
        """Raises KeyError for an unknown session."""
        ...

    def open_epoch(self, session: str) -> int:
        """Take the session over: a new durable epoch above every earlier one; older epochs can no longer commit."""
        ...

    def sessions_of(self, participant: str) -> Sequence[tuple[str, str, str, int]]:
        """(id, scenario, phase, tick), newest first."""
        ...
