"""A running session: a deterministic function of (engine, case, seed, commands).

``step`` admits commands at the current tick and lets the body live on. It knows no clock and no I/O: whoever runs it
(a room, a replay, a what-if) decides when.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgpack
import numpy as np

from osler.physiology import body as living
from osler.physiology import insults, observables
from osler.physiology.engine import fingerprint
from osler.scenario.actions import (
    Action,
    Ask,
    Call,
    Cancel,
    Examine,
    Handover,
    Measure,
    Open,
    Plan,
    Say,
    Skip,
    Stimulate,
    Stop,
    parse_action,
)
from osler.scenario.case import Case
from osler.scenario.patterns import parse_pattern
from osler.session.bedside import Bedside, Refusal
from osler.session.beginning import begin
from osler.session.commands import TICKS_PER_SECOND, Command, Event, Outcome
from osler.session.dialogue import Dialogue
from osler.session.facts import NAMES, SessionScope, facts
from osler.session.hands import Hands
from osler.session.state import Absence, Scheduled, State, Task, Who, Whose
from osler.session.topics import Mode
from osler.session.watch import Watch

SNAPSHOT_FORMAT = 1
BLOOD_GAS_S = 300.0  # result 4 to 6 minutes after the sample goes to the laboratory
NEBULISER_S = 600.0
WHOSE: tuple[Whose, ...] = ("self", "voice", "nurse")
CONTROLS = ("pause", "resume", "hint", "leave")


class SnapshotError(ValueError):
    """The snapshot belongs to another engine, case or format: replay the log instead."""


@dataclass
class Step:
    """What came of one step."""

    outcomes: list[Outcome] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    vitals: list[tuple[int, bytes]] = field(default_factory=list)


class Session:
    """One patient, one bedside, one log."""

    def __init__(self, case: Case, seed: int, body: Any, state: State, baseline: Any) -> None:
        self.case = case
        self.seed = seed
        self.body = body
        self.state = state
        self.baseline = baseline
        self.bedside = Bedside(case, body, state)
        self.hands = Hands(case, self.bedside, state)
        self.watch = Watch(case, state)
        self.dialogue = Dialogue(case)
        self._items = [(item.id, [parse_pattern(p) for p in item.do]) for item in case.scenario.rubric]
        self._step = Step()

    # ---- life cycle

    @classmethod
    def begin(cls, case: Case, seed: int, mode: Mode = "practice") -> Session:
        """A session outside the curtain."""
        body, state, baseline = begin(case, seed)
        state.mode = mode
        return cls(case, seed, body, state, baseline)

    def snapshot(self) -> bytes:
        """Everything as msgpack, never pickle; always discardable, since the log can be replayed."""
        return bytes(
            msgpack.packb(
                {
                    "format": SNAPSHOT_FORMAT,
                    "fingerprint": fingerprint(),
                    "bundle": self.case.bundle,
                    "seed": self.seed,
                    "tick": self.state.tick,
                    "body": self.body.tobytes(),
                    "baseline": self.baseline.tobytes(),
                    "session": self.state.model_dump_json(),
                }
            )
        )

    @classmethod
    def restore(cls, case: Case, seed: int, mode: Mode, snapshot: bytes) -> Session:
        """Raises SnapshotError when the snapshot is not of this engine, case and seed."""
        kept = msgpack.unpackb(snapshot)
        expected = {"format": SNAPSHOT_FORMAT, "fingerprint": fingerprint(), "bundle": case.bundle, "seed": seed}
        for name, value in expected.items():
            if kept.get(name) != value:
                raise SnapshotError(f"snapshot {name} is {kept.get(name)!r}, expected {value!r}")
        body = np.frombuffer(kept["body"], dtype=living.BODY).copy()
        state = State.model_validate_json(kept["session"])
        return cls(case, seed, body, state, np.frombuffer(kept["baseline"], dtype=np.float64))

    def state_hash(self) -> str:
        """Hash over the body's bytes and the session's state: equal after a replay of the same log."""
        return hashlib.sha256(self.body.tobytes() + self.state.model_dump_json().encode()).hexdigest()

    @property
    def tick(self) -> int:
        return self.state.tick

    @property
    def phase(self) -> str:
        return self.state.phase

    @property
    def running(self) -> bool:
        """Whether time passes when it is stepped."""
        return self.state.running and self.state.phase in ("running", "skipping")

    @property
    def next_ordinal(self) -> int:
        return self.state.next_ordinal

    @property
    def seconds(self) -> float:
        """Simulated seconds since the curtain opened."""
        return 0.0 if self.state.opened is None else (self.state.tick - self.state.opened) / TICKS_PER_SECOND

    def scope(self) -> SessionScope:
        """Observables and facts of this moment."""
        return SessionScope(self.state, observables.read(self.body), self.baseline)

    # ---- commands

    def command(
        self, actor: str, do: Mapping[str, Any], chosen_over_s: float = 0.0, ordinal: int | None = None
    ) -> Command:
        """Check the shape of an intent and stamp it for this tick. Raises UnknownActionError; changes nothing."""
        if "control" in do:
            spelled: Mapping[str, Any] = {"control": str(do["control"]), "why": str(do.get("why", "button"))}
        else:
            spelled = parse_action(do).spelled()
        return Command(
            self.state.next_ordinal if ordinal is None else ordinal,
            self.state.tick,
            actor,
            spelled,
            round(chosen_over_s, 3),
        )

    def step(self, commands: Sequence[Command] = (), ticks: int = 1) -> Step:
        """Admit ``commands`` at this tick, then live on for up to ``ticks`` ticks (none while paused or ended)."""
        self._step = Step()
        for command in commands:
            self._admit(command)
        target = self.state.tick + ticks
        while self.running and self.state.tick < target:
            stop = self._next_stop(target)
            living.advance(self.body, stop - self.state.tick)
            self.state.tick = stop
            self._finish_tasks()
            self._scheduled()
            if (stop - (self.state.opened or 0)) % TICKS_PER_SECOND == 0:
                self._second()
        return self._step

    def _next_stop(self, target: int) -> int:
        now, opened = self.state.tick, self.state.opened or 0
        second = now + TICKS_PER_SECOND - (now - opened) % TICKS_PER_SECOND
        due = [task.ends for task in self.state.tasks.values()] + [event.tick for event in self.state.scheduled]
        return max(now + 1, min(target, second, *due))

    def _admit(self, command: Command) -> None:
        self.state.next_ordinal = max(self.state.next_ordinal, command.ordinal + 1)
        try:
            if "control" in command.do:
                self._control(str(command.do["control"]), str(command.do.get("why", "button")))
            else:
                self._act(command, parse_action(command.do))
        except Refusal as refusal:
            text, speaker = self.dialogue.refusal(refusal)
            self._event("refused", ordinal=command.ordinal, do=dict(command.do), reason=text, key=refusal.key)
            self._caption(speaker, text)
            self._step.outcomes.append(Outcome(command.ordinal, False, text))
        else:
            self._step.outcomes.append(Outcome(command.ordinal, True))

    def _control(self, control: str, why: str) -> None:
        state = self.state
        if control not in CONTROLS:
            raise Refusal("not-now", what=control)
        if control == "hint":
            self._hint()
        elif state.mode == "exam" and control in ("pause", "resume"):
            self._event("interruption", control=control, why=why)
            if why in ("button", "menu"):
                raise Refusal("no-pause-in-exam")
        elif control == "pause" and state.running:
            state.running, state.paused_because = False, why  # type: ignore[assignment]  # checked by the wire's Literal
            self._event("paused", why=why)
        elif control == "resume" and not state.running:
            state.running, state.paused_because = True, None
            self._event("resumed")

    def _hint(self) -> None:
        if self.state.mode == "exam":
            raise Refusal("no-hints-in-exam")
        hint = self.watch.hint(self.scope())
        if hint is None:
            raise Refusal("no-hint")
        self._event("hint", text=hint)
        self._caption("hint", hint)

    def _act(self, command: Command, action: Action) -> None:
        state = self.state
        if state.phase == "ended":
            raise Refusal("ended")
        if isinstance(action, Open):
            self._open()
            return
        if state.phase == "curtain":
            raise Refusal("curtain-closed")
        if state.phase == "skipping":
            raise Refusal("away")
        if not state.running:
            raise Refusal("paused")
        if isinstance(action, Cancel):
            task = self.hands.cancel(action.cancel)
            self._event("cancelled", ordinal=task.ordinal, do=task.do, who=action.cancel, label=task.label)
            return
        self.dialogue.refuse(action, self.scope())
        admission = self.hands.admit(command.ordinal, action, command.chosen_over_s, self.scope())
        task = admission.task
        self._event(
            "begun", ordinal=command.ordinal, do=task.do, who=admission.who, label=task.label, waits=admission.waits
        )
        if admission.says:
            self._caption("nurse", admission.says)
        if isinstance(action, Stimulate):
            self.bedside.perform(action, admission.who)
        if not admission.waits and task.ends <= state.tick:
            self._finish(next(whose for whose in WHOSE if state.tasks.get(whose) is task), task)

    def _open(self) -> None:
        if self.state.phase != "curtain":
            raise Refusal("already", what="the curtain open")
        self.state.phase, self.state.opened = "running", self.state.tick
        baseline = {name: round(float(self.baseline[index]), 4) for name, index in observables.INDEX.items()}
        self._event(
            "curtain-opened",
            columns=list(NAMES),
            baseline=[value if math.isfinite(value) else None for value in baseline.values()],
        )
        self._second()

    # ---- what happens by itself

    def _finish_tasks(self) -> None:
        for whose in WHOSE:
            task = self.state.tasks.get(whose)
            if task is not None and task.ends <= self.state.tick:
                self._finish(whose, task)
        waiting = self.hands.next_order()
        if waiting is not None:
            self._event("nurse-turns-to", ordinal=waiting.ordinal, label=waiting.label)

    def _finish(self, whose: Whose, task: Task) -> None:
        self.state.tasks.pop(whose, None)
        who: Who = "nurse" if whose == "nurse" else "self"
        action = parse_action(task.do)
        try:
            if who == "nurse":
                self.hands.bring(action)
            derived = (
                self.bedside.derived(action) if isinstance(action, Stimulate) else self.bedside.perform(action, who)
            )
        except Refusal as refusal:
            text, speaker = self.dialogue.refusal(refusal)
            self._event("failed", ordinal=task.ordinal, do=task.do, who=who, reason=text)
            self._caption("nurse" if who == "nurse" else speaker, text)
            return
        performed = {**task.do, **derived}
        self._count(performed)
        self._event("done", ordinal=task.ordinal, do=performed, who=who, label=task.label, begun_tick=task.started)
        self._consequences(action, task.ordinal)
        report = self.hands.report(action, performed, self.scope()) if who == "nurse" else None
        if report:
            self._caption("nurse", report)

    def _count(self, performed: Mapping[str, Any]) -> None:
        for item, patterns in self._items:
            if any(pattern.matches(performed) for pattern in patterns):
                self.state.counts[item] = self.state.counts.get(item, 0) + 1

    def _consequences(self, action: Action, ordinal: int) -> None:
        scope = self.scope()
        match action:
            case Examine(examine=place, how=how):
                self._finding(
                    self.dialogue.examination(place, how, scope), ordinal, "read" if how == "read" else "examined"
                )
            case Stimulate(stimulate=stimulus):
                self._finding(
                    self.dialogue.examination("consciousness", "listen" if stimulus == "voice" else "feel", scope),
                    ordinal,
                )
            case Measure(measure=what) if not (what == "blood-pressure" and "cuff" in self.state.attached):
                found = self.dialogue.examination(what, "read", scope)
                if what == "blood-gas":
                    self._schedule(
                        BLOOD_GAS_S, "result", ordinal=ordinal, place=found.place, label=found.label, text=found.text
                    )
                else:
                    self._finding(found, ordinal, "measured")
            case Ask() | Say() | Plan():
                for speaker, text in self.dialogue.answer(action, scope):
                    self._caption(speaker, text)
            case Call() | Handover():
                self._telephone(action, scope)
            case Stop(stop=item):
                self._trigger_stopped(item)
            case Skip():
                self._leave(action)
        if action.verb == "give" and getattr(action, "route", "") == "neb":
            self._schedule(NEBULISER_S, "nebuliser-empty")

    def _telephone(self, action: Call | Handover, scope: SessionScope) -> None:
        who = action.call if isinstance(action, Call) else action.handover
        contact = self.dialogue.contact(who)
        for speaker, text in self.dialogue.spoken_lines(action):
            self._caption(speaker, text)
        if isinstance(action, Handover) or contact is None:
            return
        first = who not in self.state.called
        self.state.called.setdefault(who, self.state.tick)
        question = self.dialogue.first_reply(contact.question, scope)
        if question:
            self._caption(speaker_of(who), question)
        self._schedule(8.0 if question else 2.0, "answer", contact=who)
        if first and contact.arrives_s is not None:
            self._schedule(contact.arrives_s, "arrival", contact=who)

    def _trigger_stopped(self, item: str) -> None:
        for slot, fed_by in self.state.triggers.items():
            if fed_by == item and self.state.trigger_ended is None:
                insults.set_trigger(self.body, int(slot), False)
                self.state.trigger_ended = self.state.tick

    def _leave(self, action: Skip) -> None:
        every = action.watch_every_min * 60 * TICKS_PER_SECOND
        now = self.state.tick
        self.state.absence = Absence(
            until=now + action.skip * 60 * TICKS_PER_SECOND,
            every=every,
            next_round=now + every,
            call_me_if=action.call_me_if,
            started=now,
        )
        self.state.phase = "skipping"
        self._event("left", minutes=action.skip, watch_every_min=action.watch_every_min, call_me_if=action.call_me_if)

    def _return(self, why: str, text: str | None) -> None:
        absence = self.state.absence
        if absence is None:
            return
        self.state.skipped_min += (self.state.tick - absence.started) / (60 * TICKS_PER_SECOND)
        self.state.absence, self.state.phase = None, "running"
        self._event("returned", why=why)
        if text:
            self._caption("nurse", text)

    def _schedule(self, after_s: float, kind: Any, **data: Any) -> None:
        self.state.scheduled.append(
            Scheduled(tick=self.state.tick + round(after_s * TICKS_PER_SECOND), kind=kind, data=data)
        )

    def _scheduled(self) -> None:
        due = [event for event in self.state.scheduled if event.tick <= self.state.tick]
        if not due:
            return
        self.state.scheduled = [event for event in self.state.scheduled if event.tick > self.state.tick]
        for event in due:
            self._happens(event)

    def _happens(self, event: Scheduled) -> None:
        data = event.data
        match event.kind:
            case "result":
                self._event(
                    "finding",
                    ordinal=data["ordinal"],
                    place=data["place"],
                    label=data["label"],
                    text=data["text"],
                    source="measured",
                )
            case "nebuliser-empty":
                self.bedside.end_nebuliser()
                self._event("nebuliser-empty")
            case "answer" | "arrival":
                contact = self.dialogue.contact(data["contact"])
                if contact is None:
                    return
                if event.kind == "arrival":
                    self.state.present.append(contact.id)
                    self._event("arrived", who=contact.id, label=contact.label)
                if self.state.absence is not None:
                    return  # nobody speaks to somebody who is not there
                text = self.dialogue.first_reply(
                    contact.arrival if event.kind == "arrival" else contact.advice, self.scope()
                )
                if text:
                    self._caption(speaker_of(contact.id), text)

    def _second(self) -> None:
        """Once a simulated second: record, then ask every condition."""
        observed = observables.read(self.body)
        row = np.concatenate([observed, np.asarray(facts(self.state))])
        self._step.vitals.append((round(self.seconds), row.astype("<f8").tobytes()))
        scope = SessionScope(self.state, observed, self.baseline)
        for name in self.watch.moments(scope):
            self._event("moment", name=name)
        for finding in self.dialogue.monitor_readings(self.body, self.state):
            self._finding(finding, None, "measured")
        for line in self.watch.lines(scope) if self.state.absence is None else ():
            self._caption(line.who, f"({line.say})" if line.quiet else line.say)
        ending = self.watch.ending(scope)
        if ending is not None:
            self.state.phase, self.state.ending, self.state.absence = "ended", ending.id, None
            self._event("ended", ending=ending.id, outcome=ending.outcome, text=ending.text, won=ending.won)
        elif self.state.absence is not None:
            called = self.watch.called_back(scope)
            if called or self.state.tick >= self.state.absence.until:
                self._return("called" if called else "time", called)

    # ---- events

    def _event(self, kind: str, **data: Any) -> None:
        self._step.events.append(Event(self.state.next_event, self.state.tick, kind, data))
        self.state.next_event += 1

    def _caption(self, speaker: str, text: str) -> None:
        self._event("caption", speaker=speaker, text=text)

    def _finding(self, found: Any, ordinal: int | None, source: str = "examined") -> None:
        self._event("finding", ordinal=ordinal, place=found.place, label=found.label, text=found.text, source=source)


def speaker_of(contact: str) -> str:
    """Under which name a contact's words are captioned."""
    return {"registrar": "registrar", "emergency-team": "team"}.get(contact, "nurse")
