"""A scenario as an author writes it: one strict YAML file. Patterns and conditions are checked while it is read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from osler.scenario.actions import Identifier, Posture, UnknownActionError
from osler.scenario.expressions import ExpressionError, parse
from osler.scenario.patterns import number_test, parse_pattern

Text = Annotated[str, Field(min_length=1, max_length=2000)]


def _condition(value: Any) -> str:
    try:
        return parse(value).text
    except ExpressionError as error:
        raise ValueError(str(error)) from error


def _patterns(value: Any) -> list[dict[str, Any]]:
    patterns = value if isinstance(value, list) else [value]
    for pattern in patterns:
        if not isinstance(pattern, dict):
            raise ValueError(f"expected an action like {{give: NAME, route: im}}, given {pattern!r}")
        try:
            parse_pattern(pattern)
        except UnknownActionError as error:
            raise ValueError(str(error)) from error
    return patterns


def _number(value: Any) -> Any:
    try:
        number_test(value)
    except (UnknownActionError, ValueError) as error:
        raise ValueError(str(error)) from error
    return value


Condition = Annotated[str, BeforeValidator(_condition), Field(description="a condition over observables and facts")]
Patterns = Annotated[
    list[dict[str, Any]], BeforeValidator(_patterns), Field(description="one action pattern or a list: any of them")
]
NumberTest = Annotated[Any, AfterValidator(_number), Field(description="0.5, [0.45, 0.55] or '>0.6'")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, populate_by_name=True)


class Guideline(Strict):
    name: Text
    version: str
    region: str
    review_due: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")] | None = Field(
        description="None: the document names no date"
    )


class Review(Strict):
    """Who of flesh and blood has reviewed the clinical content. Nobody: unreviewed."""

    status: Literal["unreviewed", "reviewed"]
    by: str | None = None
    on: str | None = None


class CardText(Strict):
    """What the catalogue may show: never the diagnosis."""

    place: Text
    patient: Text
    picture: Identifier
    keywords: list[str] = []


class PrebriefText(Strict):
    who_can_help: list[Text]
    may_die: bool
    content_warning: Text | None = None
    ground_rule: Text
    recorded: Text
    handover: Annotated[list[Text], Field(min_length=1, description="the nurse's lines outside the curtain")]


class ChartRow(Strict):
    at: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    respiratory_rate: float
    oxygen_saturation: float
    on: str = "air"
    systolic: float
    diastolic: float
    heart_rate: float
    consciousness: str = "Alert"
    temperature: float


class PatientInCase(Strict):
    """The person of this case: which body, who they are, what hangs at the bed."""

    base: Identifier
    name: Text
    date_of_birth: str
    posture: Posture
    history: list[Text]
    medicines: list[Text]
    allergies: Text
    allergy_band: bool = False
    traits: dict[str, float] = Field(default={}, description="patient parameters that differ from the base")
    observations: Annotated[list[ChartRow], Field(min_length=1)]


class Trigger(Strict):
    infusion: Identifier


class StartCondition(Strict):
    condition: Identifier
    severity: Annotated[float, Field(ge=0, le=1)]
    trigger: Trigger | None = None


LineDevice = Literal["drip", "infusion-pump", "patient-controlled-pump"]
"""What a line runs from: a bag on the drip stand, a pump beside it, a locked syringe with a button for the patient."""


class StartLine(Strict):
    """A cannula that is in, and what runs through it. ``item`` is the name by which it is stopped."""

    site: Literal["left-forearm", "right-forearm", "left-hand", "right-hand"]
    gauge: Literal[14, 16, 18, 20, 22]
    item: Identifier | None = None
    label: str | None = None
    drug: Identifier | None = None
    amount_mg: float = 0
    volume_ml: float = 0
    rate_ml_per_h: float = 0
    device: LineDevice = "drip"


class EarlierDose(Strict):
    """A drug given before the case begins; simulated, so that the body really has it."""

    drug: Identifier
    route: Literal["iv", "im", "sc"]
    amount_mg: Annotated[float, Field(gt=0)]
    over_s: Annotated[float, Field(ge=0)] = 0
    before_s: Annotated[float, Field(ge=0, description="seconds before time zero at which it began")]
    mistake: Text | None = Field(default=None, description="why it was more than usual, where the case is about that")


class Start(Strict):
    """How the case stands when the curtain opens. ``clock_s`` is simulated after the condition began."""

    clock_s: Annotated[float, Field(ge=0, le=7200)]
    ward_time: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    conditions: list[StartCondition] = []
    lines: list[StartLine] = []
    earlier: list[EarlierDose] = []
    at_bedside: list[Identifier] = []


class Reply(Strict):
    when: Condition = "1"
    say: Text


class Talk(Strict):
    """A question the learner can put, and what is answered: the first reply whose condition holds."""

    ask: Identifier
    whom: Literal["patient", "nurse"] = "patient"
    label: Text
    search: list[str] = []
    replies: Annotated[list[Reply], Field(min_length=1)]


class Examination(Strict):
    """What is found at one place in one way: every answer whose condition holds, in order; ``first`` stops at one."""

    examine: Identifier
    how: Literal["look", "feel", "tap", "listen", "read"]
    label: Text
    takes_s: Annotated[float, Field(ge=0)]
    first: bool = True
    answers: Annotated[list[Reply], Field(min_length=1)]


class SpontaneousLine(Strict):
    """Said once, unasked, when its condition has held for ``for_s``."""

    id: Identifier
    who: Literal["patient", "nurse"]
    when: Condition
    for_s: Annotated[float, Field(ge=0)] = 0
    say: Text
    quiet: bool = Field(default=False, description="a sound or sign, not words: shown in brackets")


class Information(Strict):
    """Something the learner can tell the patient or family."""

    say: Identifier
    label: Text
    replies: list[Reply] = []


class PhoneText(Strict):
    situation: list[Text]
    background: list[Text]
    assessment: list[Text]
    recommendation: list[Text]


class Contact(Strict):
    """Somebody who can be called: how long it takes, the one question back, the time they give."""

    id: Literal["registrar", "emergency-team", "nurse"]
    label: Text
    answers_s: Annotated[float, Field(ge=0, description="seconds until they pick up")] = 5
    arrives_s: Annotated[float, Field(ge=0)] | None = None
    question: list[Reply] = []
    advice: list[Reply]
    arrival: list[Reply] = []
    lines: PhoneText


class PlanText(Strict):
    """Something to write into the plan. ``shown``: offered only then, so that the list does not name the diagnosis."""

    plan: Identifier
    label: Text
    shown: Condition = "1"
    reply: Text | None = None


class Moment(Strict):
    when: Condition
    for_s: Annotated[float, Field(ge=0)] = 0
    define: Text


class DoseGrades(Strict):
    full: NumberTest
    under: NumberTest | None = None
    over: NumberTest | None = None


class Feedback(Strict):
    done: Text | None = None
    late: Text | None = None
    missed: Text | None = None
    harmful: Text | None = None


class Item(Strict):
    """One thing the debrief says something about. ``class`` says how much hangs on it, never points."""

    id: Identifier
    text: Text
    klass: Annotated[Literal["critical", "timed", "recommended", "neutral", "harmful"], Field(alias="class")]
    do: Patterns
    nth: Annotated[int, Field(ge=1, description="the how-manieth such action")] = 1
    also: list[Patterns] = Field(default=[], description="further actions, all of them needed")
    dose_mg: DoseGrades | None = None
    from_: Annotated[str | None, Field(alias="from", description="moment from which time counts")] = None
    target_s: Annotated[float, Field(gt=0)] | None = None
    target_owner: Literal["guideline", "this case"] | None = None
    looked: Patterns | None = Field(default=None, description="what counts as having looked")
    while_: Annotated[Condition, Field(alias="while", description="must hold when it is done")] = "1"
    needed: Annotated[Condition, Field(description="must have held at some second for the item to be needed")] = "1"
    before: Identifier | None = Field(
        default=None, description="counts only when done before that item (or without it)"
    )
    after: Identifier | None = Field(default=None, description="counts only when done after that item")
    after_s: tuple[float, float] | None = Field(default=None, description="window after `after`")
    cite: Text | None = None
    feedback: Feedback


class Ending(Strict):
    """The case stops when ``when`` has held for ``for_s`` and ``now`` holds. Never because a list is complete."""

    id: Identifier
    when: Condition
    for_s: Annotated[float, Field(ge=0)] = 0
    now: Annotated[Condition, Field(description="must hold as well, in the last second alone")] = "1"
    outcome: Text
    text: Text
    won: bool = False


class SkipText(Strict):
    """A time skip that the case offers."""

    minutes: Annotated[list[Annotated[int, Field(ge=1, le=120)]], Field(min_length=1)]
    when: Condition = "1"
    refusal: Text
    call_me_if: dict[Identifier, tuple[Text, Condition]] = {}


class Hint(Strict):
    when: Condition
    say: Text


class Question(Strict):
    id: Identifier
    text: Text


class PatientNow(Strict):
    when: Condition
    say: Text


class DebriefText(Strict):
    questions: Annotated[list[Question], Field(min_length=1)]
    teaching: list[Text]
    patient_now: Annotated[list[PatientNow], Field(min_length=1)]


class Scenario(Strict):
    """One case."""

    id: Identifier
    title: Text
    revealed_title: Text
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    language: str = "en-GB"
    profile: Literal["uk", "us", "who"]
    level: Text
    minutes: Annotated[int, Field(ge=1, le=120)]
    you_are: Text
    objectives: Annotated[list[Text], Field(min_length=1)]
    guideline: Guideline
    review: Review
    sources: list[Text]
    card: CardText
    prebrief: PrebriefText
    place: Identifier
    nurse: Identifier
    patient: PatientInCase
    start: Start
    drugs: list[Identifier]
    fluids: list[Identifier] = []
    examinations: list[Examination] = Field(default=[], description="what is found here instead of what the place says")
    talk: list[Talk] = []
    tell: list[Information] = []
    says: list[SpontaneousLine] = []
    contacts: list[Contact]
    plans: list[PlanText] = []
    skip: SkipText | None = None
    hints: list[Hint] = []
    moments: dict[Identifier, Moment]
    rubric: Annotated[list[Item], Field(min_length=1)]
    end: Annotated[list[Ending], Field(min_length=1)]
    debrief: DebriefText
