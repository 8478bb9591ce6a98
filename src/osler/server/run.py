"""``osler serve``: prepare the body, listen, say where."""

from __future__ import annotations

import logging
import os
import socket
import ssl
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from osler.server.settings import Settings

MAX_MESSAGE_BYTES = 64 * 1024  # beyond this the socket is closed unread; our own limit is answered in words
SHUTDOWN_S = 5


def run(settings: Settings) -> None:
    """Serve until interrupted. Exits with code 2 and a sentence when the data folder or the content cannot be used."""
    os.environ["OSLER_DATA"] = str(settings.data)  # before any kernel is imported: its cache lives there
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    from osler.realtime.beat import make_way_for_the_beat
    from osler.server.app import create_app
    from osler.storage.claim import claim
    from osler.storage.database import FILE_NAME, StorageError, open_database

    with ExitStack() as held:
        try:
            open_database(settings.data / FILE_NAME).dispose()
            held.enter_context(claim(settings.data))
            sockets = bind(settings)  # before the long preparation: a port that is taken is known at once
            check_certificate(settings)
            prepare(settings.content)
            app = create_app(settings)
            make_way_for_the_beat()
        except (StorageError, ValueError, OSError, ListenError) as error:
            print(error, file=sys.stderr)
            raise SystemExit(2) from error
        _Server(_listening(settings, app), settings).run(sockets)


def _listening(settings: Settings, app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ssl_certfile=settings.cert,
        ssl_keyfile=settings.key,
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        log_config=None,
        log_level="warning",
        access_log=False,  # addresses and paths of people are nobody's business
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )


class ListenError(RuntimeError):
    """The address, the port or the certificate cannot be used: the message says which and what would help."""


def bind(settings: Settings) -> list[socket.socket]:
    """Take the port on every address that the host's name stands for. Raises ListenError."""
    where = f"{settings.host or 'every address'}, port {settings.port}"
    taken: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(
            settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        for family, kind, protocol, _, address in found[:1] if settings.port == 0 else dict.fromkeys(found):
            taken.append(one := socket.socket(family, kind, protocol))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(address)
    except OSError as error:
        for one in taken:
            one.close()
        raise ListenError(f"Cannot listen on {where}: {error.strerror}. Try another --host or --port.") from error
    return taken


def check_certificate(settings: Settings) -> None:
    """Raises ListenError when the TLS files do not hold a certificate and its key."""
    if settings.cert is None or settings.key is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.cert, settings.key, password="")
    except (ssl.SSLError, OSError) as error:
        raise ListenError(f"{settings.cert} and {settings.key} are not a certificate and its key: {error}") from error


class _Server(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"Osler listens on {address(self._settings, self._port())}", flush=True)

    def _port(self) -> int:
        names: Sequence[int] = [s.getsockname()[1] for server in self.servers for s in server.sockets]
        return names[0]


def address(settings: Settings, port: int) -> str:
    """Where a browser on this machine finds it."""
    host = "127.0.0.1" if settings.host in ("", "0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    return f"http{'s' if settings.secure else ''}://{f'[{host}]' if ':' in host else host}:{port}"


def prepare(content: Path | None) -> None:
    """Compile the body, or load what was compiled, by letting a first patient live for a second."""
    print("Preparing the patients (the first start compiles their bodies and takes longer) ...", flush=True)
    began = time.perf_counter()
    from osler.scenario.case import Library
    from osler.server.services import load_cases
    from osler.session.session import Session
    from osler.session.views import Views

    cases = load_cases(Library(content))
    if not cases:
        raise ValueError("no scenario can be played: see the messages above")
    for case in cases.values():
        session = Session.begin(case, seed=1)
        session.step([session.command("nobody", {"open": "curtain"})], ticks=20)
        views = Views(session)
        views.patient(), views.monitor(), views.waves(20), views.outline()
    print(f"{len(cases)} scenarios ready after {time.perf_counter() - began:.1f} s", flush=True)
