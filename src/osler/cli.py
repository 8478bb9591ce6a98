"""The terminal. ``play`` and the browser go through the same session code."""

from __future__ import annotations

import datetime
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from osler.content.loader import Problem
    from osler.scenario.case import Case, Library
    from osler.session.ports import Recording
    from osler.session.progress import Progress
    from osler.session.whatif import Edit

app = typer.Typer(
    help="Osler: an open, self-hosted training ward.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ContentOption = Annotated[
    Path | None, typer.Option("--content", envvar="OSLER_CONTENT", help="folder that overlays the shipped content")
]
DataOption = Annotated[
    Path, typer.Option("--data", envvar="OSLER_DATA", help="folder of database, cookie key and cache")
]
SeedOption = Annotated[
    int, typer.Option(min=0, max=2**63 - 1, help="the patient's luck; the same seed and script give the same log")
]
JsonOption = Annotated[bool, typer.Option("--json", help="everything as JSON")]


def _fail(message: object) -> typer.Exit:
    typer.echo(str(message), err=True)
    return typer.Exit(2)


def _write(text: str) -> None:
    """Print the result of a command; say so when it cannot be written where it goes."""
    try:
        typer.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # whoever read it has enough: the shell's own way
    except OSError as error:
        raise _fail(f"the output cannot be written: {error.strerror}") from error


def _keep_in(data: Path) -> None:
    """Have compiled bodies kept below ``data``, before the first of them is imported. Ends here if it cannot be."""
    os.environ["OSLER_DATA"] = str(data)
    try:
        (data / "cache").mkdir(parents=True, exist_ok=True)
        writable = os.access(data / "cache", os.W_OK)
    except OSError as error:
        raise _fail(f"{data} cannot be Osler's data folder: {error.strerror}. {OTHER_FOLDER}") from error
    if not writable:
        raise _fail(f"{data} cannot be Osler's data folder: it may not be written. {OTHER_FOLDER}")


OTHER_FOLDER = "Compiled bodies and sessions are kept there: name another folder with --data or OSLER_DATA."


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="port to listen on; 0 takes a free one")] = 8000,
    cert: Annotated[
        Path | None, typer.Option(help="TLS certificate: a headset needs HTTPS on another machine's address")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="TLS key")] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="a further name by which this server may be called, beside those in OSLER_ALLOW_HOSTS"),
    ] = None,
    data: DataOption = Path("data"),
    content: ContentOption = None,
    rooms: Annotated[int, typer.Option(min=1, help="how many sessions may be live at once")] = 60,
    speed: Annotated[float, typer.Option(envvar="OSLER_SPEED", help="simulated seconds a second, for tests")] = 1.0,
) -> None:
    """Serve the ward to browsers and headsets."""
    _keep_in(data)
    from osler.server.run import run
    from osler.server.settings import Settings, hosts_from_environment

    try:
        settings = Settings(
            data=data,
            content=content,
            host=host,
            port=port,
            cert=cert,
            key=key,
            speed=speed,
            rooms=rooms,
            allow_hosts=(*hosts_from_environment(), *(allow_host or ())),
        )
    except ValueError as error:
        raise _fail(error) from error
    run(settings)


@app.command()
def play(
    scenario: Annotated[str, typer.Argument(help="id of a scenario, such as bay-4-feels-strange")],
    script: Annotated[
        Path | None, typer.Option(help="YAML list of {at: 90 s, do: {...}}; without one nobody does anything")
    ] = None,
    seed: SeedOption = 1,
    mode: Annotated[Literal["practice", "exam"], typer.Option(help="practice pauses and hints, an exam does not")] = (
        "practice"
    ),
    log: Annotated[Path | None, typer.Option(help="write the canonical log here")] = None,
    as_json: JsonOption = False,
    timing: Annotated[bool, typer.Option("--timing", help="say on the error output what it took, in CPU seconds")] = (
        False
    ),
    data: DataOption = Path("data"),
    content: ContentOption = None,
) -> None:
    """Play a scenario with a script and print what came of it."""
    _keep_in(data)
    from osler.content.loader import ContentError
    from osler.rehearsal import account
    from osler.rehearsal.check import check_script
    from osler.rehearsal.learners import load_body, rehearse
    from osler.rehearsal.script import Script, read_script
    from osler.scenario.case import Library

    try:
        case = Library(content).case(scenario)
        steps = read_script(script, str(script)) if script else Script([])
        doubts = check_script(case, script, str(script)) if script else []
    except ContentError as error:
        raise _fail(error) from error
    for doubt in doubts:
        typer.echo(f"warning: {doubt}", err=True)
    if timing:
        load_body(case)
    started_s = time.process_time()
    rehearsal = rehearse(case, steps, seed, mode)
    if log:
        try:
            log.write_bytes(rehearsal.played.canonical_log())
        except OSError as error:
            raise _fail(f"--log {log}: {error.strerror}") from error
    if as_json:
        _write(json.dumps(account.as_json(case, rehearsal), ensure_ascii=False))
    else:
        _write(account.as_text(rehearsal))
    if timing:
        taken_s, simulated_s = time.process_time() - started_s, rehearsal.played.session.seconds
        typer.echo(f"start-up {started_s:.2f} s, then {simulated_s:.0f} simulated s in {taken_s:.3f} s", err=True)


@app.command()
def lint(
    scenarios: Annotated[list[str] | None, typer.Argument(help="ids; none means all")] = None,
    content: ContentOption = None,
    today: Annotated[
        datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="date for overdue reviews")
    ] = None,
    data: DataOption = Path("data"),
) -> None:
    """Check content files: schema, reachability, citations, doses, overdue reviews, unknown names, scripts."""
    _keep_in(data)
    from osler.content.loader import ContentError
    from osler.rehearsal.check import ownerless
    from osler.scenario.case import Library
    from osler.scenario.lint import lint as lint_scenario

    try:
        library = Library(content)
    except ContentError as error:
        raise _fail(error) from error
    names = scenarios or library.names("scenarios")
    day = (today or datetime.datetime.now()).date().isoformat()
    found = {problem for name in names for problem in [*lint_scenario(library, name, day), *_scripts(library, name)]}
    found |= set() if scenarios else set(ownerless(library))
    problems = sorted(found, key=lambda problem: (problem.file, problem.line, problem.field))
    for problem in problems:
        typer.echo(f"{problem.severity}: {problem}")
    errors = sum(problem.severity == "error" for problem in problems)
    counts = (len(names), "scenario"), (errors, "error"), (len(problems) - errors, "warning")
    typer.echo(", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts))
    if errors:
        raise typer.Exit(1)


def _scripts(library: Library, name: str) -> list[Problem]:
    """What is wrong with the virtual learners of a case that can be read."""
    from osler.content.loader import ContentError
    from osler.rehearsal.check import check_scripts

    try:
        return check_scripts(library, library.case(name))
    except ContentError:
        return []  # the lint of the case has said so


@app.command()
def whatif(
    session: Annotated[str, typer.Argument(help="id of a recorded session")],
    move: Annotated[list[str] | None, typer.Option(help="ORDINAL:SECONDS, for example 7:120")] = None,
    remove: Annotated[list[int] | None, typer.Option(help="ordinal of an action to leave out")] = None,
    data: DataOption = Path("data"),
) -> None:
    """Play a recorded session again with actions moved or left out; prints both curves as JSON."""
    recording = _recording(data, session)
    _keep_in(data)
    from osler.assessment.debrief import what_if
    from osler.session.whatif import Edit, EditError

    try:
        edits = [_edit(text) for text in move or []] + [Edit(ordinal, None) for ordinal in remove or []]
        _check(edits, recording)
        view = what_if(_case_of(recording), recording, edits, _progress_line())
    except EditError as error:
        raise _fail(error) from error
    _write(view.model_dump_json())


def _progress_line() -> Progress:
    """Tells people at a terminal how far it is, and a pipe nothing."""

    def told(share: float) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{share:4.0%} simulated" + ("\n" if share >= 1 else ""))

    return told


def _edit(text: str) -> Edit:
    from osler.session.whatif import Edit, EditError

    ordinal, _, seconds = text.partition(":")
    try:
        return Edit(int(ordinal), float(seconds))
    except ValueError:
        raise EditError(f"--move {text!r}: expected ORDINAL:SECONDS, for example 7:120") from None


def _check(edits: list[Edit], recording: Recording) -> None:
    """Raises EditError when there is nothing to change, something unknown, or the same thing twice."""
    from osler.session.whatif import EditError

    if not edits:
        raise EditError("nothing to change: give --move ORDINAL:SECONDS or --remove ORDINAL")
    wanted, known = [edit.ordinal for edit in edits], [ordinal for ordinal, _ in recording.commands]
    for ordinal in wanted:
        if ordinal not in known:
            numbers = f"they go from {min(known)} to {max(known)}" if known else "nobody did anything"
            raise EditError(f"no action number {ordinal} in this session: {numbers}; `osler export` lists them")
        if wanted.count(ordinal) > 1:
            raise EditError(f"action number {ordinal} is named twice: move it once, or leave it out")


def _recording(data: Path, session: str) -> Recording:
    from osler.storage.database import FILE_NAME, StorageError
    from osler.storage.session_store import read_recording

    try:
        return read_recording(data / FILE_NAME, session)
    except KeyError:
        raise _fail(f"no session {session!r} in {data}") from None
    except StorageError as error:
        raise _fail(error) from error


def _case_of(recording: Recording) -> Case:
    """The case as the session stored it."""
    from pydantic import ValidationError

    from osler.scenario.case import Case

    try:
        return Case.from_content(recording.header.content)
    except (ValidationError, KeyError) as error:
        raise _fail(f"the case of this session is no longer readable by this Osler: {error}") from error


@app.command()
def export(
    session: Annotated[str, typer.Argument(help="id of a recorded session")],
    data: DataOption = Path("data"),
) -> None:
    """Write a recorded session as JSON: commands, events, vitals, items with evidence."""
    recording = _recording(data, session)
    _keep_in(data)
    from osler.assessment.debrief import export as export_session

    _write(json.dumps(export_session(_case_of(recording), recording), ensure_ascii=False))


@app.command()
def bench() -> None:
    """Measure the figures the project promises; prints name, value, unit, target, verdict."""
    import importlib.util
    import runpy

    folder = Path("benchmarks")
    if not folder.is_dir():
        raise _fail("run this from the project's folder: there is no benchmarks/ here")
    if importlib.util.find_spec("playwright") is None:
        raise _fail(
            "the figures are measured in a browser, too: run `make bench` instead, which installs what that needs"
        )
    runpy.run_path(str(folder / "all.py"), run_name="__main__")


if __name__ == "__main__":
    app()
