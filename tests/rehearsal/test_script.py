from __future__ import annotations

import pytest

from osler.content.loader import ContentError
from osler.rehearsal.check import check_scripts, ownerless
from osler.rehearsal.script import Script, learners_of, read_script, seconds
from osler.scenario.case import Library


@pytest.mark.parametrize(
    ("written", "meant"),
    [(90, 90), ("90", None), ("90 s", 90), ("2 min", 120), ("1.5 min", 90), ("1:30", 90), ("0:05", 5), ("soon", None)],
)
def test_times_are_written_as_people_write_them(written, meant):
    if meant is None:
        with pytest.raises(ValueError, match="a time is written as"):
            seconds(written)
    else:
        assert seconds(written) == meant


def test_a_script_is_a_log_of_commands_with_the_curtain_first(tmp_path):
    file = tmp_path / "small-good.yaml"
    file.write_text("- {at: 1:30, do: {stop: drip, by: nurse}}\n- {at: 10 s, do: {examine: chest, how: listen}}\n")
    log = read_script(file).commands()
    assert [(command.ordinal, command.tick, next(iter(command.do))) for command in log] == [
        (1, 0, "open"),
        (2, 200, "examine"),
        (3, 1800, "stop"),
    ]
    assert log[2].do == {"stop": "drip", "by": "nurse"}


def test_a_script_that_opens_the_curtain_itself_opens_it_once():
    log = Script.model_validate(
        [{"at": 0, "do": {"open": "curtain"}}, {"at": "5 s", "do": {"control": "hint"}}]
    ).commands()
    assert [dict(command.do) for command in log] == [
        {"open": "curtain", "by": "self"},
        {"control": "hint", "why": "button"},
    ]


def test_a_wrong_line_is_named_with_file_line_and_field(tmp_path):
    file = tmp_path / "small-good.yaml"
    file.write_text(
        "- {at: 10 s, do: {examine: chest}}\n- {at: soon, do: {exmine: chest}}\n- {at: 3, do: {control: rewind}}\n"
        "- {at: 4, do: {control: pause, why: tea}}\n"
    )
    with pytest.raises(ContentError) as caught:
        read_script(file)
    said = str(caught.value)
    assert "small-good.yaml:2: 1.at: a time is written as 90, '90 s', '2 min' or '1:30'" in said
    assert "small-good.yaml:2: 1.do: no known verb in ['exmine']" in said
    assert (
        "small-good.yaml:3: 2.do: control: control: input should be 'pause', 'resume', 'hint' or 'leave' (given 'rewind')"
        in said
    )
    assert "small-good.yaml:4: 3.do: control: why: input should be 'button', 'hidden', 'menu' or 'disconnected'" in said


def test_learners_are_the_scripts_beside_a_scenario(tmp_path):
    scripts = tmp_path / "scenarios" / "scripts"
    scripts.mkdir(parents=True)
    for name in ("small-good", "small-passive", "small-case-good"):
        (scripts / f"{name}.yaml").write_text("- {at: 1, do: {examine: chest}}\n")
    library = Library(tmp_path)
    assert sorted(learners_of(library, "small")) == ["good", "passive"]
    assert sorted(learners_of(library, "small-case")) == ["good"]


ADRENALINE = "give: adrenaline, presentation: ampoule-1-in-1, volume_ml: 0.5, route: im, site: thigh"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{at: 5, do: {dance: tango}}", "0.do: no known verb in ['dance']"),
        ("{at: 5, do: {open: curtain}}", "0: the clock begins when the curtain opens, so it opens at 0: leave this line out"),
        ("{at: -1, do: {ask: pain}}", "0.at: input should be greater than or equal to 0"),
        ("{at: 1.0e+300, do: {ask: pain}}", "0.at: input should be less than or equal to 14400"),
        ("{at: 5, do: {give: adrenaline}}", "0.do: give: presentation: field required"),
        ("{at: 5, do: {" + ADRENALINE.replace("0.5", ".nan") + "}}", "0.do: give: volume_ml: input should be a finite number"),
        ("{at: 5, do: {" + ADRENALINE.replace("adrenaline", "adrenalin") + "}}", "0.do: give: no such drug of this case: 'adrenalin'; did you mean 'adrenaline'?"),
        ("{at: 5, do: {" + ADRENALINE.replace("1-in-1", "1-in-2") + "}}", "0.do: give: adrenaline does not come as 'ampoule-1-in-2'"),
        ("{at: 5, do: {" + ADRENALINE.replace("im", "oral") + "}}", "0.do: give: adrenaline 1 mg in 1 mL ampoule is not made for route 'oral'"),
        ("{at: 5, do: {" + ADRENALINE.replace("0.5", "50") + "}}", "0.do: give: 50 mL is more than 10 of adrenaline 1 mg in 1 mL ampoule"),
        ("{at: 5, do: {plan: cofee}}", "0.do: plan: no such plan: 'cofee'"),
        ("{at: 5, do: {skip: 10, call_me_if: [low]}}", "0.do: skip: nobody is asked to call for 'low'; there are"),
        ("{at: 26 min, do: {ask: pain}}", "0.at: the case has ended by then: its time is 25 minutes, absences not counted"),
    ],
)  # fmt: skip
def test_a_script_is_checked_against_its_case_and_ward(tmp_path, line, said):
    scripts = tmp_path / "scenarios" / "scripts"
    scripts.mkdir(parents=True)
    (scripts / "bay-4-feels-strange-odd.yaml").write_text(f"- {line}\n", encoding="utf-8")
    library = Library(tmp_path)
    found = [str(problem) for problem in check_scripts(library, library.case("bay-4-feels-strange"))]
    assert len(found) == 1, found
    assert found[0].startswith(f"scenarios/scripts/bay-4-feels-strange-odd.yaml:1: {said}")


def test_a_script_that_no_case_plays_is_named(tmp_path):
    scripts = tmp_path / "scenarios" / "scripts"
    scripts.mkdir(parents=True)
    for name in ("bay-4-feels-strange-slow", "bay-4-feels-strange-very-slow", "bay-4-feels-stranger-slow"):
        (scripts / f"{name}.yaml").write_text("- {at: 1, do: {examine: chest}}\n")
    assert [problem.file for problem in ownerless(Library(tmp_path))] == [
        "scenarios/scripts/bay-4-feels-strange-very-slow.yaml",
        "scenarios/scripts/bay-4-feels-stranger-slow.yaml",
    ]


def test_an_absence_in_a_script_moves_the_end_of_the_case(tmp_path):
    scripts = tmp_path / "scenarios" / "scripts"
    scripts.mkdir(parents=True)
    text = "- {at: 10 min, do: {skip: 20}}\n- {at: 40 min, do: {ask: pain}}\n- {at: 46 min, do: {ask: pain}}\n"
    (scripts / "bay-4-feels-strange-away.yaml").write_text(text, encoding="utf-8")
    library = Library(tmp_path)
    assert [problem.line for problem in check_scripts(library, library.case("bay-4-feels-strange"))] == [3]
