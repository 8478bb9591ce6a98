"""A room, beat by beat: durable before acknowledged, paused within a beat, nothing done twice, nobody held up."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import msgpack
import pytest
from beating import OPEN, House, Seat

from osler.realtime.outbox import GONE, SLOW, STUMBLED, Outbox
from osler.realtime.room import BEATS_PER_SECOND, IDLE_BEATS, MAX_WISHES
from osler.session.ports import Batch

LOOK = {"examine": "skin", "how": "look"}


async def test_time_passes_one_tick_a_beat_once_the_curtain_is_open(house: House) -> None:
    room = await house.begin()
    seat = Seat(room)
    await house.beat(10)
    assert room.session.tick == 0
    seat.intend(OPEN)
    await house.beat(1)
    assert [ack["done"] for ack in seat.acks()] == [True]
    await house.beat(10)
    assert room.session.tick == 10


async def test_an_answer_comes_only_after_the_commit(house: House) -> None:
    room = await house.begin()
    seat = Seat(room)
    seat.received()
    held = _hold(house)
    seat.intend(OPEN)
    await house.rooms.loop.beat(0.0)
    await asyncio.sleep(0)
    assert seat.acks() == []
    assert room.session.phase == "curtain"  # nothing happens before it is durable
    held.set()
    await house.written()
    assert [command.do["open"] for _, command in house.store.load("s").commands] == ["curtain"]
    assert len(seat.acks()) == 1


async def test_a_room_waiting_for_its_commit_catches_up_and_does_not_hold_up_others(house: House) -> None:
    waiting, other = await house.open_all("a", "b", beats=5)
    assert waiting.session.tick == other.session.tick
    before = other.session.tick
    held = _hold(house)
    waiting.intend(LOOK)
    for _ in range(6):
        house.now += 0.05
        await house.rooms.loop.beat(house.now)
    assert waiting.session.tick == before
    assert other.session.tick == before + 6
    held.set()
    await house.written()
    await house.beat(1)
    assert waiting.session.tick == other.session.tick == before + 7


@pytest.mark.parametrize("how", ["hidden page", "connection gone"])
async def test_practice_pauses_within_a_beat_and_durably(house: House, how: str) -> None:
    seat = await house.open(beats=30)
    stood = seat.session.tick
    seat.control("pause", "hidden") if how == "hidden page" else seat.leave()
    await house.beat(1)
    assert (seat.session.tick, seat.session.running) == (stood, False)
    await house.beat(1)
    kept = house.store.load("s")
    assert kept.tick == stood
    assert kept.snapshot is not None
    assert kept.commands[-1][1].do["control"] == "pause"
    await house.beat(20)
    assert seat.session.tick == stood


async def test_an_exam_goes_on_without_its_learner_and_says_so_in_the_log(house: House) -> None:
    seat = await house.open(mode="exam", beats=5)
    seat.leave()
    await house.beat(BEATS_PER_SECOND + 5)
    assert seat.session.tick == 5 + BEATS_PER_SECOND + 4  # the first beat opened the curtain
    assert "interruption" in [event.kind for event in house.store.load("s").events]


async def test_a_repeated_seq_is_one_command_even_before_it_is_durable(house: House) -> None:
    room = await house.begin()
    seat = Seat(room)
    for _ in range(3):
        seat.intend(OPEN, seq=1)  # in the same beat
    await house.rooms.loop.beat(0.0)
    seat.intend(OPEN, seq=1)  # on its way to the disk
    await house.written()
    first = seat.acks()
    assert len(first) == 1
    seat.intend(OPEN, seq=1)  # long done
    await house.beat(2)
    assert seat.acks() == first
    assert len(house.store.load("s").commands) == 1


async def test_a_number_that_was_passed_over_cannot_come_later(house: House) -> None:
    seat = Seat(await house.begin())
    seat.intend(OPEN, seq=5)
    await house.beat(2)
    seat.received()
    seat.intend(LOOK, seq=4)
    assert "it must rise" in seat.received()[0]["detail"]


async def test_a_flood_of_intents_is_cut_with_a_word(house: House) -> None:
    seat = Seat(await house.begin())
    seat.received()
    for _ in range(MAX_WISHES + 1):
        seat.intend(LOOK)
    told = seat.received()
    assert [(f["code"], f["seq"]) for f in told] == [("too-fast", MAX_WISHES + 1)]


async def test_a_standing_room_writes_nothing(house: House) -> None:
    seat = await house.open(beats=30)
    seat.control("pause")
    await house.beat(2 * BEATS_PER_SECOND)
    written = house.writer.commits
    seat.received()
    await house.beat(5 * BEATS_PER_SECOND)
    assert house.writer.commits == written
    assert seat.received() == []  # and nothing new means nothing sent


async def test_a_running_room_is_durable_once_a_second_in_one_commit_for_all(house: House) -> None:
    seats = await house.open_all("a", "b", "c", beats=2)
    before = house.writer.commits
    await house.beat(10 * BEATS_PER_SECOND)
    assert house.writer.commits - before <= 11  # ten seconds, not ten seconds times three rooms
    for name, seat in zip("abc", seats, strict=True):
        assert seat.session.tick - house.store.load(name).tick <= BEATS_PER_SECOND


async def test_a_slow_client_is_cut_off_and_the_room_goes_on(house: House) -> None:
    room = await house.begin()
    slow = Seat(room, outbox=Outbox(max_frames=40))
    slow.intend(OPEN)
    await house.beat(1)
    slow.received()
    slow.intend({"attach": "pulse-oximeter"})
    await house.beat(60 * BEATS_PER_SECOND)  # and never reads
    assert slow.cut_off == SLOW
    tick = room.session.tick
    await house.beat(10)
    assert room.session.tick == tick + 10


def test_topics_replace_each_other_and_logs_are_kept() -> None:
    outbox = Outbox()
    for value in (b"old", b"new"):
        outbox.put(value, key="clock")
        outbox.put(b"line " + value)
    assert outbox.drain() == [b"line old", b"new", b"line new"]


async def test_topics_come_at_their_own_pace(house: House) -> None:
    seat = await house.open(beats=2)
    seat.intend({"attach": "pulse-oximeter"})
    await house.beat(8 * BEATS_PER_SECOND)
    seat.received()
    counts: dict[str, int] = {}
    seconds = 5
    for _ in range(seconds * BEATS_PER_SECOND):
        await house.beat(1)
        for frame in seat.received():
            name = frame.get("name", frame["type"])
            counts[name] = counts.get(name, 0) + 1
    assert counts["patient"] <= 10 * seconds
    assert 5 * seconds <= counts["waves"] <= 10 * seconds
    assert counts["clock"] == seconds
    assert counts.get("monitor", 0) <= 2 * seconds
    assert counts.get("outline", 0) <= 2


async def test_an_old_owner_is_fenced_and_sends_its_people_away(house: House) -> None:
    seat = await house.open(beats=2)
    house.store.open_epoch("s")  # another process takes it over
    seat.received()
    seat.intend(LOOK)
    await house.beat(2)
    assert seat.acks() == []
    assert seat.cut_off == GONE
    assert house.rooms.live("s") is None


async def test_an_empty_room_closes_and_reopens_at_the_same_state(house: House) -> None:
    seat = await house.open(beats=50)
    seat.leave()
    await house.beat(IDLE_BEATS + 5)
    assert house.rooms.live("s") is None
    again = await house.rooms.open("s")
    assert again is not seat.room
    assert again.epoch == seat.room.epoch + 1
    assert again.session.state_hash() == seat.session.state_hash()


async def test_a_damaged_snapshot_is_passed_over_for_the_log(house: House) -> None:
    seat = await house.open(beats=50)
    seat.leave()
    await house.beat(IDLE_BEATS + 5)
    kept = house.store.load("s")
    other_engine = (kept.snapshot or b"").replace(kept.header.fingerprint.encode(), b"0" * 64)
    house.store.commit([Batch("s", kept.epoch, kept.tick, kept.phase, snapshot=other_engine)])
    again = await house.rooms.open("s")
    assert again.session.state_hash() == seat.session.state_hash()


async def test_a_skip_runs_as_fast_as_it_can_and_leaves_others_their_beats(house: House) -> None:
    skip = house.case.scenario.skip
    assert skip is not None
    allowed = house.case.scenario.model_copy(update={"skip": skip.model_copy(update={"when": "1"})})
    house.case = replace(house.case, scenario=allowed)
    away, here = await house.open_all("a", "b", beats=40)
    away.intend({"skip": 20, "watch_every_min": 5})
    await house.beat(5)
    assert here.session.tick == 44
    assert away.session.tick > 10 * here.session.tick


async def test_who_is_gone_when_an_absence_ends_finds_the_clock_standing(house: House) -> None:
    skip = house.case.scenario.skip
    assert skip is not None
    allowed = house.case.scenario.model_copy(update={"skip": skip.model_copy(update={"when": "1"})})
    house.case = replace(house.case, scenario=allowed)
    away = await house.open(beats=2)
    away.intend({"skip": 10, "watch_every_min": 5})
    await _until(house, away, "skipping")
    away.leave()
    await house.beat(2)
    assert away.session.running
    await _until(house, away, "running")
    await house.beat(2)
    assert (away.session.phase, away.session.running) == ("running", False)


async def test_who_comes_again_goes_on_counting_after_a_wish_that_waits_for_the_disk(house: House) -> None:
    seat = await house.open(beats=2)
    held = _hold(house)
    seat.intend(LOOK)
    await house.rooms.loop.beat(house.now)
    seat.intend({"attach": "ecg"})  # waits behind the one on its way to the disk
    again = Outbox()
    seat.room.join(seat.participant, again)
    hello = msgpack.unpackb(again.drain()[0])
    assert hello["last_seq"] == seat.seq
    held.set()
    await house.written()


async def test_a_room_that_stumbles_takes_no_other_down(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = await house.open_all("a", "b", beats=3)
    monkeypatch.setattr(bad.session, "step", lambda *_: {}["a fault in a case"])
    await house.beat(5)
    assert bad.cut_off == STUMBLED
    assert good.session.tick == 7
    again = await house.rooms.open("a")  # what was durable is still there
    assert again.session.phase == "running"


async def test_errors_are_logged_without_their_words(house: House, caplog: pytest.LogCaptureFixture) -> None:
    typed = "I think her name is Helen"
    room = await house.begin()

    def step(*_: object) -> None:
        raise ValueError(typed)

    room.session.step = step  # type: ignore[method-assign,assignment]  # a fault, for once
    Seat(room).intend(OPEN)
    await house.beat(2)
    assert "ValueError" in caplog.text
    assert "Helen" not in caplog.text


async def _until(house: House, seat: Seat, phase: str) -> None:
    for _ in range(3000):
        if seat.session.phase == phase:
            return
        await house.beat(1)
    raise AssertionError(f"still {seat.session.phase}")


def _hold(house: House) -> threading.Event:
    """Stop the writer's thread until the event is set."""
    release = threading.Event()
    house.writer.call(release.wait)
    return release
