"""Hands: the learner's and the nurse's. One task at a time each; the nurse keeps one more order waiting.

The nurse reads an order back, does it in real time and reports; challenges a dangerous order once, speaks up once about
something dangerous that the learner begins, and declines what a nurse may not do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from osler.scenario.actions import (
    Action,
    Airway,
    Compressions,
    Examine,
    Fetch,
    Give,
    Handover,
    Skip,
    Stimulate,
    Stop,
    Ventilate,
    parse_action,
    verb_of,
)
from osler.scenario.case import Case
from osler.scenario.expressions import Scope, parse
from osler.scenario.patterns import Pattern, parse_pattern
from osler.scenario.ward import Fetchable, Held, MenuItem, Spoken
from osler.session import words
from osler.session.bedside import Bedside
from osler.session.commands import TICKS_PER_SECOND
from osler.session.refusal import Refusal
from osler.session.state import State, Task, Who, Whose

CHALLENGE_HOLDS_S = 180
LET_GO: dict[Held, dict[str, str]] = {
    "compressions": {"compressions": "stop"},
    "bag-valve-mask": {"ventilate": "stop"},
    "chin-lift": {"airway": "release"},
    "jaw-thrust": {"airway": "release"},
}
"""What ends each thing that hands can hold."""
HOLDING_VERBS = ("ventilate", "airway", "compressions")
"""What hands that hold something can still do: take up something else instead, change it or let it go."""
HANDS_FREE_VERBS = ("ask", "say", "call", "handover", "plan", "open")
OWN_WORDS = ("ask", "say", "plan")
"""What nobody is sent to say."""


@dataclass(frozen=True)
class Admission:
    """A task that has begun (or waits for the nurse), and what is said about it."""

    task: Task
    who: Who
    waits: bool
    says: str | None


@dataclass(frozen=True)
class _Sentence:
    patterns: tuple[Pattern, ...]
    spoken: Spoken

    def fits(self, performed: Mapping[str, Any], scope: Scope) -> bool:
        return any(p.matches(performed) for p in self.patterns) and parse(self.spoken.while_).holds(scope)


class Hands:
    """Who does what, and how long it takes."""

    def __init__(self, case: Case, bedside: Bedside, state: State) -> None:
        self.case = case
        self.bedside = bedside
        self.state = state
        nurse = case.nurse
        self._read_backs = _sentences(nurse.read_backs)
        self._reports = _sentences(nurse.reports)
        self._challenges = _sentences(nurse.challenges)
        self._declines = _sentences(nurse.declines)
        scenario = case.scenario
        self._own_labels = {
            **{("ask", talk.ask): talk.label for talk in scenario.talk},
            **{("say", told.say): told.label for told in scenario.tell},
            **{("plan", plan.plan): plan.label for plan in scenario.plans},
        }
        self._durations = [(tuple(parse_pattern(p) for p in d.match), d) for d in case.place.durations]

    def admit(self, ordinal: int, action: Action, chosen_over_s: float, scope: Scope) -> Admission:
        """Begin a task. Raises Refusal when hands are busy, something is missing or the nurse objects."""
        start = self._order if action.by == "nurse" else self._begin
        return start(ordinal, action, chosen_over_s, scope)

    def _begin(self, ordinal: int, action: Action, chosen_over_s: float, scope: Scope) -> Admission:
        speaks = action.verb in HANDS_FREE_VERBS
        if speaks:
            self._own_voice_is_free()
        else:
            self._own_hands_are_free(action)
        spelled = action.spelled()
        for thing in self.bedside.missing(spelled):
            raise Refusal("not-in-reach", what=self._thing(thing))
        self._refuse_nobody_there(action, scope)
        self.bedside.refuse(action, "self")
        duration = self.duration_s(action, "self")
        doubt = self._doubt({**spelled, **self.bedside.derived(action)}, action, scope)
        task = self._task(ordinal, action, duration, chosen_over_s, "voice" if speaks else "self")
        return Admission(task, "self", False, doubt)

    def _own_voice_is_free(self) -> None:
        talking = self.state.tasks.get("voice")
        if talking is not None:
            raise Refusal("hands-busy", doing=talking.label, left=self._left(talking))

    def _own_hands_are_free(self, action: Action) -> None:
        busy = self.state.tasks.get("self")
        if busy is not None:
            raise Refusal("hands-busy", doing=busy.label, left=self._left(busy))
        held = self.held("self")
        looks_only = isinstance(action, Examine) and action.how in ("look", "read")
        if held is not None and not (
            looks_only
            or action.verb in HOLDING_VERBS
            or (isinstance(action, Stimulate) and action.stimulate == "voice")
        ):
            raise Refusal("hands-full", what=held)

    def _order(self, ordinal: int, action: Action, chosen_over_s: float, scope: Scope) -> Admission:
        performed = {**action.spelled(), **self.bedside.derived(action)}
        if decline := _first(self._declines, performed, scope):
            raise Refusal("nurse-declines", say=self._fill(decline, action))
        if not self._nurse_may(action):
            raise Refusal("nurse-may-not", what=self.label(action))
        waiting = self.state.tasks.get("nurse") is not None
        if waiting and self.state.waiting is not None:
            task = self.state.tasks["nurse"]
            raise Refusal("nurse-busy", doing=task.label, left=self._left(task))
        held = self.held("nurse")
        if held is not None and action.verb not in HOLDING_VERBS:
            raise Refusal("nurse-hands-full", what=held)
        self.bedside.refuse(action, "nurse")
        if doubt := self._doubt(performed, action, scope):
            raise Refusal("nurse-challenges", say=doubt)
        trays = self._trays(self.bedside.missing(action.spelled()))
        there_s = self.case.nurse.read_back_s + sum(tray.nurse_s for tray in trays)
        duration = there_s + self.duration_s(action, "nurse")
        task = self._task(ordinal, action, duration, chosen_over_s, "nurse", waits=waiting)
        if trays:
            task.fetching, task.fetched = trays[0].label, round(there_s * TICKS_PER_SECOND)
        return Admission(task, "nurse", waiting, self._say(self._read_backs, performed, action, scope))

    def _nurse_may(self, action: Action) -> bool:
        """Whether the outline lets this be ordered: one's own words cannot be, what it does not name can."""
        lines = self._menu_lines(action)
        return action.verb not in OWN_WORDS and (not lines or any("nurse" in line.may for line in lines))

    def _refuse_nobody_there(self, action: Action, scope: Scope) -> None:
        """Raises Refusal for a handover that the outline does not offer yet, because who takes over has not come."""
        lines = self._menu_lines(action) if isinstance(action, Handover) else []
        if lines and not any(parse(line.shown).holds(scope) for line in lines):
            whom = str(getattr(action, action.verb))
            labels = (contact.label for contact in self.case.scenario.contacts if contact.id == whom)
            raise Refusal("nobody-there", what=next(labels, whom.replace("-", " ")))

    def _doubt(self, performed: Mapping[str, Any], action: Action, scope: Scope) -> str | None:
        """What the nurse says about something dangerous; None when it is not, or when she said so a moment ago."""
        challenge = _first(self._challenges, performed, scope)
        if challenge is None:
            return None
        asked = self.state.challenged.get(challenge.say)
        self.state.challenged[challenge.say] = self.state.tick
        if asked is not None and self.state.tick - asked <= CHALLENGE_HOLDS_S * TICKS_PER_SECOND:
            return None
        return self._fill(challenge, action)

    def cancel(self, who: Who) -> Task:
        """Put down what these hands are doing. Raises Refusal when they do nothing."""
        task = self.state.tasks.pop(who, None)
        if task is None and who == "self":
            task = self.state.tasks.pop("voice", None)
        if task is None:
            raise Refusal("nothing-to-cancel")
        return task

    def held(self, who: Who) -> str | None:
        """What these hands hold, in the ward's words."""
        held = self.state.holding.get(who)
        return None if held is None else self.case.place.holding[held]

    def put_down(self, action: Action, who: Who) -> str | None:
        """End what these hands hold before they take up something else. Returns what that was, in the ward's words."""
        held, label = self.state.holding.get(who), self.held(who)
        if held is None or _takes_up(action) in (None, held):
            return None
        self.bedside.perform(parse_action({**LET_GO[held], "by": who}), who)
        return label

    def letting_go(self, who: Who) -> Action | None:
        """What putting down means for hands that hold something and do nothing else; None where there is a task."""
        held = self.state.holding.get(who)
        own_voice = who == "self" and "voice" in self.state.tasks
        if held is None or who in self.state.tasks or own_voice:
            return None
        return parse_action({**LET_GO[held], "by": who})

    def _task(
        self, ordinal: int, action: Action, duration_s: float, chosen_over_s: float, whose: Whose, waits: bool = False
    ) -> Task:
        """A task takes the longer of its real duration and the time needed to choose it, never the sum."""
        now = self.state.tick
        ticks = max(0, round((duration_s - chosen_over_s) * TICKS_PER_SECOND))
        task = Task(ordinal=ordinal, do=action.spelled(), label=self.label(action), started=now, ends=now + ticks)
        self.state.last_choice = now
        if waits:
            self.state.waiting = task
        else:
            self.state.tasks[whose] = task
        return task

    def next_order(self) -> Task | None:
        """The nurse turns to the waiting order, if there is one."""
        task = self.state.waiting
        if task is None or "nurse" in self.state.tasks:
            return None
        if "nurse" in self.state.holding and verb_of(task.do) not in HOLDING_VERBS:
            return None
        length = task.ends - task.started
        task.started, task.ends = self.state.tick, self.state.tick + length
        self.state.tasks["nurse"], self.state.waiting = task, None
        return task

    def bring(self, action: Action) -> None:
        """What the nurse fetched on the way for an order is at the bedside from now on."""
        for thing in self.bedside.missing(action.spelled()):
            if thing not in self.state.at_bedside:
                self.bedside.perform(Fetch(fetch=self._tray_with(thing).id, by="nurse"), "nurse")

    def report(self, action: Action, performed: Mapping[str, Any], scope: Scope) -> str | None:
        """What the nurse says when a task is done."""
        return self._say(self._reports, performed, action, scope)

    def duration_s(self, action: Action, who: Who) -> float:
        """Real duration: of an examination its own, of a fetch the way, else the first matching row of the place.

        Whoever presses on the chest of somebody who does not lie flat takes the time for that as well.
        """
        if isinstance(action, Examine):
            for examination in self.case.place.examinations:
                if examination.examine == action.examine and examination.how == action.how:
                    return examination.takes_s
        if isinstance(action, Fetch):
            for thing in self.case.place.fetchable:
                if thing.id == action.fetch:
                    return thing.self_s if who == "self" else thing.nurse_s
        spelled = action.spelled()
        to_flat = self.bedside.to_flat(action)
        before_s = to_flat.takes_s if to_flat is not None else 0.0
        for patterns, row in self._durations:
            if any(pattern.matches(spelled) for pattern in patterns):
                return before_s + (row.nurse_s if who == "nurse" and row.nurse_s is not None else row.self_s)
        return before_s

    def label(self, action: Action) -> str:
        """A short name of an action: what is asked or told, the drug with its dose, else the menu's line."""
        if isinstance(action, Give):
            amount = self.bedside.derived(action)["dose_mg"]
            return f"{self.case.drugs[action.give].title} {words.dose(amount)} {words.ROUTES[action.route]}"
        if isinstance(action, Skip):
            return f"Leave for {action.skip} minutes"
        if isinstance(action, Stop):
            infusions = self.bedside.infusions
            return f"Stop: {infusions.named(infusions.stopped_by(action)) or action.stop}"
        own = self._own_labels.get((action.verb, str(getattr(action, action.verb))))
        if own is not None:
            return own
        line = self._menu_line(action)
        return line.label if line else f"{action.verb} {getattr(action, action.verb)}".replace("-", " ")

    def _menu_line(self, action: Action) -> MenuItem | None:
        """The line that says most of this action; for what was chosen in a dialog, the line that opened it."""
        return max(self._menu_lines(action), key=lambda item: len(item.do), default=None)

    def _menu_lines(self, action: Action) -> list[MenuItem]:
        """The lines that say this action; for what was chosen in a dialog, those that open it."""
        spelled, menu = action.spelled(), self.case.place.menu
        said = [item for item in menu if all(spelled.get(name) == value for name, value in item.do.items())]
        return said or [item for item in menu if item.dialog != "none" and action.verb in item.do]

    def _say(
        self, sentences: list[_Sentence], performed: Mapping[str, Any], action: Action, scope: Scope
    ) -> str | None:
        spoken = _first(sentences, performed, scope)
        return self._fill(spoken, action) if spoken else None

    def _fill(self, spoken: Spoken, action: Action) -> str:
        spelled, derived = action.spelled(), self.bedside.derived(action)
        slots = words.Filled(
            {name: str(value).replace("-", " ") for name, value in spelled.items() if not isinstance(value, list)}
        )
        slots["what"] = self.label(action)
        if isinstance(action, Give):
            slots.update(
                drug=self.case.drugs[action.give].title.lower(),
                dose=words.spoken_dose(derived["dose_mg"]),
                label=derived["label"],
                route=words.ROUTES[action.route],
                site=words.SITES.get(action.site or "", ""),
                volume=f"{words.number(action.volume_ml)} mL",
            )
        return spoken.say.format_map(slots)

    def _left(self, task: Task) -> str:
        return words.minutes((task.ends - self.state.tick) / TICKS_PER_SECOND)

    def first_missing(self, spelled: Mapping[str, Any]) -> str | None:
        """What has to be fetched before this can be done in any way, by its label; None when something is here."""
        drug = self.case.drugs.get(str(spelled.get("give")))
        drawn_up = [p for p in drug.presentations if set(p.routes) & set(words.ROUTES)] if drug else []
        ways = [{**spelled, "presentation": presentation.id} for presentation in drawn_up] or [dict(spelled)]
        missing = [self.bedside.missing(way) for way in ways]
        return self._thing(missing[0][0]) if all(missing) else None

    def _thing(self, thing: str) -> str:
        return self._tray_with(thing).label

    def _trays(self, things: list[str]) -> list[Fetchable]:
        """What is fetched for these things: one walk for each tray, however much of it is needed."""
        return list({tray.id: tray for tray in map(self._tray_with, things)}.values())

    def _tray_with(self, thing: str) -> Fetchable:
        """What is fetched for a thing: the first that brings it. Raises Refusal when nothing does."""
        for fetchable in self.case.place.fetchable:
            if thing in fetchable.brings:
                return fetchable
        raise Refusal("not-here", what=thing.replace("-", " "))


def _takes_up(action: Action) -> Held | None:
    """What hands hold once this is done."""
    match action:
        case Compressions(compressions="start"):
            return "compressions"
        case Ventilate(ventilate="bag-valve-mask"):
            return "bag-valve-mask"
        case Airway(airway="chin-lift" | "jaw-thrust" as manoeuvre):
            return manoeuvre
    return None


def _sentences(spoken: list[Spoken]) -> list[_Sentence]:
    return [_Sentence(tuple(parse_pattern(pattern) for pattern in one.match), one) for one in spoken]


def _first(sentences: list[_Sentence], performed: Mapping[str, Any], scope: Scope) -> Spoken | None:
    return next((sentence.spoken for sentence in sentences if sentence.fits(performed, scope)), None)
