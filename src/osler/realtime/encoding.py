"""Frames as bytes: msgpack of plain data, finite numbers only."""

from __future__ import annotations

import math
from typing import Any

import msgpack
from pydantic import BaseModel, TypeAdapter, ValidationError

from osler.realtime.frames import MAX_FRAME_BYTES, ClientFrame, ProblemCode

MAX_DEPTH = 8
_CLIENT: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)


class BadFrameError(ValueError):
    """A frame from a client that cannot be read: what was wrong and, if it could be read, its ``seq``."""

    def __init__(self, code: ProblemCode, detail: str, seq: int | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.seq = code, detail, seq


def encode(frame: BaseModel) -> bytes:
    """One frame to a client."""
    return bytes(msgpack.packb(frame.model_dump()))


def decode(data: bytes | str) -> ClientFrame:
    """One frame from a client. Raises BadFrameError."""
    if isinstance(data, str):
        raise BadFrameError("bad-frame", "text frame: expected a binary frame with one msgpack map")
    if len(data) > MAX_FRAME_BYTES:
        raise BadFrameError("too-large", f"{len(data)} bytes: a frame may have {MAX_FRAME_BYTES} at most")
    try:
        value = msgpack.unpackb(data)
    except (ValueError, TypeError, RecursionError) as error:  # msgpack's own errors are ValueErrors
        raise BadFrameError("bad-frame", f"not msgpack ({type(error).__name__})") from None
    if not isinstance(value, dict):
        raise BadFrameError("bad-frame", f"{type(value).__name__}: expected a map with `type`")
    seq = value.get("seq")
    seq = seq if isinstance(seq, int) and not isinstance(seq, bool) else None
    _check_plain(value, seq)
    try:
        return _CLIENT.validate_python(value, context=None)
    except ValidationError as error:
        raise BadFrameError("bad-frame", _told(value, error), seq) from None


def _check_plain(value: Any, seq: int | None, path: str = "", depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise BadFrameError("bad-frame", f"{path}: nested deeper than {MAX_DEPTH}", seq)
    match value:
        case float():
            if not math.isfinite(value):
                raise BadFrameError("bad-frame", f"{path}: {value} is not a finite number", seq)
        case dict():
            for key, inner in value.items():
                if not isinstance(key, str):
                    raise BadFrameError("bad-frame", f"{path}: the key {key!r:.40} is not a string", seq)
                _check_plain(inner, seq, f"{path}.{key}".lstrip("."), depth + 1)
        case list():
            for index, inner in enumerate(value):
                _check_plain(inner, seq, f"{path}[{index}]", depth + 1)
        case None | bool() | int() | str():
            pass
        case _:
            raise BadFrameError("bad-frame", f"{path}: {type(value).__name__} is not plain data", seq)


def _told(value: dict[str, Any], error: ValidationError) -> str:
    kind = value.get("type")
    if kind not in ("join", "intent", "control"):
        return f"type {kind!r:.40}: expected join, intent or control"
    # the union reports every member's complaints, each under its model's name: tell those of the one that was meant
    meant = str(kind).capitalize()
    parts = [
        f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg'].lower()} (given {e['input']!r:.60})"
        for e in error.errors()
        if e["loc"][0] == meant
    ]
    return f"{kind}: " + "; ".join(parts)
