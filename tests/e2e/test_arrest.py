"""Somebody who waits: she is left sitting, sinks and arrests; compressions, the emergency call, the end, the debrief."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np
import pytest
from bedside import Keyboard, enter, frames, said
from looking import face, gloves
from playwright.sync_api import Page, expect

from conftest import WITHOUT_PICTURE, Server, Visitor

pytestmark = pytest.mark.e2e

FAST, SLOW = 40, 6
"""Simulated seconds a second: while she is left alone without a picture, and while every screen is looked at."""
GREY = 0.2
"""Of 1: a face that is well has twice as much colour."""
BED_DOWN_FRAMES = 32
"""A frame is a tenth of a second of the ward's at most, however slowly it is drawn; the backrest takes 25 of them."""
BEAT, NOTHING = 30, 12
"""Of the 255 steps of a trace: what a heartbeat is higher than, and what a line without a pulse stays under."""


class Traces:
    """What comes over the line for the monitor to draw, newest last."""

    def __init__(self, page: Page) -> None:
        self._samples: dict[str, list[bytes]] = {"ecg": [], "pleth": []}
        page.on("websocket", lambda line: line.on("framereceived", self._hear))

    def _hear(self, payload: str | bytes) -> None:
        frame: dict[str, Any] = msgpack.unpackb(payload) if isinstance(payload, bytes) else {}
        if frame.get("type") == "topic" and frame.get("name") == "waves":
            for name, samples in self._samples.items():
                samples.append(frame["data"][name])

    def height(self, name: str) -> int:
        """From the lowest to the highest point of the last frames, some seconds of the patient's."""
        latest = np.frombuffer(b"".join(self._samples[name][-20:]), dtype=np.int8)
        return int(latest.max()) - int(latest.min())


def left_sitting(page: Page) -> str:
    """Until her heart stops. Returns the address under which she is found again; without a page her clock stands."""
    enter(page)
    keyboard = Keyboard(page)
    keyboard.do("Circulation", "Put the ECG on", nurse=True)
    keyboard.do("Breathing", "Put the oximeter on a finger")
    expect(page.locator(".chip").filter(has_text="SpO")).to_have_count(1)
    keyboard.do("Breathing", "Sit the patient up")
    expect(said(page, "Her head rolls to the side").first).to_be_attached()
    address = page.url
    page.close()
    return address


def test_an_arrest_is_seen_worked_on_and_told(own_server: Server, visit: Callable[..., Visitor]) -> None:
    own_server.speed = FAST
    own_server.start()
    visitor = visit(own_server.address, picture=True, reduced_motion="reduce")
    page, alone = visitor.page, visitor.context.new_page()
    alone.add_init_script(WITHOUT_PICTURE)
    address, port = left_sitting(alone), own_server.port
    own_server.stop()
    own_server.speed = SLOW
    own_server.start(port)

    traces, keyboard = Traces(page), Keyboard(page)
    page.goto(address)
    page.get_by_role("button", name="Carry on", exact=True).click()
    frames(page)
    page.get_by_role("button", name="Look from: Face", exact=True).click()
    frames(page, 3)
    visitor.picture("arrest-face")
    skin = face(page)
    assert skin.brightness > 80, "no face where it should be drawn"
    assert skin.saturation < GREY, skin
    assert traces.height("ecg") > BEAT, "a heart without a pulse still draws its electricity"
    assert traces.height("pleth") < NOTHING, "there is no pulse at the finger"
    assert gloves(page) == pytest.approx(0, abs=0.01)

    page.get_by_role("button", name="Large monitor", exact=True).first.click()
    keyboard.do("Circulation", "Start chest compressions")
    expect(page.locator(".hand").filter(has_text="pressing on the chest")).to_be_visible()
    frames(page, BED_DOWN_FRAMES)
    visitor.picture("arrest-compressions")
    assert gloves(page) > 0.02, "nobody's hands are on the chest"

    keyboard.do("Team", "Call the emergency team (2222)")
    keyboard.press("Mrs Marsh in bay 4 has no pulse. We are on the chest.")
    keyboard.press("Call now, say nothing more")
    expect(page.locator(".heard")).to_contain_text("Cardiac arrest call")
    expect(page.get_by_role("heading", name="The case stops here")).to_be_visible()
    expect(page.get_by_text("the emergency team is running to take over")).to_be_visible()
    visitor.picture("arrest-end")

    page.get_by_role("button", name="To the debrief").click()
    expect(page.get_by_text("Mrs Marsh's heart has stopped.")).to_be_visible()
    expect(page.get_by_text("Cardiac arrest, help called, compressions under way")).to_be_visible()
    page.get_by_role("button", name="Show what was recorded").click()
    pressed = page.locator(".item").filter(has=page.get_by_role("heading", name="Chest compressions when there is"))
    expect(pressed.locator(".verdict")).to_contain_text("Done")
    visitor.picture("arrest-debrief", whole=True)
