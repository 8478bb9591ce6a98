"""Durable sessions in SQL: the adapter of ``osler.session.ports.SessionStore``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, delete, insert, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from osler.session.commands import EVENT_SCHEMA, Command, Event
from osler.session.ports import Batch, CannotWriteError, FencedError, Recording, SessionHeader
from osler.storage.database import StorageError, open_for_reading
from osler.storage.tables import commands, content, events, outcomes, sessions, snapshots, vitals


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose a session is and whether it goes on: what can be asked often."""

    participant: str
    phase: str
    fingerprint: str


class SqlSessionStore:
    """``commit`` is one transaction for all its batches; an epoch that was superseded fails inside that transaction."""

    def __init__(self, engine: Engine) -> None:
        self._reading = engine
        self._writing = engine.execution_options(writes=True)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._writing.begin() as connection:
                yield connection
        except OperationalError as error:
            raise CannotWriteError(f"the database cannot be written: {error.orig}") from error

    def create(self, header: SessionHeader) -> None:
        body = _json(header.content)
        digest = hashlib.sha256(body.encode()).hexdigest()
        with self._transaction() as connection:
            if connection.scalar(select(content.c.hash).where(content.c.hash == digest)) is None:
                connection.execute(insert(content).values(hash=digest, body=body))
            connection.execute(
                insert(sessions).values(
                    id=header.id,
                    scenario=header.scenario,
                    participant=header.participant,
                    mode=header.mode,
                    seed=header.seed,
                    fingerprint=header.fingerprint,
                    bundle=header.bundle,
                    content=digest,
                    parent=header.parent,
                    created_at=header.created_at,
                    epoch=0,
                    tick=0,
                    phase="curtain",
                )
            )

    def commit(self, batches: Sequence[Batch]) -> None:
        """Raises FencedError when one of the batches comes from an old epoch; then none of them is written."""
        with self._transaction() as connection:
            for batch in batches:
                _advance(connection, batch)
            _append(connection, batches)

    def load(self, session: str) -> Recording:
        with self._reading.begin() as connection:
            row = connection.execute(
                select(sessions, content.c.body).join(content).where(sessions.c.id == session)
            ).one_or_none()
            if row is None:
                raise KeyError(session)
            return _recording(connection, row)

    def open_epoch(self, session: str) -> int:
        with self._transaction() as connection:
            epoch = connection.scalar(
                update(sessions)
                .where(sessions.c.id == session)
                .values(epoch=sessions.c.epoch + 1)
                .returning(sessions.c.epoch)
            )
        if epoch is None:
            raise KeyError(session)
        return int(epoch)

    def standing(self, session: str) -> Standing:
        """Raises KeyError for an unknown session."""
        with self._reading.begin() as connection:
            row = connection.execute(
                select(sessions.c.participant, sessions.c.phase, sessions.c.fingerprint).where(sessions.c.id == session)
            ).one_or_none()
        if row is None:
            raise KeyError(session)
        return Standing(row.participant, row.phase, row.fingerprint)

    def sessions_of(self, participant: str) -> Sequence[tuple[str, str, str, int]]:
        with self._reading.begin() as connection:
            rows = connection.execute(
                select(sessions.c.id, sessions.c.scenario, sessions.c.phase, sessions.c.tick)
                .where(sessions.c.participant == participant)
                .order_by(sessions.c.created_at.desc(), sessions.c.id)
            )
            return [(row.id, row.scenario, row.phase, row.tick) for row in rows]

    def resumable(self, participant: str, fingerprint: str) -> Sequence[tuple[str, str]]:
        """(id, scenario) of sessions between curtain and end that this engine can carry on, newest first."""
        with self._reading.begin() as connection:
            rows = connection.execute(
                select(sessions.c.id, sessions.c.scenario)
                .where(
                    sessions.c.participant == participant,
                    sessions.c.fingerprint == fingerprint,
                    sessions.c.phase.in_(("running", "skipping")),
                )
                .order_by(sessions.c.created_at.desc(), sessions.c.id)
            )
            return [(row.id, row.scenario) for row in rows]


def read_recording(database: Path, session: str) -> Recording:
    """One session of a database that is only read. Raises StorageError, or KeyError for an unknown session."""
    engine = open_for_reading(database)
    try:
        return SqlSessionStore(engine).load(session)
    except (DatabaseError, ValueError) as error:
        why = error.orig if isinstance(error, DatabaseError) else error
        raise StorageError(f"session {session} cannot be read from {database}: {why}") from error
    finally:
        engine.dispose()


def _advance(connection: Connection, batch: Batch) -> None:
    moved = connection.execute(
        update(sessions)
        .where(sessions.c.id == batch.session, sessions.c.epoch == batch.epoch, sessions.c.tick <= batch.tick)
        .values(tick=batch.tick, phase=batch.phase)
    )
    if moved.rowcount != 1:
        raise FencedError(
            f"session {batch.session}: epoch {batch.epoch} at tick {batch.tick} may not write, "
            "a later owner has it or the session does not exist"
        )


def _append(connection: Connection, batches: Sequence[Batch]) -> None:
    """One statement a table for all rooms: the writer's thread shares the interpreter with the beat."""
    rows: dict[Table, list[dict[str, Any]]] = {commands: [], outcomes: [], events: [], vitals: [], snapshots: []}
    for batch in batches:
        session = batch.session
        rows[commands] += [_command_row(session, seq, command) for seq, command in batch.commands]
        rows[outcomes] += [
            {"session": session, "ordinal": ordinal, "done": done, "reason": reason}
            for ordinal, done, reason in batch.outcomes
        ]
        rows[events] += [_event_row(session, event) for event in batch.events]
        rows[vitals] += [{"session": session, "second": second, "row": row} for second, row in batch.vitals]
        if batch.snapshot is not None:
            connection.execute(delete(snapshots).where(snapshots.c.session == session))
            rows[snapshots] = [row for row in rows[snapshots] if row["session"] != session]
            rows[snapshots].append({"session": session, "body": batch.snapshot})
    for table, new in rows.items():
        if new:
            connection.execute(insert(table), new)


def _command_row(session: str, seq: int, command: Command) -> dict[str, Any]:
    return {
        "session": session,
        "ordinal": command.ordinal,
        "tick": command.tick,
        "actor": command.actor,
        "seq": seq,
        "do": _json(command.do),
        "chosen_over_s": command.chosen_over_s,
    }


def _event_row(session: str, event: Event) -> dict[str, Any]:
    return {
        "session": session,
        "id": event.id,
        "tick": event.tick,
        "kind": event.kind,
        "schema": EVENT_SCHEMA,
        "data": _json(event.data),
    }


def _recording(connection: Connection, row: Row[Any]) -> Recording:
    session = row.id
    return Recording(
        header=SessionHeader(
            id=session,
            scenario=row.scenario,
            participant=row.participant,
            mode=row.mode,
            seed=row.seed,
            fingerprint=row.fingerprint,
            bundle=row.bundle,
            content=json.loads(row.body),
            parent=row.parent,
            created_at=row.created_at,
        ),
        epoch=row.epoch,
        tick=row.tick,
        phase=row.phase,
        commands=[
            (c.seq, Command(c.ordinal, c.tick, c.actor, json.loads(c.do), c.chosen_over_s))
            for c in connection.execute(
                select(commands).where(commands.c.session == session).order_by(commands.c.ordinal)
            )
        ],
        outcomes={
            o.ordinal: (bool(o.done), o.reason)
            for o in connection.execute(select(outcomes).where(outcomes.c.session == session))
        },
        events=[
            Event(e.id, e.tick, e.kind, json.loads(e.data))
            for e in connection.execute(select(events).where(events.c.session == session).order_by(events.c.id))
        ],
        vitals=[
            (v.second, v.row)
            for v in connection.execute(select(vitals).where(vitals.c.session == session).order_by(vitals.c.second))
        ],
        snapshot=connection.scalar(select(snapshots.c.body).where(snapshots.c.session == session)),
    )


def _json(value: Mapping[str, Any]) -> str:
    # order is kept: an action's first key is its verb
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
