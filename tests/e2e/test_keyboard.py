"""The whole case from the catalogue to the debrief by keyboard alone, on a desktop with the ward drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bedside import (
    STRANGE,
    Keyboard,
    call_the_team,
    frames,
    give_adrenaline,
    hand_over,
    look_and_stop,
    oxygen_and_oximeter,
    phase,
    ready,
)
from playwright.sync_api import expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e


def test_the_case_is_played_to_the_debrief_by_keyboard_alone(server: Server, visit: Callable[..., Visitor]) -> None:
    visitor = visit(server.address, picture=True)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    page.goto("/")
    expect(page.get_by_role("heading", name="She feels strange")).to_be_visible()
    visitor.picture("catalogue")
    keyboard.press(f"See this patient: {STRANGE}")
    keyboard.press("Go to the curtain")
    ready(page)
    visitor.picture("curtain")
    keyboard.press("Handover sheet")
    keyboard.press("Read it") if keyboard.focused()["name"] != "Read it" else page.keyboard.press("Enter")
    expect(page.get_by_text("Dog bite to the right hand")).to_be_visible()
    keyboard.press("Open the curtain")
    phase(page, "running")
    frames(page)
    visitor.picture("bedside-well")
    look_and_stop(keyboard)
    keyboard.do("Drugs", "Adrenaline")
    visitor.picture("drug-dialog-pick")
    page.keyboard.press("Escape")
    give_adrenaline(keyboard)
    oxygen_and_oximeter(keyboard)
    call_the_team(keyboard)
    hand_over(keyboard)
    for text in ("How are you?", "Your view before ours"):
        expect(page.get_by_role("heading", name=text)).to_be_visible()
    keyboard.press("Show what was recorded")
    expect(page.get_by_role("heading", name="What it was")).to_be_focused()
    expect(page.locator(".item").filter(has_text="Adrenaline").first).to_contain_text("Done")
