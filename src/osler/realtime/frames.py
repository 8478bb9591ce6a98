"""What travels on the socket: msgpack maps with a ``type``.

The client sends ``join``, then ``intent`` and ``control``; the server sends ``hello``, ``ack``, ``problem`` and
``topic`` frames. A topic is whole and small: its name is its redundancy key, the latest one wins, except ``captions``,
``findings`` and ``waves``, which append.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from osler.session.controls import ControlName, PageWhy
from osler.session.topics import (
    Caption,
    Clock,
    EndView,
    EquipmentView,
    Finding,
    HandsView,
    MonitorView,
    OutlineView,
    PatientView,
    Speaker,
    Waves,
    Wire,
)

PROTOCOL = 1
MAX_FRAME_BYTES = 8192  # a handover in the longest words: four lines of 400 characters, UTF-8
Seq = Annotated[int, Field(ge=1, le=2**53)]  # as far as a page counts exactly


# ---- client to server -------------------------------------------------------------------------------------------


class Join(Wire):
    """First frame on a socket: the single-use ticket."""

    type: Literal["join"]
    ticket: Annotated[str, Field(min_length=16, max_length=128)]
    protocol: int


class Intent(Wire):
    """One wish of the participant. ``seq`` rises by one; a repeated seq is answered again, not done again."""

    type: Literal["intent"]
    seq: Seq
    do: dict[str, Any] = Field(description="a spelled action (scenario/actions.py)")
    chosen_over_s: Annotated[float, Field(ge=0, le=600)] = 0  # time the dialog was open: not counted as delay

    @field_validator("do")
    @classmethod
    def _no_control(cls, do: dict[str, Any]) -> dict[str, Any]:
        if "control" in do:
            raise ValueError("control is a frame of its own")
        return do


class Control(Wire):
    """Time control: refused in exam mode except ``pause`` by a hidden page, which an exam only logs."""

    type: Literal["control"]
    seq: Seq
    control: ControlName
    why: PageWhy = "button"


ClientFrame = Join | Intent | Control


# ---- server to client -------------------------------------------------------------------------------------------


class Hello(Wire):
    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL
    epoch: int = Field(description="rises every time the session is opened again, by a restart or later")
    tick: int
    session: str
    last_seq: int = Field(description="highest seq of this participant that was taken: durable, or about to be")


class Ack(Wire):
    """Sent after the command is durable."""

    type: Literal["ack"] = "ack"
    seq: int
    done: bool
    reason: str | None = Field(default=None, description="why it was refused, in words for the learner")
    speaker: Speaker | None = Field(default=None, description="who says so; unknown after the server was started anew")
    tick: int


ProblemCode = Literal["bad-frame", "too-large", "too-fast", "bad-ticket", "protocol", "not-allowed"]


class Problem(Wire):
    """A frame that was not understood. The session is unharmed."""

    type: Literal["problem"] = "problem"
    code: ProblemCode
    detail: str
    seq: int | None = Field(default=None, description="of the refused intent or control, when it could be read")


class Topic(Wire):
    """``data`` is the model of the same name: clock, patient, monitor, waves, equipment, hands, outline, ended,
    captions (list of Caption), findings (list of Finding)."""

    type: Literal["topic"] = "topic"
    name: Literal[
        "clock", "patient", "monitor", "waves", "equipment", "hands", "outline", "ended", "captions", "findings"
    ]
    data: Any


TOPICS: dict[str, Any] = {
    "clock": Clock,
    "patient": PatientView,
    "monitor": MonitorView,
    "waves": Waves,
    "equipment": EquipmentView,
    "hands": list[HandsView],
    "outline": OutlineView,
    "ended": EndView,
    "captions": list[Caption],
    "findings": list[Finding],
}
"""What ``data`` is, by topic name."""

ServerFrame = Hello | Ack | Problem | Topic
