"""The outline: everything that can be done now, grouped, with the reason where something cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osler.scenario.case import Case
from osler.scenario.expressions import Scope, parse
from osler.scenario.model import LineDevice, PlanText
from osler.scenario.ward import MenuItem
from osler.session.dialogue import Dialogue
from osler.session.state import Line, State
from osler.session.topics import OutlineItem, OutlineView

POINTED_AT: dict[LineDevice | None, str] = {
    "infusion-pump": "pump",
    "patient-controlled-pump": "patient-controlled-pump",
}
"""The scene object at which what runs from a device can be stopped; a bag, at the drip stand."""


class Outline:
    """The menu of a place and a case, as items of the outline."""

    def __init__(self, case: Case, dialogue: Dialogue, named: Callable[[list[Line]], str]) -> None:
        self.case = case
        self._named = named
        self._menu = [(_of_case(item, case), parse(item.shown)) for item in case.place.menu]
        self._examinations = dialogue.known_examinations()
        self._fixed = [*_drugs(case), *_talk(case)]
        self._plans = [(_plan_item(plan), parse(plan.shown)) for plan in case.scenario.plans]

    def view(self, state: State, scope: Scope, out_of_reach: Callable[[Mapping[str, Any]], str | None]) -> OutlineView:
        """The items of this moment, in the order of the place's menu; what runs can be stopped by its name."""
        items = [
            self._item(item, out_of_reach(item.do))
            for item, shown in self._menu
            if shown.holds(scope) and self._offered(item.do) and item.beside in (None, *state.at_bedside)
        ]
        items += [_stop_item(line.item, self._named([line]), line) for line in state.lines if line.item]
        items += self._fixed
        items += [item for item, shown in self._plans if shown.holds(scope)]
        items += [
            _cancel_item("nurse" if whose == "nurse" else "self", task.label) for whose, task in state.tasks.items()
        ]
        return OutlineView(items=items)

    @staticmethod
    def _item(item: MenuItem, reason: str | None) -> OutlineItem:
        """What has to be fetched first can still be ordered: the nurse brings it."""
        return OutlineItem(
            id=item.id,
            group=item.group,
            label=item.label,
            place=item.place,
            do=item.do,
            dialog=item.dialog,
            may=item.may,
            search=item.search,
            enabled=reason is None or "nurse" in item.may,
            reason=reason,
        )

    def _offered(self, do: dict[str, Any]) -> bool:
        if "examine" in do:
            return (do["examine"], do.get("how", "look")) in self._examinations
        if "skip" in do:
            return self.case.scenario.skip is not None
        drug = do.get("give", do.get("infuse"))
        return drug is None or drug in self.case.drugs


def _of_case(item: MenuItem, case: Case) -> MenuItem:
    """A line of the place's menu as this case has it: the absence that it offers, not the place's."""
    skip = case.scenario.skip
    if "skip" not in item.do or skip is None:
        return item
    return item.model_copy(update={"do": {**item.do, "skip": skip.minutes[-1]}})


def _stop_item(item: str, label: str, line: Line) -> OutlineItem:
    return OutlineItem(
        id=f"stop-{item}-{line.site}",
        group="Circulation",
        label=f"Stop: {label}",
        place=POINTED_AT.get(line.device, "infusion"),
        do={"stop": item, "site": line.site},
        may=["self", "nurse"],
        search=["stop", "infusion", "drip", "pump", "clamp", "turn off"],
    )


def _cancel_item(who: str, label: str) -> OutlineItem:
    return OutlineItem(
        id=f"cancel-{who}",
        group="Team",
        label=f"{'Stop what you are doing' if who == 'self' else 'Tell the nurse to stop'}: {label}",
        place="nurse" if who == "nurse" else None,
        do={"cancel": who},
        may=["self"],
        search=["cancel", "abort", "undo"],
    )


def _drugs(case: Case) -> list[OutlineItem]:
    offered = {item.do.get("give") for item in case.place.menu}
    return [
        OutlineItem(
            id=f"give-{name}",
            group="Drugs",
            label=case.drugs[name].title,
            place="trolley",
            do={"give": name},
            dialog="drug",
            may=["self", "nurse"],
            search=list(case.drugs[name].also_called),
        )
        for name in case.scenario.drugs
        if name not in offered
    ]


def _talk(case: Case) -> list[OutlineItem]:
    place = {"patient": "head", "nurse": "nurse"}
    items = [
        OutlineItem(
            id=f"ask-{talk.whom}-{talk.ask}",
            group="Talk",
            label=talk.label,
            place=place[talk.whom],
            do={"ask": talk.ask, "whom": talk.whom},
            may=["self"],
            search=talk.search,
        )
        for talk in case.scenario.talk
    ]
    items += [
        OutlineItem(
            id=f"say-{told.say}",
            group="Talk",
            label=told.label,
            place="head",
            do={"say": told.say},
            dialog="say",
            may=["self"],
        )
        for told in case.scenario.tell
    ]
    return items


def _plan_item(plan: PlanText) -> OutlineItem:
    return OutlineItem(
        id=f"plan-{plan.plan}", group="Team", label=plan.label, place="chart", do={"plan": plan.plan}, may=["self"]
    )
