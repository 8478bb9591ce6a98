"""The one vocabulary of actions: what a command does, a script plays and a rubric tests is spelled the same.

An action is a mapping whose first key is its verb and whose value is the verb's object:
``{give: adrenaline, presentation: 1-mg-in-1-ml, volume_ml: 0.5, route: im, site: thigh, by: nurse}``.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Actor = Literal["self", "nurse"]
Route = Literal["iv", "im", "sc", "neb", "oral"]
Site = Literal["thigh", "arm", "abdomen", "cannula"]
CannulaSite = Literal["left-forearm", "right-forearm", "left-hand", "right-hand"]
Posture = Literal["flat", "half-sitting", "sitting", "standing", "left-lateral"]
OxygenDevice = Literal["none", "nasal-cannula", "simple-mask", "reservoir-mask"]
Sensor = Literal["pulse-oximeter", "ecg", "cuff"]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]
# What no hand, bag or pump can do, whatever the dose: beyond it a number is a slip of the keyboard, not a mistake
MOST_DRAWN_UP_ML = 1_000
MOST_BAG_ML = 3_000
MOST_MADE_UP_MG = 100_000
MOST_PUMP_ML_PER_H = 2_000
Line = Annotated[str, Field(max_length=400)]


class Action(BaseModel):
    """One thing that somebody does at the bedside."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    verb: ClassVar[str]
    by: Actor = "self"

    def spelled(self) -> dict[str, Any]:
        """The action as it is written in scripts and logs: verb first, nothing that was left out."""
        fields = self.model_dump(mode="json", exclude_none=True)
        return {self.verb: fields.pop(self.verb), **fields}


class Open(Action):
    """Open the curtain: the clock starts."""

    verb = "open"
    open: Literal["curtain"]


class Examine(Action):
    """Look, feel, tap or listen at one place, or read something that hangs at the bed."""

    verb = "examine"
    examine: Identifier
    how: Literal["look", "feel", "tap", "listen", "read"] = "look"


class Attach(Action):
    """Put a sensor on the patient."""

    verb = "attach"
    attach: Sensor


class Detach(Action):
    """Take a sensor off."""

    verb = "detach"
    detach: Sensor


class Measure(Action):
    """Take one measurement by hand or by machine: it needs its real time."""

    verb = "measure"
    measure: Literal["blood-pressure", "respiratory-rate", "temperature", "glucose", "blood-gas"]


class Oxygen(Action):
    """Give oxygen by a device at a flow in litres a minute (``none`` takes it off)."""

    verb = "oxygen"
    oxygen: OxygenDevice
    flow_l_min: Annotated[float, Field(ge=0, le=15)] = 0


class Airway(Action):
    """Hold the airway open by hand or with an oropharyngeal airway."""

    verb = "airway"
    airway: Literal["chin-lift", "jaw-thrust", "oropharyngeal", "release"]


class Ventilate(Action):
    """Ventilate with a bag-valve-mask, or stop."""

    verb = "ventilate"
    ventilate: Literal["bag-valve-mask", "stop"]
    breaths_per_min: Annotated[float, Field(gt=0, le=60)] = 12
    volume_ml: Annotated[float, Field(gt=0, le=1500)] = 500
    oxygen_l_min: Annotated[float, Field(ge=0, le=15)] = 15


class Stimulate(Action):
    """Rouse the patient by voice or by a trapezius squeeze."""

    verb = "stimulate"
    stimulate: Literal["voice", "trapezius"]


class Stop(Action):
    """Stop a running infusion, by the name on its label; without a site, everything that runs by this name."""

    verb = "stop"
    stop: Identifier
    site: CannulaSite | None = None


class Cannulate(Action):
    """Insert a cannula."""

    verb = "cannulate"
    cannulate: CannulaSite
    gauge: Literal[14, 16, 18, 20, 22] = 18


class Fluid(Action):
    """Run a bag of fluid, freely or under a pressure bag."""

    verb = "fluid"
    fluid: Identifier
    volume_ml: Annotated[float, Field(gt=0, le=MOST_BAG_ML)]
    pressure_bag: bool = False


class Give(Action):
    """Give a drug from one presentation: the dose follows from the volume and the strength printed on it.

    ``volume_ml`` is the volume drawn up of the presentation as printed (made up and dissolved as its label says).
    """

    verb = "give"
    give: Identifier
    presentation: Identifier
    volume_ml: Annotated[float, Field(gt=0, le=MOST_DRAWN_UP_ML)]
    route: Route
    site: Site | None = None
    over_s: Annotated[float, Field(ge=0, le=3600)] | None = None


class Infuse(Action):
    """Run a drug by pump: an amount made up to a volume, at a rate."""

    verb = "infuse"
    infuse: Identifier
    amount_mg: Annotated[float, Field(gt=0, le=MOST_MADE_UP_MG)]
    made_up_to_ml: Annotated[float, Field(ge=1, le=MOST_BAG_ML)]
    rate_ml_per_h: Annotated[float, Field(gt=0, le=MOST_PUMP_ML_PER_H)]


class Position(Action):
    """Change the patient's posture."""

    verb = "position"
    position: Posture
    legs_raised: bool = False


class Compressions(Action):
    """Start or stop chest compressions."""

    verb = "compressions"
    compressions: Literal["start", "stop"]


class Ask(Action):
    """Ask the patient or the nurse something, by topic."""

    verb = "ask"
    ask: Identifier
    whom: Literal["patient", "nurse"] = "patient"


class Say(Action):
    """Tell the patient something: who you are, what happens next, what went wrong."""

    verb = "say"
    say: Identifier
    text: Line | None = None


class Call(Action):
    """Telephone somebody or pull the emergency call; SBAR lines are picked or typed."""

    verb = "call"
    call: Literal["emergency-team", "registrar"]
    situation: Line | None = None
    background: Line | None = None
    assessment: Line | None = None
    recommendation: Line | None = None


class Fetch(Action):
    """Bring something that is not at the bedside."""

    verb = "fetch"
    fetch: Identifier


class Plan(Action):
    """Write something into the plan: observations, pain relief, referral, incident report."""

    verb = "plan"
    plan: Identifier
    text: Line | None = None


class Handover(Action):
    """Hand the patient over: SBAR, who watches, what next. It ends the case."""

    verb = "handover"
    handover: Literal["registrar", "emergency-team", "nurse"]
    situation: Line | None = None
    background: Line | None = None
    assessment: Line | None = None
    recommendation: Line | None = None


class Cancel(Action):
    """Put down what somebody's hands are doing: nothing of it happens."""

    verb = "cancel"
    cancel: Actor


class Skip(Action):
    """Leave the bedside for some minutes and leave orders behind."""

    verb = "skip"
    skip: Annotated[int, Field(ge=1, le=120, description="minutes")]
    watch_every_min: Annotated[int, Field(ge=1, le=60)] = 15
    call_me_if: list[Identifier] = Field(default_factory=list, max_length=8)


ACTIONS: tuple[type[Action], ...] = (
    Open,
    Examine,
    Attach,
    Detach,
    Measure,
    Oxygen,
    Airway,
    Ventilate,
    Stimulate,
    Stop,
    Cannulate,
    Fluid,
    Give,
    Infuse,
    Position,
    Compressions,
    Ask,
    Say,
    Call,
    Fetch,
    Plan,
    Handover,
    Cancel,
    Skip,
)
VERBS: dict[str, type[Action]] = {action.verb: action for action in ACTIONS}


class UnknownActionError(ValueError):
    """The mapping is not an action: the message says what was wrong and what would be right."""


def verb_of(spelled: Mapping[str, Any]) -> str:
    """The verb of a spelled action or pattern.

    Raises UnknownActionError when there is none or more than one.
    """
    verbs = [key for key in spelled if key in VERBS]
    if len(verbs) == 1:
        return verbs[0]
    if not verbs:
        close = [verb for word in spelled for verb in difflib.get_close_matches(str(word), VERBS, n=1, cutoff=0.8)]
        meant = f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(VERBS)}"
        raise UnknownActionError(f"no known verb in {sorted(spelled)}: {meant}")
    # `stop`, `open` and the like are verbs only; two of them in one mapping is two actions
    raise UnknownActionError(f"{' and '.join(verbs)} in one action: write them as two")


def parse_action(spelled: Mapping[str, Any]) -> Action:
    """Read an action from its spelled form.

    Raises UnknownActionError naming the field, what was given and what is expected.
    """
    model = VERBS[verb_of(spelled)]
    try:
        return model.model_validate(dict(spelled))
    except ValidationError as error:
        raise UnknownActionError(explain(model.verb, error)) from error


def explain(subject: str, error: ValidationError) -> str:
    """What is wrong with an action, field by field: 'give: volume_ml: input should be greater than 0 (given -1)'."""
    parts = [f"{'.'.join(map(str, e['loc']))}: {e['msg'].lower()} (given {e['input']!r:.60})" for e in error.errors()]
    return f"{subject}: " + "; ".join(parts)
