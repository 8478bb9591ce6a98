"""Ten solo rooms in one process, each with a learner who acts: how late their beats are, how soon they are answered."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import msgpack
from benchmarks.report import Report

from osler.physiology.engine import fingerprint
from osler.realtime.beat import make_way_for_the_beat
from osler.realtime.frames import Intent
from osler.realtime.outbox import Outbox
from osler.realtime.room import BEATS_PER_SECOND, Room
from osler.realtime.rooms import Rooms
from osler.realtime.side_process import Job, SideProcess
from osler.scenario.case import Library
from osler.session.ports import SessionHeader
from osler.storage.database import FILE_NAME, open_database
from osler.storage.session_store import SqlSessionStore
from osler.storage.writer import Writer

CASE = "bay-4-feels-strange"
ROOMS = 10
SECONDS = 20
ACT_EVERY_S = 2.0
ACTIONS = (
    {"open": "curtain"},
    {"attach": "pulse-oximeter"},
    {"examine": "chest", "how": "listen"},
    {"attach": "ecg", "by": "nurse"},
    {"examine": "skin", "how": "look"},
    {"position": "flat", "legs_raised": True, "by": "nurse"},
)


class Learner:
    """Acts in one room and reads what it sends."""

    def __init__(self, room: Room) -> None:
        self.room, self.outbox = room, Outbox()
        self.sent: dict[int, float] = {}
        self.answered: list[float] = []
        self.received = 0
        room.join("learner", self.outbox)

    async def read(self) -> None:
        while frames := await self.outbox.take():
            for packed in frames:
                self.received += len(packed)
                frame = msgpack.unpackb(packed)
                if frame["type"] == "ack":
                    self.answered.append(time.perf_counter() - self.sent[frame["seq"]])

    async def act(self, offset_s: float) -> None:
        await asyncio.sleep(offset_s)
        seq = 0
        while True:
            seq += 1
            self.sent[seq] = time.perf_counter()
            self.room.ask("learner", Intent(type="intent", seq=seq, do=ACTIONS[(seq - 1) % len(ACTIONS)]))
            await asyncio.sleep(ACT_EVERY_S)


EMPTY_LOOP = """
import asyncio, sys, time
async def main():
    late, due = [], time.perf_counter()
    for _ in range(int(sys.argv[1])):
        due += 0.05
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        late.append(time.perf_counter() - due)
    print(sorted(late)[int(0.99 * len(late))])
asyncio.run(main())
"""


async def empty_loop(seconds: float) -> float:
    """99th percentile of how late a loop with nothing to do wakes in a process of its own, in seconds.

    Measured at the same time as the rooms: what is late there is late because of the machine.
    """
    command = (sys.executable, "-c", EMPTY_LOOP, str(round(seconds * BEATS_PER_SECOND)))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    told, _ = await process.communicate()
    return float(told)


async def measure(folder: Path, report: Report) -> None:
    store = SqlSessionStore(open_database(folder / FILE_NAME))
    writer = Writer(store)
    rooms = Rooms(store, writer)
    case = Library().case(CASE)
    for number in range(ROOMS):
        header = SessionHeader(
            f"s{number}", CASE, "learner", "practice", number, fingerprint(), case.bundle, case.content
        )
        store.create(header)
    learners = [Learner(await rooms.open(f"s{number}")) for number in range(ROOMS)]
    make_way_for_the_beat()
    rooms.start()
    tasks = [asyncio.create_task(learner.read()) for learner in learners]
    tasks += [asyncio.create_task(learner.act(i * ACT_EVERY_S / ROOMS)) for i, learner in enumerate(learners)]
    await asyncio.sleep(ACT_EVERY_S)  # everybody is in and the curtains are open
    rooms.loop.lateness.clear()
    commits = writer.commits
    began = time.process_time()
    empty = await empty_loop(SECONDS)
    busy = time.process_time() - began
    report.plain("empty_loop_lateness_p99", 1000 * empty, "ms")
    report.at_most("beat_lateness_p99_10_rooms", 1000 * percentile(rooms.loop.lateness, 0.99), "ms", 25)
    report.plain("beat_lateness_p50_10_rooms", 1000 * percentile(rooms.loop.lateness, 0.5), "ms")
    report.plain(
        "answer_p99_10_rooms", 1000 * percentile([a for learner in learners for a in learner.answered], 0.99), "ms"
    )
    report.plain("commits_per_s_10_rooms", (writer.commits - commits) / SECONDS, "1/s")
    report.plain("core_share_10_rooms", 100 * busy / SECONDS, "%")
    sent = sum(learner.received for learner in learners) / ROOMS / (SECONDS + ACT_EVERY_S)
    report.plain("sent_per_room", sent / 1000, "kB/s")

    side = SideProcess(folder / FILE_NAME)
    await side.do(Job("export", "s0"))  # started and compiled
    rooms.loop.lateness.clear()
    beside = asyncio.create_task(empty_loop(SECONDS / 2))
    while not beside.done():
        await side.do(Job("what-if", "s0", ((3, 1.0),)))
    report.plain("empty_loop_lateness_p99_beside_what_if", 1000 * await beside, "ms")
    report.at_most("beat_lateness_p99_beside_what_if", 1000 * percentile(rooms.loop.lateness, 0.99), "ms", 25)
    side.close()
    for task in tasks:
        task.cancel()
    await rooms.stop()
    writer.close()


def percentile(values: Iterable[float], share: float) -> float:
    ordered = sorted(values)
    return float(ordered[min(len(ordered) - 1, int(share * len(ordered)))])


def main() -> bool:
    report = Report("rooms")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), report))
    return report.write()


if __name__ == "__main__":
    raise SystemExit(not main())
