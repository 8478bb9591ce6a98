"""What is watched once a simulated second: moments, lines said unasked, endings, the nurse's rounds."""

from __future__ import annotations

from osler.scenario.case import Case
from osler.scenario.expressions import Expression, Scope, parse
from osler.scenario.model import Ending, SpontaneousLine
from osler.session.commands import TICKS_PER_SECOND
from osler.session.state import State


class Watch:
    """Holds the compiled conditions of one case and asks them of each second."""

    def __init__(self, case: Case, state: State) -> None:
        scenario = case.scenario
        self.state = state
        self._moments = [(name, moment, parse(moment.when)) for name, moment in scenario.moments.items()]
        self._lines = [(line, parse(line.when)) for line in scenario.says]
        self._endings = [(ending, parse(ending.when), parse(ending.now)) for ending in scenario.end]
        self._hints = [(hint, parse(hint.when)) for hint in scenario.hints]
        self._call_me = (
            {name: (text, parse(when)) for name, (text, when) in scenario.skip.call_me_if.items()}
            if scenario.skip
            else {}
        )
        for name, _, _ in self._moments:
            state.moments.setdefault(name, None)

    def moments(self, scope: Scope) -> list[str]:
        """Moments that happen in this second, for the first time."""
        happened = []
        for name, moment, condition in self._moments:
            if self.state.moments[name] is None and self._held("moment", name, condition, moment.for_s, scope):
                self.state.moments[name] = self.state.since[f"moment:{name}"]
                happened.append(name)
        return happened

    def lines(self, scope: Scope) -> list[SpontaneousLine]:
        """Lines that are said now, each once in a session."""
        said = []
        for line, condition in self._lines:
            if line.id not in self.state.said and self._held("line", line.id, condition, line.for_s, scope):
                self.state.said.append(line.id)
                said.append(line)
        return said

    def ending(self, scope: Scope) -> Ending | None:
        """The first ending whose condition has held long enough, and whose ``now`` holds."""
        for ending, condition, now in self._endings:
            if self._held("end", ending.id, condition, ending.for_s, scope) and now.holds(scope):
                return ending
        return None

    def hint(self, scope: Scope) -> str | None:
        """The first hint that fits now."""
        return next((hint.say for hint, condition in self._hints if condition.holds(scope)), None)

    def called_back(self, scope: Scope) -> str | None:
        """On a round of the nurse during an absence: why she calls the learner back, or None."""
        absence = self.state.absence
        if absence is None or self.state.tick < absence.next_round:
            return None
        absence.next_round += absence.every
        for name in absence.call_me_if:
            if name in self._call_me and self._call_me[name][1].holds(scope):
                return self._call_me[name][0]
        return None

    def _held(self, kind: str, name: str, condition: Expression, for_s: float, scope: Scope) -> bool:
        key = f"{kind}:{name}"
        if not condition.holds(scope):
            self.state.since.pop(key, None)
            return False
        since = self.state.since.setdefault(key, self.state.tick)
        return self.state.tick - since >= for_s * TICKS_PER_SECOND
