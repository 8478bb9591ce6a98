"""How far a long job is: an interface that every long job takes, so that whoever waits can be told or give up."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called now and then with the share that is done, from 0 to 1. What it raises ends the job."""


def silent(share: float) -> None:
    """Nobody waits."""


def part(progress: Progress, begin: float, end: float) -> Progress:
    """The progress of a part of a job, from ``begin`` to ``end`` of the whole."""
    return lambda share: progress(begin + (end - begin) * share)
