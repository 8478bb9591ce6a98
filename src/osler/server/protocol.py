"""What travels between client and server. The TypeScript types in ``web/src/net/wire.ts`` are generated from here.

Socket frames are msgpack maps with a ``type``. The client sends ``join``, then ``intent`` and ``presence``; the server
sends ``hello``, ``ack`` and ``topic`` frames. A topic is whole and small: its name is its redundancy key, the latest
one wins, except ``captions``, ``findings`` and ``waves``, which append.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from osler.session.topics import (
    Caption,
    Clock,
    EndView,
    EquipmentView,
    Finding,
    HandsView,
    Kit,
    Mode,
    MonitorView,
    OutlineView,
    PatientView,
    Phase,
    Prebrief,
    Waves,
    Wire,
)

PROTOCOL = 1
MAX_FRAME_BYTES = 4096


# ---- client to server -------------------------------------------------------------------------------------------


class Join(Wire):
    """First frame on a socket: the single-use ticket."""

    type: Literal["join"]
    ticket: Annotated[str, Field(min_length=16, max_length=128)]
    protocol: int


class Intent(Wire):
    """One wish of the participant. ``seq`` rises by one; a repeated seq is answered again, not done again."""

    type: Literal["intent"]
    seq: Annotated[int, Field(ge=1)]
    do: dict[str, Any] = Field(description="a spelled action (scenario/actions.py)")
    chosen_over_s: Annotated[float, Field(ge=0, le=600)] = 0  # time the dialog was open: not counted as delay


class Control(Wire):
    """Time control: refused in exam mode except ``pause`` by a hidden page, which an exam only logs."""

    type: Literal["control"]
    seq: Annotated[int, Field(ge=1)]
    control: Literal["pause", "resume", "hint", "leave"]
    why: Literal["button", "hidden", "menu"] = "button"


ClientFrame = Join | Intent | Control


# ---- server to client -------------------------------------------------------------------------------------------


class Hello(Wire):
    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL
    epoch: int = Field(description="rises with every restart of the session's process")
    tick: int
    session: str
    last_seq: int = Field(description="highest intent seq of this participant that is durable")


class Ack(Wire):
    """Sent after the command is durable."""

    type: Literal["ack"] = "ack"
    seq: int
    done: bool
    reason: str | None = Field(default=None, description="why it was refused, in words for the learner")
    tick: int


class Problem(Wire):
    """A frame that was not understood. The session is unharmed."""

    type: Literal["problem"] = "problem"
    code: Literal["bad-frame", "too-large", "too-fast", "bad-ticket", "protocol", "not-allowed"]
    detail: str


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


# ---- HTTP -------------------------------------------------------------------------------------------------------


class Card(Wire):
    """One scenario on the catalogue. Never the diagnosis."""

    id: str
    title: str
    place: str
    patient: str = Field(description="who you will meet: 'Woman, 54, on antibiotics for ...'")
    minutes: int
    level: str
    language: str
    reviewed_by: str | None
    review_overdue: bool
    picture: str
    teaches: list[str] = Field(description="shown only behind 'show what it teaches'")
    resume: list[str] = Field(default_factory=list, description="open sessions of this participant")


class SessionView(Wire):
    id: str
    scenario: str
    title: str
    mode: Mode
    phase: Phase
    prebrief: Prebrief
    kit: Kit
    body: str = Field(description="asset name of the patient's body: patient-female-54")
    place: str
    allergy_band: bool


class NewSession(Wire):
    scenario: Annotated[str, Field(max_length=64)]
    mode: Mode = "practice"
    seed: Annotated[int, Field(ge=0, lt=2**63)] | None = None


class Ticket(Wire):
    ticket: str
    expires_s: int


class ApiError(Wire):
    """Every HTTP error: what was wrong, where, what would be right."""

    error: str
    detail: str
    where: str | None = None
