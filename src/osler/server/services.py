"""What the routes work with: the ports, wired to their adapters once at start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from osler.identity.pseudonym import Pseudonyms, read_or_make_key
from osler.identity.tickets import TicketOffice
from osler.server.rate_limit import BucketPerClient
from osler.server.settings import Settings
from osler.storage.database import FILE_NAME, open_database
from osler.storage.session_store import SqlSessionStore
from osler.storage.writer import Writer


@dataclass(frozen=True)
class Services:
    """One of each."""

    settings: Settings
    engine: Engine
    store: SqlSessionStore
    writer: Writer
    pseudonyms: Pseudonyms
    tickets: TicketOffice
    new_sessions: BucketPerClient


def open_services(settings: Settings) -> Services:
    """Open the database and start the writer. Raises StorageError or ValueError when the data folder cannot be used."""
    engine = open_database(settings.data / FILE_NAME)
    store = SqlSessionStore(engine)
    return Services(
        settings=settings,
        engine=engine,
        store=store,
        writer=Writer(store),
        pseudonyms=Pseudonyms(read_or_make_key(settings.data / "cookie.key")),
        tickets=TicketOffice(),
        new_sessions=BucketPerClient(settings.new_sessions_per_s, settings.new_sessions_burst),
    )


def close_services(services: Services) -> None:
    services.writer.close()
    services.engine.dispose()


def services_of(connection: HTTPConnection) -> Services:
    return cast(Services, connection.app.state.services)
