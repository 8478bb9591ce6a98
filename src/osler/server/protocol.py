"""What travels between client and server. The TypeScript types in ``web/src/net/wire.ts`` are generated from here.

Socket frames are msgpack maps with a ``type``. The client sends ``join``, then ``intent`` and ``presence``; the server
sends ``hello``, ``ack`` and ``topic`` frames. A topic is whole and small: its name is its redundancy key, the latest
one wins, except ``captions``, ``findings`` and ``waves``, which append.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 1
MAX_FRAME_BYTES = 4096

Mode = Literal["practice", "exam"]
Phase = Literal["curtain", "running", "skipping", "ended"]


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


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


class Clock(Wire):
    tick: int
    seconds: float = Field(description="simulated seconds since the curtain opened")
    phase: Phase
    running: bool
    paused_because: Literal["button", "hidden", "menu", "disconnected"] | None = None
    speed: float = 1.0
    mode: Mode
    time_of_day: str = Field(description="HH:MM on the ward's wall clock")


class PatientView(Wire):
    """What anybody standing at the bed sees and hears, ten times a second at most."""

    tick: int
    chest: float = Field(description="lung volume above rest, mL")
    respiratory_rate: float
    effort: float = Field(description="0..1 use of accessory muscles")
    eyes_open: float
    gaze: Literal["learner", "nurse", "ceiling", "away", "none"]
    mouth_open: float
    flush: float
    urticaria: float
    angioedema: float
    pallor: float
    cyanosis: float
    sweating: float
    tremor: float
    pupil_mm: float
    consciousness: float
    distress: float
    posture: Literal["flat", "half-sitting", "sitting", "standing", "left-lateral"]
    legs_raised: bool
    sound: Literal["none", "wheeze", "stridor", "snore", "gurgle", "gasp", "moan"]


class Reading(Wire):
    """One displayed value. ``value`` None shows as an em dash; ``note`` says why."""

    value: float | None
    note: str | None = None
    at_s: float | None = Field(default=None, description="when it was taken, seconds since the curtain")


class MonitorView(Wire):
    present: bool = Field(description="the monitor stands at the bed")
    attached: list[Literal["pulse-oximeter", "ecg", "cuff", "capnograph"]]
    heart_rate: Reading
    heart_rate_source: Literal["ecg", "pleth", "none"]
    oxygen_saturation: Reading
    systolic: Reading
    diastolic: Reading
    mean: Reading
    respiratory_rate: Reading
    end_tidal_co2: Reading
    cuff: Literal["off", "idle", "measuring", "failed"]
    cuff_interval_s: float | None
    alarms: list[Alarm]


class Alarm(Wire):
    id: str
    priority: Literal["high", "medium", "low"]
    text: str


class Waves(Wire):
    """Samples since the last frame, one byte each (int8 as raw bytes), oldest first."""

    tick: int
    ecg: bytes = Field(description="200 Hz, 1 unit = 0.02 mV")
    pleth: bytes = Field(description="100 Hz, relative")
    respiration: bytes = Field(description="20 Hz, relative")
    co2: bytes = Field(description="20 Hz, 1 unit = 0.1 kPa")
    beats: list[int] = Field(description="tick of each displayed pulse beat since the last frame, for the tone")


class LineView(Wire):
    id: str
    site: str
    gauge: int
    running: str | None = Field(description="label of what runs, as printed")
    item: str | None = Field(description="id to stop it by")
    rate_ml_per_h: float
    remaining_ml: float
    pressure_bag: bool


class EquipmentView(Wire):
    oxygen: Literal["none", "nasal-cannula", "simple-mask", "reservoir-mask", "bag-valve-mask", "nebuliser"]
    oxygen_flow_l_min: float
    airway: Literal["none", "chin-lift", "jaw-thrust", "oropharyngeal"]
    lines: list[LineView]
    at_bedside: list[str] = Field(description="fetched things: monitor, drug-tray, resuscitation-trolley, ...")
    compressions: bool
    help_called: list[str]


class HandsView(Wire):
    """Who is busy with what. One nurse, one task at a time; so is the learner."""

    who: Literal["self", "nurse"]
    doing: str | None
    progress: float
    ends_s: float | None
    next: str | None = None


class Caption(Wire):
    id: int
    at_s: float
    speaker: Literal["patient", "nurse", "registrar", "you", "ward", "hint"]
    text: str


class Finding(Wire):
    """Something the learner elicited: it goes to the 'measured so far' list."""

    id: int
    at_s: float
    place: str
    label: str
    text: str
    source: Literal["examined", "measured", "read", "told"]


class OutlineItem(Wire):
    id: str
    group: Literal["Assess", "Breathing", "Circulation", "Drugs", "Talk", "Team"]
    label: str
    place: str | None = Field(default=None, description="scene object at which it is also offered by pointing")
    do: dict[str, Any] = Field(description="the spelled action, complete unless a dialog fills it")
    dialog: Literal["none", "drug", "fluid", "infusion", "oxygen", "ventilate", "cannula", "phone", "handover", "skip", "say"] = "none"
    may: list[Literal["self", "nurse"]]
    enabled: bool = True
    reason: str | None = None
    search: list[str] = Field(default_factory=list, description="other words that find it")


class OutlineView(Wire):
    items: list[OutlineItem]


class EndView(Wire):
    outcome: str
    text: str
    at_s: float


class Topic(Wire):
    """``data`` is the model of the same name: clock, patient, monitor, waves, equipment, hands, outline, ended,
    captions (list of Caption), findings (list of Finding)."""

    type: Literal["topic"] = "topic"
    name: Literal["clock", "patient", "monitor", "waves", "equipment", "hands", "outline", "ended", "captions", "findings"]
    data: Any


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


class Prebrief(Wire):
    id: str
    title: str
    you_are: str
    who_can_help: list[str]
    room_has: list[str]
    room_lacks: list[str]
    recorded: str
    may_die: bool
    content_warning: str | None
    ground_rule: str
    handover: list[str] = Field(description="the nurse's lines outside the curtain")
    skip_allowed: bool = Field(description="this participant has read it before")


class PresentationView(Wire):
    id: str
    label: str = Field(description="as printed: 'Adrenaline 1 mg in 1 mL (1:1000)'")
    form: Literal["ampoule", "syringe", "vial", "bag", "nebule", "tablet"]
    amount_mg: float
    volume_ml: float
    note: str | None = None
    routes: list[str]
    kept: str


class DrugView(Wire):
    id: str
    label: str
    presentations: list[PresentationView]
    sites: dict[str, list[str]] = Field(description="sites by route")
    infusion: bool


class Choice(Wire):
    id: str
    label: str


class PhoneLines(Wire):
    """Lines to pick from for each SBAR field; typing is always possible."""

    situation: list[str]
    background: list[str]
    assessment: list[str]
    recommendation: list[str]


class Kit(Wire):
    """What the dialogs offer; fixed for a session."""

    drugs: list[DrugView]
    fluids: list[Choice]
    oxygen: list[Choice]
    gauges: list[int]
    cannula_sites: list[Choice]
    phone: dict[str, PhoneLines] = Field(description="by whom is called or handed over to")
    call_me_if: list[Choice]


class ChartObservation(Wire):
    at: str
    respiratory_rate: float
    oxygen_saturation: float
    on: str
    systolic: float
    diastolic: float
    heart_rate: float
    consciousness: str
    temperature: float


class Chart(Wire):
    name: str
    date_of_birth: str
    allergies: str
    history: list[str]
    medicines: list[str]
    observations: list[ChartObservation]


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


# ---- debrief ----------------------------------------------------------------------------------------------------


class TimelineMark(Wire):
    id: int = Field(description="ordinal of the command for actions, so that what-if can move it; event id otherwise")
    at_s: float
    lane: Literal["moment", "looked", "acted", "told", "nurse"]
    text: str
    movable: bool = False


class Series(Wire):
    """One vital sign, one value a second from second 0; None where there was none."""

    name: str
    label: str
    unit: str
    colour: str
    values: list[float | None]


class Evidence(Wire):
    event: int
    at_s: float
    text: str


class ItemView(Wire):
    id: str
    text: str
    klass: Literal["critical", "timed", "recommended", "neutral", "harmful"]
    verdict: Literal["done", "late", "missed", "harmful", "avoided", "not-assessable", "not-needed"]
    grade: str | None = Field(default=None, description="under-dosed, over-dosed, other site, with a hint")
    recognisable_s: float | None
    looked_s: float | None
    acted_s: float | None
    target_s: float | None
    target_owner: str | None = Field(description="guideline, or this case")
    evidence: list[Evidence]
    cite: str | None
    feedback: str


class DebriefView(Wire):
    session: str
    scenario: str
    title: str
    revealed_title: str = Field(description="what it was, named only now")
    outcome: str
    patient_now: str
    duration_s: float
    moments: dict[str, float | None]
    marks: list[TimelineMark]
    truth: list[Series]
    displayed: list[Series]
    items: list[ItemView]
    first_done: str | None
    last_missed: str | None
    questions: list[Choice]
    teaching: list[str]
    objectives: list[str]
    review: str
    guideline: str
    model_note: str
    seed: int
    fingerprint: str


class WhatIfEdit(Wire):
    ordinal: int
    at_s: float | None = Field(description="new time, or None to remove the action")


class WhatIfRequest(Wire):
    edits: Annotated[list[WhatIfEdit], Field(min_length=1, max_length=20)]


class WhatIfView(Wire):
    """Both curves, both re-simulated under today's model."""

    outcome_original: str
    outcome: str
    original: list[Series]
    changed: list[Series]
    refused: list[str] = Field(description="actions that the world refused in the changed run")
    note: str
    same_engine: bool
