"""All rooms of this process: opened when somebody comes, closed when nobody has been there for a while."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from osler.realtime.beat import BeatLoop
from osler.realtime.restore import restore
from osler.realtime.room import Room
from osler.scenario.case import Case
from osler.session.ports import Recording, SessionStore
from osler.storage.writer import Writer

MAX_CASES = 32


class NoRoomError(RuntimeError):
    """As many sessions are live as this server takes: the others keep their pace."""


class Rooms:
    """Opens each session at most once in this process and runs the beat."""

    def __init__(
        self,
        store: SessionStore,
        writer: Writer,
        speed: float = 1.0,
        most: int = sys.maxsize,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._store, self._writer, self._speed, self._most = store, writer, speed, most
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._cases: dict[str, Case] = {}
        self._running: asyncio.Task[None] | None = None
        self.loop = BeatLoop(writer, now)

    def start(self) -> None:
        """Begin to beat, on the running event loop."""
        self._running = asyncio.create_task(self.loop.run(), name="beat")

    async def stop(self) -> None:
        """Write what every room has and send its people away."""
        self.loop.stop()
        if self._running is not None:
            await self._running
        for room in self.loop.rooms.values():
            room.stop()
        self.loop.rooms = {}

    def live(self, session: str) -> Room | None:
        """The room of a session, if it is open here."""
        room = self.loop.rooms.get(session)
        return None if room is None or room.failed else room

    async def open(self, session: str) -> Room:
        """The room of a session, taken over under a new epoch if it is not open here.

        Raises KeyError for an unknown session, NotResumableError for one of another engine, NoRoomError when the
        server is full, CannotWriteError when its disk is.
        """
        room = self.live(session)
        if room is not None:
            return room
        if session not in self._opening:
            if len(self.loop.rooms) + len(self._opening) >= self._most:
                raise NoRoomError(f"{self._most} sessions are live, and this server takes no more")
            self._opening[session] = asyncio.create_task(self._take_over(session))
            self._opening[session].add_done_callback(lambda _: self._opening.pop(session, None))
        return await asyncio.shield(self._opening[session])

    async def _take_over(self, session: str) -> Room:
        epoch = await asyncio.wrap_future(self._writer.call(lambda: self._store.open_epoch(session)))
        recording: Recording = await asyncio.to_thread(self._store.load, session)
        restored = await restore(recording, self.case(recording.header.bundle, recording.header.content), epoch)
        room = Room(restored, self._writer, self._speed, self.loop.wake)
        self.loop.rooms[session] = room
        return room

    def case(self, bundle: str, content: Mapping[str, Any]) -> Case:
        """The case that a session stored; the last few are kept."""
        if bundle not in self._cases:
            while len(self._cases) >= MAX_CASES:
                self._cases.pop(next(iter(self._cases)))
            self._cases[bundle] = Case.from_content(content)
        return self._cases[bundle]
