"""Open the database file: durable settings, the version of its tables, and clear words when it cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from osler.storage.tables import SCHEMA_VERSION, metadata, tables

BUSY_TIMEOUT_MS = 10_000
FILE_NAME = "osler.sqlite"


class StorageError(RuntimeError):
    """The database cannot be used: the message says why and what would help."""


OWNER_ONLY = 0o600


def open_database(path: Path) -> Engine:
    """The engine of the database at ``path``, made when it does not exist yet.

    Write through ``engine.execution_options(writes=True)``: it takes the write lock when the transaction begins.
    Raises StorageError for a file that is no database or was written by a newer version.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=OWNER_ONLY, exist_ok=True)  # SQLite gives its side files the mode of the database
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", _begin)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            _agree_on_schema(connection, path)
    except DatabaseError as error:
        engine.dispose()
        raise StorageError(f"{path} cannot be opened as Osler's database: {error.orig}") from error
    except StorageError:
        engine.dispose()
        raise
    return engine


def _durable(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins no transactions behind our back
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _agree_on_schema(connection: Connection, path: Path) -> None:
    if not inspect(connection).has_table(metadata.name):
        tables.create_all(connection)
        connection.execute(insert(metadata).values(key="schema", value=str(SCHEMA_VERSION)))
        return
    found = connection.scalar(select(metadata.c.value).where(metadata.c.key == "schema"))
    if found is None or not found.isdecimal():
        raise StorageError(f"{path} has no readable schema version ({found!r}): it is not a database of Osler's")
    if int(found) > SCHEMA_VERSION:
        raise StorageError(
            f"{path} was written by a newer Osler (schema {found}, this one knows up to {SCHEMA_VERSION}): "
            "upgrade Osler, or point OSLER_DATA at another folder"
        )
