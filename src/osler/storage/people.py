"""Who is behind a pseudonym: one table of its own, so that the answer can be deleted."""

from __future__ import annotations

from sqlalchemy import Engine, delete, select

from osler.storage.tables import people


def forget_person(engine: Engine, participant: str) -> bool:
    """Delete the link; logs, replays and exports stay and name nobody. True when there was one."""
    with engine.execution_options(writes=True).begin() as connection:
        return connection.execute(delete(people).where(people.c.participant == participant)).rowcount > 0


def person_of(engine: Engine, participant: str) -> str | None:
    """The name behind a pseudonym, if one was ever given and not deleted."""
    with engine.begin() as connection:
        return connection.scalar(select(people.c.name).where(people.c.participant == participant))
