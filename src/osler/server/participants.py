"""Who asks: the pseudonym in the signed cookie, made when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from osler.identity.pseudonym import COOKIE, COOKIE_DAYS
from osler.server.errors import RefusedError
from osler.server.services import services_of
from osler.storage.session_store import Standing

NEW = "new_participant"  # key in the request's state


async def participant(request: Request) -> str:
    """The participant who asks; a new pseudonym when the cookie is missing or not ours."""
    services = services_of(request)
    known = services.pseudonyms.read(request.cookies.get(COOKIE))
    if known is None:
        known = services.pseudonyms.new()
        request.scope.setdefault("state", {})[NEW] = known
    return known


Participant = Annotated[str, Depends(participant)]


@dataclass(frozen=True, slots=True)
class Own:
    """A session of who asks."""

    id: str
    standing: Standing


def own_session(session: str, request: Request, asks: Participant) -> Own:
    """The session of the path. Raises RefusedError 404 for others': they do not learn that it exists."""
    try:
        standing = services_of(request).store.standing(session)
    except KeyError:
        standing = None
    if standing is None or standing.participant != asks:
        raise RefusedError(
            404,
            "no-such-session",
            "There is no session of yours with this id: start one from the catalogue.",
            "session",
        )
    return Own(session, standing)


OwnSession = Annotated[Own, Depends(own_session)]


class RememberParticipant:
    """ASGI middleware: sets the cookie of a participant who was new in this request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_cookie(message: Message) -> None:
            new = scope.get("state", {}).get(NEW)
            if message["type"] == "http.response.start" and new is not None:
                MutableHeaders(scope=message).append("set-cookie", _cookie(scope, new))
            await send(message)

        await self._app(scope, receive, with_cookie if scope["type"] == "http" else send)


def _cookie(scope: Scope, new: str) -> str:
    services = scope["app"].state.services
    cookie: SimpleCookie = SimpleCookie()
    cookie[COOKIE] = services.pseudonyms.sign(new)
    morsel = cookie[COOKIE]
    morsel["path"], morsel["max-age"], morsel["samesite"] = "/", COOKIE_DAYS * 86_400, "Lax"
    morsel["httponly"], morsel["secure"] = True, services.settings.secure
    return morsel.OutputString()
