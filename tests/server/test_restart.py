"""Acknowledged means durable: a server killed in mid-session loses nothing that it answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from server_process import RemoteLearner, ServerProcess
from websockets.exceptions import ConnectionClosed
from wire_client import SCENARIO

from osler.realtime.restore import restore
from osler.scenario.case import Case
from osler.session.ports import Recording
from osler.session.replay import play
from osler.storage.database import FILE_NAME, open_database
from osler.storage.session_store import SqlSessionStore

pytestmark = pytest.mark.slow
KILLS = 3
LOOKS = ({"examine": "skin", "how": "look"}, {"examine": "chest", "how": "listen"}, {"attach": "pulse-oximeter"})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    server = ServerProcess(tmp_path / "data", speed=5)
    yield server
    server.kill()


def recorded(server: ServerProcess, session: str) -> Recording:
    engine = open_database(server.data / FILE_NAME)
    try:
        return SqlSessionStore(engine).load(session)
    finally:
        engine.dispose()


def test_a_killed_server_loses_no_acknowledged_command(server: ServerProcess) -> None:
    learner = RemoteLearner()
    server.start()
    session = learner.post(server, "/api/sessions", {"scenario": SCENARIO, "seed": 11})["id"]
    acked: dict[int, bool] = {}
    for life in range(1, KILLS + 1):
        bed = learner.join(server, session)
        assert bed.hello["epoch"] == life  # a new epoch with every life
        assert bed.hello["last_seq"] == max(acked, default=0)
        seq = bed.hello["last_seq"]
        wishes = [{"open": "curtain"}] if life == 1 else [{"control": "resume"}]
        for do in (*wishes, *LOOKS):
            seq += 1
            kind = {"type": "control", **do} if "control" in do else {"type": "intent", "do": do}
            bed.send({**kind, "seq": seq})
            acked[seq] = bed.answer(seq)["done"]
        durable = bed.clock(after_tick=bed.hello["tick"] + 100)["tick"] if life == 2 else 0
        server.kill()  # at once after the last answer in two lives of three
        with pytest.raises(ConnectionClosed):
            bed.clock(after_tick=10**9)

        recording = recorded(server, session)
        outcomes = {seq: ordinal for seq, (ordinal, _) in _by_seq(recording).items()}
        assert set(acked) <= set(outcomes)
        assert recording.tick >= durable - 200  # at most a second of wall time at five times speed, and a beat or two
        assert _offline_hash(recording) == _restored_hash(recording)
        server.start()

    bed = learner.join(server, session)
    assert bed.hello["tick"] == recorded(server, session).tick
    for seq, done in acked.items():  # answered again as before, not done again
        bed.send({"type": "intent", "seq": seq, "do": LOOKS[0]})
        assert bed.answer(seq)["done"] is done
    commands = [seq for seq, _ in recorded(server, session).commands if seq]
    assert sorted(commands) == sorted(set(commands))


def test_a_stopped_server_keeps_the_tick_and_the_session_stands_until_somebody_comes(server: ServerProcess) -> None:
    learner = RemoteLearner()
    server.start()
    session = learner.post(server, "/api/sessions", {"scenario": SCENARIO})["id"]
    bed = learner.join(server, session)
    bed.send({"type": "intent", "seq": 1, "do": {"open": "curtain"}})
    seen = bed.clock(after_tick=100)["tick"]
    server.stop()
    kept = recorded(server, session)
    assert kept.tick >= seen
    assert kept.snapshot is not None
    server.start()
    bed = learner.join(server, session)
    assert bed.hello["tick"] == kept.tick
    bed.send({"type": "control", "seq": 2, "control": "resume"})
    assert bed.answer(2) == {"type": "ack", "seq": 2, "done": True, "reason": None, "tick": kept.tick, "speaker": None}


def _by_seq(recording: Recording) -> dict[int, tuple[int, object]]:
    return {seq: (command.ordinal, command.do) for seq, command in recording.commands if seq}


def _offline_hash(recording: Recording) -> str:
    header = recording.header
    case = Case.from_content(header.content)
    commands = [command for _, command in recording.commands]
    return play(case, header.seed, "practice", commands, recording.tick).session.state_hash()


def _restored_hash(recording: Recording) -> str:
    case = Case.from_content(recording.header.content)
    return asyncio.run(restore(recording, case, epoch=99)).session.state_hash()
