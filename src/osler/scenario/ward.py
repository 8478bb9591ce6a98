"""The place and the nurse as content: what stands where, what can be done there, how long it takes, what is said."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator

from osler.scenario.actions import Identifier, Posture
from osler.scenario.model import Condition, Examination, Patterns, Strict, Text

Group = Literal["Assess", "Breathing", "Circulation", "Drugs", "Talk", "Team"]
Dialog = Literal[
    "none", "drug", "fluid", "infusion", "oxygen", "ventilate", "cannula", "phone", "handover", "skip", "say"
]

Held = Literal["compressions", "bag-valve-mask", "chin-lift", "jaw-thrust"]
"""What hands can be kept busy with until they let go."""


class MenuItem(Strict):
    """One line of the outline; the same thing is offered by pointing at ``place``."""

    id: Identifier
    group: Group
    label: Text
    place: Identifier | None = None
    do: dict[str, object]
    dialog: Dialog = "none"
    may: Annotated[list[Literal["self", "nurse"]], Field(min_length=1)]
    shown: Condition = "1"
    beside: Identifier | None = Field(default=None, description="offered only where this stands at the bed")
    search: list[str] = Field(default=[])


class Duration(Strict):
    """How long an action takes, by whose hands. The first match counts."""

    match: Patterns
    self_s: Annotated[float, Field(ge=0)]
    nurse_s: Annotated[float, Field(ge=0)] | None = None


class ToFlat(Strict):
    """How somebody who does not lie flat is brought there by who is about to press on the chest."""

    takes_s: Annotated[float, Field(ge=0, description="seconds before the first compression")]
    say: Text


class Fetchable(Strict):
    """Something that is not at the bedside, and what it brings within reach."""

    id: Identifier
    label: Text
    brings: list[Identifier]
    self_s: Annotated[float, Field(gt=0)]
    nurse_s: Annotated[float, Field(gt=0)]


class Place(Strict):
    id: Identifier
    title: Text
    has: list[Text]
    lacks: list[Text]
    at_bedside: list[Identifier]
    fetchable: list[Fetchable]
    needs: dict[Identifier, Patterns] = Field(
        description="thing -> actions that are impossible without it at the bedside"
    )
    menu: list[MenuItem]
    examinations: list[Examination]
    durations: list[Duration]
    to_flat: dict[Posture, ToFlat] = Field(
        default={},
        description="posture -> what chest compressions begin with: nobody presses on a chest that gives way",
    )
    falls: Text | None = Field(default=None, description="said when somebody who stands loses consciousness")
    on_the_floor: Text | None = Field(default=None, description="said when a chest is pressed on where it fell")
    holding: dict[Held, Text] = Field(description="what hands are called busy with that hold this: '... the jaw'")
    refusals: dict[Identifier, Text]
    cannula_sites: dict[Identifier, Text]
    hand_gel: bool = True

    @field_validator("holding")
    @classmethod
    def _all_is_named(cls, holding: dict[Held, str]) -> dict[Held, str]:
        if unnamed := sorted(set(get_args(Held)) - set(holding)):
            raise ValueError(f"no words for hands that hold: {', '.join(unnamed)}")
        return holding


class Spoken(Strict):
    match: Patterns
    while_: Annotated[Condition, Field(alias="while")] = "1"
    say: Text


class Nurse(Strict):
    """How the nurse answers: read-backs, reports, one challenge for a dangerous order, what a nurse may not do."""

    id: Identifier
    name: Text
    read_back_s: Annotated[float, Field(ge=0)]
    read_backs: list[Spoken]
    reports: list[Spoken]
    challenges: list[Spoken]
    declines: list[Spoken]
    busy: Text
