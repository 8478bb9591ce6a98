"""A session as bytes: msgpack, never pickle; always discardable, since the log can be replayed."""

from __future__ import annotations

from typing import Any

import msgpack
import numpy as np
from numpy.typing import NDArray

from osler.physiology import body as living
from osler.physiology.engine import Body, fingerprint
from osler.session.state import State

SNAPSHOT_FORMAT = 2


class SnapshotError(ValueError):
    """The snapshot belongs to another engine, case or format, or is damaged: replay the log instead."""


def pack(bundle: str, seed: int, body: Body, baseline: NDArray[np.float64], state: State) -> bytes:
    """Everything of a session. ``bundle`` is the hash of its content."""
    kept: dict[str, Any] = {
        **_belonging(bundle, seed),
        "tick": state.tick,
        "body": body.tobytes(),
        "baseline": baseline.tobytes(),
        "session": state.model_dump_json(),
    }
    return bytes(msgpack.packb(kept))


def unpack(bundle: str, seed: int, snapshot: bytes) -> tuple[Body, NDArray[np.float64], State]:
    """(body, baseline, state). Raises SnapshotError when it is not of this engine, case and seed, or cannot be read."""
    try:
        return _read(bundle, seed, msgpack.unpackb(snapshot))
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # msgpack's and pydantic's are ValueErrors
        raise error if isinstance(error, SnapshotError) else SnapshotError(type(error).__name__) from error


def _read(bundle: str, seed: int, kept: Any) -> tuple[Body, NDArray[np.float64], State]:
    for name, value in _belonging(bundle, seed).items():
        if kept.get(name) != value:
            raise SnapshotError(f"snapshot {name} is {kept.get(name)!r}, expected {value!r}")
    body = np.frombuffer(kept["body"], dtype=living.BODY).copy()
    baseline = np.frombuffer(kept["baseline"], dtype=np.float64)
    return body, baseline, State.model_validate_json(kept["session"])


def _belonging(bundle: str, seed: int) -> dict[str, Any]:
    return {"format": SNAPSHOT_FORMAT, "fingerprint": fingerprint(), "bundle": bundle, "seed": seed}
