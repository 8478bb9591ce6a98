"""What still has to go out on one socket: bounded, the latest of each topic, everything of what appends."""

from __future__ import annotations

import asyncio
from itertools import count

MAX_FRAMES = 256
MAX_BYTES = 1 << 20


class Outbox:
    """Filled by a room without ever waiting; emptied by the socket as fast as its client reads.

    A frame with a ``key`` replaces an unsent one with the same key. A client that lets more than the bounds pile up is
    cut off: ``closed`` says why.
    """

    def __init__(self, max_frames: int = MAX_FRAMES, max_bytes: int = MAX_BYTES) -> None:
        self._waiting: dict[str | int, bytes] = {}
        self._numbers = count()
        self._bytes = 0
        self._max_frames, self._max_bytes = max_frames, max_bytes
        self._changed = asyncio.Event()
        self.closed: tuple[int, str] | None = None

    def put(self, frame: bytes, key: str | None = None) -> None:
        """Queue a frame; nothing happens on a closed outbox."""
        if self.closed is not None:
            return
        name: str | int = next(self._numbers) if key is None else key
        self._bytes += len(frame) - len(self._waiting.pop(name, b""))
        self._waiting[name] = frame
        if len(self._waiting) > self._max_frames or self._bytes > self._max_bytes:
            self._waiting.clear()
            self.close(SLOW, "this connection is too slow for the ward: reconnect")
        self._changed.set()

    def close(self, code: int, reason: str) -> None:
        """The socket sends what is queued, then closes with this code (WebSocket, 4000 to 4999 are ours)."""
        if self.closed is None:
            self.closed = (code, reason)
        self._changed.set()

    async def take(self) -> list[bytes]:
        """Everything queued, waiting for something; empty when the outbox is closed and empty."""
        while not self._waiting and self.closed is None:
            self._changed.clear()
            await self._changed.wait()
        return self.drain()

    def drain(self) -> list[bytes]:
        """Everything queued now."""
        frames = list(self._waiting.values())
        self._waiting.clear()
        self._bytes = 0
        return frames


# close codes of the socket
SLOW = 4008
TAKEN_OVER = 4001
BAD_TICKET = 4401
GONE = 4410
STORAGE = 4500
FULL = 4503
STOPPING = 1012
STUMBLED = 1011
