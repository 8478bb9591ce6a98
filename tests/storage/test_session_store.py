"""Sessions on disk: what was committed is what is loaded, and old owners are kept out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from osler.session.commands import Command, Event
from osler.session.ports import Batch, FencedError, SessionHeader
from osler.storage.database import FILE_NAME, StorageError, open_database
from osler.storage.people import forget_person, person_of
from osler.storage.session_store import SqlSessionStore
from osler.storage.tables import content, people


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(tmp_path / "osler.sqlite")


@pytest.fixture
def store(engine: Engine) -> SqlSessionStore:
    return SqlSessionStore(engine)


def header(session: str = "s1", participant: str = "p1") -> SessionHeader:
    return SessionHeader(
        id=session,
        scenario="bay-4-breathless",
        participant=participant,
        mode="practice",
        seed=2**63 - 1,
        fingerprint="engine-a",
        bundle="bundle",
        content={"scenario": {"title": "Sie fühlt sich «seltsam»"}, "a": 1},
        created_at=f"2026-05-01T10:00:0{session[-1]}Z",
    )


def test_everything_of_a_batch_comes_back(store: SqlSessionStore) -> None:
    store.create(header())
    epoch = store.open_epoch("s1")
    command = Command(1, 40, "p1", {"give": "a-drug", "by": "nurse", "volume_ml": 0.5}, 2.5)
    event = Event(7, 41, "given", {"drug": "a-drug", "dose_mg": 0.5})
    store.commit(
        [
            Batch(
                "s1",
                epoch,
                tick=41,
                phase="running",
                commands=[(3, command)],
                outcomes=[(1, False, "There is no IV access yet.")],
                events=[event],
                vitals=[(2, b"\x00\x01")],
                snapshot=b"first",
            )
        ]
    )
    store.commit([Batch("s1", epoch, tick=60, phase="ended", snapshot=b"second")])

    recording = store.load("s1")

    assert recording.header == header()
    assert (recording.epoch, recording.tick, recording.phase) == (1, 60, "ended")
    assert recording.commands == [(3, command)]
    assert list(recording.commands[0][1].do) == ["give", "by", "volume_ml"]  # the verb stays first
    assert recording.outcomes == {1: (False, "There is no IV access yet.")}
    assert recording.events == [event]
    assert recording.vitals == [(2, b"\x00\x01")]
    assert recording.snapshot == b"second"


def test_content_is_stored_once(store: SqlSessionStore, engine: Engine) -> None:
    store.create(header("s1"))
    store.create(header("s2"))
    with engine.begin() as connection:
        assert len(connection.execute(select(content.c.hash)).all()) == 1


def test_an_old_owner_is_fenced_and_takes_nobody_down_with_it_half_written(store: SqlSessionStore) -> None:
    store.create(header("s1"))
    store.create(header("s2"))
    old, other = store.open_epoch("s1"), store.open_epoch("s2")
    assert store.open_epoch("s1") > old

    late = Batch("s1", old, tick=20, phase="running", events=[Event(1, 20, "late")])
    with pytest.raises(FencedError, match="session s1: epoch 1"):
        store.commit([Batch("s2", other, tick=20, phase="running"), late])

    assert store.load("s1").events == []
    assert store.load("s2").tick == 0


def test_a_participants_seq_is_durable_only_once(store: SqlSessionStore) -> None:
    store.create(header())
    epoch = store.open_epoch("s1")
    store.commit([Batch("s1", epoch, 1, "running", commands=[(1, Command(1, 1, "p1", {"open": "curtain"}))])])
    with pytest.raises(Exception, match="UNIQUE"):
        store.commit([Batch("s1", epoch, 2, "running", commands=[(1, Command(2, 2, "p1", {"open": "curtain"}))])])


def test_unknown_sessions_are_key_errors(store: SqlSessionStore) -> None:
    for ask in (store.load, store.open_epoch, store.standing):
        with pytest.raises(KeyError):
            ask("nobody")


def test_sessions_of_a_participant_newest_first_and_only_those_worth_resuming(store: SqlSessionStore) -> None:
    for name, phase in (("s1", "running"), ("s2", "ended"), ("s3", "curtain"), ("s4", "skipping")):
        store.create(header(name))
        store.commit([Batch(name, store.open_epoch(name), 5, phase)])
    store.create(header("s5", participant="p2"))

    assert [row[0] for row in store.sessions_of("p1")] == ["s4", "s3", "s2", "s1"]
    assert [session for session, _ in store.resumable("p1", "engine-a")] == ["s4", "s1"]
    assert store.resumable("p1", "engine-b") == []


def test_nan_never_reaches_the_log(store: SqlSessionStore) -> None:
    store.create(header())
    with pytest.raises(ValueError, match="Out of range float"):
        store.commit(
            [Batch("s1", store.open_epoch("s1"), 1, "running", events=[Event(1, 1, "x", {"v": float("nan")})])]
        )


def test_a_newer_database_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "osler.sqlite"
    open_database(path).dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE metadata SET value = '99' WHERE key = 'schema'")
    with pytest.raises(StorageError, match=r"newer Osler \(schema 99.*upgrade Osler"):
        open_database(path)


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "osler.sqlite"
    path.write_bytes(b"not a database at all, but long enough to be read as a header" * 20)
    with pytest.raises(StorageError, match=r"osler\.sqlite cannot be opened"):
        open_database(path)


def test_writes_are_fully_synchronous_and_readers_do_not_wait(engine: Engine) -> None:
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_a_person_can_be_forgotten(engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(insert(people).values(participant="p1", name="A. Learner"))
    assert person_of(engine, "p1") == "A. Learner"
    assert forget_person(engine, "p1")
    assert person_of(engine, "p1") is None
    assert not forget_person(engine, "p1")


def test_the_database_is_nobody_else_s_to_read(tmp_path: Path) -> None:
    open_database(tmp_path / FILE_NAME).dispose()
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0
