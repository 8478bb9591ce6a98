"""The socket /api/live: a ticket first, then intents in and topics out."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from osler.identity.tickets import Admission
from osler.realtime.encoding import BadFrameError, decode, encode
from osler.realtime.frames import PROTOCOL, Join, Problem, ProblemCode
from osler.realtime.outbox import BAD_TICKET, FULL, GONE, SLOW, STORAGE, STUMBLED, Outbox
from osler.realtime.quiet_traceback import quiet_traceback
from osler.realtime.restore import NotResumableError
from osler.realtime.room import Room
from osler.realtime.rooms import NoRoomError
from osler.server.errors import CANNOT_WRITE
from osler.server.rate_limit import TokenBucket
from osler.server.services import Services, services_of
from osler.session.ports import CannotWriteError

router = APIRouter()
log = logging.getLogger(__name__)

JOIN_WITHIN_S = 10.0
STALLED_S = 20.0  # for what was queued to be taken; a phone between two cells is back sooner
FRAMES_PER_S, FRAMES_AT_ONCE = 60.0, 100.0
TOO_MANY_REFUSED = 300  # frames over the rate before the socket is closed
TOO_FAST, PROTOCOL_MISMATCH, NO_JOIN = 4429, 4426, 4408


class RefusedJoinError(Exception):
    """The socket does not get in: what to tell and how to close."""

    def __init__(self, problem: Problem, code: int) -> None:
        super().__init__(problem.detail)
        self.problem, self.code = problem, code


@router.websocket("/api/live")
async def live(socket: WebSocket) -> None:
    """One participant's line into one session."""
    services = services_of(socket)
    await socket.accept()
    try:
        admission = await _admitted(socket, services)
        room = await _room(services, admission)
    except RefusedJoinError as refused:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it may be gone already
            await socket.send_bytes(encode(refused.problem))
            await socket.close(refused.code)
        return
    except WebSocketDisconnect:
        return
    outbox = Outbox()
    room.join(admission.participant, outbox)
    sender = asyncio.create_task(_send(socket, outbox))
    receiver = asyncio.create_task(_receive(socket, room, admission.participant, outbox))
    try:
        await asyncio.wait({sender, receiver}, return_when=asyncio.FIRST_COMPLETED)
    except asyncio.CancelledError:  # the server stops: nobody is left to be told
        sender.cancel()
        raise
    finally:
        room.leave(admission.participant, outbox)  # before anything that waits: an empty room pauses
        outbox.close(1000, "")
        receiver.cancel()
    await sender
    if receiver.done() and not receiver.cancelled():
        receiver.result()


async def _admitted(socket: WebSocket, services: Services) -> Admission:
    """Read the first frame and take its ticket. Raises RefusedJoinError, WebSocketDisconnect."""
    try:
        frame = decode(await asyncio.wait_for(_next(socket), JOIN_WITHIN_S))
    except TimeoutError:
        raise _refused("bad-ticket", f"no ticket came within {JOIN_WITHIN_S:.0f} s", NO_JOIN) from None
    except BadFrameError as error:
        raise RefusedJoinError(_problem(error), BAD_TICKET) from error
    if not isinstance(frame, Join):
        raise _refused("bad-ticket", "the first frame must be join, with a ticket", BAD_TICKET)
    if frame.protocol != PROTOCOL:
        raise _refused(
            "protocol",
            f"this server speaks protocol {PROTOCOL}, not {frame.protocol}: reload the page",
            PROTOCOL_MISMATCH,
        )
    admission = services.tickets.redeem(frame.ticket)
    if admission is None:
        raise _refused("bad-ticket", "the ticket is unknown, used or expired: ask for a new one", BAD_TICKET)
    return admission


async def _room(services: Services, admission: Admission) -> Room:
    try:
        return await services.rooms.open(admission.session)
    except NoRoomError as error:
        detail = f"Every room of this server is in use ({error}): try again in a few minutes."
        raise _refused("not-allowed", detail, FULL) from error
    except CannotWriteError as error:
        log.error("session %s cannot be opened: %s", admission.session, error)
        raise _refused("not-allowed", CANNOT_WRITE, STORAGE) from error
    except NotResumableError as error:
        raise _refused("not-allowed", str(error), GONE) from error
    except KeyError:
        raise _refused("not-allowed", "this session no longer exists", GONE) from None
    except Exception as error:
        log.error("session %s cannot be opened: %s", admission.session, quiet_traceback(error))
        raise _refused("not-allowed", "This session cannot go on: the server's log says where.", STUMBLED) from error


async def _receive(socket: WebSocket, room: Room, participant: str, outbox: Outbox) -> None:
    """Frames to the room until the socket or the outbox closes. What cannot be read is answered and harms nothing."""
    bucket = TokenBucket(FRAMES_PER_S, FRAMES_AT_ONCE)
    refused = 0
    while outbox.closed is None:
        try:
            data = await _next(socket)
        except WebSocketDisconnect:
            return
        if not bucket.take():
            refused += 1
            if refused > TOO_MANY_REFUSED:
                outbox.close(TOO_FAST, "too many frames")
                return
            detail = f"more than {FRAMES_PER_S:.0f} frames a second: this one was dropped"
            outbox.put(encode(Problem(code="too-fast", detail=detail, seq=_seq(data))))
            continue
        try:
            frame = decode(data)
            if isinstance(frame, Join):
                raise BadFrameError("bad-frame", "join comes once, as the first frame")
            room.ask(participant, frame)
        except BadFrameError as error:
            outbox.put(encode(_problem(error)))


async def _send(socket: WebSocket, outbox: Outbox) -> None:
    """What the outbox holds, as fast as the client takes it; then close as the outbox says.

    A client that takes nothing for a while is given up, so that its seat does not keep a room running.
    """
    try:
        while frames := await outbox.take():
            async with asyncio.timeout(STALLED_S):
                for frame in frames:
                    await socket.send_bytes(frame)
        if outbox.closed is not None:
            async with asyncio.timeout(STALLED_S):
                await socket.close(*outbox.closed)
    except TimeoutError:
        outbox.close(SLOW, "this connection takes nothing: reconnect")
    except (WebSocketDisconnect, RuntimeError):  # the client went first
        outbox.close(1000, "")


async def _next(socket: WebSocket) -> bytes | str:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code") or 1000)
    data = message.get("bytes")
    return data if data is not None else str(message.get("text", ""))


def _seq(data: bytes | str) -> int | None:
    """Which wish a dropped frame carried, so that the client can settle it."""
    try:
        return getattr(decode(data), "seq", None)
    except BadFrameError as error:
        return error.seq


def _problem(error: BadFrameError) -> Problem:
    return Problem(code=error.code, detail=error.detail, seq=error.seq)


def _refused(code: ProblemCode, detail: str, close: int) -> RefusedJoinError:
    return RefusedJoinError(_problem(BadFrameError(code, detail)), close)
