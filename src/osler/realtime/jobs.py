"""Long work over recorded sessions: each job returns JSON as bytes. Imported in the side process alone."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence

from osler.assessment.debrief import debrief, export, what_if
from osler.realtime.side_process import Job, JobError
from osler.scenario.case import Case
from osler.session.beginning import begin
from osler.session.ports import Recording, SessionStore
from osler.session.progress import Progress, silent
from osler.session.whatif import Edit, EditError


def run(store: SessionStore, job: Job, progress: Progress = silent) -> bytes:
    """Do a job; only a what-if is long enough to tell its progress. Raises JobError."""
    if job.kind == "what-if":
        return _what_if(store, job.session, job.edits, progress)
    return REPORTS[job.kind](store.load(job.session))


def prepare(store: SessionStore, session: str) -> None:
    """Have the compiled body and the beginning of a session at hand: after its debrief people ask what if."""
    header = store.load(session).header
    begin(Case.from_content(header.content), header.seed)


def _debrief(recording: Recording) -> bytes:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return debrief(Case.from_content(recording.header.content), recording, today).model_dump_json().encode()


def _export(recording: Recording) -> bytes:
    exported = export(Case.from_content(recording.header.content), recording)
    return json.dumps(exported, ensure_ascii=False, allow_nan=False).encode()


def _what_if(store: SessionStore, session: str, edits: Sequence[tuple[int, float | None]], progress: Progress) -> bytes:
    recording = store.load(session)
    case = Case.from_content(recording.header.content)
    try:
        return what_if(case, recording, [Edit(*edit) for edit in edits], progress).model_dump_json().encode()
    except EditError as error:
        raise JobError(str(error)) from error


REPORTS: dict[str, Callable[[Recording], bytes]] = {"debrief": _debrief, "export": _export}
