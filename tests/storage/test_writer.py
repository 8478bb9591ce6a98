"""One transaction a beat for all rooms, and nothing when there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from osler.session.commands import Event
from osler.session.ports import Batch, FencedError, SessionHeader
from osler.storage.database import open_database
from osler.storage.session_store import SqlSessionStore
from osler.storage.writer import Writer, WriterClosedError

WAIT_S = 30  # a limit for a hang, not a measurement


@pytest.fixture
def store(tmp_path: Path) -> SqlSessionStore:
    store = SqlSessionStore(open_database(tmp_path / "osler.sqlite"))
    for name in ("a", "b", "c"):
        store.create(SessionHeader(name, "scenario", "p", "practice", 1, "engine", "bundle", {}))
        store.open_epoch(name)
    return store


@pytest.fixture
def writer(store: SqlSessionStore) -> Iterator[Writer]:
    writer = Writer(store)
    yield writer
    writer.close()


def batch(session: str, tick: int = 20, epoch: int = 1) -> Batch:
    return Batch(session, epoch, tick, "running", events=[Event(tick, tick, "tick")])


def test_all_rooms_of_a_beat_share_one_commit(writer: Writer, store: SqlSessionStore) -> None:
    futures = [writer.submit(batch(name)) for name in ("a", "b", "c")]
    writer.flush()
    for future in futures:
        future.result(WAIT_S)
    assert writer.commits == 1
    assert [store.load(name).tick for name in ("a", "b", "c")] == [20, 20, 20]


def test_nothing_is_written_when_there_is_nothing(writer: Writer) -> None:
    for _ in range(100):
        writer.flush()
    writer.call(lambda: None).result(WAIT_S)  # the thread has been round
    assert writer.commits == 0


def test_a_fenced_batch_fails_alone(writer: Writer, store: SqlSessionStore) -> None:
    store.open_epoch("b")
    good, fenced, also_good = writer.submit(batch("a")), writer.submit(batch("b", epoch=1)), writer.submit(batch("c"))
    writer.flush()
    good.result(WAIT_S)
    also_good.result(WAIT_S)
    with pytest.raises(FencedError):
        fenced.result(WAIT_S)
    assert store.load("b").events == []


def test_closing_commits_what_was_queued_and_refuses_more(writer: Writer, store: SqlSessionStore) -> None:
    future = writer.submit(batch("a"))
    writer.close()
    assert future.result(0) is None
    assert store.load("a").tick == 20
    with pytest.raises(WriterClosedError):
        writer.submit(batch("a", 40))


def test_other_writing_runs_in_the_same_thread_and_its_errors_come_back(writer: Writer, store: SqlSessionStore) -> None:
    assert writer.call(lambda: store.open_epoch("a")).result(WAIT_S) == 2
    with pytest.raises(KeyError):
        writer.call(lambda: store.open_epoch("nobody")).result(WAIT_S)
