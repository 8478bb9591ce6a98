"""Single-use tickets: the way from the signed cookie of HTTP into a socket, never in an address."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

TICKET_SECONDS = 60
MAX_OUTSTANDING = 10_000


@dataclass(frozen=True, slots=True)
class Admission:
    """What a ticket admits to."""

    session: str
    participant: str


class TicketOffice:
    """Issues tickets and takes each once, within their time. In memory: a restart voids what is outstanding."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._outstanding: dict[str, tuple[float, Admission]] = {}

    def issue(self, admission: Admission) -> str:
        self._forget_expired()
        while len(self._outstanding) >= MAX_OUTSTANDING:
            self._outstanding.pop(next(iter(self._outstanding)))  # the oldest
        ticket = secrets.token_urlsafe(32)
        self._outstanding[ticket] = (self._now() + TICKET_SECONDS, admission)
        return ticket

    def redeem(self, ticket: str) -> Admission | None:
        """What it admits to, once; None when unknown, used or expired."""
        expires, admission = self._outstanding.pop(ticket, (0.0, None))
        return admission if self._now() < expires else None

    def _forget_expired(self) -> None:
        now = self._now()
        for ticket, (expires, _) in list(self._outstanding.items()):
            if expires > now:
                break  # issued in order, so the rest is younger
            del self._outstanding[ticket]
