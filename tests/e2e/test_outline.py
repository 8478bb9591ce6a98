"""Finding an action by typing, and what the list is like once it is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bedside import Keyboard, Thumb, enter
from playwright.sync_api import Page, expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e

STOP = "Stop: Co-amoxiclav 1.2 g in 100 mL sodium chloride 0.9 %"


def nothing_is_looked_for(page: Page) -> None:
    expect(page.locator(".outline-search")).to_have_value("")
    expect(page.locator(".no-match")).to_have_text("")


def test_a_search_is_over_when_what_was_found_is_done(server: Server, visit: Callable[..., Visitor]) -> None:
    page = visit(server.address).page
    enter(page)
    keyboard = Keyboard(page)
    keyboard.do("Circulation", STOP)
    nothing_is_looked_for(page)
    expect(page.locator(".outline-search")).to_be_focused()
    expect(page.locator(".action-label").get_by_text(STOP, exact=True)).to_have_count(0)
    nothing_is_looked_for(page)
    page.keyboard.type("adrenaline")  # the next thing can be typed at once
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Adrenaline 1 mg in 1 mL ampoule")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".outline-search")).to_have_value("adrenaline")  # not done: still looked for


def test_focus_is_kept_when_its_row_goes_away(server: Server, visit: Callable[..., Visitor]) -> None:
    page = visit(server.address).page
    enter(page)
    keyboard = Keyboard(page)
    keyboard.reach("Put the ECG on")
    page.keyboard.type("stop")
    assert keyboard.focused()["name"] == STOP
    page.keyboard.press("Enter")
    expect(page.locator(".action-label").get_by_text(STOP, exact=True)).to_have_count(0)
    expect(page.locator(".outline-search")).to_be_focused()


def test_on_a_phone_the_list_is_whole_again_after_a_search(server: Server, visit: Callable[..., Visitor]) -> None:
    page = visit(server.address, width=360, height=640, touch=True).page
    enter(page)
    thumb = Thumb(page)
    thumb.press("Find")
    page.locator(".outline-search").fill("stop")
    thumb.tap(page.locator("button.action").filter(has_text=STOP))
    expect(page.locator(".sheet[data-open]")).to_have_count(0)
    thumb.press("Find")
    nothing_is_looked_for(page)
    expect(page.locator(".action-row").first).to_be_visible()
