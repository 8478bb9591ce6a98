"""One low-priority process for what-if, debrief and export: a busy thread beside the beat would make rooms late."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Literal

from osler.realtime.quiet_traceback import quiet_traceback
from osler.session.ports import SessionStore
from osler.session.progress import Progress

log = logging.getLogger(__name__)

NICENESS = 10
TIMEOUT_S = 120.0


@dataclass(frozen=True, slots=True)
class Job:
    """What to do for which session; ``edits`` are (ordinal, at_s) of a what-if."""

    kind: Literal["debrief", "export", "what-if"]
    session: str
    edits: tuple[tuple[int, float | None], ...] = ()


class JobError(ValueError):
    """The request cannot be met: the message says what would be right."""


class SupersededError(RuntimeError):
    """A newer request of the same session took its place."""


class JobFailedError(RuntimeError):
    """The side process failed or took too long; it is started afresh for the next job."""


class SideProcess:
    """Does one job at a time; of the what-ifs of one session only the newest counts. Started when first needed."""

    def __init__(self, database: Path, timeout_s: float = TIMEOUT_S) -> None:
        self._database, self._timeout_s = database, timeout_s
        self._turn = asyncio.Lock()
        self._newest: dict[str, asyncio.Future[None]] = {}
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._progress: dict[str, float] = {}

    def progress(self, session: str) -> float | None:
        """The share of this session's what-if that is simulated, from 0 to 1; None when none is under way."""
        return self._progress.get(session) if session in self._newest else None

    async def do(self, job: Job) -> bytes:
        """The result as JSON. Raises JobError, JobFailedError, or SupersededError as soon as a newer what-if comes."""
        if job.kind != "what-if":
            return await self._in_turn(job)
        older = self._newest.get(job.session)
        if older is not None and not older.done():
            older.set_result(None)
        superseded = self._newest[job.session] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._in_turn(job, superseded))
        try:
            await asyncio.wait({task, superseded}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                # a running job is left to finish: its answer must be taken off the pipe before the next one goes in
                task.add_done_callback(lambda done: done.cancelled() or done.exception())
                raise SupersededError("a newer what-if of this session took its place")
            return task.result()
        finally:
            if self._newest.get(job.session) is superseded:
                del self._newest[job.session]

    def close(self) -> None:
        """End the process. Idempotent."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    async def _in_turn(self, job: Job, superseded: asyncio.Future[None] | None = None) -> bytes:
        async with self._turn:
            if superseded is not None and superseded.done():
                raise SupersededError("a newer what-if of this session took its place")
            return await asyncio.to_thread(self._exchange, job)

    def _exchange(self, job: Job) -> bytes:
        pipe = self._started()
        try:
            pipe.send(job)
            fine, answer = self._answer(pipe, job)
        except (OSError, EOFError, TimeoutError) as error:
            log.error("%s of session %s failed: %s", job.kind, job.session, type(error).__name__)
            self.close()
            reason = f"took more than {self._timeout_s:.0f} s" if isinstance(error, TimeoutError) else "stopped"
            raise JobFailedError(f"The {job.kind} {reason}. Try it once more.") from error
        if fine is None:
            raise JobFailedError(f"The {job.kind} failed ({answer}); the server's log says how.")
        if not fine:
            raise JobError(answer)
        result: bytes = answer
        return result

    def _answer(self, pipe: Connection, job: Job) -> tuple[bool | None, Any]:
        """Read until the job is answered, noting its progress on the way. Raises TimeoutError, EOFError, OSError."""
        ends = time.monotonic() + self._timeout_s
        self._progress[job.session] = 0.0
        try:
            while pipe.poll(max(0.0, ends - time.monotonic())):
                said = pipe.recv()
                if not isinstance(said, float):
                    answered: tuple[bool | None, Any] = said
                    return answered
                self._progress[job.session] = said
            raise TimeoutError
        finally:
            self._progress.pop(job.session, None)

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            self._process = spawn.Process(target=_serve, args=(theirs, self._database), name="osler-side", daemon=True)
            self._process.start()
            theirs.close()
            self._pipe = ours
        return self._pipe


def _serve(pipe: Connection, database: Path) -> None:
    """The process: jobs in; shares done, then (True, bytes) | (False, words) | (None, error's name) out."""
    from osler.realtime.jobs import prepare
    from osler.storage.database import open_database
    from osler.storage.session_store import SqlSessionStore

    if hasattr(os, "nice"):
        os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; the pipe's end is ours
    store = SqlSessionStore(open_database(database))
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the server is gone
        while True:
            job = pipe.recv()
            answer = _answered(store, job, pipe.send)
            pipe.send(answer)
            if job.kind == "debrief" and answer[0] and not pipe.poll():
                prepare(store, job.session)


def _answered(store: SessionStore, job: Job, progress: Progress) -> tuple[bool | None, bytes | str]:
    from osler.realtime.jobs import run

    try:
        return True, run(store, job, progress)
    except JobError as error:
        return False, str(error)
    except Exception as error:
        log.error("%s of session %s: %s", job.kind, job.session, quiet_traceback(error))
        return None, type(error).__name__
