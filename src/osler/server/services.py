"""What the routes work with: the ports, wired to their adapters once at start."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from osler.content.loader import ContentError
from osler.identity.pseudonym import Pseudonyms, read_or_make_key
from osler.identity.tickets import TicketOffice
from osler.realtime.rooms import Rooms
from osler.realtime.side_process import SideProcess
from osler.scenario.case import Case, Library
from osler.server.rate_limit import BucketPerClient
from osler.server.settings import Settings
from osler.storage.database import FILE_NAME, open_database
from osler.storage.session_store import SqlSessionStore
from osler.storage.writer import Writer

log = logging.getLogger(__name__)


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
    cases: Mapping[str, Case]
    rooms: Rooms
    side_process: SideProcess


def open_services(settings: Settings) -> Services:
    """Open the database and start the writer. Raises StorageError or ValueError when the data folder cannot be used."""
    database = settings.data / FILE_NAME
    engine = open_database(database)
    store = SqlSessionStore(engine)
    writer = Writer(store)
    return Services(
        settings=settings,
        engine=engine,
        store=store,
        writer=writer,
        pseudonyms=Pseudonyms(read_or_make_key(settings.data / "cookie.key")),
        tickets=TicketOffice(),
        new_sessions=BucketPerClient(settings.new_sessions_per_s, settings.new_sessions_burst),
        cases=load_cases(Library(settings.content)),
        rooms=Rooms(store, writer, settings.speed, settings.rooms),
        side_process=SideProcess(database),
    )


def load_cases(library: Library) -> dict[str, Case]:
    """Every scenario that can be played. One that cannot be read is left out, and the log says why."""
    cases = {}
    for name in library.names("scenarios"):
        try:
            cases[name] = library.case(name)
        except ContentError as error:
            log.error("scenario %s is left out:\n%s", name, error)
    return cases


async def close_services(services: Services) -> None:
    """Write what every room has, then stop."""
    await services.rooms.stop()
    services.side_process.close()
    await asyncio.to_thread(services.writer.close)
    services.engine.dispose()


def services_of(connection: HTTPConnection) -> Services:
    return cast(Services, connection.app.state.services)
