"""axe-core finds nothing on any screen, and no screen breaks when it is read large, dark, narrow or without motion."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from bedside import Keyboard, enter, hand_over, phase, ready
from playwright.sync_api import Page, Route, expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch "


GROUPS = ("Assess", "Breathing", "Circulation", "Drugs", "Talk", "Team")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_from_the_catalogue_to_the_debrief(
    server: Server, visit: Callable[..., Visitor], colours: str
) -> None:
    """On the pages as they are met, with the ward drawn."""
    visitor = visit(server.address, color_scheme=colours, picture=True)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    found: dict[str, list[str]] = {}
    page.goto("/")
    expect(page.get_by_role("heading", name="She feels strange")).to_be_visible()
    found["catalogue"] = visitor.axe()
    page.goto("/credits")
    expect(page.get_by_role("table")).to_be_visible()
    found["credits"] = visitor.axe()
    page.goto("/s/bay-4-feels-strange")
    expect(page.get_by_role("button", name="Go to the curtain")).to_be_visible()
    found["prebrief"] = visitor.axe()
    page.get_by_role("button", name="Go to the curtain").click()
    ready(page)
    page.wait_for_function("() => __osler.ward?.triangles > 0")
    found["curtain"] = visitor.axe()
    page.get_by_role("button", name="Open the curtain").click()
    phase(page, "running")
    for group in GROUPS:
        page.get_by_role("button", name=group, exact=True).click()
        found[f"bedside, {group} open"] = visitor.axe()
    keyboard.do("Assess", "Look at the skin")
    keyboard.do("Team", "Fetch the drug tray", nurse=True)
    page.get_by_role("button", name="Large monitor", exact=True).first.click()
    found["bedside, hands busy and monitor pinned"] = visitor.axe()
    keyboard.do("Drugs", "Adrenaline")
    keyboard.press("Adrenaline 1 mg in 1 mL ampoule")
    found["drug dialog"] = visitor.axe()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    keyboard.do("Team", "Telephone the registrar")
    found["phone dialog"] = visitor.axe()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Pause", exact=True).first.click()
    expect(page.get_by_role("button", name="Carry on")).to_be_visible()
    found["paused"] = visitor.axe()
    page.get_by_role("button", name="Carry on").click()
    expect(page.get_by_role("button", name="Carry on")).to_have_count(0)
    hand_over(keyboard)
    keyboard.press("Show what was recorded")
    found["debrief"] = visitor.axe()
    assert {where: problems for where, problems in found.items() if problems} == {}


FIRST_LEFT_OF_LAST = """node => {
    const at = index => {
        const range = new Range();
        range.setStart(node.firstChild, index);
        range.setEnd(node.firstChild, index + 1);
        return range.getBoundingClientRect().left;
    };
    return at(0) < at('0.5 mL = 0.'.length);
}"""


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))


def lengthen(route: Route) -> None:
    """The same cards with words that never end."""
    cards = route.fetch().json()
    for card in cards:
        card["title"] = card["patient"] = card["place"] = LONG * 3
        card["teaches"] = [LONG * 2]
    route.fulfill(body=json.dumps(cards), content_type="application/json")


@pytest.mark.parametrize(("width", "height", "scale"), [(360, 640, 1), (640, 400, 2), (320, 568, 1)])
def test_no_page_has_to_be_scrolled_sideways(
    server: Server, visit: Callable[..., Visitor], width: int, height: int, scale: int
) -> None:
    """640 by 400 at two device pixels each is a 1280 by 800 window at 200 %; 320 is one at 400 %."""
    visitor = visit(server.address, width=width, height=height, device_scale_factor=scale, reduced_motion="reduce")
    page = visitor.page
    page.route("**/api/catalogue", lengthen)
    page.goto("/")
    expect(page.get_by_role("heading", name="Llanfair").first).to_be_visible()
    wide = {"catalogue": sideways(page)}
    page.goto("/credits")
    expect(page.get_by_role("table")).to_be_visible()
    wide["credits"] = sideways(page)
    page.goto("/s/bay-4-feels-strange")
    expect(page.get_by_role("button", name="Go to the curtain")).to_be_visible()
    wide["prebrief"] = sideways(page)
    enter(page)
    wide["bedside"] = sideways(page)
    Keyboard(page).do("Drugs", "Adrenaline")
    wide["dialog"] = sideways(page)
    assert {where: pixels for where, pixels in wide.items() if pixels > 0} == {}
    visitor.picture(f"large-{width}x{height}")


def test_with_reduced_motion_the_curtain_does_not_glide(server: Server, visit: Callable[..., Visitor]) -> None:
    page = visit(server.address, reduced_motion="reduce").page
    enter(page)
    moving = page.evaluate(
        """() => document.getAnimations().map(animation => animation.effect?.getTiming().duration).filter(ms => ms > 10)"""
    )
    assert moving == []


def test_from_right_to_left_doses_and_labels_keep_their_order(server: Server, visit: Callable[..., Visitor]) -> None:
    """The page mirrored, the case still in English: "0.5 mL = 0.5 mg" must not turn into "mL = 0.5 mg 0.5"."""
    page = visit(
        server.address, script="addEventListener('DOMContentLoaded', () => document.documentElement.dir = 'rtl')"
    ).page
    enter(page)
    keyboard = Keyboard(page)
    keyboard.do("Drugs", "Adrenaline")
    keyboard.press("Adrenaline 1 mg in 1 mL ampoule")
    keyboard.write("Volume drawn up", "0.5")
    assert page.locator(".dose").evaluate(FIRST_LEFT_OF_LAST)
    assert page.locator(".in-hand svg text").first.evaluate("node => getComputedStyle(node).direction") == "ltr"
    assert sideways(page) <= 0
