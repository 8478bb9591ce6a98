from dataclasses import replace

import msgpack
import pytest

from osler.scenario.case import Library
from osler.session.replay import play
from osler.session.session import Session
from osler.session.snapshot import SnapshotError
from osler.session.whatif import Edit, EditError, fork

THIGH = {"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": 0.5, "route": "im", "site": "thigh"}


def test_the_clock_stands_until_the_curtain_opens(behind_curtain):
    behind_curtain.wait(10)
    assert behind_curtain.session.tick == 0
    assert behind_curtain.do(examine="chest", how="listen") == "curtain-closed"
    behind_curtain.do(open="curtain")
    behind_curtain.wait(2)
    assert behind_curtain.session.seconds == 2


def test_a_second_long_step_is_the_same_as_twenty_short_ones(begin):
    long, short = begin(), begin()
    for bed in (long, short):
        bed.do(examine="chest", how="listen")
    long.wait(30)
    for _ in range(600):
        short.session.step()
    assert long.session.state_hash() == short.session.state_hash()


def test_the_same_log_gives_the_same_state_and_the_same_bytes(case):
    session = Session.begin(case, 3)
    log = [session.command("p", {"open": "curtain"}), session.command("p", {**THIGH, "by": "nurse"}, ordinal=2)]
    one, two = (play(case, 3, "practice", log, until_tick=2400) for _ in range(2))
    assert one.session.state_hash() == two.session.state_hash()
    assert one.canonical_log() == two.canonical_log()
    assert one.vitals == two.vitals


def test_another_seed_is_another_patient(case):
    hashes = set()
    for seed in (3, 4):
        session = Session.begin(case, seed)
        hashes.add(play(case, seed, "practice", [session.command("p", {"open": "curtain"})], 200).session.state_hash())
    assert len(hashes) == 2


def test_a_restored_snapshot_lives_on_as_the_original(bed, case):
    bed.do(examine="airway", how="look")
    bed.wait(40)
    other = Session.restore(case, 7, bed.session.snapshot())
    other.step((), 400)
    bed.wait(20)
    assert other.state_hash() == bed.session.state_hash()


def test_a_snapshot_of_another_engine_is_refused(bed, case):
    kept = msgpack.unpackb(bed.session.snapshot())
    kept["fingerprint"] = "elsewhere"
    with pytest.raises(SnapshotError, match="fingerprint is 'elsewhere'"):
        Session.restore(case, 7, msgpack.packb(kept))


def test_pause_stops_the_body_and_resume_lets_it_live_on_the_same_tick(bed):
    bed.wait(5)
    assert bed.do(control="pause", why="hidden") is None
    tick = bed.session.tick
    bed.wait(60)
    assert bed.session.tick == tick
    assert bed.do(oxygen="reservoir-mask", flow_l_min=15) == "paused"
    bed.do(control="resume")
    bed.wait(1)
    assert bed.session.tick == tick + 20


def test_an_exam_cannot_be_paused_and_logs_the_interruption(begin):
    bed = begin(mode="exam")
    assert bed.do(control="pause", why="button") == "no-pause-in-exam"
    assert bed.do(control="pause", why="hidden") is None
    assert bed.session.running
    assert [interruption["why"] for interruption in bed.kinds("interruption")] == ["button", "hidden"]
    assert bed.do(control="hint") == "no-hints-in-exam"


def test_what_if_moves_one_action_and_keeps_everything_else(case):
    session = Session.begin(case, 3)
    log = [session.command("p", {"open": "curtain"}), session.command("p", {"attach": "pulse-oximeter"}, ordinal=2)]
    log.append(type(log[0])(3, 4800, "p", {**THIGH, "by": "self"}))
    log.insert(2, type(log[0])(4, 2400, "p", {"fetch": "drug-tray", "by": "self"}))
    original, changed = fork(case, 3, "practice", log, [Edit(3, 190.0)], 12 * 60 * 20)
    given = [
        [e.at_s for e in played.events if e.kind == "done" and "give" in e.data["do"]] for played in (original, changed)
    ]
    assert given == [[290.0], [240.0]]
    assert original.session.state_hash() != changed.session.state_hash()


def test_what_if_leaves_every_other_action_its_length(case):
    session, log = Session.begin(case, 3), []
    for at_s, chosen_over_s, action in (
        (0, 0, {"open": "curtain"}),
        (20, 0, {"fetch": "drug-tray"}),
        (100, 0, {"examine": "skin", "how": "look"}),
        (140, 30, {**THIGH, "by": "self"}),
    ):
        session.step((), at_s * 20 - session.tick)
        log.append(session.command("p", action, chosen_over_s))
        session.step(log[-1:], 0)
    played = fork(case, 3, "practice", log, [Edit(log[2].ordinal, 130.0)], 5 * 60 * 20)
    original, changed = ([e.at_s for e in one.events if e.kind == "done" and "give" in e.data["do"]] for one in played)
    assert original == changed != []


def test_thinking_time_is_counted_once_for_two_choices_of_one_tick(bed):
    bed.wait(30)
    stamped = [bed.session.command("p", {"fetch": "drug-tray", "by": who}, 20) for who in ("self", "nurse")]
    assert [command.chosen_over_s for command in stamped] == [20, 0]


def test_what_if_refuses_what_is_not_in_the_log(case):
    session = Session.begin(case, 3)
    log = [session.command("p", {"open": "curtain"})]
    with pytest.raises(EditError, match="no command number 9"):
        fork(case, 3, "practice", log, [Edit(9, 10.0)], 100)
    with pytest.raises(EditError, match="opens the curtain"):
        fork(case, 3, "practice", log, [Edit(1, 10.0)], 100)


def test_standing_up_in_shock_empties_the_heart(begin):
    lying, standing = begin(), begin()
    for bed in (lying, standing):
        bed.wait(240)
    standing.do(position="standing")
    for bed in (lying, standing):
        bed.wait(35)  # some seconds later she faints
    assert standing.session.scope().value("systolic_pressure") < lying.session.scope().value("systolic_pressure") - 10


def test_the_bedside_is_not_left_before_the_case_allows_it():
    bay_2 = Library().case("bay-2-hard-to-wake")
    session = Session.begin(bay_2, 1)
    session.step([session.command("p", {"open": "curtain"})], 20)
    step = session.step([session.command("p", {"skip": 40, "watch_every_min": 15})], 0)
    assert not step.outcomes[0].done
    assert session.phase == "running"


def test_only_the_absences_that_the_case_offers_can_be_taken(bed):
    assert bed.do(skip=119, watch_every_min=15) == "other-skip"
    assert bed.last.outcomes[0].reason == "You can leave for 10 or 20 minutes here, no other time."


@pytest.fixture
def away(case, begin):
    """Somebody has just left the bedside."""
    skip = case.scenario.skip.model_copy(update={"when": "1"})
    bed = begin(of=replace(case, scenario=case.scenario.model_copy(update={"skip": skip})))
    bed.do(skip=10, watch_every_min=5)
    bed.wait(1)
    assert bed.session.phase == "skipping"
    return bed


def test_an_absence_is_not_paused_and_what_comes_after_it_can_be(away):
    assert away.do(control="pause", why="disconnected") is None
    assert away.session.running
    away.wait(605)
    assert away.session.phase == "running"
    away.do(control="pause", why="disconnected")
    assert not away.session.running


def test_hints_are_for_who_is_at_the_bed_of_a_case_under_way(behind_curtain, away):
    assert behind_curtain.do(control="hint") == "curtain-closed"
    assert away.do(control="hint") == "away"
    away.wait(605)
    away.do(handover="nurse", situation="She stays with you.")
    away.wait(30)
    assert away.do(control="hint") == "ended"


def test_outside_a_case_under_way_nothing_is_paused_or_interrupted(begin):
    bed = begin(mode="exam", opened=False)
    assert bed.do(control="pause", why="hidden") is None
    bed.do(open="curtain")
    bed.do(handover="nurse", situation="She stays with you.")
    bed.wait(30)
    assert bed.session.phase == "ended"
    assert bed.do(control="pause", why="hidden") is None
    assert bed.kinds("interruption") == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: {**kept, "session": '{"tick": "soon"}'},
        lambda kept: {**kept, "body": kept["body"][:-1]},
        lambda kept: {name: value for name, value in kept.items() if name != "baseline"},
        lambda _: 7,
    ],
    ids=["state", "body", "part missing", "no map"],
)
def test_a_snapshot_that_cannot_be_read_is_named_as_such(bed, case, damage):
    kept = msgpack.unpackb(bed.session.snapshot())
    with pytest.raises(SnapshotError):
        Session.restore(case, 7, msgpack.packb(damage(kept)))
    with pytest.raises(SnapshotError):
        Session.restore(case, 7, bed.session.snapshot()[:-5])
