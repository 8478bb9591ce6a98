import pytest

from osler.scenario.case import Library
from osler.session.presentation import kit
from osler.session.session import Session
from osler.session.topics import Wire
from osler.session.views import Views, captions, findings, ward_time


def test_nothing_is_on_the_monitor_until_a_sensor_is_on_and_has_had_its_time(bed):
    views = Views(bed.session)
    bed.wait(30)
    assert views.monitor().oxygen_saturation.value is None
    bed.do(attach="pulse-oximeter")
    bed.wait(8)
    assert views.monitor().oxygen_saturation.value is None
    assert views.monitor().oxygen_saturation.note == "searching"
    bed.wait(20)
    assert 60 <= views.monitor().oxygen_saturation.value <= 100
    assert views.monitor().heart_rate_source == "pleth"


def test_a_cuff_value_keeps_the_time_at_which_it_was_taken(bed):
    views = Views(bed.session)
    bed.do(attach="cuff")
    bed.wait(120)
    reading = views.monitor().systolic
    assert reading.value is not None
    bed.wait(60)
    assert views.monitor().systolic == reading
    assert reading.at_s < 100


def test_a_cuff_cycle_becomes_a_finding_once(bed):
    bed.do(attach="cuff")
    bed.wait(150)
    assert len([f for f in bed.kinds("finding") if f["label"] == "Blood pressure"]) == 1


def test_waves_are_sent_only_of_what_is_attached(bed):
    views = Views(bed.session)
    bed.wait(5)
    assert views.waves(4).ecg == b""
    bed.do(attach="ecg")
    bed.wait(30)
    waves = views.waves(4)
    assert len(waves.ecg) == 4 * 10
    assert waves.pleth == b""


def test_examination_is_words_of_this_moment(bed):
    bed.wait(120)
    bed.do(examine="chest", how="listen")
    bed.wait(30)
    found = findings(bed.events, bed.session.state.opened)
    assert found[-1].place == "chest"
    assert found[-1].text
    assert "{" not in found[-1].text


def test_captions_carry_who_spoke_and_when(bed):
    bed.wait(60)
    spoken = captions(bed.events, bed.session.state.opened)
    assert spoken[0].speaker == "patient"
    assert 0 <= spoken[0].at_s <= 60


def test_what_has_to_be_fetched_says_so_and_can_still_be_ordered(bed):
    def drug():
        return next(item for item in Views(bed.session).outline().items if item.id == "give-adrenaline")

    assert drug().enabled
    assert "fetch" in drug().reason.lower()
    bed.do(fetch="drug-tray")
    bed.wait(46)
    assert drug().reason is None


def test_the_first_look_from_airway_to_exposure_is_the_first_page_of_the_headset(bed):
    offered = [item.id for item in Views(bed.session).outline().items if item.group == "Assess"]
    assert offered[:7] == ["stand-back", "voice", "airway-listen", "chest-listen", "count-rate", "radial", "skin-look"]


def test_in_an_arrest_the_headset_does_not_turn_pages(bed):
    items = Views(bed.session).outline().items
    for offered in (
        [item.id for item in items if item.group == "Circulation"],
        [item.id for item in items if item.place == "chest"],
    ):
        assert "compressions" in offered[:7]


def test_a_pump_holds_a_rate_and_an_open_clamp_none(bed):
    lines = Views(bed.session).equipment().lines
    assert [(line.item, line.rate_is_set, line.rate_ml_per_h) for line in lines] == [("co-amoxiclav", True, 200)]
    bed.do(stop="co-amoxiclav")
    bed.do(fetch="cannula-tray", by="nurse")
    bed.wait(60)
    assert bed.do(fluid="balanced-crystalloid", volume_ml=500, pressure_bag=True) is None
    bed.wait(60)
    (line,) = Views(bed.session).equipment().lines
    assert (line.pressure_bag, line.rate_is_set) == (True, False)
    assert line.rate_ml_per_h > 1000


def test_what_a_line_runs_from_is_told_and_stays_when_it_is_stopped():
    session = Session.begin(Library().case("bay-2-hard-to-wake"), seed=7)
    session.step([session.command("p", {"open": "curtain"})], 0)
    views = Views(session)
    devices = {line.item: line.device for line in views.equipment().lines}
    assert devices == {"pca": "patient-controlled-pump", "maintenance": "drip"}
    places = {item.id: item.place for item in views.outline().items if item.id.startswith("stop-")}
    assert places == {"stop-pca-left-hand": "patient-controlled-pump", "stop-maintenance-right-forearm": "infusion"}
    session.step([session.command("p", {"stop": "pca"})], 200)
    assert [line.device for line in views.equipment().lines] == [None, "drip"]
    assert {"patient-controlled-pump", "drip-stand"} <= set(views.equipment().at_bedside)


def test_what_is_pumped_is_stopped_read_and_set_up_at_the_pump_that_was_fetched_for_it(bed):
    naloxone = {"infuse": "naloxone", "amount_mg": 2, "made_up_to_ml": 500, "rate_ml_per_h": 45}
    bed.do(stop="co-amoxiclav")
    bed.wait(4)
    assert bed.do(**naloxone) == "not-in-reach"
    bed.do(fetch="infusion-pump")
    bed.wait(61)
    bed.do(examine="infusion-pump", how="read")
    bed.wait(4)
    assert "standby" in bed.kinds("finding")[-1]["text"]
    assert bed.do(**naloxone) is None
    bed.wait(151)
    views = Views(bed.session)
    (line,) = views.equipment().lines
    assert (line.device, line.rate_ml_per_h) == ("infusion-pump", 45)
    at_pump = {item.id for item in views.outline().items if item.place == "pump"}
    assert {"stop-naloxone-left-forearm", "read-infusion-pump", "infuse-naloxone", "infuse-adrenaline"} <= at_pump
    bed.do(examine="infusion-pump", how="read")
    bed.wait(4)
    assert bed.kinds("finding")[-1]["text"].startswith("Running at 45 mL an hour")
    bed.do(fetch="cannula-tray", by="nurse")
    bed.do(cannulate="right-forearm", gauge=18)
    bed.wait(70)
    assert bed.do(**{**naloxone, "infuse": "adrenaline", "amount_mg": 1}) == "pump-in-use"
    assert "Naloxone 2 mg in 500 mL" in bed.said("ward")[-1]


def test_an_empty_pump_drives_nothing_whatever_it_was_set_to(bed):
    bed.do(stop="co-amoxiclav")
    bed.wait(4)
    bed.do(fetch="infusion-pump")
    bed.wait(61)
    assert bed.do(infuse="naloxone", amount_mg=0.4, made_up_to_ml=20, rate_ml_per_h=600) is None
    bed.wait(151)
    bed.do(examine="infusion-pump", how="read")
    bed.wait(4)
    assert bed.kinds("finding")[-1]["text"].startswith("Running at 600 mL an hour")
    bed.wait(120)
    bed.do(examine="infusion-pump", how="read")
    bed.wait(4)
    assert bed.kinds("finding")[-1]["text"].startswith("Switched on, on standby")


def test_a_pump_is_offered_to_be_read_only_where_there_is_one(bed):
    ids = {item.id for item in Views(bed.session).outline().items}
    assert "read-infusion-pump" in ids
    assert "read-pump" not in ids, "this patient has no pump of their own"


def test_the_flowmeter_stands_where_the_device_on_the_face_needs_it(bed):
    views = Views(bed.session)
    bed.do(oxygen="reservoir-mask", flow_l_min=15)
    bed.do(fetch="drug-tray", by="nurse")
    bed.wait(60)
    assert (views.equipment().oxygen, views.equipment().oxygen_flow_l_min) == ("reservoir-mask", 15)
    bed.do(give="salbutamol", presentation="nebule-5-in-2.5", volume_ml=2.5, route="neb")
    bed.wait(61)
    assert (views.equipment().oxygen, views.equipment().oxygen_flow_l_min) == ("nebuliser", 8)


def test_plans_that_name_the_diagnosis_are_offered_only_later(bed):
    def offered():
        return {item.id for item in Views(bed.session).outline().items}

    assert "plan-tryptase" not in offered()
    bed.wait(365)
    assert "plan-tryptase" in offered()


def test_every_outline_item_can_be_sent_as_it_is_or_has_a_dialog_that_fills_it(bed):
    from osler.scenario.actions import UnknownActionError, parse_action

    for item in Views(bed.session).outline().items:
        try:
            parse_action(item.do)
        except UnknownActionError:
            assert item.dialog != "none", item.id


@pytest.mark.parametrize("topic", ["clock", "patient", "monitor", "equipment", "outline"])
def test_looking_changes_nothing(bed, topic):
    before = bed.session.state_hash()
    assert isinstance(getattr(Views(bed.session), topic)(), Wire)
    assert bed.session.state_hash() == before


def test_the_ward_clock_runs_past_midnight():
    assert ward_time("23:58", 185) == "00:01"


def test_the_nurse_is_seen_to_fetch_before_she_does(bed):
    bed.do(cannulate="right-forearm", by="nurse")
    assert nurse(bed).fetching == "the cannula tray with fluids"
    bed.wait(20)
    assert (nurse(bed).fetching, nurse(bed).away) == ("the cannula tray with fluids", True)
    bed.wait(20)
    assert (nurse(bed).doing, nurse(bed).fetching, nurse(bed).away) == ("Put in a cannula", None, False)


def test_who_fetches_comes_into_sight_before_it_is_there(bed):
    bed.do(fetch="drug-tray", by="nurse")
    bed.wait(34)
    assert nurse(bed).away
    bed.wait(2)
    assert (nurse(bed).doing, nurse(bed).away) == ("Fetch the drug tray", False)


def test_the_kit_says_what_an_action_about_it_says(bed, case):
    bed.do(stop="co-amoxiclav")
    bed.wait(10)
    bags = kit(case).fluids
    assert [bag.volume_ml for bag in bags] == [500, 1000]
    assert len({bag.id for bag in bags}) == 2
    assert bed.do(fluid=bags[0].fluid, volume_ml=bags[0].volume_ml, by="nurse") is None


def test_the_outline_offers_the_absence_of_the_case(bed, case):
    assert kit(case).skip_minutes == [10, 20]
    assert next(item.do["skip"] for item in Views(bed.session).outline().items if "skip" in item.do) == 20


def test_an_attached_oximeter_gives_a_tone_for_every_beat(bed):
    bed.do(attach="pulse-oximeter")
    bed.wait(30)
    views, beats = Views(bed.session), 0
    for _ in range(600):  # a minute, looked at as often as the wire does
        bed.wait(0.1)
        beats += len(views.waves(2).beats)
    assert beats == pytest.approx(bed.session.scope().value("heart_rate"), rel=0.1)


def nurse(bed):
    return Views(bed.session).hands()[1]


def test_a_sensor_put_on_again_is_a_finding_again(bed):
    def findings():
        return [event["label"] for event in bed.kinds("finding") if event["place"] == "monitor"]

    bed.do(attach="pulse-oximeter")
    bed.wait(40)
    bed.do(attach="cuff")
    bed.wait(80)
    assert findings() == ["SpO2", "Blood pressure"]
    for sensor in ("pulse-oximeter", "cuff"):
        bed.do(detach=sensor)
        bed.wait(4)
    bed.do(attach="pulse-oximeter")
    bed.wait(8)
    assert findings() == ["SpO2", "Blood pressure"]
    bed.wait(32)
    bed.do(attach="cuff")
    bed.wait(80)
    assert findings() == ["SpO2", "Blood pressure"] * 2
