"""The one writer: whatever all rooms want durable in a beat becomes one transaction in one thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from osler.session.ports import Batch, SessionStore

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)


class WriterClosedError(RuntimeError):
    """Nothing more can be made durable: the server is stopping."""


class Writer:
    """``submit`` queues; ``flush`` has the thread commit everything queued so far, together.

    The beat loop flushes once a beat. With nothing queued nothing is written. A batch that cannot be written fails
    alone: the others of its group are then committed one by one.
    """

    def __init__(self, store: SessionStore) -> None:
        self._store = store
        self._batches: list[tuple[Batch, Future[None]]] = []
        self._calls: list[tuple[Callable[[], Any], Future[Any]]] = []
        self._wake = threading.Condition()
        self._asked = False
        self._closing = False
        self.commits = 0
        self._thread = threading.Thread(target=self._run, name="osler-writer", daemon=True)
        self._thread.start()

    def submit(self, batch: Batch) -> Future[None]:
        """The future is done when the batch is durable; it carries FencedError when another owner has the session."""
        done: Future[None] = _promise()
        with self._wake:
            self._refuse_when_closing()
            self._batches.append((batch, done))
        return done

    def call(self, work: Callable[[], Answer]) -> Future[Answer]:
        """Run other writing (creating a session, taking it over) in the writer's thread, at once."""
        done: Future[Answer] = _promise()
        with self._wake:
            self._refuse_when_closing()
            self._calls.append((work, done))
            self._asked = True
            self._wake.notify()
        return done

    def flush(self) -> None:
        """Ask for a commit of what is queued; costs nothing when nothing is."""
        with self._wake:
            if self._batches:
                self._asked = True
                self._wake.notify()

    def close(self) -> None:
        """Commit what is queued and stop. Idempotent."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _refuse_when_closing(self) -> None:
        if self._closing:
            raise WriterClosedError("the writer is closed: the server is stopping")

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._asked or self._closing)
                batches, self._batches = self._batches, []
                calls, self._calls = self._calls, []
                self._asked = False
                closing = self._closing
            for work, done in calls:
                _settle(done, work)
            if batches:
                self._commit(batches)
            if closing:
                return

    def _commit(self, batches: list[tuple[Batch, Future[None]]]) -> None:
        try:
            self._store.commit([batch for batch, _ in batches])
        except Exception as error:
            if len(batches) == 1:
                log.warning("session %s: batch not written (%s)", batches[0][0].session, type(error).__name__)
                batches[0][1].set_exception(error)
            else:
                for alone in batches:
                    self._commit([alone])
            return
        self.commits += 1
        for _, done in batches:
            done.set_result(None)


def _promise() -> Future[Any]:
    done: Future[Any] = Future()
    done.set_running_or_notify_cancel()  # from here on a waiter that gives up cannot cancel it under the thread
    return done


def _settle(done: Future[Answer], work: Callable[[], Answer]) -> None:
    try:
        done.set_result(work())
    except Exception as error:
        done.set_exception(error)
