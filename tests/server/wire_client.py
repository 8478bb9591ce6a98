"""A client that speaks the wire, for tests against real sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import msgpack
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession

from osler.realtime.frames import PROTOCOL

LOCAL = "http://127.0.0.1:8000"
SCENARIO = "bay-4-feels-strange"
SILENCE_S = 120  # a limit for a hang, not a measurement
PATIENCE = 2000  # frames read before a test gives up waiting for the one it expects
Frame = dict[str, Any]


class Bedside:
    """One joined socket."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket = socket
        self.seq = 0
        self.seen: list[Frame] = []
        self.latest: dict[str, Any] = {}

    def send(self, frame: Any) -> None:
        self.socket.send_bytes(frame if isinstance(frame, bytes) else msgpack.packb(frame))

    def read(self) -> Frame:
        frame: Frame = msgpack.unpackb(self.socket.portal.call(self._bytes))
        self.seen.append(frame)
        if frame["type"] == "topic":
            self.latest[frame["name"]] = frame["data"]
        return frame

    async def _bytes(self) -> bytes:
        with anyio.fail_after(SILENCE_S):
            message = await self.socket._send_rx.receive()
        self.socket._raise_on_close(message)
        data: bytes = message["bytes"]
        return data

    def until(self, wanted: Callable[[Frame], bool]) -> Frame:
        """Read on to the first frame that is wanted."""
        for _ in range(PATIENCE):
            if wanted(frame := self.read()):
                return frame
        raise AssertionError(f"not among {PATIENCE} frames; the last were {self.seen[-3:]}")

    def topic(self, name: str, holds: Callable[[Any], bool] = lambda data: True) -> Any:
        """The latest data of a topic, reading on until ``holds``."""
        if name in self.latest and holds(self.latest[name]):
            return self.latest[name]
        found = self.until(lambda f: f["type"] == "topic" and f["name"] == name and holds(f["data"]))
        return found["data"]

    def do(self, action: Frame, chosen_over_s: float = 0) -> Frame:
        """Send an intent and wait for its answer: an ack or a problem."""
        self.seq += 1
        self.send({"type": "intent", "seq": self.seq, "do": action, "chosen_over_s": chosen_over_s})
        return self.answer()

    def control(self, control: str, why: str = "button") -> Frame:
        self.seq += 1
        self.send({"type": "control", "seq": self.seq, "control": control, "why": why})
        return self.answer()

    def answer(self) -> Frame:
        seq = self.seq
        return self.until(lambda f: f["type"] in ("ack", "problem") and f["seq"] == seq)


def connect(client: TestClient, **headers: str) -> WebSocketTestSession:
    """A socket to the server by its own name."""
    return client.websocket_connect("/api/live", headers={"host": LOCAL.removeprefix("http://"), **headers})


class Learner:
    """Somebody at a browser: a cookie jar, sessions and sockets."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def begin(self, mode: str = "practice", seed: int = 7) -> str:
        answer = self.client.post("/api/sessions", json={"scenario": SCENARIO, "mode": mode, "seed": seed})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def ticket(self, session: str) -> str:
        answer = self.client.post(f"/api/sessions/{session}/ticket", json={})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["ticket"])

    @contextmanager
    def at_bedside(self, session: str) -> Iterator[Bedside]:
        """Joined, with hello read."""
        with connect(self.client) as socket:
            bedside = Bedside(socket)
            bedside.send({"type": "join", "ticket": self.ticket(session), "protocol": PROTOCOL})
            hello = bedside.read()
            assert hello["type"] == "hello", hello
            bedside.seq = hello["last_seq"]
            yield bedside
