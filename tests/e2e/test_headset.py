"""Seated with an emulated Quest 3: in, both hands, the curtain, an examination, an order, a drug, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgpack
import pytest
from bedside import WARD_MS, phase, ready
from headset import Headset, headset_script
from playwright.sync_api import Page, expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e

ASSESS, CIRCULATION, DRUGS, LEAVE = 0, 2, 3, 7  # rows of the wrist panel


class Wishes:
    """What the headset sent over the line."""

    def __init__(self, page: Page) -> None:
        self.done: list[dict[str, Any]] = []
        page.on("websocket", lambda line: line.on("framesent", self._hear))

    def _hear(self, payload: str | bytes) -> None:
        frame = msgpack.unpackb(payload) if isinstance(payload, bytes) else {}
        if frame.get("type") == "intent":
            self.done.append(frame["do"])


def test_the_bedside_in_a_headset(server: Server, visit: Callable[..., Visitor]) -> None:
    visitor = visit(server.address, width=480, height=300, picture=True, script=headset_script())
    page = visitor.page
    models: list[str] = []
    page.on("response", lambda answer: models.append(answer.url) if "/xr/" in answer.url and answer.ok else None)
    wishes = Wishes(page)
    page.goto("/s/bay-4-feels-strange")
    page.get_by_role("button", name="Go to the curtain").click()
    ready(page)
    page.get_by_role("button", name="Enter with the headset").click()
    wearer = Headset(page)
    page.wait_for_function("() => !!__xrDevice.activeSession", timeout=WARD_MS)
    wearer.sit()
    wearer.frames(3)
    visitor.picture("headset-outside")
    for across in (0.4, 0.9, -0.2, -0.7, 1.4):  # the curtain hangs ahead; the nurse stands before a part of it
        wearer.aim("right", {"x": across, "y": 1.2, "z": -2.2})
        wearer.pull("right")
        if {"open": "curtain"} in wishes.done:
            break
    phase(page, "running")

    wearer.press_wrist(ASSESS)
    visitor.picture("headset-assess")
    wearer.press_panel(0)
    wearer.press_panel(0)
    assert "examine" in wishes.done[-1]
    assert wishes.done[-1]["by"] == "self"

    wearer.press_wrist(CIRCULATION)
    wearer.press_panel(0)
    wearer.press_panel(1)
    assert wishes.done[-1] == {"attach": "ecg", "by": "nurse"}

    wearer.press_wrist(DRUGS)
    wearer.press_panel(0)
    wearer.press_panel(0)
    visitor.picture("headset-drug")
    wearer.press_panel(2)
    wearer.press_panel(0)
    wearer.press_panel(2)
    given = wishes.done[-1]
    assert (given["give"], given["presentation"], given["route"]) == ("adrenaline", "ampoule-1-in-1", "im")

    wearer.do("set_input_mode", mode="hand")
    wearer.frames(4)
    page.wait_for_function("() => __xrDevice.activeSession.inputSources.length === 2")
    wearer.show_hands()
    visitor.picture("headset-hands")
    assert {url.rsplit("/xr/", 1)[1] for url in models} >= {"generic-hand/left.glb", "generic-hand/right.glb"}

    wearer.do("set_input_mode", mode="controller")
    wearer.frames(3)
    wearer.press_wrist(LEAVE, release=False)  # the session is gone before the trigger is let go
    page.wait_for_function("() => !__xrDevice.activeSession", timeout=WARD_MS)
    expect(page.get_by_role("button", name="Assess", exact=True)).to_be_visible()
