"""The terminal as people use it wrongly: a sentence, an exit code, never a traceback."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from osler.cli import app
from osler.storage.claim import claim
from osler.storage.database import FILE_NAME, open_database

CASE = "bay-4-feels-strange"
Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with a data folder of its own; whatever it ends with, it is no traceback."""
    monkeypatch.setenv("OSLER_DATA", str(data))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def told(result: Result) -> str:
    """What a command that could not be carried out said."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


@pytest.mark.parametrize("command", ["serve", "play", "lint", "whatif", "export", "bench"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"osler {command}" in result.output.replace("root", "osler")


def test_without_a_command_the_commands_are_listed(run: Run) -> None:
    assert all(command in told(run()) for command in ("serve", "play", "lint", "whatif", "export", "bench"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("play",), "Missing argument"),
        (("play", "nope"), "there is no scenario 'nope'; there are bay-2-hard-to-wake, bay-4-feels-strange"),
        (("play", "../../etc/passwd"), "there is no scenario '../../etc/passwd'"),
        (("play", CASE, "--mode", "sleep"), "'sleep' is not one of 'practice', 'exam'"),
        (("play", CASE, "--seed", "-1"), "--seed"),
        (("play", CASE, "--seed", "x"), "--seed"),
        (("play", CASE, "--script", "nowhere.yaml"), "nowhere.yaml: there is no such file"),
        (("play", CASE, "--script", "."), ".: cannot be read: Is a directory"),
        (("play", CASE, "--content", "nowhere"), "nowhere: this content folder does not exist"),
        (("lint", "--content", "nowhere"), "nowhere: this content folder does not exist"),
        (("lint", "--today", "tomorrow"), "--today"),
        (("whatif", "s", "--move", "7:120"), "there is no database in"),
        (("export", "s"), "there is no database in"),
        (("serve", "--port", "99999"), "--port"),
        (("serve", "--speed", "0"), "speed: 0.0 is not between 0 and 1000"),
        (("serve", "--cert", "x.pem"), "cert and key belong together"),
        (("serve", "--host", "300.1.1.1"), "Cannot listen on 300.1.1.1, port 8000"),
    ],
)
def test_a_wrong_argument_is_named(run: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in told(run(*arguments))


def test_a_misspelt_data_folder_is_not_made(run: Run, tmp_path: Path) -> None:
    told(run("export", "s", "--data", tmp_path / "dta"))
    assert not (tmp_path / "dta").exists()


def test_a_data_folder_that_cannot_be_one_is_named(run: Run, data: Path) -> None:
    data.write_text("a file")
    for command in (("serve",), ("play", CASE), ("lint",)):
        assert f"{data} cannot be Osler's data folder: Not a directory." in told(run(*command))


def test_a_log_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    assert f"--log {tmp_path}/no/log: No such file" in told(run("play", CASE, "--log", tmp_path / "no" / "log"))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda file: file.write_bytes(b"a letter to my aunt, of some length"), "file is not a database"),
        (lambda file: file.write_bytes(file.read_bytes()[:5000]), "malformed"),
        (lambda file: set_schema(file, "99"), "was written by a newer Osler (schema 99"),
        (lambda file: set_schema(file, "0"), "was written by an older Osler (schema 0"),
        (lambda file: set_schema(file, "soon"), "has no readable schema version ('soon')"),
        (lambda file: drop(file, "metadata"), "is a database, but not Osler's"),
        (lambda file: drop(file, "event"), "cannot be read from"),
    ],
)
def test_a_database_that_cannot_be_used_says_why(
    run: Run, data: Path, damage: Callable[[Path], None], said: str
) -> None:
    open_database(data / FILE_NAME).dispose()
    record(data / FILE_NAME)
    damage(data / FILE_NAME)
    for command in (("export", "s"), ("whatif", "s", "--remove", "2")):
        assert said in told(run(*command))


def set_schema(file: Path, version: str) -> None:
    execute(file, "UPDATE metadata SET value = ?", version)


def drop(file: Path, table: str) -> None:
    execute(file, f"DROP TABLE {table}")


def execute(file: Path, statement: str, *values: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(statement, values)
    connection.close()


def record(file: Path) -> None:
    """A session whose content no version can read."""
    execute(file, "INSERT INTO content VALUES ('h', '{\"scenario\": {}}')")
    execute(
        file,
        "INSERT INTO session VALUES ('s', 'c', 'p', 'practice', 1, 'f', 'b', 'h', NULL, '2026', 1, 100, 'ended')",
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_output_that_cannot_be_written_is_said() -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "osler.cli", "play", CASE, "--json"]
        played = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (played.returncode, played.stderr) == (2, "the output cannot be written: No space left on device\n")


def test_a_session_of_another_time_is_told_apart(run: Run, data: Path) -> None:
    open_database(data / FILE_NAME).dispose()
    record(data / FILE_NAME)
    assert "the case of this session is no longer readable by this Osler" in told(run("export", "s"))
    assert "no session 'other' in" in told(run("export", "other"))
    assert "nothing to change: give --move ORDINAL:SECONDS or --remove ORDINAL" in told(run("whatif", "s"))
    assert "--move '7-120': expected ORDINAL:SECONDS" in told(run("whatif", "s", "--move", "7-120"))
    assert "no action number 7 in this session: nobody did anything" in told(run("whatif", "s", "--move", "7:120"))


def test_a_what_if_says_which_numbers_there_are_and_refuses_the_same_one_twice(run: Run, data: Path) -> None:
    open_database(data / FILE_NAME).dispose()
    record(data / FILE_NAME)
    execute(data / FILE_NAME, "INSERT INTO command VALUES ('s', 1, 0, 'p', 1, '{\"open\": \"curtain\"}', 0)")
    execute(data / FILE_NAME, "INSERT INTO command VALUES ('s', 2, 40, 'p', 2, '{\"examine\": \"chest\"}', 0)")
    assert "no action number 7 in this session: they go from 1 to 2" in told(run("whatif", "s", "--remove", "7"))
    assert "action number 2 is named twice" in told(run("whatif", "s", "--remove", "2", "--move", "2:60"))


def test_a_bench_without_its_tools_says_how_to_get_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "run `make bench` instead" in told(run("bench"))


def test_serving_a_damaged_database_or_on_a_taken_port_ends_before_anything_is_compiled(run: Run, data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port)
    assert f"Cannot listen on 127.0.0.1, port {port}: Address already in use." in told(result)
    assert "Preparing" not in result.output
    set_schema(data / FILE_NAME, "99")
    assert "was written by a newer Osler" in told(run("serve", "--port", "0"))


def test_a_data_folder_is_served_by_one_process_alone(run: Run, data: Path) -> None:
    data.mkdir(exist_ok=True)
    with claim(data):
        result = run("serve", "--port", "0")
    assert f"{data} is being served by another Osler. Stop that one" in told(result)
    assert "Preparing" not in result.output
    claim(data).close()


def test_tls_files_that_are_none_are_named(run: Run, tmp_path: Path) -> None:
    pem = tmp_path / "some.pem"
    pem.write_text("no certificate")
    assert "are not a certificate and its key" in told(run("serve", "--port", "0", "--cert", pem, "--key", pem))


def test_lint_ends_with_1_when_there_are_errors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "broken.yaml").write_text("id: [", encoding="utf-8")
    result = run("lint", "broken", "--content", tmp_path)
    assert result.exit_code == 1
    assert result.output.startswith("error: scenarios/broken.yaml:2: not YAML: ")
    assert run("lint").exit_code == 0


def test_a_play_says_beside_its_result_what_the_case_does_not_have(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "short.yaml"
    script.write_text("- {at: 5 s, do: {examine: nose}}\n- {at: 10 s, do: {handover: nurse}}\n", encoding="utf-8")
    result = run("play", CASE, "--script", script, "--json")
    assert json.loads(result.stdout)["phase"] == "ended"
    assert f"warning: {script}:1: 0.do: examine: no such examination: 'nose'" in result.stderr


def test_lint_counts_in_plain_words(run: Run) -> None:
    assert run("lint", "bay-4-feels-strange").output.splitlines()[-1].startswith("1 scenario, ")


def test_what_a_play_took_is_said_beside_its_json(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "short.yaml"
    script.write_text("- {at: 10 s, do: {handover: nurse}}\n", encoding="utf-8")
    result = run("play", CASE, "--script", script, "--json", "--timing")
    assert json.loads(result.stdout)["phase"] == "ended"
    assert " simulated s in " in result.stderr
