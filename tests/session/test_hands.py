import pytest

from osler.session import words
from osler.session.views import Views

THIGH = {"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": 0.5, "route": "im", "site": "thigh"}

ARREST_SYRINGE = {"give": "adrenaline", "presentation": "syringe-1-in-10", "volume_ml": 10, "route": "iv"}


def test_one_pair_of_hands_does_one_thing(bed):
    assert bed.do(fetch="drug-tray") is None
    assert bed.do(examine="chest", how="listen") == "hands-busy"
    bed.wait(46)
    assert bed.do(examine="chest", how="listen") is None


def test_what_is_not_at_the_bedside_has_to_be_fetched(bed):
    assert bed.do(**THIGH) == "not-in-reach"
    bed.do(fetch="drug-tray")
    bed.wait(46)
    assert bed.do(**THIGH) is None


def test_the_nurse_reads_the_order_back_fetches_what_is_needed_and_reports(bed):
    bed.do(**THIGH, by="nurse")
    assert "half a milligram of adrenaline" in bed.said("nurse")[0].lower()
    bed.wait(60)
    assert not bed.session.state.given_mg
    bed.wait(60)
    assert bed.session.state.given_mg == {"adrenaline": 0.5}
    assert len(bed.said("nurse")) >= 2


def test_the_nurse_keeps_one_order_waiting_and_no_more(bed):
    assert bed.do(oxygen="reservoir-mask", flow_l_min=15, by="nurse") is None
    assert bed.do(attach="pulse-oximeter", by="nurse") is None
    assert bed.do(attach="ecg", by="nurse") == "nurse-busy"
    bed.wait(40)
    assert bed.session.state.oxygen == "reservoir-mask"
    assert bed.session.state.attached == ["pulse-oximeter"]


def test_learner_and_nurse_work_at_the_same_time(bed):
    bed.do(oxygen="reservoir-mask", flow_l_min=15, by="nurse")
    bed.do(attach="pulse-oximeter")
    bed.wait(16)
    assert bed.session.state.oxygen == "reservoir-mask"
    assert bed.session.state.attached == ["pulse-oximeter"]


def test_one_can_talk_while_working_and_loses_neither(bed):
    bed.do(fetch="drug-tray")
    assert bed.do(call="registrar") is None
    assert bed.do(ask="how-are-you") is None
    bed.wait(46)
    assert "drug-tray" in bed.session.state.at_bedside
    assert "registrar" in bed.session.state.called
    assert bed.said("patient")


def test_who_telephones_is_who_is_heard(bed):
    line = "Mrs Marsh in bay 4 is suddenly very unwell."
    bed.do(call="emergency-team", situation=line, by="nurse")
    bed.wait(60)
    assert line in bed.said("nurse")
    bed.do(call="registrar", situation=line)
    bed.wait(60)
    assert line in bed.said("you")


def test_the_nurse_brings_one_tray_for_an_order_not_all_that_hold_it(bed):
    bed.do(**THIGH, by="nurse")
    bed.wait(120)
    assert "drug-tray" in bed.session.state.at_bedside
    assert "resuscitation-trolley" not in bed.session.state.at_bedside


def test_a_nebuliser_takes_the_place_of_the_mask_until_it_is_empty(bed):
    bed.do(oxygen="reservoir-mask", flow_l_min=15)
    bed.do(fetch="drug-tray", by="nurse")
    bed.wait(60)
    bed.do(give="salbutamol", presentation="nebule-5-in-2.5", volume_ml=2.5, route="neb")
    bed.wait(61)
    assert bed.session.state.nebulising
    assert bed.session.state.given_mg == {"salbutamol": 5.0}
    bed.wait(601)
    assert not bed.session.state.nebulising
    assert bed.session.state.oxygen == "reservoir-mask"


def test_a_nebuliser_taken_off_early_wastes_the_rest_and_the_next_one_runs_its_full_time(begin):
    emptied, taken_off = begin(), begin()
    nebule = {"give": "salbutamol", "presentation": "nebule-5-in-2.5", "volume_ml": 2.5, "route": "neb"}
    for bed in (emptied, taken_off):
        bed.do(fetch="drug-tray", by="nurse")
        bed.wait(60)
        bed.do(**nebule)
        bed.wait(61)
    taken_off.wait(100)
    taken_off.do(oxygen="reservoir-mask", flow_l_min=15)
    taken_off.wait(60)
    emptied.wait(160)
    salbutamol = taken_off.session.state.slots["salbutamol"]
    inhaled_mg = [float(bed.session.body["pharmacology"]["given_mg"][0, salbutamol]) for bed in (taken_off, emptied)]
    assert 0 < inhaled_mg[0] < 0.8 * inhaled_mg[1]
    taken_off.do(**nebule)
    taken_off.wait(61)
    taken_off.wait(400)
    assert taken_off.session.state.nebulising, "the first nebuliser's end is not the second one's"


def test_time_in_a_dialog_is_not_added_to_the_task(begin):
    quick, thinking = begin(), begin()
    for bed in (quick, thinking):
        bed.do(fetch="drug-tray")
        bed.wait(60)
    quick.do(**THIGH)
    thinking.wait(30)
    thinking.do(**THIGH, chosen_over_s=30)
    assert quick.session.state.tasks["self"].ends == thinking.session.state.tasks["self"].ends


def test_claimed_thinking_time_is_never_more_than_has_passed(bed):
    bed.wait(2)
    bed.do(fetch="drug-tray", chosen_over_s=500)
    task = bed.session.state.tasks["self"]
    assert task.ends - task.started >= (45 - 2) * 20


def test_a_dangerous_order_is_challenged_once_and_done_when_repeated(bed):
    double = {**THIGH, "volume_ml": 1.0, "by": "nurse"}
    assert bed.do(**double) == "nurse-challenges"
    assert bed.do(**double) is None
    bed.wait(120)
    assert bed.session.state.given_mg == {"adrenaline": 1.0}


def test_what_a_nurse_may_not_do_she_declines_every_time(bed):
    assert bed.do(**ARREST_SYRINGE, by="nurse") == "nurse-declines"
    assert bed.do(**ARREST_SYRINGE, by="nurse") == "nurse-declines"


def test_the_nurse_speaks_up_about_one_s_own_dangerous_act_and_it_can_be_put_down_in_time(bed):
    bed.do(fetch="resuscitation-trolley")
    bed.wait(51)
    bed.do(**ARREST_SYRINGE)
    assert "pulse" in bed.said("nurse")[-1]
    assert bed.do(cancel="self") is None
    bed.wait(60)
    assert bed.session.state.given_mg == {}
    assert bed.do(cancel="self") == "nothing-to-cancel"


def test_the_mistake_of_one_s_own_hands_is_not_prevented(bed):
    bed.do(fetch="resuscitation-trolley")
    bed.wait(51)
    assert bed.do(**ARREST_SYRINGE) is None
    bed.wait(21)
    assert bed.session.state.given_mg == {"adrenaline": 1.0}


def test_no_dose_is_clamped_in_silence(bed):
    bed.do(fetch="drug-tray")
    bed.wait(46)
    assert bed.do(**{**THIGH, "volume_ml": 5.0}) is None
    bed.wait(51)
    assert bed.session.state.given_mg == {"adrenaline": 5.0}
    assert bed.do(**{**THIGH, "volume_ml": 50.0}) == "too-much-volume"


def test_an_awake_patient_pushes_the_bag_mask_away(bed):
    assert bed.do(ventilate="bag-valve-mask") == "bag-not-tolerated"


def test_a_drip_is_stopped_by_the_name_on_it_and_ends_the_exposure(bed):
    assert bed.session.scope().value("trigger_running") == 1
    bed.do(stop="co-amoxiclav")
    bed.wait(4)
    assert bed.session.scope().value("trigger_running") == 0
    assert bed.session.scope().call("running", "co-amoxiclav") == 0
    assert bed.do(stop="co-amoxiclav") == "nothing-to-stop"


def test_fluid_needs_a_free_cannula(bed):
    bed.do(fetch="cannula-tray")
    bed.wait(41)
    assert bed.do(fluid="balanced-crystalloid", volume_ml=500) == "no-line-running"
    bed.do(stop="co-amoxiclav")
    bed.wait(4)
    assert bed.do(fluid="balanced-crystalloid", volume_ml=500) is None


def collapse(bed):
    """Left sitting up until nobody pushes hands away any more."""
    bed.do(position="sitting")
    for _ in range(150):
        bed.wait(10)
        if bed.session.scope().value("gcs") <= 8:
            return
    raise AssertionError("still conscious after 25 minutes")


def test_the_bed_is_let_down_before_anybody_presses_on_the_chest(bed):
    collapse(bed)
    assert bed.do(compressions="start") is None
    bed.wait(4)
    assert (bed.session.state.posture, bed.session.state.compressions) == ("sitting", False)
    bed.wait(2)
    assert (bed.session.state.posture, bed.session.state.compressions) == ("flat", True)
    assert Views(bed.session).equipment().compressions_by == "self"
    assert "The bed is flat." in bed.said("ward")[-1]
    assert bed.kinds("done")[-1]["do"]["laid_flat_from"] == "sitting"


def test_on_who_lies_flat_hands_are_at_once(bed):
    collapse(bed)
    bed.do(position="flat")
    bed.wait(8)
    assert bed.do(compressions="start") is None
    bed.wait(2)
    assert bed.session.state.compressions
    assert not bed.said("ward")


def test_a_chest_that_is_pressed_on_stays_flat(bed):
    collapse(bed)
    bed.do(compressions="start")
    bed.wait(6)
    assert bed.do(position="half-sitting", by="nurse") == "chest-is-pressed"
    assert bed.do(position="flat", legs_raised=True, by="nurse") is None


def test_who_faints_standing_falls_once_and_lies_there_until_moved(begin):
    bed = begin()
    bed.wait(300)
    assert bed.do(position="standing") is None
    for _ in range(60):
        bed.wait(5)
        if bed.session.state.fallen:
            break
    assert Views(bed.session).patient().fallen
    assert bed.session.body["circulation"]["legs_target_deg"][0] == 0.0, "the blood has fallen with the patient"
    bed.wait(10)
    assert sum("slides to the floor" in line for line in bed.said("ward")) == 1
    bed.do(position="flat", legs_raised=True)
    bed.wait(9)
    assert not Views(bed.session).patient().fallen


def test_who_arrests_on_the_floor_is_pressed_on_there_at_once(begin):
    bed = begin(seed=1)
    bed.do(position="standing")
    for _ in range(150):
        bed.wait(10)
        if bed.session.scope().value("pulse_present") == 0:
            break
    assert Views(bed.session).patient().fallen
    assert (bed.session.scope().value("lying_flat"), bed.session.scope().value("standing")) == (1, 0)
    assert bed.do(compressions="start") is None
    bed.wait(2)
    assert bed.session.state.compressions
    assert Views(bed.session).patient().fallen
    assert "flat and firm" in bed.said("ward")[-1]
    assert bed.do(position="flat", by="nurse") == "pressed-on-the-floor"
    bed.do(compressions="stop")
    bed.wait(3)
    assert bed.do(position="flat", by="nurse") is None


def test_what_hands_hold_can_be_put_down_like_a_task(bed):
    collapse(bed)
    bed.do(compressions="start")
    bed.do(airway="jaw-thrust", by="nurse")
    bed.wait(10)
    own, nurse = Views(bed.session).hands()
    assert (own.doing, nurse.doing) == ("pressing on the chest", "thrusting the jaw")
    assert bed.do(attach="pulse-oximeter") == "hands-full"
    assert "Your hands are full: pressing on the chest." in bed.said("ward")[-1]
    assert bed.do(cancel="self") is None
    assert bed.do(cancel="nurse") is None
    bed.wait(5)
    assert (bed.session.state.compressions, bed.session.state.airway) == (False, "none")
    assert bed.do(cancel="self") == "nothing-to-cancel"


def test_a_task_chosen_in_a_dialog_is_called_by_the_line_that_opened_it(bed):
    bed.do(oxygen="simple-mask", flow_l_min=6)
    bed.do(cannulate="left-hand", gauge=14, by="nurse")
    assert [hands.doing for hands in Views(bed.session).hands()] == ["Give oxygen", "Put in a cannula"]


def test_one_pair_of_hands_bags_or_holds_the_jaw_or_presses_never_two_of_them(bed):
    collapse(bed)
    bed.do(ventilate="bag-valve-mask")
    bed.wait(21)
    assert bed.session.state.bag_mask
    assert bed.do(airway="jaw-thrust") is None
    assert not bed.session.state.bag_mask
    bed.wait(4)
    assert (bed.session.state.holding, bed.session.state.airway) == ({"self": "jaw-thrust"}, "jaw-thrust")
    bed.do(compressions="start")
    assert bed.session.state.airway == "none"
    bed.wait(6)
    assert bed.do(ventilate="bag-valve-mask") is None
    assert not bed.session.state.compressions
    assert [event["label"] for event in bed.kinds("let-go")] == [
        bed.session.case.place.holding[held] for held in ("bag-valve-mask", "jaw-thrust", "compressions")
    ]
    bed.wait(21)
    assert bed.do(cancel="self") is None
    bed.wait(2)
    assert (bed.session.state.holding, bed.session.state.bag_mask) == ({}, False)


def test_a_bag_squeezed_otherwise_is_not_put_down_first(bed):
    collapse(bed)
    bed.do(ventilate="bag-valve-mask")
    bed.wait(21)
    bed.do(ventilate="bag-valve-mask", breaths_per_min=20)
    assert bed.session.state.bag_mask
    assert bed.kinds("let-go") == []


def test_the_nurse_puts_down_what_she_holds_for_the_next_order_that_fills_her_hands(bed):
    collapse(bed)
    bed.do(airway="jaw-thrust", by="nurse")
    bed.do(ventilate="bag-valve-mask", by="nurse")  # waits
    bed.wait(8)
    assert bed.session.state.airway == "none"
    bed.wait(25)
    assert (bed.session.state.holding, bed.session.state.bag_mask) == ({"nurse": "bag-valve-mask"}, True)
    bed.do(airway="chin-lift", by="nurse")
    bed.wait(8)
    assert (bed.session.state.holding, bed.session.state.bag_mask) == ({"nurse": "chin-lift"}, False)
    assert [event["who"] for event in bed.kinds("let-go")] == ["nurse", "nurse"]


def test_an_order_to_rouse_is_felt_when_the_nurse_turns_to_it(bed):
    stimulus = bed.session.body["brain"]["arousal_stimulus"]
    bed.do(attach="pulse-oximeter", by="nurse")
    before = float(stimulus[0])
    bed.do(stimulate="trapezius", by="nurse")
    assert float(stimulus[0]) == before
    bed.wait(9)
    assert bed.kinds("nurse-turns-to")
    assert float(stimulus[0]) > before


def two_bags(bed):
    """Two bags of the same fluid on two cannulas."""
    bed.do(stop="co-amoxiclav")
    bed.do(fetch="cannula-tray", by="nurse")
    bed.wait(40)
    bed.do(cannulate="right-forearm", gauge=16)
    bed.wait(81)
    for _ in range(2):
        bed.do(fluid="balanced-crystalloid", volume_ml=500)
        bed.wait(36)


def test_of_two_bags_of_the_same_fluid_one_is_stopped_at_its_site(bed):
    two_bags(bed)
    stops = [item for item in Views(bed.session).outline().items if "stop" in item.do]
    assert len({item.id for item in stops}) == len({item.label for item in stops}) == 2
    bed.do(**stops[1].do)
    bed.wait(4)
    assert [line.item for line in bed.session.state.lines] == ["balanced-crystalloid", None]
    assert "right forearm" in bed.kinds("done")[-1]["do"]["label"]
    assert bed.do(stop="balanced-crystalloid", site="right-forearm") == "nothing-to-stop"


def test_without_a_site_all_of_it_is_stopped_and_said_to_be(bed):
    two_bags(bed)
    bed.do(stop="balanced-crystalloid")
    bed.wait(4)
    assert [line.item for line in bed.session.state.lines] == [None, None]
    label = bed.kinds("done")[-1]["do"]["label"]
    assert "left forearm" in label
    assert "right forearm" in label


def test_an_exposure_ends_when_its_bag_runs_dry(bed):
    lines = bed.session.body["lines"]
    lines["remaining_ml"][0, bed.session.state.lines[0].index] = 0.05
    bed.wait(4)
    assert bed.session.scope().value("trigger_running") == 0
    assert bed.session.body["insults"]["slot"][0, 0]["triggered"] == 0
    assert bed.session.scope().value("trigger_ended_s") <= 4


def test_nobody_hands_over_to_who_has_not_come(bed):
    assert bed.do(handover="emergency-team") == "nobody-there"
    assert bed.last.outcomes[0].reason == "Not here yet: Emergency team, 2222."
    assert bed.session.phase == "running"
    bed.do(call="emergency-team")
    bed.wait(241)
    assert bed.do(handover="emergency-team") is None


def test_the_nurse_is_not_asked_for_what_the_list_keeps_for_oneself(bed):
    for own in ({"handover": "nurse"}, {"examine": "chest", "how": "listen"}, {"ask": "how-are-you"}):
        assert bed.do(**own, by="nurse") == "nurse-may-not"
    assert bed.last.outcomes[0].speaker == "nurse"
    assert bed.do(examine="skin", how="look", by="nurse") is None


def test_a_telephone_is_picked_up_after_the_contact_s_own_time(bed):
    registrar = next(contact for contact in bed.session.case.scenario.contacts if contact.id == "registrar")
    bed.do(call="registrar")
    bed.wait(registrar.answers_s - 1)
    assert bed.said("registrar") == []
    bed.wait(2)
    (question,) = bed.said("registrar")
    assert question.endswith("?")
    bed.wait(9)
    assert len(bed.said("registrar")) == 2


@pytest.mark.parametrize(
    ("mg", "said"), [(1000, "1 gram"), (2000, "2 grams"), (0.3, "300 micrograms"), (1, "one milligram")]
)
def test_doses_are_spoken_in_the_right_number(mg, said):
    assert words.spoken_dose(mg) == said
