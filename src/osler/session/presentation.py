"""What stands beside a session: its card, the prebrief, the kit for the dialogs, the chart. All of it from the case."""

from __future__ import annotations

from typing import Literal

from osler.content.drug import Drug, Presentation
from osler.physiology.lines import GAUGES
from osler.scenario.actions import OxygenDevice
from osler.scenario.case import Case
from osler.session.topics import (
    Chart,
    ChartObservation,
    Choice,
    DrugView,
    FluidView,
    Kit,
    PhoneLines,
    Prebrief,
    PresentationView,
)

FORMS: dict[str, Literal["ampoule", "syringe", "vial", "bag", "nebule", "tablet"]] = {
    "ampoule": "ampoule",
    "prefilled-syringe": "syringe",
    "prepared-syringe": "syringe",
    "vial-powder": "vial",
    "nebule": "nebule",
    "bag": "bag",
}
ROUTES = {"iv": "iv", "im": "im", "sc": "sc", "neb": "neb"}
SITES = {"im": ["thigh", "arm"], "sc": ["arm", "abdomen"], "iv": ["cannula"], "neb": []}
OXYGEN: dict[OxygenDevice, str] = {
    "nasal-cannula": "Nasal cannula",
    "simple-mask": "Simple face mask",
    "reservoir-mask": "Mask with reservoir bag",
    "none": "No oxygen",
}


def prebrief(case: Case, read_before: bool) -> Prebrief:
    """One screen before the curtain."""
    scenario, text = case.scenario, case.scenario.prebrief
    return Prebrief(
        id=scenario.id,
        title=scenario.title,
        you_are=scenario.you_are,
        who_can_help=text.who_can_help,
        room_has=case.place.has,
        room_lacks=case.place.lacks,
        recorded=text.recorded,
        may_die=text.may_die,
        content_warning=text.content_warning,
        ground_rule=text.ground_rule,
        handover=text.handover,
        skip_allowed=read_before,
    )


def kit(case: Case) -> Kit:
    """What the dialogs offer in this case."""
    scenario = case.scenario
    return Kit(
        drugs=[_drug(case.drugs[name]) for name in scenario.drugs],
        fluids=[
            FluidView(id=f"{fluid.id}/{bag.volume_ml:g}", label=bag.label, fluid=fluid.id, volume_ml=bag.volume_ml)
            for fluid in case.fluids.values()
            for bag in fluid.bags
        ],
        oxygen=[Choice(id=device, label=label) for device, label in OXYGEN.items()],
        gauges=list(GAUGES),
        cannula_sites=[Choice(id=site, label=label) for site, label in case.place.cannula_sites.items()],
        phone={
            contact.id: PhoneLines(
                situation=contact.lines.situation,
                background=contact.lines.background,
                assessment=contact.lines.assessment,
                recommendation=contact.lines.recommendation,
            )
            for contact in scenario.contacts
        },
        call_me_if=[Choice(id=name, label=text) for name, (text, _) in scenario.skip.call_me_if.items()]
        if scenario.skip
        else [],
        skip_minutes=scenario.skip.minutes if scenario.skip else [],
    )


def _drug(drug: Drug) -> DrugView:
    presentations = [_presentation(presentation) for presentation in drug.presentations]
    routes = sorted({route for presentation in presentations for route in presentation.routes})
    return DrugView(
        id=drug.id,
        label=drug.title,
        presentations=[presentation for presentation in presentations if presentation.routes],
        sites={route: SITES[route] for route in routes},
        infusion=any("iv-infusion" in presentation.routes for presentation in drug.presentations),
    )


def _presentation(presentation: Presentation) -> PresentationView:
    return PresentationView(
        id=presentation.id,
        label=presentation.label,
        form=FORMS[presentation.form],
        amount_mg=presentation.amount_mg,
        volume_ml=presentation.volume_ml,
        routes=[ROUTES[route] for route in presentation.routes if route in ROUTES],
    )


def chart(case: Case) -> Chart:
    """The chart at the end of the bed."""
    patient = case.scenario.patient
    return Chart(
        name=patient.name,
        date_of_birth=patient.date_of_birth,
        allergies=patient.allergies,
        history=patient.history,
        medicines=patient.medicines,
        observations=[ChartObservation(**row.model_dump()) for row in patient.observations],
    )
