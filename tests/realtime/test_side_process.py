"""What-if, debrief and export beside the beat: newest wins, failures are told and survived."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from beating import OPEN, House, Seat

from osler.realtime.side_process import Job, JobError, JobFailedError, SideProcess, SupersededError
from osler.storage.database import FILE_NAME

pytestmark = pytest.mark.slow


async def record(house: House) -> None:
    """Half a minute of a session, with one examination."""
    seat = Seat(await house.begin())
    seat.intend(OPEN)
    await house.beat(20)
    seat.intend({"examine": "skin", "how": "look"})
    await house.beat(600)
    seat.leave()
    await house.beat(2)


async def test_of_two_what_ifs_the_newest_counts(house: House, tmp_path: Path) -> None:
    await record(house)
    side = SideProcess(tmp_path / FILE_NAME)
    try:
        older = asyncio.create_task(side.do(Job("what-if", "s", ((2, None),))))
        await asyncio.sleep(0)
        newer = asyncio.create_task(side.do(Job("what-if", "s", ((2, 20.0),))))
        debrief = asyncio.create_task(side.do(Job("debrief", "s")))  # displaces nobody
        with pytest.raises(SupersededError):
            await older
        assert not newer.done()  # the older one was told without waiting for the newer
        assert json.loads(await newer)["same_engine"] is True
        assert json.loads(await debrief)["session"] == "s"
    finally:
        side.close()


async def test_whoever_waits_for_a_what_if_can_ask_how_far_it_is(house: House, tmp_path: Path) -> None:
    await record(house)
    side = SideProcess(tmp_path / FILE_NAME)
    try:
        assert side.progress("s") is None
        asked = asyncio.create_task(side.do(Job("what-if", "s", ((2, 20.0),))))
        seen: set[float] = set()
        while not asked.done():
            if (share := side.progress("s")) is not None:
                seen.add(share)
            await asyncio.sleep(0)
        assert seen
        assert all(0.0 <= share <= 1.0 for share in seen)
        assert side.progress("s") is None
    finally:
        side.close()


async def test_a_job_that_cannot_be_met_or_never_ends_is_told_and_the_next_one_works(
    house: House, tmp_path: Path
) -> None:
    await record(house)
    side = SideProcess(tmp_path / FILE_NAME, timeout_s=0.0)
    try:
        with pytest.raises(JobFailedError, match="took more than 0 s"):
            await side.do(Job("debrief", "s"))
        side = SideProcess(tmp_path / FILE_NAME)
        with pytest.raises(JobError, match="no command number 99"):
            await side.do(Job("what-if", "s", ((99, 1.0),)))
        with pytest.raises(JobFailedError, match="KeyError"):
            await side.do(Job("export", "nobody"))
        assert side._process is not None
        side._process.kill()
        side._process.join()
        assert json.loads(await side.do(Job("export", "s")))["header"]["id"] == "s"
    finally:
        side.close()
