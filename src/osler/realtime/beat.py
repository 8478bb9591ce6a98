"""The beat: one loop that serves all rooms fairly, twenty times a second of wall time."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from osler.realtime.outbox import STUMBLED
from osler.realtime.quiet_traceback import quiet_traceback
from osler.realtime.room import BEAT_S, CATCH_UP_S, Room
from osler.storage.writer import Writer

log = logging.getLogger(__name__)

SLICE_S = 0.004  # a room's turn
WORK_S = 0.040  # of a beat; the rest belongs to sockets and requests
LATENESS_KEPT = 12_000  # a minute of ten rooms


def make_way_for_the_beat() -> None:
    """Settings of the whole process, once everything is loaded.

    A full collection over the loaded program stopped every room for 0.3 s: what is loaded is frozen. The writer's
    thread gives the interpreter back after 1 ms instead of 5.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.001)


class BeatLoop:
    """Runs every room's beat, in turns. A late beat is caught up; more than a second of lateness is let go."""

    def __init__(self, writer: Writer, now: Callable[[], float] = time.perf_counter) -> None:
        self.rooms: dict[str, Room] = {}
        self.lateness: deque[float] = deque(maxlen=LATENESS_KEPT)
        """Seconds after its due time at which a room's beat was done, for every room and beat."""
        self._writer, self._now = writer, now
        self._awake = asyncio.Event()
        self._stopping = False
        self._first = 0

    def wake(self) -> None:
        """Something became durable: answer before the next beat."""
        self._awake.set()

    async def run(self) -> None:
        """Until ``stop``."""
        due = self._now()
        while not self._stopping:
            due += BEAT_S
            await self._sleep_until(due)
            late = self._now() - due
            if late > CATCH_UP_S:
                log.warning("the beat was %.1f s late: that time is let go", late)
                due = self._now()
            await self.beat(due)

    def stop(self) -> None:
        self._stopping = True
        self._awake.set()

    async def beat(self, due: float) -> None:
        """One beat of every room."""
        rooms = self._in_turn()
        for room in rooms:
            _alone(room, room.begin)
        self._writer.flush()
        await self._work(rooms, due)
        for room in rooms:
            _alone(room, room.finish)
        self._writer.flush()
        self.rooms = {name: room for name, room in self.rooms.items() if not (room.failed or room.idle)}

    def admit(self) -> None:
        """Have every room answer what has become durable."""
        for room in self.rooms.values():
            _alone(room, room.admit)

    def _in_turn(self) -> list[Room]:
        """All rooms, each beat another one first."""
        rooms = list(self.rooms.values())
        if not rooms:
            return rooms
        self._first = (self._first + 1) % len(rooms)
        return rooms[self._first :] + rooms[: self._first]

    async def _work(self, rooms: list[Room], due: float) -> None:
        """Everybody gets one turn; then more turns for those who need them, while the beat lasts."""
        while rooms:
            unfinished = []
            for room in rooms:
                more = _alone(room, partial(room.work, self._now() + SLICE_S, self._now))
                if more:
                    unfinished.append(room)
                if not more or room.skipping:
                    self.lateness.append(self._now() - due)
                await asyncio.sleep(0)
            rooms = unfinished
            if self._now() > due + WORK_S:
                self.lateness.extend([self._now() - due] * sum(not room.skipping for room in rooms))
                return

    async def _sleep_until(self, due: float) -> None:
        while (left := due - self._now()) > 0 and not self._stopping:
            try:
                await asyncio.wait_for(self._awake.wait(), left)
            except TimeoutError:
                return
            self._awake.clear()
            self.admit()


def _alone(room: Room, turn: Callable[[], bool | None]) -> bool:
    """A room's turn; what goes wrong in it is the end of this room and of no other."""
    if room.failed:
        return False
    try:
        return bool(turn())
    except Exception as error:
        log.error("room %s stumbled: %s", room.header.id, quiet_traceback(error))
        room.fail(STUMBLED, "something went wrong in this session")
        return False
