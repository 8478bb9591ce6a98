"""The real ward in a real browser: every material compiles, every view shows something, nothing complains."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from bedside import enter, frames
from PIL import Image
from playwright.sync_api import ConsoleMessage, Page, expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e

DRAWING = re.compile(r"webgl|shader|three\.|gl_|glsl|texture|framebuffer", re.IGNORECASE)
VIEWS = tuple(f"Look from: {place}" for place in ("Bedside", "Face", "Monitor", "Bed end"))
AT_REST = """async () => {
    globalThis.requestAnimationFrame = () => 0;
    let before = -1;
    while (before !== __osler.frames) {
        before = __osler.frames;
        await new Promise(done => setTimeout(done, 300));
    }
    return before;
}"""
SMOOTH_EDGES = "() => document.querySelector('canvas.ward').getContext('webgl2').getContextAttributes().antialias"
FEWEST_COLOURS = 400  # a blank canvas has one; the plainest of the views has thousands


def colours(picture: bytes) -> int:
    image = Image.open(io.BytesIO(picture)).convert("RGB").resize((200, 150))
    return len(image.getcolors(200 * 150) or ())


def resized_at_rest(page: Page) -> bytes:
    """The ward after its page was resized while the browser, busy with other things, asks for no frames."""
    drawn = page.evaluate(AT_REST)
    page.set_viewport_size({"width": 700, "height": 500})
    page.wait_for_function("before => __osler.frames > before", arg=drawn, polling=100)
    return page.locator("canvas.ward").screenshot()


def test_every_material_of_the_ward_compiles_and_every_view_is_drawn(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(server.address, picture=True)
    page = visitor.page
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") or DRAWING.search(message.text):
            complaints.append(f"{message.type}: {message.text}")

    page.on("console", note)
    enter(page)
    seen = set()
    look_from = page.get_by_role("group", name="Look from").first
    for name in VIEWS:
        look_from.get_by_role("button", name=name, exact=True).click()
        frames(page, 3)
        picture = page.locator("canvas.ward").screenshot()
        assert colours(picture) > FEWEST_COLOURS, f"{name} is blank"
        seen.add(picture)
    assert len(seen) == len(VIEWS)
    large = page.get_by_role("region", name="Large monitor", exact=True)
    page.get_by_role("button", name="Large monitor", exact=True).first.click()
    for name in VIEWS:
        look_from.get_by_role("button", name=name, exact=True).click()
        expect(large).to_have_count(0 if name == "Look from: Monitor" else 1)  # it would hang before the monitor itself
    assert colours(resized_at_rest(page)) > FEWEST_COLOURS, "a resized ward is blank until the next frame"
    assert page.evaluate("() => __osler.ward.triangles") > 50_000
    assert page.evaluate(SMOOTH_EDGES) is False, "in software smooth edges would take two thirds of every frame"
    assert not complaints
