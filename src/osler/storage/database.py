"""Open the database file: durable settings, the version of its tables, and clear words when it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    Raises StorageError for a folder that cannot be written, a file that is no database, or one of another version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=OWNER_ONLY, exist_ok=True)  # SQLite gives its side files the mode of the database
    except OSError as error:
        raise StorageError(f"{path.parent} cannot hold Osler's database: {error.strerror}") from error
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", _begin)
    with _worded(engine, path), engine.execution_options(writes=True).begin() as connection:
        if not inspect(connection).has_table(metadata.name):
            tables.create_all(connection)
            connection.execute(insert(metadata).values(key="schema", value=str(SCHEMA_VERSION)))
        _agree_on_schema(connection, path)
    return engine


def open_for_reading(path: Path) -> Engine:
    """The engine of an existing database, for the terminal: nothing is made and nothing written.

    Raises StorageError for a missing file, one that is no database, or one of another version.
    """
    if not path.is_file():
        raise StorageError(f"there is no database in {path.parent}: name the folder with --data or OSLER_DATA")
    engine = create_engine(f"sqlite:///{path.absolute().as_uri()}?mode=ro&uri=true")
    event.listen(engine, "connect", _patient)
    with _worded(engine, path), engine.begin() as connection:
        _agree_on_schema(connection, path)
    return engine


@contextmanager
def _worded(engine: Engine, path: Path) -> Iterator[None]:
    """What goes wrong while opening, as StorageError; the engine is given up."""
    try:
        yield
    except DatabaseError as error:
        engine.dispose()
        raise StorageError(f"{path} cannot be opened as Osler's database: {error.orig}") from error
    except StorageError:
        engine.dispose()
        raise


def _durable(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins no transactions behind our back
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _patient(connection, entry)


def _patient(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _agree_on_schema(connection: Connection, path: Path) -> None:
    if not inspect(connection).has_table(metadata.name):
        raise StorageError(f"{path} is a database, but not Osler's")
    found = connection.scalar(select(metadata.c.value).where(metadata.c.key == "schema"))
    if found is None or not found.isdecimal():
        raise StorageError(f"{path} has no readable schema version ({found!r}): it is not a database of Osler's")
    if int(found) > SCHEMA_VERSION:
        raise StorageError(
            f"{path} was written by a newer Osler (schema {found}, this one knows up to {SCHEMA_VERSION}): "
            "upgrade Osler, or point OSLER_DATA at another folder"
        )
    if int(found) < SCHEMA_VERSION:
        raise StorageError(
            f"{path} was written by an older Osler (schema {found}, this one reads {SCHEMA_VERSION}) and cannot be "
            "brought up to date: read it with that version, or point OSLER_DATA at another folder"
        )
