"""The terminal. ``play`` and the browser go through the same session code."""

from __future__ import annotations

import datetime
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

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
SeedOption = Annotated[int, typer.Option(help="the patient's luck; the same seed and script give the same log")]
JsonOption = Annotated[bool, typer.Option("--json", help="everything as JSON")]


def _fail(message: object) -> typer.Exit:
    typer.echo(str(message), err=True)
    return typer.Exit(2)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="port to listen on; 0 takes a free one")] = 8000,
    cert: Annotated[
        Path | None, typer.Option(help="TLS certificate: a headset needs HTTPS on another machine's address")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="TLS key")] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="a further name by which this server may be called")
    ] = None,
    data: DataOption = Path("data"),
    content: ContentOption = None,
    speed: Annotated[float, typer.Option(envvar="OSLER_SPEED", help="simulated seconds a second, for tests")] = 1.0,
) -> None:
    """Serve the ward to browsers and headsets."""
    os.environ["OSLER_DATA"] = str(data)
    from osler.server.run import run
    from osler.server.settings import Settings

    try:
        settings = Settings(
            data=data,
            content=content,
            host=host,
            port=port,
            cert=cert,
            key=key,
            speed=speed,
            allow_hosts=tuple(allow_host or ()),
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
    mode: Annotated[str, typer.Option(help="practice or exam")] = "practice",
    log: Annotated[Path | None, typer.Option(help="write the canonical log here")] = None,
    as_json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    """Play a scenario with a script and print what came of it."""
    from osler.content.loader import ContentError
    from osler.rehearsal import account
    from osler.rehearsal.learners import rehearse
    from osler.rehearsal.script import Script, read_script
    from osler.scenario.case import Library

    try:
        case = Library(content).case(scenario)
        steps = read_script(script, str(script)) if script else Script([])
    except ContentError as error:
        raise _fail(error) from error
    if mode not in ("practice", "exam"):
        raise _fail(f"--mode: {mode!r} is neither practice nor exam")
    rehearsal = rehearse(case, steps, seed, "exam" if mode == "exam" else "practice")
    if log:
        log.write_bytes(rehearsal.played.canonical_log())
    if as_json:
        json.dump(account.as_json(case, rehearsal), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        typer.echo(account.as_text(rehearsal))


@app.command()
def lint(
    scenarios: Annotated[list[str] | None, typer.Argument(help="ids; none means all")] = None,
    content: ContentOption = None,
    today: Annotated[str | None, typer.Option(help="date for overdue reviews, YYYY-MM-DD")] = None,
) -> None:
    """Check content files: schema, reachability, citations, overdue reviews, unknown names."""
    from osler.content.loader import ContentError
    from osler.scenario.case import Library
    from osler.scenario.lint import lint as lint_scenario

    try:
        library = Library(content)
    except ContentError as error:
        raise _fail(error) from error
    names = scenarios or library.names("scenarios")
    day = today or datetime.date.today().isoformat()
    problems = sorted(
        {problem for name in names for problem in lint_scenario(library, name, day)},
        key=lambda p: (p.file, p.line, p.field),
    )
    for problem in problems:
        typer.echo(f"{problem.severity}: {problem}")
    errors = sum(problem.severity == "error" for problem in problems)
    typer.echo(f"{len(names)} scenarios, {errors} errors, {len(problems) - errors} warnings")
    if errors:
        raise typer.Exit(1)


@app.command()
def whatif(
    session: Annotated[str, typer.Argument(help="id of a recorded session")],
    move: Annotated[list[str] | None, typer.Option(help="ORDINAL:SECONDS, for example 7:120")] = None,
    remove: Annotated[list[int] | None, typer.Option(help="ordinal of an action to leave out")] = None,
    data: DataOption = Path("data"),
) -> None:
    """Play a recorded session again with actions moved or left out; prints both curves as JSON."""
    os.environ["OSLER_DATA"] = str(data)
    from osler.assessment.debrief import whatif_view
    from osler.scenario.case import Case
    from osler.session.commands import TICKS_PER_SECOND
    from osler.session.topics import Mode
    from osler.session.whatif import Edit, EditError, fork

    recording = _recording(data, session)
    try:
        edits = [_edit(text) for text in move or []] + [Edit(ordinal, None) for ordinal in remove or []]
        if not edits:
            raise EditError("nothing to change: give --move ORDINAL:SECONDS or --remove ORDINAL")
        case = Case.from_content(recording.header.content)
        commands = [command for _, command in recording.commands]
        limit = max(recording.tick, case.scenario.minutes * 60 * TICKS_PER_SECOND)
        mode: Mode = "exam" if recording.header.mode == "exam" else "practice"
        original, changed = fork(case, recording.header.seed, mode, commands, edits, limit)
    except (EditError, ValueError) as error:
        raise _fail(error) from error
    typer.echo(whatif_view(original, changed, recording.header.fingerprint).model_dump_json())


def _edit(text: str) -> Any:
    from osler.session.whatif import Edit, EditError

    ordinal, _, seconds = text.partition(":")
    try:
        return Edit(int(ordinal), float(seconds))
    except ValueError:
        raise EditError(f"--move {text!r}: expected ORDINAL:SECONDS, for example 7:120") from None


def _recording(data: Path, session: str) -> Any:
    from osler.storage.database import FILE_NAME, open_database
    from osler.storage.session_store import SqlSessionStore

    if not (data / FILE_NAME).is_file():
        raise _fail(f"no database in {data}: give the folder with --data or OSLER_DATA")
    try:
        return SqlSessionStore(open_database(data / FILE_NAME)).load(session)
    except KeyError:
        raise _fail(f"no session {session!r} in {data}") from None


@app.command()
def export(
    session: Annotated[str, typer.Argument(help="id of a recorded session")],
    data: DataOption = Path("data"),
) -> None:
    """Write a recorded session as JSON: commands, events, vitals, items with evidence."""
    from osler.assessment.debrief import export as export_session
    from osler.scenario.case import Case

    recording = _recording(data, session)
    json.dump(export_session(Case.from_content(recording.header.content), recording), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


@app.command()
def bench() -> None:
    """Measure the figures the project promises; prints name, value, unit, target, verdict."""
    import runpy

    folder = Path("benchmarks")
    if not folder.is_dir():
        raise _fail("run this from the project's folder: there is no benchmarks/ here")
    runpy.run_path(str(folder / "all.py"), run_name="__main__")


if __name__ == "__main__":
    app()
