"""A played session as a recording, so that the terminal, tests and stored sessions share one path to the debrief."""

from __future__ import annotations

from osler.physiology.engine import fingerprint
from osler.scenario.case import Case
from osler.session.ports import Recording, SessionHeader
from osler.session.replay import Played
from osler.session.topics import Mode


def header_of(
    case: Case, seed: int, mode: Mode = "practice", session: str = "rehearsal", participant: str = "rehearsal"
) -> SessionHeader:
    """The header of a session that is not stored."""
    return SessionHeader(
        id=session, scenario=case.scenario.id, participant=participant, mode=mode, seed=seed, fingerprint=fingerprint(),
        bundle=case.bundle, content=case.content,
    )  # fmt: skip


def recording_of(played: Played, header: SessionHeader) -> Recording:
    """Everything that came of a played session, as a store would return it."""
    live = played.session
    return Recording(
        header=header,
        epoch=0,
        tick=live.tick,
        phase=live.phase,
        commands=[(command.ordinal, command) for command in played.commands],
        outcomes={outcome.ordinal: (outcome.done, outcome.reason) for outcome in played.outcomes},
        events=list(played.events),
        vitals=list(played.vitals),
    )
