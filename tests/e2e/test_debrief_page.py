"""The debrief as it is read, and a what-if by keyboard."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from bedside import (
    STRANGE,
    Keyboard,
    Thumb,
    call_the_team,
    enter,
    give_adrenaline,
    hand_over,
    look_and_stop,
    oxygen_and_oximeter,
)
from paper import A4_POINTS, sheets
from PIL import Image
from playwright.sync_api import expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e

BEFORE = ["How the patient is", "How are you?", "Your view before ours"]
AFTER = [
    "What it was",
    "What happened, and when",
    "What mattered",
    "What if",
    "To take away",
    "One thing at the next real bedside",
    "Again",
    "About this case",
]


def test_the_debrief_asks_before_it_tells_and_runs_the_patient_again(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(server.address)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    enter(page)
    look_and_stop(keyboard)
    give_adrenaline(keyboard)
    hand_over(keyboard)

    assert page.get_by_role("heading", level=2).all_inner_texts() == BEFORE
    assert "naphyla" not in page.locator("main").inner_text(), "what it was is told before one's own view is asked for"
    keyboard.press("Stirred up")
    expect(page.get_by_text("Take a breath before you read on")).to_be_visible()
    keyboard.press("Show what was recorded")
    assert page.get_by_role("heading", level=2).all_inner_texts() == BEFORE + AFTER
    assert page.locator(".item h3").all_inner_texts(), "no item was judged"
    verdicts = page.locator(".item-list").first.locator(".verdict strong").all_inner_texts()
    assert verdicts == sorted(verdicts, key=lambda verdict: verdict.startswith("Not done")), "missed comes last"
    page.locator(".mark").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".readout")).to_contain_text("·")
    visitor.picture("debrief", whole=True)

    keyboard.press("Run it again")
    expect(page.get_by_text("Move or leave out something first.")).to_be_visible()
    given = page.get_by_role("slider", name="Adrenaline")
    keyboard.reach(given.get_attribute("aria-label") or "")
    was = int(given.get_attribute("aria-valuenow") or 0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert int(given.get_attribute("aria-valuenow") or 0) == min(
        was + 60, int(given.get_attribute("aria-valuemax") or 0)
    )
    keyboard.press("Run it again")
    expect(page.get_by_text("In this model:")).to_be_visible()
    for line in ("was", "changed"):
        curves = page.locator(f".compare path.curve.{line}")
        expect(curves).to_have_count(2)
        assert all(
            len(path) > 100 for path in curves.evaluate_all("nodes => nodes.map(node => node.getAttribute('d'))")
        )
    visitor.picture("what-if", whole=True)


def test_the_debrief_prints_on_white_a4_with_its_title_and_date_first(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(server.address, color_scheme="dark")
    page, keyboard = visitor.page, Keyboard(visitor.page)
    enter(page)
    hand_over(keyboard)
    keyboard.press("Show what was recorded")
    day = page.evaluate("() => new Intl.DateTimeFormat('en-GB', {dateStyle: 'long'}).format(new Date())")

    first, *more = sheets(page.pdf(prefer_css_page_size=True, print_background=True))
    assert {sheet.size for sheet in (first, *more)} == {A4_POINTS}
    assert f"Debrief: {STRANGE}" in first.text
    assert day in first.text
    assert "What mattered" in "".join(sheet.text for sheet in (first, *more))

    page.emulate_media(media="print")
    paper = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    colours = paper.getcolors(paper.width * paper.height) or []
    ground = max(colours)
    assert ground[1] == (255, 255, 255)
    assert ground[0] > 0.7 * paper.width * paper.height, "little of the paper is left white"


def test_the_debrief_fits_a_phone(server: Server, visit: Callable[..., Visitor]) -> None:
    visitor = visit(server.address, width=360, height=640, touch=True)
    page, thumb = visitor.page, Thumb(visitor.page)
    enter(page)
    oxygen_and_oximeter(thumb)
    call_the_team(thumb)
    hand_over(thumb)
    thumb.press("Show what was recorded")
    expect(page.get_by_role("heading", name="What it was")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    visitor.picture("debrief-phone", whole=True)
