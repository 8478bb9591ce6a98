"""The pulse tone and the alarms, heard in the page's own audio graph."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from bedside import Keyboard, enter
from listening import OFFLINE, Bedside, loudness, passed, rendered, tones
from playwright.sync_api import expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e

SETTLE_S = 0.6  # what was sent before a change is still on its way for so long
LISTEN_S = 5.0
BURST_S = 4.0
PULSES = {"high": 10, "medium": 3, "low": 2}  # of one burst, IEC 60601-1-8


def test_the_monitor_sounds_as_it_shows(own_server: Server, visit: Callable[..., Visitor]) -> None:
    own_server.start()
    page = visit(own_server.address, script=OFFLINE).page
    bedside, keyboard = Bedside(page), Keyboard(page)
    enter(page)
    keyboard.do("Breathing", "Put the oximeter on a finger")
    expect(page.locator(".chip").filter(has_text="SpO")).to_contain_text("98")
    page.get_by_role("button", name="Sound off").click()
    expect(page.get_by_role("button", name="Sound on")).to_have_attribute("aria-pressed", "true")

    passed(page, SETTLE_S)
    well = passed(page, LISTEN_S)
    bedside.saturation = 84
    expect(page.locator(".chip").filter(has_text="SpO")).to_contain_text("84")
    passed(page, SETTLE_S)
    low = passed(page, LISTEN_S)
    page.get_by_role("button", name="Sound on").click()
    passed(page, SETTLE_S)
    off = passed(page, LISTEN_S)
    page.get_by_role("button", name="Sound off").click()
    bedside.beats = False
    passed(page, SETTLE_S)
    bursts = {}
    for priority in PULSES:
        begin = float(page.evaluate("() => __audio.currentTime"))
        bedside.alarms = [{"id": "a", "priority": priority, "text": f"{priority} alarm"}]
        expect(page.locator(f".alarm.{priority}")).to_be_visible()
        bursts[priority] = (begin, passed(page, BURST_S)[1])

    sound = rendered(page)
    beeps, lower = tones(sound, well), tones(sound, low)
    assert 4 <= len(beeps) <= 12, "about a tone a heartbeat"
    assert np.ptp([beep.hz for beep in beeps]) < 5
    fall = 12 * np.log2(np.median([beep.hz for beep in lower]) / np.median([beep.hz for beep in beeps]))
    assert fall == pytest.approx(-7, abs=0.3), "half a semitone for each percent: 98 to 84"
    assert loudness(sound, off) < 0.001
    heard = {priority: tones(sound, span) for priority, span in bursts.items()}
    assert {priority: len(pulses) for priority, pulses in heard.items()} == PULSES
    pace = {priority: pulses[1].at - pulses[0].at for priority, pulses in heard.items()}
    assert pace["high"] < 0.25 < 0.3 < pace["medium"], "urgent is fast"
    last = {priority: pulses[1].hz - pulses[0].hz for priority, pulses in heard.items()}
    assert last["high"] > 0 > last["low"], "an alarm of low priority falls"
