"""The whole case on a phone, upright, by taps alone, with the ward drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bedside import (
    STRANGE,
    Thumb,
    call_the_team,
    frames,
    give_adrenaline,
    hand_over,
    look_and_stop,
    oxygen_and_oximeter,
    phase,
    ready,
)
from playwright.sync_api import Page, expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e


def fits(page: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))


def test_the_case_is_played_to_the_debrief_by_thumb_alone(server: Server, visit: Callable[..., Visitor]) -> None:
    visitor = visit(server.address, width=360, height=640, touch=True, picture=True)
    page, thumb = visitor.page, Thumb(visitor.page)
    page.goto("/")
    thumb.press(f"See this patient: {STRANGE}")
    assert fits(page)
    thumb.press("Go to the curtain")
    ready(page)
    visitor.picture("phone-curtain")
    thumb.press("Open the curtain")
    phase(page, "running")
    frames(page)
    visitor.picture("phone-bedside")
    look_and_stop(thumb)
    thumb.do("Drugs", "Adrenaline")
    visitor.picture("phone-drug")
    thumb.press("Back")
    give_adrenaline(thumb)
    oxygen_and_oximeter(thumb)
    assert fits(page)
    call_the_team(thumb)
    visitor.picture("phone-monitored")
    hand_over(thumb)
    assert fits(page)


def test_the_patient_is_pressed_where_it_is_drawn(server: Server, visit: Callable[..., Visitor]) -> None:
    """A tap on the ward opens what can be done there."""
    visitor = visit(server.address, width=360, height=640, touch=True, picture=True)
    page = visitor.page
    page.goto("/s/bay-4-feels-strange")
    page.get_by_role("button", name="Go to the curtain").tap()
    ready(page)
    page.get_by_role("button", name="Open the curtain").tap()
    phase(page, "running")
    frames(page, 4)
    ward = page.locator("canvas.ward")
    box = ward.bounding_box()
    assert box is not None
    menu = page.locator(".point-menu")
    for down in range(3, 8):  # down the middle of the picture lies the patient
        ward.tap(position={"x": box["width"] * 0.4, "y": box["height"] * down / 10})
        if menu.count():
            break
    expect(menu.get_by_role("button").nth(1)).to_be_visible()
    visitor.picture("phone-pointed")
