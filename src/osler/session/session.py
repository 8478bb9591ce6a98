"""A running session: a deterministic function of (engine, case, seed, commands).

``step`` admits commands at the current tick and lets the body live on. It knows no clock and no I/O: whoever runs it
(a room, a replay, a what-if) decides when.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from osler.physiology import body as living
from osler.physiology import observables
from osler.scenario.actions import Action, Cancel, Open, Stimulate, parse_action
from osler.scenario.case import Case
from osler.scenario.patterns import parse_pattern
from osler.session.absence import come_back
from osler.session.bedside import Bedside
from osler.session.beginning import begin
from osler.session.commands import TICKS_PER_SECOND, Command, Outcome, Step
from osler.session.consequences import Consequences
from osler.session.controls import Control, parse_control
from osler.session.dialogue import Dialogue
from osler.session.facts import NAMES, SessionScope, facts
from osler.session.hands import Hands
from osler.session.journal import Journal
from osler.session.refusal import Refusal
from osler.session.snapshot import pack, unpack
from osler.session.state import State, Task, Who, Whose
from osler.session.topics import Mode
from osler.session.watch import Watch

WHOSE: tuple[Whose, ...] = ("self", "voice", "nurse")


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
        self.journal = Journal(state)
        self.consequences = Consequences(body, state, self.bedside, self.dialogue, self.journal)
        self._chosen: int | None = None  # the last tick at which somebody was credited with time to choose
        self._items = [(item.id, [parse_pattern(p) for p in item.do]) for item in case.scenario.rubric]

    # ---- life cycle

    @classmethod
    def begin(cls, case: Case, seed: int, mode: Mode = "practice") -> Session:
        """A session outside the curtain."""
        body, state, baseline = begin(case, seed)
        state.mode = mode
        return cls(case, seed, body, state, baseline)

    def snapshot(self) -> bytes:
        """Everything of this moment; always discardable, since the log can be replayed."""
        return pack(self.case.bundle, self.seed, self.body, self.baseline, self.state)

    @classmethod
    def restore(cls, case: Case, seed: int, snapshot: bytes) -> Session:
        """Raises SnapshotError when the snapshot is not of this engine, case and seed."""
        body, baseline, state = unpack(case.bundle, seed, snapshot)
        return cls(case, seed, body, state, baseline)

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
        return SessionScope(self.state, observables.read(self.body), facts(self.state, self.body), self.baseline)

    # ---- commands

    def command(
        self, actor: str, do: Mapping[str, Any], chosen_over_s: float = 0.0, ordinal: int | None = None
    ) -> Command:
        """Check the shape of an intent and stamp it for this tick. Raises UnknownActionError; changes no state.

        Nobody takes longer to choose than since the choice before; what is stamped is what counts, in a fork too.
        """
        spelled = parse_control(do).spelled() if "control" in do else parse_action(do).spelled()
        free_s = 0.0 if self._chosen == self.tick else (self.tick - self.state.last_choice) / TICKS_PER_SECOND
        if chosen_over_s > 0.0:
            self._chosen = self.tick
        return Command(
            self.state.next_ordinal if ordinal is None else ordinal,
            self.tick,
            actor,
            spelled,
            round(min(chosen_over_s, free_s), 3),
        )

    def step(self, commands: Sequence[Command] = (), ticks: int = 1) -> Step:
        """Admit ``commands`` at this tick, then live on for up to ``ticks`` ticks (none while paused or ended)."""
        step = self.journal.turn_page()
        for command in commands:
            self._admit(command)
        target = self.state.tick + ticks
        while self.running and self.state.tick < target:
            stop = self._next_stop(target)
            living.advance(self.body, stop - self.state.tick)
            self.state.tick = stop
            self._finish_tasks()
            self.consequences.due(self.scope)
            if (stop - (self.state.opened or 0)) % TICKS_PER_SECOND == 0:
                self._second()
        return step

    def _next_stop(self, target: int) -> int:
        now, opened = self.state.tick, self.state.opened or 0
        second = now + TICKS_PER_SECOND - (now - opened) % TICKS_PER_SECOND
        due = [task.ends for task in self.state.tasks.values()] + [event.tick for event in self.state.scheduled]
        return max(now + 1, min(target, second, *due))

    def _admit(self, command: Command) -> None:
        self.state.next_ordinal = max(self.state.next_ordinal, command.ordinal + 1)
        try:
            if "control" in command.do:
                self._control(parse_control(command.do))
            else:
                self._act(command, parse_action(command.do))
        except Refusal as refusal:
            text, speaker = self.dialogue.refusal(refusal)
            self.journal.event("refused", ordinal=command.ordinal, do=dict(command.do), reason=text, key=refusal.key)
            self.journal.caption(speaker, text)
            self.journal.step.outcomes.append(Outcome(command.ordinal, False, text, speaker))
        else:
            self.journal.step.outcomes.append(Outcome(command.ordinal, True))

    def _control(self, asked: Control) -> None:
        state, control, why = self.state, asked.control, asked.why
        if control == "hint":
            self._hint()
        elif state.phase not in ("running", "skipping"):
            return  # the clock stands anyway: nothing is paused and nobody is interrupted
        elif state.mode == "exam" and control in ("pause", "resume"):
            self.journal.event("interruption", control=control, why=why)
            if why in ("button", "menu"):
                raise Refusal("no-pause-in-exam")
        elif control == "pause" and state.phase == "skipping":
            return  # nobody watches an absence in real time: it goes on
        elif control == "pause" and state.running:
            state.running, state.paused_because = False, why
            self.journal.event("paused", why=why)
        elif control == "resume" and not state.running:
            state.running, state.paused_because = True, None
            self.journal.event("resumed")

    def _hint(self) -> None:
        if self.state.mode == "exam":
            raise Refusal("no-hints-in-exam")
        self._refuse_away()
        hint = self.watch.hint(self.scope())
        if hint is None:
            raise Refusal("no-hint")
        self.journal.event("hint", text=hint)
        self.journal.caption("hint", hint)

    def _act(self, command: Command, action: Action) -> None:
        state = self.state
        if isinstance(action, Open) and state.phase != "ended":
            self._open()
            return
        self._refuse_away()
        if not state.running:
            raise Refusal("paused")
        if isinstance(action, Cancel):
            letting_go = self.hands.letting_go(action.cancel)
            if letting_go is None:
                task = self.hands.cancel(action.cancel)
                self.journal.event("cancelled", ordinal=task.ordinal, do=task.do, who=action.cancel, label=task.label)
                return
            action = letting_go
        self.dialogue.refuse(action, self.scope())
        admission = self.hands.admit(command.ordinal, action, command.chosen_over_s, self.scope())
        task = admission.task
        self.journal.event(
            "begun", ordinal=command.ordinal, do=task.do, who=admission.who, label=task.label, waits=admission.waits
        )
        if admission.says:
            self.journal.caption("nurse", admission.says)
        if not admission.waits:
            self._starts(task, admission.who)
        if not admission.waits and task.ends <= state.tick:
            self._finish(next(whose for whose in WHOSE if state.tasks.get(whose) is task), task)

    def _refuse_away(self) -> None:
        """Raises Refusal unless the case is under way and the learner at the bed."""
        if self.state.phase == "curtain":
            raise Refusal("curtain-closed")
        if self.state.phase == "skipping":
            raise Refusal("away")
        if self.state.phase == "ended":
            raise Refusal("ended")

    def _starts(self, task: Task, who: Who) -> None:
        """What happens when hands turn to a task: what they held is put down; a voice or a squeeze is felt at once."""
        action = parse_action(task.do)
        held = self.hands.put_down(action, who)
        if held is not None:
            self.journal.event("let-go", ordinal=task.ordinal, who=who, label=held)
        if isinstance(action, Stimulate):
            self.bedside.perform(action, who)

    def _open(self) -> None:
        if self.state.phase != "curtain":
            raise Refusal("already", what="the curtain open")
        self.state.phase, self.state.opened = "running", self.state.tick
        baseline = {name: round(float(self.baseline[index]), 4) for name, index in observables.INDEX.items()}
        self.journal.event(
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
            self.journal.event("nurse-turns-to", ordinal=waiting.ordinal, label=waiting.label)
            self._starts(waiting, "nurse")

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
            self.journal.event("failed", ordinal=task.ordinal, do=task.do, who=who, reason=text)
            self.journal.caption("nurse" if who == "nurse" else speaker, text)
            return
        performed = {**task.do, **derived}
        self._count(performed)
        self.journal.event(
            "done", ordinal=task.ordinal, do=performed, who=who, label=task.label, begun_tick=task.started
        )
        self.consequences.of(action, task.ordinal, self.scope(), derived)
        report = self.hands.report(action, performed, self.scope()) if who == "nurse" else None
        if report:
            self.journal.caption("nurse", report)

    def _count(self, performed: Mapping[str, Any]) -> None:
        for item, patterns in self._items:
            if any(pattern.matches(performed) for pattern in patterns):
                self.state.counts[item] = self.state.counts.get(item, 0) + 1

    def _second(self) -> None:
        """Once a simulated second: record, then ask every condition."""
        self.consequences.exposure()
        observed = observables.read(self.body)
        known = facts(self.state, self.body)
        row = np.concatenate([observed, np.asarray(known)])
        self.journal.step.vitals.append((round(self.seconds), row.astype("<f8").tobytes()))
        scope = SessionScope(self.state, observed, known, self.baseline)
        if self.bedside.falls() and self.case.place.falls:
            self.journal.caption("ward", self.case.place.falls)
        for name in self.watch.moments(scope):
            self.journal.event("moment", name=name)
        for finding in self.dialogue.monitor_readings(self.body, self.state):
            self.journal.finding(finding, None, "measured")
        for line in self.watch.lines(scope) if self.state.absence is None else ():
            self.journal.caption(line.who, f"({line.say})" if line.quiet else line.say)
        ending = self.watch.ending(scope)
        if ending is not None:
            self.state.phase, self.state.ending, self.state.absence = "ended", ending.id, None
            self.journal.event("ended", ending=ending.id, outcome=ending.outcome, text=ending.text, won=ending.won)
        elif self.state.absence is not None:
            called = self.watch.called_back(scope)
            if called or self.state.tick >= self.state.absence.until:
                come_back(self.state, self.journal, called)
