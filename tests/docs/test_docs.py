"""What the documents name is there: links, commands, options, make targets, files, snippets and lint's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from pydantic import BaseModel, TypeAdapter

from osler.cli import app
from osler.rehearsal.script import Script
from osler.scenario.actions import VERBS
from osler.scenario.case import KINDS, SHIPPED, Library
from osler.scenario.expressions import FUNCTIONS
from osler.scenario.facts import FACTS
from osler.scenario.lint import lint
from osler.scenario.model import Scenario

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BASES = (ROOT, ROOT / "src" / "osler", ROOT / "src" / "osler" / "physiology")
"""Pages about one part name its files from the folder of that part."""
MADE_HERE = ("src/osler/server/static", "build/", "my-cases/", "data/")
"""What the reader makes: not in the repository."""
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group
COMPLETE: dict[str, type[BaseModel]] = {"script": Script, **{kind[:-1]: model for kind, model in KINDS.items()}}

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
MARKED = re.compile(r"<!-- complete: (\w+) -->\n```yaml\n(.*?)^```$", re.M | re.S)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"^[\w.-]+(?:/[\w.-]+)*\.(?:py|yaml|md|toml|json|ts|txt|mjs)$")
REPOSITORY_PATH = re.compile(r"(?<![\w/.-])(?:src|tests|docs|web|assets|benchmarks|scripts|requirements)/[\w./-]*\w")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code(page: Path) -> Iterator[str]:
    """Every line of a fence and every span between backticks."""
    text = read(page)
    for fence in FENCE.finditer(text):
        yield from fence[2].replace("\\\n", " ").splitlines()
    yield from SPAN.findall(FENCE.sub("", text))


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(page)), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def snippets(language: str) -> list[tuple[Path, str]]:
    return [(page, fence[2]) for page in PAGES for fence in FENCE.finditer(read(page)) if fence[1] == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    lost = []
    for link in LINK.findall(FENCE.sub("", read(page))):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_options_exist(page: Path) -> None:
    unknown = []
    for line in code(page):
        for found in re.finditer(r"(?<![\w./-])(?<!from )(?:\.venv/bin/)?osler ([a-z]+)\b([^#|]*)", line):
            command = COMMANDS.get(found[1])
            options = {name for parameter in command.params for name in parameter.opts} if command else set()
            wanted = set(re.findall(r"(?<!\S)--[a-z-]+", found[2]))
            if command is None or not wanted <= options:
                unknown.append(line)
    assert unknown == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", read(ROOT / "Makefile"), re.M))
    wanted = {found for line in code(page) for found in re.findall(r"(?<![\w.-])make ([a-z0-9-]+)", line)}
    assert wanted - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_files_exist(page: Path) -> None:
    named = {name for line in code(page) for name in REPOSITORY_PATH.findall(line)}
    named |= {span for span in SPAN.findall(FENCE.sub("", read(page))) if FILE.match(span)}
    named = {name for name in named if not name.startswith(MADE_HERE)}
    assert sorted(name for name in named if not any((base / name).exists() for base in BASES)) == []


@pytest.mark.parametrize(("page", "text"), snippets("yaml"), ids=lambda value: getattr(value, "name", None))
def test_pieces_of_a_case_are_what_the_model_reads(page: Path, text: str) -> None:
    data = yaml.safe_load(text)
    fields = {field.alias or name: field for name, field in Scenario.model_fields.items()}
    if not isinstance(data, dict) or not set(data) <= set(fields):
        assert f"```yaml\n{text}" in "".join(found[0] for found in MARKED.finditer(read(page))) or data is None
        return
    for name, value in data.items():
        annotation = Scenario.model_fields[name].rebuild_annotation()
        TypeAdapter(annotation).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "text"), [(found[1], found[2]) for page in PAGES for found in MARKED.finditer(read(page))]
)
def test_complete_files_are_complete(kind: str, text: str) -> None:
    COMPLETE[kind].model_validate(yaml.safe_load(text))


def test_the_tour_uses_the_words_of_the_page() -> None:
    tour = re.sub(r"\s+", " ", read(ROOT / "README.md").partition("## Five minutes")[2].partition("\n## ")[0])
    strings = sorted((ROOT / "web" / "src" / "ui" / "strings" / "en").glob("*.ts"))
    page = "".join(read(file) for file in [*strings, *sorted(SHIPPED.rglob("*.yaml"))])
    labels = [label.removeprefix("Stop: ") for label in re.findall(r"\*\*([^*]+)\*\*", tour)]
    assert len(labels) > 10
    assert [label for label in labels if label not in page] == []


def test_authors_are_told_every_fact_function_and_verb() -> None:
    words = set(re.findall(r"[a-z_]+", read(ROOT / "docs" / "writing-a-scenario.md")))
    assert {*FACTS, *FUNCTIONS, *VERBS} - words == set()


def test_administrators_are_told_every_option_of_serve() -> None:
    text = read(ROOT / "docs" / "administrator.md")
    options = [parameter.opts[0] for parameter in COMMANDS["serve"].params]
    assert [option for option in options if f"`{option}`" not in text] == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("\nminutes: 15", "\nminuets: 15", "minuets: there is no such field; did you mean 'minutes'?"),
        (
            "\ntitle: '\"She feels strange\"'",
            "\ntitle: A reaction like anaphylaxis",
            "title: gives the diagnosis away before the case: anaphylaxis",
        ),
        (
            "when: systolic_pressure < 90 and speech",
            "when: systolic_presure < 90 and speech",
            "did you mean 'systolic_pressure'?",
        ),
        (
            "do: {stop: co-amoxiclav}",
            "do: {stop: amoxicillin}",
            "stop: no such thing that runs here: 'amoxicillin'; did you mean 'co-amoxiclav'?",
        ),
        (
            "dose_mg: [0.9, 1.1]",
            "dose_mg: [90, 110]",
            "give: dose_mg [90, 110] cannot be drawn up: at most 10 mg of adrenaline by this route",
        ),
        ("    target_owner: this case\n", "", "whose target is it? add `target_owner: guideline` or `this case`"),
        ("class: recommended", "class: timed", "a timed item needs target_s"),
        ("class: recommended", "class: timed", "a timed item needs `cite`: where this is written"),
    ],
    ids=lambda value: None,
)
def test_lint_says_what_the_guide_for_authors_quotes(right: str, wrong: str, said: str, tmp_path: Path) -> None:
    shipped = read(SHIPPED / "scenarios" / "bay-4-feels-strange.yaml")
    assert right in shipped
    (tmp_path / "scenarios").mkdir()
    copy = tmp_path / "scenarios" / "bay-6-dizzy.yaml"
    copy.write_text(shipped.replace("id: bay-4-feels-strange", "id: bay-6-dizzy").replace(right, wrong), "utf-8")
    assert said in "\n".join(map(str, lint(Library(tmp_path), "bay-6-dizzy", "2026-01-01")))
    assert said in read(ROOT / "docs" / "writing-a-scenario.md")


@pytest.mark.slow
@pytest.mark.parametrize(("page", "text"), snippets("python"), ids=lambda value: getattr(value, "name", None))
def test_python_examples_run(page: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(text, page.name, "exec"), {})
    assert capsys.readouterr().out
