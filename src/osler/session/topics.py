"""What a participant sees of a session: small whole models, one a topic, and what stands beside it (prebrief, kit)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from osler.scenario.actions import Posture
from osler.scenario.model import LineDevice
from osler.session.controls import Why

Mode = Literal["practice", "exam"]
Phase = Literal["curtain", "running", "skipping", "ended"]
Speaker = Literal["patient", "nurse", "registrar", "team", "you", "ward", "hint"]


class Wire(BaseModel):
    """Base of everything that is sent: unknown fields are errors, NaN and infinity too."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Clock(Wire):
    tick: int
    seconds: float = Field(description="simulated seconds since the curtain opened")
    phase: Phase
    running: bool
    paused_because: Why | None = None
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
    posture: Posture
    legs_raised: bool
    fallen: bool = Field(description="lies on the floor beside the bed")
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
    device: LineDevice | None = Field(description="what it runs from; none when nothing runs")
    rate_ml_per_h: float
    rate_is_set: bool = Field(description="something holds the rate; without it the roller clamp is fully open")
    remaining_ml: float
    pressure_bag: bool


class EquipmentView(Wire):
    oxygen: Literal["none", "nasal-cannula", "simple-mask", "reservoir-mask", "bag-valve-mask", "nebuliser"]
    oxygen_flow_l_min: float
    airway: Literal["none", "chin-lift", "jaw-thrust", "oropharyngeal"]
    lines: list[LineView]
    at_bedside: list[str] = Field(description="what stands there: monitor, drug-tray, drip-stand, ...")
    compressions_by: Literal["self", "nurse"] | None = Field(description="whose hands press on the chest")
    help_called: list[str]


class HandsView(Wire):
    """Who is busy with what. One nurse, one task at a time; so is the learner."""

    who: Literal["self", "nurse"]
    doing: str | None
    progress: float
    ends_s: float | None
    fetching: str | None = Field(default=None, description="what is still being fetched for it")
    away: bool = Field(default=False, description="gone from the bedside to fetch something")
    next: str | None = None


class Caption(Wire):
    id: int
    at_s: float
    speaker: Speaker
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
    dialog: Literal[
        "none", "drug", "fluid", "infusion", "oxygen", "ventilate", "cannula", "phone", "handover", "skip", "say"
    ] = "none"
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


class DrugView(Wire):
    id: str
    label: str
    presentations: list[PresentationView]
    sites: dict[str, list[str]] = Field(description="sites by route")
    infusion: bool


class Choice(Wire):
    id: str
    label: str


class FluidView(Wire):
    """One bag that can be hung: ``fluid`` and ``volume_ml`` are what an action says."""

    id: str
    label: str
    fluid: str
    volume_ml: float


class PhoneLines(Wire):
    """Lines to pick from for each SBAR field; typing is always possible."""

    situation: list[str]
    background: list[str]
    assessment: list[str]
    recommendation: list[str]


class Kit(Wire):
    """What the dialogs offer; fixed for a session."""

    drugs: list[DrugView]
    fluids: list[FluidView]
    oxygen: list[Choice]
    gauges: list[int]
    cannula_sites: list[Choice]
    phone: dict[str, PhoneLines] = Field(description="by whom is called or handed over to")
    call_me_if: list[Choice]
    skip_minutes: list[int] = Field(description="absences that the case offers; none when it offers no skip")


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
