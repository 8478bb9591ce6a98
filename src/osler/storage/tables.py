"""The tables. Everything a session recorded, its content once by hash, and the one table that may know a person."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

SCHEMA_VERSION = 1

tables = MetaData()

metadata = Table(
    "metadata",
    tables,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

content = Table(
    "content",
    tables,
    Column("hash", String, primary_key=True),  # sha256 of body
    Column("body", Text, nullable=False),  # the whole resolved content as JSON
)

sessions = Table(
    "session",
    tables,
    Column("id", String, primary_key=True),
    Column("scenario", String, nullable=False),
    Column("participant", String, nullable=False),  # a pseudonym
    Column("mode", String, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("bundle", String, nullable=False),
    Column("content", String, ForeignKey("content.hash"), nullable=False),
    Column("parent", String, ForeignKey("session.id")),
    Column("created_at", String, nullable=False),  # wall time: outside the canonical log
    Column("epoch", Integer, nullable=False),
    Column("tick", Integer, nullable=False),  # durable up to here
    Column("phase", String, nullable=False),
    Index("session_by_participant", "participant", "created_at"),
    CheckConstraint("epoch >= 0 AND tick >= 0", name="session_counts"),
)


def _of_session() -> Column[str]:
    return Column("session", String, ForeignKey("session.id"), primary_key=True)


commands = Table(
    "command",
    tables,
    _of_session(),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("tick", Integer, nullable=False),
    Column("actor", String, nullable=False),
    Column("seq", Integer, nullable=False),  # the participant's own count; 0 when the room itself gave the command
    Column("do", Text, nullable=False),
    Column("chosen_over_s", Float, nullable=False),
    Index(
        "command_once",
        "session",
        "actor",
        "seq",
        unique=True,
        sqlite_where=text("seq > 0"),
        postgresql_where=text("seq > 0"),
    ),
)

outcomes = Table(
    "outcome",
    tables,
    _of_session(),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("done", Boolean, nullable=False),
    Column("reason", Text),
)

events = Table(
    "event",
    tables,
    _of_session(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("tick", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("data", Text, nullable=False),
)

vitals = Table(
    "vitals",
    tables,
    _of_session(),
    Column("second", Integer, primary_key=True, autoincrement=False),
    Column("row", LargeBinary, nullable=False),  # float64 little-endian over session.facts.NAMES
)

snapshots = Table(
    "snapshot",
    tables,
    _of_session(),
    Column("body", LargeBinary, nullable=False),  # the latest one only, always discardable
)

people = Table(
    "person",
    tables,
    Column("participant", String, primary_key=True),
    Column("name", String, nullable=False),
)
"""The only link between a pseudonym and a person. Deleting a row leaves every log, replay and export as it is."""
