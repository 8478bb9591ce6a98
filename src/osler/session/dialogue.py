"""What is found and what is said: examinations, answers, telephone calls, refusals. Texts come from content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from osler.physiology.engine import Body
from osler.scenario.actions import Action, Ask, Call, Examine, Handover, Measure, Plan, Say, Skip
from osler.scenario.case import Case
from osler.scenario.expressions import Scope, parse
from osler.scenario.model import Contact, Examination, Reply
from osler.session import words
from osler.session.facts import NAMES
from osler.session.readings import new_readings
from osler.session.refusal import Refusal
from osler.session.state import State
from osler.session.topics import Speaker


@dataclass(frozen=True)
class Found:
    """A finding in words, as it would be dictated."""

    place: str
    label: str
    text: str


class Dialogue:
    """The words of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._examinations: dict[tuple[str, str], Examination] = {
            (examination.examine, examination.how): examination
            for examination in [*case.place.examinations, *case.scenario.examinations]
        }
        self._talk = {(talk.whom, talk.ask): talk for talk in case.scenario.talk}
        self._tell = {information.say: information for information in case.scenario.tell}
        self._plans = {plan.plan: plan for plan in case.scenario.plans}

    def known_examinations(self) -> frozenset[tuple[str, str]]:
        """(place, how) of everything that can be examined here."""
        return frozenset(self._examinations)

    def refuse(self, action: Action, scope: Scope) -> None:
        """Raises Refusal for what this case has no words for, or does not offer."""
        known = True
        match action:
            case Examine(examine=place, how=how):
                known = (place, how) in self._examinations
            case Measure(measure=what):
                known = (what, "read") in self._examinations
            case Ask(ask=topic, whom=whom):
                known = (whom, topic) in self._talk
            case Say(say=topic):
                known = topic in self._tell
            case Plan(plan=plan):
                known = plan in self._plans
            case Skip(skip=asked):
                self._refuse_skip(asked, scope)
        if not known:
            raise Refusal("not-here", what=str(getattr(action, action.verb)).replace("-", " "))

    def _refuse_skip(self, asked: int, scope: Scope) -> None:
        skip = self.case.scenario.skip
        if skip is None:
            raise Refusal("no-skip")
        if asked not in skip.minutes:
            raise Refusal("other-skip", what=" or ".join(map(str, skip.minutes)))
        if not parse(skip.when).holds(scope):
            raise Refusal("no-skip", say=skip.refusal)

    def examination(self, place: str, how: str, scope: Scope) -> Found:
        """What is found there now: all answers that hold, or the first of them."""
        examination = self._examinations.get((place, how))
        if examination is None:
            return Found(place, place.replace("-", " "), "—")
        texts = [filled(answer.say, scope) for answer in examination.answers if parse(answer.when).holds(scope)]
        return Found(
            place, examination.label, " ".join(texts[:1] if examination.first else texts) or "Nothing abnormal."
        )

    def answer(self, action: Action, scope: Scope) -> list[tuple[str, str]]:
        """(speaker, text) for a question, something told, or a plan."""
        match action:
            case Ask(ask=topic, whom=whom):
                text = self.first_reply(self._talk[(whom, topic)].replies, scope)
                return [(whom, text)] if text else []
            case Say(say=topic, text=own):
                told = self._tell[topic]
                reply = self.first_reply(told.replies, scope)
                return [("you", own or told.label)] + ([("patient", reply)] if reply else [])
            case Plan(plan=plan, text=own):
                written = self._plans[plan]
                return [("you", own or written.label)] + ([("nurse", written.reply)] if written.reply else [])
        return []

    def first_reply(self, replies: Sequence[Reply], scope: Scope) -> str | None:
        """The first reply whose condition holds, filled in; None when nobody says anything."""
        return next((filled(reply.say, scope) for reply in replies if parse(reply.when).holds(scope)), None)

    def contact(self, who: str) -> Contact | None:
        """Somebody who can be called in this case."""
        return next((contact for contact in self.case.scenario.contacts if contact.id == who), None)

    def spoken_lines(self, action: Call | Handover) -> Iterable[tuple[str, str]]:
        """The SBAR lines, as they are said by whoever was to say them."""
        for text in (action.situation, action.background, action.assessment, action.recommendation):
            if text:
                yield "nurse" if action.by == "nurse" else "you", text

    def refusal(self, refusal: Refusal) -> tuple[str, Speaker]:
        """(text, speaker): how the world says no."""
        if "say" in refusal.words:
            return refusal.words["say"], "nurse"
        template = self.case.place.refusals.get(refusal.key)
        text = template.format_map(words.Filled(refusal.words)) if template else refusal.key.replace("-", " ")
        if refusal.key == "nurse-busy":
            return self.case.nurse.busy.format_map(words.Filled(refusal.words)), "nurse"
        return text, "nurse" if refusal.key.startswith("nurse-") else "ward"

    def monitor_readings(self, body: Body, state: State) -> list[Found]:
        """New values that the monitor has just produced: the first of each sensor, and every cuff cycle."""
        return [Found("monitor", label, text) for label, text in new_readings(body, state)]


def filled(text: str, scope: Scope) -> str:
    """Fill ``{respiratory_rate:.0f}`` and the like with this moment's values."""
    if "{" not in text:
        return text
    return text.format_map({name: scope.value(name) for name in NAMES if name in text})
