"""The debrief in words: plain, short, kind. Every target names its owner; what was not assessed is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from osler.assessment.report import Evidence, ItemView
from osler.assessment.rubric import Judged, left_out
from osler.assessment.timeline import Act, Timeline
from osler.scenario.case import Case
from osler.session import words
from osler.session.commands import Event
from osler.session.presentation import OXYGEN

MODEL_NOTE = (
    "Curves and times come from a model of the body. In this model an earlier or later act changes them; "
    "a real patient may differ."
)
NOT_REVIEWED = "Not reviewed by a clinician"
MOST_EVIDENCE = 8
SPOKEN_IN_MG = 0.5
"""Smaller doses are spoken of in micrograms."""
RECOGNISABLE = "recognisable"
"""The moment that is spoken of as 'it could be recognised'; others are named."""


def item_view(timeline: Timeline, judged: Judged) -> ItemView:
    """One item as the page shows it."""
    item = judged.item
    return ItemView(
        id=item.id,
        text=item.text,
        klass=item.klass,
        verdict=judged.verdict,
        grade=", ".join(judged.grades) or None,
        moment=item.from_,
        recognisable_s=judged.recognisable_s,
        looked_s=judged.looked_s,
        acted_s=judged.acted_s,
        target_s=item.target_s,
        target_owner=item.target_owner,
        evidence=evidence(timeline, judged),
        cite=item.cite,
        feedback=feedback(timeline, judged),
    )


def feedback(timeline: Timeline, judged: Judged) -> str:
    """What is said about an item: what was particular about it, then the author's words for this verdict."""
    item, author = judged.item, judged.item.feedback
    said = [sentence for grade in judged.grades if (sentence := _graded(grade, timeline, judged))]
    match judged.verdict:
        case "done" if said:
            said += [author.harmful] if "over-dosed" in judged.grades and author.harmful else []
        case "done":
            said.append(author.done or f"{_timing(judged)}.")
        case "late":
            said.append(author.late or f"{_timing(judged)}.")
        case "missed" if judged.why == "said nothing":
            pass  # it was done, so "not done" would be wrong: the sentence above says what was missing
        case "missed":
            said.append(author.missed or "This was not done.")
        case "harmful":
            said.append(author.harmful or f"{_timing(judged)}.")
        case "avoided":
            said.append(_avoided(judged))
        case "not-needed" if item.klass == "neutral":
            said.append(author.missed or "Not done. In this case that is neither better nor worse.")
        case _:
            said.append(_unjudged(timeline, judged))
    return " ".join(said)


def evidence(timeline: Timeline, judged: Judged) -> list[Evidence]:
    """What the verdict rests on: the acts, what was still being prepared, what the world refused.

    Of what was missed also the moment from which its time counted, that it was there to be seen, and what was done
    instead. Of too many the act that counts is kept, and the earliest others.
    """
    found = _moment(timeline, judged) if judged.verdict == "missed" else []
    found += [Evidence(event=act.event, at_s=act.at_s, text=act_text(timeline.case, act)) for act in judged.acts]
    found += [
        Evidence(event=act.event, at_s=act.at_s, text=f"Not what this asks for: {act_text(timeline.case, act)}")
        for act in judged.near
    ]
    found += [
        Evidence(
            event=act.event,
            at_s=act.begun_s,
            text=f"{_label(timeline.case, act)}: still in preparation when the case ended",
        )
        for act in judged.unfinished
    ]
    found += [
        Evidence(event=event.id, at_s=timeline.seconds(event.tick), text=_why_not(event))
        for event in (judged.refused if judged.verdict != "not-needed" else ())
    ]
    counts = judged.act.event if judged.act is not None else None
    kept = sorted(found, key=lambda one: (one.event != counts, one.at_s, one.event))[:MOST_EVIDENCE]
    return sorted(kept, key=lambda one: (one.at_s, one.event))


def _moment(timeline: Timeline, judged: Judged) -> list[Evidence]:
    name = judged.item.from_
    if name is None or judged.recognisable_s is None:
        return []
    event = timeline.events[timeline.confirmed[name]]
    define = timeline.case.scenario.moments[name].define
    return [Evidence(event=event.id, at_s=judged.recognisable_s, text=define)]


def _why_not(event: Event) -> str:
    if event.kind == "cancelled":
        return f"Put down before it was done: {event.data.get('label', '')}"
    return f"Not done: {event.data.get('reason', 'refused')}"


def act_text(case: Case, act: Act) -> str:
    """An act as one line: what, how, from which ampoule, into which place, by whom, and how long it took."""
    parts = [_label(case, act), *_how(act)]
    if act.do.get("site") in words.SITES:
        parts.append(words.SITES[act.do["site"]])
    if "give" in act.do and act.do.get("label"):
        parts.append(f"from {act.do['label']}")
    if act.who == "nurse":
        parts.append("by the nurse")
    if act.at_s - act.begun_s >= 1:
        parts.append(f"begun {words.clock(act.begun_s)}, done {words.clock(act.at_s)}")
    return ", ".join(parts)


def _how(act: Act) -> list[str]:
    """What was set on a form: the mask and its flow, the volume of a bag, the rate of a pump, the breaths."""
    do = act.do
    match act.verb:
        case "oxygen" if do["oxygen"] != "none":
            return [OXYGEN[do["oxygen"]].lower(), f"{words.number(do.get('flow_l_min', 0.0))} L/min"]
        case "fluid":
            pressed = ["under a pressure bag"] if do.get("pressure_bag") else []
            return [f"{words.number(do['volume_ml'])} mL", *pressed]
        case "infuse":
            return [
                f"{words.dose(do['amount_mg'])} made up to {words.number(do['made_up_to_ml'])} mL",
                f"{words.number(do['rate_ml_per_h'])} mL/h",
            ]
        case "ventilate" if do["ventilate"] != "stop" and "breaths_per_min" in do:
            return [f"{words.number(do['breaths_per_min'])} breaths a minute"]
    return []


def duration(seconds: float) -> str:
    """A stretch of time in words: '40 seconds', '5 minutes', '5 minutes 10 seconds'."""
    whole = round(seconds)
    parts = [(whole // 60, "minute"), (whole % 60, "second")]
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " ".join(said) or "0 seconds"


def target(judged: Judged) -> str | None:
    """The target with its owner: 'this case's target is within 5 minutes'."""
    item = judged.item
    if item.target_s is None:
        return None
    owner = "the guideline's" if item.target_owner == "guideline" else "this case's"
    return f"{owner} target is within {duration(item.target_s)}"


def first_done(timeline: Timeline, judged: Sequence[Judged]) -> str | None:
    """What was done first of what the rubric asks or warns of."""
    acted = [one for one in judged if one.acted_s is not None]
    if not acted:
        return None
    first = min(acted, key=lambda one: one.acted_s or 0.0)
    return f"{first.item.text}, at {words.clock(first.acted_s or 0.0)}"


def last_missed(judged: Sequence[Judged]) -> str | None:
    """The last critical item that was missed."""
    missed = [one for one in judged if one.verdict == "missed" and one.item.klass == "critical"]
    return missed[-1].item.text if missed else None


def _label(case: Case, act: Act) -> str:
    """What an act is called: by the case for its own words, by what hung there when it is stopped, else as recorded."""
    name, scenario = act.do[act.verb], case.scenario
    match act.verb:
        case "stop" if act.do.get("label"):
            return f"Stopped: {act.do['label']}"
        case "ask":
            return next((talk.label for talk in scenario.talk if talk.ask == name), act.label)
        case "say":
            return act.do.get("text") or next((told.label for told in scenario.tell if told.say == name), act.label)
        case "plan":
            return act.do.get("text") or next((plan.label for plan in scenario.plans if plan.plan == name), act.label)
    return act.label or f"{act.verb} {name}".replace("-", " ")


def _timing(judged: Judged) -> str:
    if judged.acted_s is None:
        return "Done"
    said = f"Done at {words.clock(judged.acted_s)}"
    if judged.recognisable_s is not None and judged.acted_s >= judged.recognisable_s:
        moment = judged.item.from_ or ""
        since = "it could be recognised" if moment == RECOGNISABLE else f"the moment “{moment.replace('-', ' ')}”"
        said += f", {duration(judged.acted_s - judged.recognisable_s)} after {since}"
    aim = target(judged)
    return f"{said}; {aim}" if aim else said


def _graded(grade: str, timeline: Timeline, judged: Judged) -> str | None:
    item, act = judged.item, judged.act
    if act is None:
        return None
    given, at = words.dose(act.do.get("dose_mg", 0.0)), words.clock(act.at_s)
    full = amount(item.dose_mg.full) if item.dose_mg is not None else ""
    match grade:
        case "under-dosed":
            return f"Under-dosed: {given} was given; the full dose here is {full}."
        case "over-dosed":
            return f"Over-dosed: {given} was given; the full dose here is {full}."
        case "other dose":
            return f"{given} does not count as this dose; the full dose here is {full}."
        case "other site":
            asked = " or ".join(_site(pattern["site"]) for pattern in item.do if "site" in pattern)
            return f"It went into the {_site(act.do.get('site'))}; asked for is the {asked}."
        case "early" if item.after is not None and item.after_s is not None:
            low, high = item.after_s
            window = f"{duration(low)} to {duration(high)} after “{_text_of(timeline, item.after)}”"
            return f"It was done at {at}; its time is {window}."
        case "partly done":
            return f"A part was done at {at}; not done: {', '.join(judged.missing)}."
        case "said nothing":
            return f"You handed over at {at} and said nothing. Whoever takes over knows only what they can see."
        case "lines left out":
            return f"You handed over at {at}. Not said: {', '.join(left_out(act.do))}."
    return None


def _site(site: Any) -> str:
    return words.SITES.get(str(site), str(site))


def _unjudged(timeline: Timeline, judged: Judged) -> str:
    item = judged.item
    match judged.why:
        case "no moment":
            return "Not needed here: the moment it waits for did not come."
        case "no other":
            return f"Not needed here: it comes after “{_text_of(timeline, item.after)}”, which was not done."
        case "done anyway":
            at = words.clock(judged.acted_s or 0.0)
            return f"Done at {at}, before or without the sign that calls for it in this case."
        case "ended before":
            return "Not assessed: the case ended before its time was up."
        case "not recorded":
            return "Not assessed: what it depends on was not recorded."
    return "Not needed here: what calls for it did not happen."


def _avoided(judged: Judged) -> str:
    if judged.acts:
        return f"What you did at {words.clock(judged.acts[0].at_s)} was not the mistake this item warns of."
    if any(event.kind == "cancelled" for event in judged.refused):
        return "You began it and put it down again."
    if any(event.data.get("key") == "nurse-challenges" for event in judged.refused):
        return "You ordered it, the nurse questioned it, and it was not done."
    if judged.refused:
        return "You tried it and it was not done."
    return "You did not do this."


def amount(wanted: Any) -> str:
    """A dose as the rubric writes it, in words: '80 to 220 micrograms', 'more than 0.6 mg'."""
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        low, high = float(wanted[0]), float(wanted[1])
        if high < SPOKEN_IN_MG:
            return f"{words.number(low * 1000)} to {words.number(high * 1000)} micrograms"
        return f"{words.number(low)} to {words.number(high)} mg"
    if isinstance(wanted, str):
        compare: Mapping[str, str] = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
        sign = next((sign for sign in compare if wanted.strip().startswith(sign)), "")
        given = words.dose(float(wanted.strip().removeprefix(sign)))
        return f"{compare[sign]} {given}" if sign else given
    return words.dose(float(wanted))


def _text_of(timeline: Timeline, item: str | None) -> str:
    return next((one.text for one in timeline.case.scenario.rubric if one.id == item), item or "")
