"""Long work over recorded sessions: each job returns JSON as bytes. Imported in the side process alone."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence

from osler.assessment.debrief import debrief, export, whatif_view
from osler.realtime.side_process import Job, JobError
from osler.scenario.case import Case
from osler.session.commands import TICKS_PER_SECOND
from osler.session.ports import SessionStore
from osler.session.topics import Mode
from osler.session.whatif import Edit, EditError, fork


def run(store: SessionStore, job: Job) -> bytes:
    """Do a job. Raises JobError."""
    return JOBS[job.kind](store, job.session, job.edits)


Edits = Sequence[tuple[int, float | None]]


def _debrief(store: SessionStore, session: str, edits: Edits) -> bytes:
    recording = store.load(session)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return debrief(Case.from_content(recording.header.content), recording, today).model_dump_json().encode()


def _export(store: SessionStore, session: str, edits: Edits) -> bytes:
    recording = store.load(session)
    exported = export(Case.from_content(recording.header.content), recording)
    return json.dumps(exported, ensure_ascii=False, allow_nan=False).encode()


def _what_if(store: SessionStore, session: str, edits: Edits) -> bytes:
    recording = store.load(session)
    case = Case.from_content(recording.header.content)
    commands = [command for _, command in recording.commands]
    limit = max(recording.tick, case.scenario.minutes * 60 * TICKS_PER_SECOND)
    mode: Mode = "exam" if recording.header.mode == "exam" else "practice"
    try:
        wanted = [Edit(ordinal, at_s) for ordinal, at_s in edits]
        original, changed = fork(case, recording.header.seed, mode, commands, wanted, limit)
    except EditError as error:
        raise JobError(str(error)) from error
    return whatif_view(original, changed, recording.header.fingerprint).model_dump_json().encode()


JOBS: dict[str, Callable[[SessionStore, str, Edits], bytes]] = {
    "debrief": _debrief,
    "export": _export,
    "what-if": _what_if,
}
