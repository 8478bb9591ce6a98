"""A full disk, a full house, a client that takes nothing, a restart in the middle of a what-if: the session unharmed."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import msgpack
import pytest
from fastapi.testclient import TestClient
from server_process import SILENCE_S, RemoteLearner, ServerProcess
from sqlalchemy import event
from starlette.websockets import WebSocketDisconnect
from wire_client import LOCAL, SCENARIO, Bedside, Learner, connect

from osler.realtime.frames import PROTOCOL
from osler.realtime.outbox import FULL, STORAGE
from osler.server import live
from osler.server.app import create_app
from osler.server.services import Services
from osler.server.settings import Settings

OPEN = {"open": "curtain"}
LOOK = {"examine": "skin", "how": "look"}


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """A server with settings of its own."""
    running: list[TestClient] = []

    def serve(**changes: Any) -> TestClient:
        settings = Settings(data=tmp_path / "data", static=tmp_path, new_sessions_burst=1000, **changes)
        running.append(TestClient(create_app(settings), base_url=LOCAL))
        return running[-1].__enter__()

    yield serve
    for client in running:
        client.__exit__(None, None, None)


class Disk:
    """The disk below a server's database, with a quota."""

    def __init__(self, client: TestClient) -> None:
        services: Services = client.app.state.services  # type: ignore[attr-defined]  # starlette's state
        self._engine, self._quota = services.engine, 2**30
        event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql(self._pragma()))

    def _pragma(self) -> str:
        return f"PRAGMA max_page_count = {self._quota}"  # never below what is in use: exactly full

    def fill(self) -> None:
        self._quota = 1

    def free(self) -> None:
        self._quota = 2**30


def cut_off(bed: Bedside) -> int:
    """Read on to the end of the socket; its close code."""
    with pytest.raises(WebSocketDisconnect) as closed:
        bed.until(lambda frame: False)
    return closed.value.code


def test_on_a_full_disk_nothing_is_acknowledged_and_nothing_acknowledged_is_lost(
    serve: Callable[..., TestClient],
) -> None:
    client = serve()
    learner, disk = Learner(client), Disk(client)
    session = learner.begin()
    with learner.at_bedside(session) as bed:
        assert bed.do(OPEN)["done"]
        assert bed.do(LOOK)["done"]
        disk.fill()  # what still fits into pages that are there is written, and then nothing more
        for seq in range(3, 40):
            bed.send({"type": "intent", "seq": seq, "do": {"say": "introduce", "text": "x" * 400}})
        assert cut_off(bed) == STORAGE
        answers = {frame["seq"]: frame for frame in bed.seen if frame["type"] == "ack"}
        assert len(answers) < 39
    begun = (client.post("/api/sessions", json={"scenario": SCENARIO}) for _ in range(500))
    refused = next(answer for answer in begun if answer.status_code != 201)
    assert (refused.status_code, refused.json()["error"]) == (503, "cannot-write")
    disk.free()
    with learner.at_bedside(session) as bed:
        assert bed.seq >= max(answers)
        for seq, answer in answers.items():  # answered again as before: it was durable
            bed.send({"type": "intent", "seq": seq, "do": LOOK})
            bed.seq = seq
            assert bed.answer() == answer
        bed.seq = 100
        assert bed.control("resume")["done"]
        assert bed.do(LOOK)["type"] == "ack"


def test_a_full_house_asks_to_wait_and_lets_in_again(serve: Callable[..., TestClient]) -> None:
    client = serve(rooms=2)
    learner = Learner(client)
    first, second, third = learner.begin(), learner.begin(), learner.begin()
    with learner.at_bedside(first) as one, learner.at_bedside(second):
        with connect(client) as socket:
            outside = Bedside(socket)
            outside.send({"type": "join", "ticket": learner.ticket(third), "protocol": PROTOCOL})
            assert "Every room of this server is in use" in outside.read()["detail"]
            assert cut_off(outside) == FULL
        assert one.do(OPEN)["done"]
        with learner.at_bedside(second) as again:  # who is in already may come back
            assert again.do(OPEN)["done"]


def test_a_client_that_takes_nothing_loses_its_seat_and_the_room_pauses(
    serve: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "STALLED_S", 0.05)
    client = serve()
    learner = Learner(client)
    session = learner.begin()
    ticket = learner.ticket(session)
    services: Services = client.app.state.services  # type: ignore[attr-defined]  # starlette's state
    sent: list[Any] = []

    async def stalled() -> None:
        """The server's own end of a socket whose other end stops reading once it has been greeted."""
        wanted = [
            {"type": "websocket.connect"},
            _binary({"type": "join", "ticket": ticket, "protocol": PROTOCOL}),
            _binary({"type": "intent", "seq": 1, "do": OPEN}),
        ]
        never = asyncio.Event()

        async def receive() -> Any:
            if not wanted:
                await never.wait()
            return wanted.pop(0)

        async def send(message: Any) -> None:
            sent.append(message)
            if len(sent) > 5:
                await never.wait()

        scope = {
            "type": "websocket", "path": "/api/live", "raw_path": b"/api/live", "query_string": b"", "scheme": "ws",
            "headers": [(b"host", LOCAL.removeprefix("http://").encode())], "subprotocols": [], "client": ("t", 1),
            "server": ("127.0.0.1", 8000), "root_path": "", "http_version": "1.1", "state": {},
        }  # fmt: skip
        await client.app(scope, receive, send)

    assert client.portal is not None
    client.portal.call(stalled)  # ends by itself, though the client neither reads nor goes
    room = services.rooms.live(session)
    assert room is not None
    assert room.seats == {}
    with learner.at_bedside(session) as bed:
        assert bed.topic("clock", lambda clock: clock["paused_because"] == "disconnected")["phase"] == "running"


def _binary(frame: dict[str, Any]) -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": msgpack.packb(frame)}


@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_a_what_if_answers_it_after_its_restart(tmp_path: Path) -> None:
    server, learner = ServerProcess(tmp_path / "data", speed=5), RemoteLearner()
    server.start()
    try:
        session = learner.post(server, "/api/sessions", {"scenario": SCENARIO, "seed": 11})["id"]
        bed = learner.join(server, session)
        for seq, do in enumerate((OPEN, LOOK), start=1):
            bed.send({"type": "intent", "seq": seq, "do": do})
            assert bed.answer(seq)["done"]
        bed.clock(after_tick=600)
        bed.send({"type": "intent", "seq": 3, "do": {"handover": "nurse", "situation": "She is very unwell."}})
        assert bed.answer(3)["done"]
        while bed.read().get("name") != "ended":
            pass
        url, edits = f"/api/sessions/{session}/whatif", {"edits": [{"ordinal": 2, "at_s": None}]}
        before = get(learner, server, f"/api/sessions/{session}/export")
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(learner.post, server, url, edits)
            while not asked.done() and get(learner, server, url)["share"] is None:
                threading.Event().wait(0.001)
            server.kill()
            with contextlib.suppress(httpx.HTTPError):  # cut off, unless this machine was quick enough to answer
                asked.result(SILENCE_S)
        server.start()
        assert learner.post(server, url, edits)["same_engine"] is True
        assert get(learner, server, f"/api/sessions/{session}/export") == before
    finally:
        server.kill()


def get(learner: RemoteLearner, server: ServerProcess, path: str) -> Any:
    return httpx.get(server.address + path, cookies=learner.cookies, timeout=SILENCE_S).raise_for_status().json()
