"""The gate of the server: who may call it by which name from where, how much at once, and what every answer carries."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from osler.realtime.quiet_traceback import quiet_traceback
from osler.server.errors import respond

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 64 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = ("localhost", "127.0.0.1", "::1")
WILDCARDS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to

# Without the blob: entries three.js fails silently; nothing may load from another origin.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; img-src 'self' blob: data:; "
    "connect-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "xr-spatial-tracking=(self), fullscreen=(self), screen-wake-lock=(self), camera=(), "
    "geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class AllowedHosts:
    """The names in ``Host`` that are ours. Guards against another site's name being pointed at this machine.

    A server that listens on every interface also answers to bare IP addresses: a rebound name is never one.
    """

    def __init__(self, bound: str, allowed: Iterable[str]) -> None:
        self._names = {*LOOPBACK, *({bound.lower()} - WILDCARDS), *(name.lower() for name in allowed)}
        self._any_address = bound in WILDCARDS

    def allows(self, host: str | None) -> bool:
        name = _bare(host or "")
        return name in self._names or (self._any_address and _is_address(name))


def _route(scope: Scope) -> str:
    """The route's pattern, not the address that was asked for."""
    return str(getattr(scope.get("route"), "path", scope["type"]))


def _bare(host: str) -> str:
    """The name in a Host header, without port and brackets, in lower case; empty when malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return ""
    plain = not (parts.username or parts.password or parts.path or parts.query or parts.fragment)
    return (parts.hostname or "") if plain else ""


def _authority(origin: str) -> str | None:
    """Host and port of an origin, in lower case; None when malformed."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware around everything: Host, Origin, body size, last-resort errors and the security headers."""

    def __init__(self, app: ASGIApp, hosts: AllowedHosts) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, refused=refusal is not None)
            return
        answer = _Answer(send)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        try:
            await self._app(scope, _limited(receive), answer)
        except Exception as error:
            log.error("unexpected error in %s: %s", _route(scope), quiet_traceback(error))
            if answer.started:
                raise
            await respond(500, "internal", "Something went wrong on the server; its log says what.")(
                scope, receive, answer
            )

    async def _socket(self, scope: Scope, receive: Receive, send: Send, refused: bool) -> None:
        if refused:
            await send({"type": "websocket.close", "code": 1008})  # before accept: the client sees HTTP 403
            return
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            log.error("unexpected error in %s: %s", _route(scope), quiet_traceback(error))
            await send({"type": "websocket.close", "code": 1011})

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host"), headers.get("origin")
        if not self._hosts.allows(host):
            return respond(
                400,
                "foreign-host",
                f"This server does not answer to {(host or '')[:60]!r}. Start it with --allow-host NAME if it should.",
                where="Host",
            )
        writes = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        if writes and origin is not None and _authority(origin) != (host or "").lower():
            return respond(
                403, "foreign-origin", f"{origin[:60]!r} is not this server: open Osler's own page.", where="Origin"
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            return respond(413, "too-large", TOO_LARGE, "body", CLOSE)
        return None


TOO_LARGE = f"A request may carry {MAX_BODY_BYTES} bytes at most."
CLOSE = {"connection": "close"}  # the rest of the body is not read, so the connection cannot be used again


def _limited(receive: Receive) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY_BYTES:
            raise HTTPException(413, TOO_LARGE, CLOSE)
        return message

    return counted


class _Answer:
    """Sends, and puts the security headers on the way."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)
