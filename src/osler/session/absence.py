"""Leaving the bedside for some minutes with orders left behind, and coming back to their result."""

from __future__ import annotations

from osler.scenario.actions import Skip
from osler.session.commands import TICKS_PER_SECOND
from osler.session.journal import Journal
from osler.session.state import Absence, State

TICKS_PER_MINUTE = 60 * TICKS_PER_SECOND


def leave(action: Skip, state: State, journal: Journal) -> None:
    """Go: until when, how often the nurse looks, and for what she calls."""
    every = action.watch_every_min * TICKS_PER_MINUTE
    state.absence = Absence(
        until=state.tick + action.skip * TICKS_PER_MINUTE,
        every=every,
        next_round=state.tick + every,
        call_me_if=action.call_me_if,
        started=state.tick,
    )
    state.phase = "skipping"
    journal.event("left", minutes=action.skip, watch_every_min=action.watch_every_min, call_me_if=action.call_me_if)


def come_back(state: State, journal: Journal, called: str | None) -> None:
    """Return because the time is up, or because the nurse called with these words."""
    if state.absence is None:
        return
    state.skipped_min += (state.tick - state.absence.started) / TICKS_PER_MINUTE
    state.absence, state.phase = None, "running"
    journal.event("returned", why="called" if called else "time")
    if called:
        journal.caption("nurse", called)
