"""`osler serve` in a process of its own, to be killed, and a learner at the other end of a real socket."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import msgpack
from websockets.sync.client import ClientConnection, connect

from osler.physiology.engine import cache_folder
from osler.realtime.frames import PROTOCOL

SILENCE_S = 120  # a limit for a hang, not a measurement
Frame = dict[str, Any]


class ServerProcess:
    """Started and killed as often as a test likes, over one data folder."""

    def __init__(self, data: Path, speed: float) -> None:
        self.data, self.speed = data, speed
        data.mkdir(parents=True)
        (data / "cache").symlink_to(cache_folder().parent.absolute())  # compiled once for all tests
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "osler.cli", "serve", "--port", "0"]
        command += ["--data", str(self.data), "--speed", str(self.speed)]
        log = self.data / "server.log"
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log.open("a"),
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self._process.stdout is not None
        told = []
        for line in self._process.stdout:
            told.append(line)
            if found := re.search(r"https?://\S+", line):
                self.address = found.group()
                return
        raise AssertionError(f"the server did not listen: {''.join(told)}{log.read_text()}")

    def kill(self) -> None:
        """kill -9: nothing is written on the way out."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; its exit code."""
        assert self._process is not None
        self._process.terminate()
        code = self._process.wait(SILENCE_S)
        self.kill()
        return code


class RemoteLearner:
    """Keeps the cookie over restarts of the server."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def post(self, server: ServerProcess, path: str, body: Frame) -> Frame:
        answer = httpx.post(server.address + path, json=body, cookies=self.cookies, timeout=SILENCE_S)
        assert answer.is_success, answer.text
        self.cookies.update(answer.cookies)
        data: Frame = answer.json()
        return data

    def join(self, server: ServerProcess, session: str) -> RemoteBedside:
        ticket = self.post(server, f"/api/sessions/{session}/ticket", {})["ticket"]
        return RemoteBedside(server, ticket)


class RemoteBedside:
    """One joined socket; ``hello`` is what it was greeted with."""

    def __init__(self, server: ServerProcess, ticket: str) -> None:
        address = server.address.replace("http", "ws", 1) + "/api/live"
        self._connection = connect(address, compression=None)  # kept: the server's end closes it
        self.socket: ClientConnection = self._connection.__enter__()
        self.send({"type": "join", "ticket": ticket, "protocol": PROTOCOL})
        self.hello = self.read()
        assert self.hello["type"] == "hello", self.hello

    def send(self, frame: Frame) -> None:
        self.socket.send(msgpack.packb(frame))

    def read(self) -> Frame:
        frame: Frame = msgpack.unpackb(self.socket.recv(SILENCE_S))
        return frame

    def answer(self, seq: int) -> Frame:
        while True:
            frame = self.read()
            if frame["type"] in ("ack", "problem") and frame["seq"] == seq:
                return frame

    def clock(self, after_tick: int) -> Frame:
        """The first clock later than a tick."""
        while True:
            frame = self.read()
            if frame["type"] == "topic" and frame["name"] == "clock" and frame["data"]["tick"] > after_tick:
                data: Frame = frame["data"]
                return data
