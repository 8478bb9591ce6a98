"""One session with those who are in it. Acknowledged means durable; time passes in beats.

A beat of a room: wishes become commands and go to the writer; once they are durable the session admits them and its
owed ticks pass; what changed goes out; what came of it goes to the writer with the next batch.
"""

from __future__ import annotations

import asyncio
import logging
import time
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from osler.realtime.encoding import encode
from osler.realtime.frames import Ack, Control, Hello, Intent, Problem
from osler.realtime.outbox import GONE, STOPPING, STORAGE, TAKEN_OVER, Outbox
from osler.realtime.publisher import Publisher
from osler.realtime.restore import Restored
from osler.realtime.unwritten import Unwritten
from osler.scenario.actions import UnknownActionError
from osler.session.commands import TICKS_PER_SECOND, Command, Event, Step
from osler.session.ports import Batch, FencedError
from osler.session.views import Views
from osler.storage.writer import Writer

log = logging.getLogger(__name__)

BEAT_S = 0.05
BEATS_PER_SECOND = 20
CATCH_UP_S = 1.0  # of wall time that a room may owe; what is older is let go
DURABLE_BEATS = BEATS_PER_SECOND
SNAPSHOT_BEATS = 10 * BEATS_PER_SECOND
IDLE_BEATS = 30 * BEATS_PER_SECOND
STRIDE = 4  # ticks between two looks at the clock
MAX_WISHES = 64


@dataclass(frozen=True, slots=True)
class Wish:
    """An intent or control on its way to becoming a command. ``seq`` 0: the room's own."""

    participant: str
    seq: int
    do: Mapping[str, Any]
    chosen_over_s: float = 0.0


class Room:
    """Driven by the beat loop (``begin``, ``work``, ``finish``); lives on one event loop and never waits."""

    def __init__(
        self, restored: Restored, writer: Writer, speed: float = 1.0, wake: Callable[[], None] = lambda: None
    ) -> None:
        self.header, self.epoch = restored.header, restored.epoch
        self.session, self.ledger = restored.session, restored.ledger
        self.seats: dict[str, Outbox] = {}
        self.failed = False
        self._writer, self._speed, self._wake = writer, speed, wake
        self._unwritten = Unwritten(self.header.id, self.epoch, restored)
        offset = zlib.crc32(self.header.id.encode())  # rooms look at their topics in different beats
        self._publisher = Publisher(Views(self.session), restored.events, speed, offset)
        self._news: list[Event] = []
        self._wishes: list[Wish] = []
        self._in_flight = False
        self._durable: list[Command] = []
        self._owed = 0.0  # ticks
        self._beat = 0
        self._seen = self._condition()
        self._turned = False  # began, paused, resumed or ended since the last batch
        self._last_write: Future[None] | None = None
        self._batch_beat = self._snapshot_beat = self._seat_beat = 0
        if self.session.running:
            self._pause_because_empty()  # it was running when its server stopped: wait for its people

    # ---- those who are in it

    def join(self, participant: str, outbox: Outbox) -> None:
        """Take the participant's seat; an older socket of the same participant loses it."""
        older = self.seats.pop(participant, None)
        if older is not None:
            older.put(encode(Problem(code="not-allowed", detail="This session was opened in another window.")))
            older.close(TAKEN_OVER, "opened in another window")
        self.seats[participant] = outbox
        outbox.put(
            encode(
                Hello(
                    epoch=self.epoch,
                    tick=self.session.tick,
                    session=self.header.id,
                    last_seq=self._last_seq(participant),
                )
            )
        )
        self._publisher.send_all(outbox)

    def leave(self, participant: str, outbox: Outbox) -> None:
        """Give the seat up. The last one to go pauses practice; an exam only logs it."""
        if self.seats.get(participant) is not outbox:
            return
        del self.seats[participant]
        self._seat_beat = self._beat
        if not self.seats and self.session.running:
            self._pause_because_empty()

    def ask(self, participant: str, frame: Intent | Control) -> None:
        """Take a wish; a repeated seq is answered again, not done again."""
        known = self.ledger.known(participant, frame.seq)
        if isinstance(known, Ack):
            self._tell(participant, known)
        elif known == "stale":
            self._refuse(participant, frame.seq, f"seq {frame.seq} was passed over: it must rise with every intent")
        elif known == "new" and not any((w.participant, w.seq) == (participant, frame.seq) for w in self._wishes):
            if len(self._wishes) >= MAX_WISHES:
                detail = f"more than {MAX_WISHES} intents wait: send fewer"
                self._tell(participant, Problem(code="too-fast", detail=detail, seq=frame.seq))
            elif isinstance(frame, Intent):
                self._wishes.append(Wish(participant, frame.seq, frame.do, frame.chosen_over_s))
            else:
                self._wishes.append(Wish(participant, frame.seq, {"control": frame.control, "why": frame.why}))

    @property
    def idle(self) -> bool:
        """Nobody has been in it for a while, nothing moves and nothing is left to write."""
        return (
            not self.seats
            and not self.session.running
            and not (self._in_flight or self._durable or self._wishes or self._unwritten)
            and self._beat - self._seat_beat >= IDLE_BEATS
        )

    @property
    def skipping(self) -> bool:
        """It uses whatever time there is, and is never late."""
        return self.session.phase == "skipping"

    # ---- a beat

    def begin(self) -> None:
        """Time for one beat is owed; waiting wishes go to the writer."""
        self._beat += 1
        if self.session.running:
            self._owed = min(self._owed + self._speed, CATCH_UP_S * TICKS_PER_SECOND * self._speed)
        if not self._in_flight and not self._durable and (commands := self._commands()):
            self._submit(commands)

    def work(self, until: float, now: Callable[[], float] = time.perf_counter) -> bool:
        """Admit what is durable, then pass owed ticks until ``until``. True when more are owed that may pass."""
        self.admit()
        while (ticks := self._due()) > 0:
            ticks = min(ticks, STRIDE)
            self._owed -= ticks
            self._collect(self.session.step((), ticks))
            if now() >= until:
                break
        return self._due() > 0

    def admit(self) -> None:
        """Have the session admit the commands that are durable, and answer them."""
        if self._durable:
            commands, self._durable = self._durable, []
            self._collect(self.session.step(commands, 0))

    def finish(self) -> None:
        """Send what changed; have it written when it is time."""
        news, self._news = self._news, []
        condition = self._condition()
        turned = condition != self._seen
        self._seen = condition
        self._turned |= turned
        if turned and self.session.running and not self.seats and not self.skipping:
            self._pause_because_empty()  # back from an absence, or begun, while nobody was there to be left
        self._publisher.send_new(list(self.seats.values()), self._beat, news, now=turned or bool(news))
        self._persist()

    def stop(self) -> None:
        """The server stops: write everything, send people away to come back."""
        if not self.failed and not self._in_flight:
            self._write(self._unwritten.batch(self.session, (), snapshot=True))
        self._dismiss(STOPPING, "the server restarts: your session is kept")

    def fail(self, code: int, reason: str) -> None:
        """This room can do nothing more: what is durable stays, whoever is in it may come back."""
        self.failed = True
        self._dismiss(code, reason)

    def _due(self) -> int:
        """Ticks that may pass now."""
        if self._in_flight or self._durable:
            return 0
        if not self.session.running:
            self._owed = 0.0
            return 0
        if self.session.phase == "skipping":
            self._owed = 0.0
            return STRIDE  # as many as the time allows
        return int(self._owed)

    def _collect(self, step: Step) -> None:
        self._unwritten.take(step)
        self._news += step.events
        for outcome in step.outcomes:
            told = self.ledger.settle(outcome)
            if told is not None:
                self._tell(*told)

    # ---- to the disk

    async def written(self) -> None:
        """Wait until the disk knows whether the session runs, stands or has ended."""
        while not self.failed and (self._turned or self._condition() != self._seen or not _done(self._last_write)):
            await asyncio.sleep(BEAT_S)

    def _commands(self) -> list[tuple[int, Command]]:
        """The waiting wishes as (seq, command), stamped for this tick; what is no action is refused here."""
        wishes, self._wishes = self._wishes, []
        commands: list[tuple[int, Command]] = []
        for wish in wishes:
            ordinal = self.session.next_ordinal + len(commands)
            try:
                command = self.session.command(wish.participant, wish.do, wish.chosen_over_s, ordinal)
            except UnknownActionError as error:
                self._refuse(wish.participant, wish.seq, str(error))
                continue
            commands.append((wish.seq, command))
        return commands

    def _submit(self, commands: list[tuple[int, Command]]) -> None:
        for seq, command in commands:
            self.ledger.add(seq, command)
        self._in_flight = True
        self._write(self._unwritten.batch(self.session, commands), [command for _, command in commands])

    def _persist(self) -> None:
        waited = self._beat - self._batch_beat
        if self._in_flight or self._durable or not (self._turned or waited >= DURABLE_BEATS):
            return
        stands = self._turned and not self.session.running
        snapshot = stands or self._beat - self._snapshot_beat >= SNAPSHOT_BEATS
        if self._unwritten or self._unwritten.tick != self.session.tick or self._turned:
            if snapshot:
                self._snapshot_beat = self._beat
            self._turned = False
            self._write(self._unwritten.batch(self.session, (), snapshot))

    def _write(self, batch: Batch, commands: list[Command] | None = None) -> None:
        self._batch_beat = self._beat
        loop = asyncio.get_running_loop()
        future = self._last_write = self._writer.submit(batch)
        future.add_done_callback(lambda done: _call_soon(loop, self._written, done.exception(), commands))

    def _written(self, error: BaseException | None, commands: list[Command] | None) -> None:
        if error is not None:
            self._cannot_write(error)
        elif commands is not None:
            self._in_flight = False
            self._durable = commands
            self._wake()

    def _cannot_write(self, error: BaseException) -> None:
        """Nothing more can be made durable, so nothing more may be acknowledged."""
        log.error("room %s closes: %s", self.header.id, type(error).__name__)
        if isinstance(error, FencedError):
            self.fail(GONE, "the session moved")
        else:
            self.fail(STORAGE, "the server cannot write")

    # ---- small things

    def _last_seq(self, participant: str) -> int:
        """The highest seq taken from this participant: a wish that came with it again would not be done."""
        waiting = (wish.seq for wish in self._wishes if wish.participant == participant)
        return max(self.ledger.last_seq(participant), *waiting, 0)

    def _pause_because_empty(self) -> None:
        self._wishes.append(Wish(self.header.participant, 0, {"control": "pause", "why": "disconnected"}))

    def _condition(self) -> tuple[str, bool]:
        return self.session.phase, self.session.running

    def _refuse(self, participant: str, seq: int, detail: str) -> None:
        self._tell(participant, Problem(code="bad-frame", detail=detail, seq=seq))

    def _tell(self, participant: str, frame: Ack | Problem) -> None:
        if participant in self.seats:
            self.seats[participant].put(encode(frame))

    def _dismiss(self, code: int, reason: str) -> None:
        for outbox in self.seats.values():
            outbox.close(code, reason)
        self.seats.clear()


def _done(write: Future[None] | None) -> bool:
    return write is None or write.done()


def _call_soon(loop: asyncio.AbstractEventLoop, callback: Callable[..., None], *arguments: Any) -> None:
    """From the writer's thread; a loop that has stopped needs no answer."""
    try:
        loop.call_soon_threadsafe(callback, *arguments)
    except RuntimeError:
        log.debug("the event loop stopped before a commit was reported")
