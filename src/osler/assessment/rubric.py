"""What became of each rubric item: a verdict with its three times and its evidence. No points, no percentage.

An item is judged by what was completed, not by what was begun: the drug is in, the chest has been listened to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from osler.assessment.looked import looked_at
from osler.assessment.timeline import Act, Timeline, order_of
from osler.scenario.case import Case
from osler.scenario.expressions import parse
from osler.scenario.model import Hint, Item
from osler.scenario.patterns import Pattern, number_test, parse_pattern
from osler.session.commands import Event

Verdict = Literal["done", "late", "missed", "harmful", "avoided", "not-assessable", "not-needed"]
Grade = Literal[
    "under-dosed", "over-dosed", "other dose", "other site", "early", "partly done", "with a hint", "said nothing",
    "lines left out",
]  # fmt: skip

# Which actions a hint is about, by the facts that its condition asks
ABOUT = {
    "trigger_running": "stop", "help_called": "call", "emergency_called": "call", "registrar_called": "call",
    "lying_flat": "position", "legs_raised": "position", "sitting_up": "position", "standing": "position",
    "oxygen_on": "oxygen", "oxygen_flow": "oxygen", "bag_mask_on": "ventilate", "airway_held": "airway",
    "compressions_on": "compressions", "fluid_hung_ml": "fluid", "iv_access": "cannulate", "pump_ml_per_h": "infuse",
    "glucose_measured": "measure", "handover_given": "handover", "skipped_min": "skip",
}  # fmt: skip


UNASKED = ("no moment", "no other", "no need")
"""Why nothing was asked for: no look and no act bears on such an item."""
ALIKE = ("oxygen", "position", "ventilate")
"""Verbs of which every act is worth naming when the one that was asked for is missed."""
SAME_THING = ("give", "infuse", "fluid")
"""Verbs of which an act with the same drug or fluid is."""
SBAR = ("situation", "background", "assessment", "recommendation")


@dataclass(frozen=True)
class Judged:
    """One item as it went. ``why`` says in a word what a sentence has to explain (assessment/sentences.py)."""

    item: Item
    verdict: Verdict
    why: str = ""
    grades: tuple[Grade, ...] = ()
    act: Act | None = None
    recognisable_s: float | None = None
    looked_s: float | None = None
    acted_s: float | None = None
    acts: tuple[Act, ...] = ()
    near: tuple[Act, ...] = ()  # of what was missed: acts of the same kind that are not what it asks for
    unfinished: tuple[Act, ...] = ()
    refused: tuple[Event, ...] = ()  # refused by the world, failed, or put down
    missing: tuple[str, ...] = ()  # further actions that were not done, in words


@dataclass(frozen=True)
class _Found:
    """The act that counts for an item, if there is one, and why not otherwise."""

    act: Act | None = None
    acted_s: float | None = None
    grades: tuple[Grade, ...] = ()
    why: str = ""
    missing: tuple[str, ...] = ()


def judge(timeline: Timeline) -> list[Judged]:
    """Every item of the case's rubric, in its order."""
    rubric = Rubric(timeline)
    return [rubric.judged(item) for item in timeline.case.scenario.rubric]


class Rubric:
    """The items of one session; an item may refer to another one."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._items = {item.id: item for item in timeline.case.scenario.rubric}
        self._found: dict[str, _Found] = {}
        self._needs: dict[str, int | None] = {}
        self._open: set[str] = set()

    def judged(self, item: Item) -> Judged:
        """The verdict on one item."""
        timeline = self.timeline
        found = self._find(item.id)
        verdict, why = self._verdict(item, found)
        patterns = _patterns(item.do)
        recognisable = timeline.moments.get(item.from_) if item.from_ else None
        since = (self._find(item.after).acted_s if item.after is not None else None) or 0.0
        acts = self._evidence(item, found) if why not in UNASKED else []
        counted = found.act if verdict not in ("missed", "not-assessable", "avoided") else None
        acted = found.act if found.acted_s is not None else None
        grades = found.grades
        if counted is not None and self._hinted(item, counted):
            grades = (*grades, "with a hint")
        return Judged(
            item=item,
            verdict=verdict,
            why=why,
            grades=grades,
            act=found.act,
            recognisable_s=recognisable,
            looked_s=looked_at(timeline, item, recognisable, acted, since) if why not in UNASKED else None,
            acted_s=found.acted_s if counted is not None else None,
            acts=tuple(acts),
            near=tuple(self._near(item, acts)) if verdict == "missed" else (),
            unfinished=tuple(
                act for act in timeline.unfinished if any(pattern.matches(act.do) for pattern in patterns)
            ),
            refused=tuple(self._refused([*patterns, *(p for group in item.also for p in _patterns(group))])),
            missing=found.missing,
        )

    # ---- the act that counts

    def _find(self, name: str) -> _Found:
        """The act that counts for an item. Items that wait for each other in a circle count as not done."""
        if name not in self._found:
            if name not in self._items or name in self._open:
                return _Found()
            self._open.add(name)
            self._found[name] = self._search(self._items[name])
            self._open.discard(name)
        return self._found[name]

    def _search(self, item: Item) -> _Found:
        patterns = _patterns(item.do)
        candidates = self.timeline.matching(patterns)
        elsewhere = [] if item.klass == "harmful" else self._other_site(patterns, candidates)
        numbered = sorted([*candidates, *elsewhere], key=lambda act: act.position)[item.nth - 1 :]
        refused = _Found()
        for act in numbered:
            grades, why = self._fits(item, act)
            if act in elsewhere:
                grades = (*grades, "other site")
                why = why or ("other site" if item.klass in ("recommended", "neutral") else "")
            if not why:
                return self._with_others(item, act, grades)
            if not refused.why:
                refused = _Found(act=act, grades=grades, why=why)
        return refused

    def _fits(self, item: Item, act: Act) -> tuple[tuple[Grade, ...], str]:
        """(grades, why it does not count): condition, order, window and dose."""
        unsaid = left_out(act.do)
        if len(unsaid) == len(SBAR) and item.klass != "harmful":
            return ("said nothing",), "said nothing"
        if item.while_ != "1" and not parse(item.while_).holds(self.timeline.before(act)):
            return (), "condition"
        if item.before is not None:
            other = self._find(item.before).acted_s
            if other is not None and act.at_s >= other:
                return (), "after the other"
        if item.after is not None:
            first = self._find(item.after).acted_s
            if first is None or act.at_s < first:
                return (), "before the other"
            if item.after_s is not None and act.at_s - first < item.after_s[0]:
                return ("early",), "early"
        grades, why = _dose(item, act)
        return ((*grades, "lines left out") if unsaid else grades), why

    def _with_others(self, item: Item, act: Act, grades: tuple[Grade, ...]) -> _Found:
        """With ``also``: done when the last of the actions is done."""
        at_s, last, missing = act.at_s, act, []
        for group in item.also:
            others = self.timeline.matching(_patterns(group))
            if not others:
                missing.append(_label(self.timeline.case, group[0]))
            elif others[0].at_s > at_s:
                at_s, last = others[0].at_s, others[0]
        if missing:
            return _Found(act=act, grades=(*grades, "partly done"), why="partly", missing=tuple(missing))
        return _Found(act=last, acted_s=at_s, grades=grades)

    def _other_site(self, patterns: Sequence[Pattern], candidates: Sequence[Act]) -> list[Act]:
        """Acts that fit but for the place of injection."""
        relaxed = [
            parse_pattern({name: value for name, value in pattern.spelled.items() if name != "site"})
            for pattern in patterns
            if "site" in pattern.spelled
        ]
        return [act for act in self.timeline.matching(relaxed) if act not in candidates]

    # ---- the verdict

    def _verdict(self, item: Item, found: _Found) -> tuple[Verdict, str]:
        if found.acted_s is None and found.why == "condition" and not self._recorded(item.while_):
            return "not-assessable", "not recorded"
        if item.klass == "harmful":
            return ("harmful", "") if found.acted_s is not None else ("avoided", found.why)
        if found.acted_s is None:
            return self._undone(item, found)
        if item.klass in ("critical", "timed") and self._needed_at(item) is None:
            return ("not-needed", "done anyway") if self._recorded(item.needed) else ("done", "")
        due = self._due_s(item)
        return ("late", "") if due is not None and found.acted_s > due else ("done", "")

    def _undone(self, item: Item, found: _Found) -> tuple[Verdict, str]:
        timeline = self.timeline
        if found.why == "said nothing":
            return "missed", found.why
        if item.klass == "neutral":
            return "not-needed", "neutral"
        if not self._recorded(item.needed):
            return "not-assessable", "not recorded"
        if item.from_ is not None and timeline.moments.get(item.from_) is None:
            return "not-needed", "no moment"
        if item.after is not None and self._find(item.after).acted_s is None:
            return "not-needed", "no other"
        if self._needed_at(item) is None:
            return "not-needed", "no need"
        due = self._due_s(item)
        window_open = item.after_s is not None and due is not None
        if due is not None and timeline.duration_s < due and (window_open or not timeline.handed_over):
            return "not-assessable", "ended before"
        return "missed", found.why

    def _due_s(self, item: Item) -> float | None:
        """The last second in time, or None when the item has no target or its clock never began."""
        limits = []
        if item.target_s is not None:
            start = 0.0 if item.from_ is None else self.timeline.moments.get(item.from_)
            if start is not None:
                limits.append(start + item.target_s)
        if item.after is not None and item.after_s is not None:
            first = self._find(item.after).acted_s
            if first is not None:
                limits.append(first + item.after_s[1])
        return min(limits, default=None)

    def _needed_at(self, item: Item) -> int | None:
        """The first recorded second at which the item was needed; 0 when it always is."""
        if item.needed == "1":
            return 0
        if item.id not in self._needs:
            condition = parse(item.needed)
            seconds = range(max(self.timeline.vitals.seconds, int(self.timeline.duration_s) + 1))
            self._needs[item.id] = next((s for s in seconds if condition.holds(self.timeline.at(s))), None)
        return self._needs[item.id]

    def _recorded(self, text: str) -> bool:
        """Whether everything that a condition asks for was recorded at all."""
        vitals, condition = self.timeline.vitals, parse(text)
        before = {name for function, name in condition.calls if function == "baseline"}
        names = condition.names - before
        known = vitals.readable and vitals.seconds > 0 and names <= set(vitals.columns)
        return (known or not names) and before <= set(self.timeline.baseline)

    # ---- evidence

    def _evidence(self, item: Item, found: _Found) -> list[Act]:
        """The acts that bear on an item: those that count for it or, when none does, those that fit its action."""
        acts = self.timeline.matching(_patterns(item.do))
        if found.acted_s is not None:
            acts = [act for act in acts if not self._fits(item, act)[1]]
        for group in item.also:
            acts += self.timeline.matching(_patterns(group))[:1]
        if found.act is not None:
            acts.append(found.act)
        return sorted({act.event: act for act in acts}.values(), key=lambda act: act.position)

    def _near(self, item: Item, acts: Sequence[Act]) -> list[Act]:
        """Acts of the same kind that do not fit: another mask, another route, a smaller bag."""
        patterns = _patterns(item.do)
        same = {(pattern.verb, pattern.spelled[pattern.verb]) for pattern in patterns if pattern.verb in SAME_THING}
        alike = {pattern.verb for pattern in patterns if pattern.verb in ALIKE}
        return [
            act
            for act in self.timeline.acts
            if (act.verb in alike or (act.verb, act.do[act.verb]) in same) and act not in acts
        ]

    def _refused(self, patterns: Sequence[Pattern]) -> list[Event]:
        return [
            event
            for _, event in self.timeline.of_kind("refused", "failed", "cancelled")
            if any(pattern.matches(order_of(self.timeline.case, event)) for pattern in patterns)
        ]

    def _hinted(self, item: Item, act: Act) -> bool:
        """Whether a hint about this item was taken before its act was begun."""
        hints = {hint.say: hint for hint in self.timeline.case.scenario.hints}
        for _, event in self.timeline.of_kind("hint"):
            hint = hints.get(event.data.get("text", ""))
            if hint is not None and self.timeline.seconds(event.tick) <= act.begun_s and _is_about(hint, item):
                return True
        return False


def _label(case: Case, spelled: Mapping[str, Any]) -> str:
    """What a pattern asks for, as the outline calls it: 'Put the blood pressure cuff on'."""
    verb = parse_pattern(spelled).verb
    own = [*((plan.plan, plan.label) for plan in case.scenario.plans if verb == "plan")]
    own += [(told.say, told.label) for told in case.scenario.tell if verb == "say"]
    own += [(talk.ask, talk.label) for talk in case.scenario.talk if verb == "ask"]
    offered = [item.label for item in case.place.menu if item.do.get(verb) == spelled[verb]]
    return dict(own).get(spelled[verb]) or next(iter(offered), f"{verb} {spelled[verb]}".replace("-", " "))


def _patterns(spelled: Sequence[dict[str, Any]]) -> list[Pattern]:
    return [parse_pattern(pattern) for pattern in spelled]


def left_out(do: Mapping[str, Any]) -> list[str]:
    """Which of the four lines of a handover nobody said; none for everything that is no handover."""
    return [line for line in SBAR if not str(do.get(line) or "").strip()] if "handover" in do else []


def _dose(item: Item, act: Act) -> tuple[tuple[Grade, ...], str]:
    grades = item.dose_mg
    given = act.do.get("dose_mg")
    if grades is None or given is None or number_test(grades.full)(given):
        return (), ""
    if grades.under is not None and number_test(grades.under)(given):
        return ("under-dosed",), ""
    if grades.over is not None and number_test(grades.over)(given):
        return ("over-dosed",), ""
    return ("other dose",), "other dose"


def _is_about(hint: Hint, item: Item) -> bool:
    """A hint is about an item when its condition names the item, its drug, its sensor or the fact that it changes."""
    condition = parse(hint.when)
    if ("done", item.id) in condition.calls:
        return True
    verbs = {ABOUT[name] for name in condition.names if name in ABOUT}
    named = {("give" if function == "given" else {"attached": "attach", "called": "call"}.get(function, ""), argument)
             for function, argument in condition.calls}  # fmt: skip
    for pattern in [*item.do, *(pattern for group in item.also for pattern in group)]:
        verb = parse_pattern(pattern).verb
        if verb in verbs or (verb, pattern[verb]) in named:
            return True
        if any(function == "running" and pattern[verb] == argument for function, argument in condition.calls):
            return True
    return False
