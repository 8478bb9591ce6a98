"""Rooms with real sessions and a real database, whose beats a test gives one by one."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgpack

from osler.physiology.engine import fingerprint
from osler.realtime.frames import Control, Intent
from osler.realtime.outbox import Outbox
from osler.realtime.room import BEAT_S, Room
from osler.realtime.rooms import Rooms
from osler.scenario.case import Library
from osler.session.ports import SessionHeader
from osler.session.session import Session
from osler.storage.database import FILE_NAME, open_database
from osler.storage.session_store import SqlSessionStore
from osler.storage.writer import Writer

LEARNER = "learner"
OPEN = {"open": "curtain"}
Frame = dict[str, Any]


class Seat:
    """One participant's end of a room."""

    def __init__(self, room: Room, participant: str = LEARNER, outbox: Outbox | None = None) -> None:
        self.room, self.participant = room, participant
        self.outbox = outbox or Outbox()
        self.seq = room.ledger.last_seq(participant)
        room.join(participant, self.outbox)

    @property
    def session(self) -> Session:
        return self.room.session

    @property
    def cut_off(self) -> int | None:
        """The code with which the socket would be closed."""
        return None if self.outbox.closed is None else self.outbox.closed[0]

    def intend(self, do: Frame, seq: int | None = None) -> int:
        self.seq = seq or self.seq + 1
        self.room.ask(self.participant, Intent(type="intent", seq=self.seq, do=do))
        return self.seq

    def control(self, control: Any, why: Any = "button") -> int:
        self.seq += 1
        self.room.ask(self.participant, Control(type="control", seq=self.seq, control=control, why=why))
        return self.seq

    def leave(self) -> None:
        self.room.leave(self.participant, self.outbox)

    def received(self) -> list[Frame]:
        """Everything sent since the last look."""
        return [msgpack.unpackb(frame) for frame in self.outbox.drain()]

    def acks(self) -> list[Frame]:
        return [frame for frame in self.received() if frame["type"] == "ack"]

    def topics(self, name: str) -> list[Any]:
        return [f["data"] for f in self.received() if f["type"] == "topic" and f["name"] == name]


class House:
    """A process with rooms. Its clock moves only with its beats."""

    def __init__(self, folder: Path, speed: float = 1.0) -> None:
        self.case = Library().case("bay-4-feels-strange")
        self.engine = open_database(folder / FILE_NAME)
        self.store = SqlSessionStore(self.engine)
        self.writer = Writer(self.store)
        self.now = 0.0
        self.rooms = Rooms(self.store, self.writer, speed, now=lambda: self.now)

    async def begin(self, session: str = "s", mode: str = "practice", seed: int = 3) -> Room:
        """A new session's room, outside the curtain."""
        case = self.case
        self.store.create(
            SessionHeader(session, case.scenario.id, LEARNER, mode, seed, fingerprint(), case.bundle, case.content)
        )
        return await self.rooms.open(session)

    async def open(self, session: str = "s", mode: str = "practice", beats: int = 1) -> Seat:
        """A seat in a new session whose curtain opens in the first of some beats."""
        seat = Seat(await self.begin(session, mode))
        seat.intend(OPEN)
        await self.beat(beats)
        return seat

    async def open_all(self, *sessions: str, beats: int = 1) -> list[Seat]:
        """A seat in each of several new sessions; their curtains open together."""
        seats = [Seat(await self.begin(session)) for session in sessions]
        for seat in seats:
            seat.intend(OPEN)
        await self.beat(beats)
        return seats

    async def beat(self, beats: int = 1) -> None:
        """Run beats; after each the writer has finished and its answers have arrived."""
        for _ in range(beats):
            self.now += BEAT_S
            await self.rooms.loop.beat(self.now)
            await self.written()

    async def written(self) -> None:
        """The writer is idle; rooms have heard of it and admitted what became durable."""
        for _ in range(2):  # a call overtakes the batches of its own round, so the second one finds them written
            await asyncio.wrap_future(self.writer.call(lambda: None))
        for _ in range(3):
            await asyncio.sleep(0)
        self.rooms.loop.admit()

    def close(self) -> None:
        self.writer.close()
        self.engine.dispose()
