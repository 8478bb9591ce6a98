"""A hidden page, a killed server, a file that does not come: the patient is where they were left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgpack
import pytest
from bedside import Keyboard, elapsed, enter, found, idle, phase, said
from playwright.sync_api import BrowserContext, Page, expect

from conftest import WITHOUT_PICTURE, Server, Visitor

pytestmark = pytest.mark.e2e

PAUSED = "Paused where you left it"


class Clocks:
    """The clock as it comes over the line: the page shows seconds, a tick is a twentieth of one."""

    def __init__(self, page: Page) -> None:
        self.latest: dict[str, Any] = {}
        self.back: float | None = None
        page.on("websocket", lambda line: line.on("framereceived", self._hear))

    def _hear(self, payload: str | bytes) -> None:
        frame = msgpack.unpackb(payload) if isinstance(payload, bytes) else {}
        if frame.get("type") == "topic" and frame.get("name") == "clock":
            self.latest = frame["data"]
        if frame.get("type") == "hello" and frame["epoch"] > 1:
            self.back = frame["tick"] / 20


def test_a_hidden_page_pauses_practice_within_a_second_and_reopens_on_the_same_tick(
    own_server: Server, tabs: BrowserContext
) -> None:
    """Hidden in earnest: another tab of the same window comes to the front."""
    own_server.start()
    page = tabs.pages[0]
    page.add_init_script(WITHOUT_PICTURE)
    clocks = Clocks(page)
    enter(page, own_server.address)
    page.wait_for_function("() => document.querySelector('.elapsed').innerText >= '0:03'")
    assert page.evaluate("() => document.visibilityState") == "visible"
    before = elapsed(page)
    other = tabs.new_page()
    other.bring_to_front()
    assert page.evaluate("() => document.visibilityState") == "hidden"
    expect(page.get_by_role("heading", name=PAUSED)).to_be_attached()
    stopped = elapsed(page)
    assert stopped <= before + 1
    assert clocks.latest["paused_because"] == "hidden"
    at = clocks.latest["tick"]

    page.bring_to_front()
    expect(page.get_by_role("heading", name=PAUSED)).to_be_visible()
    assert clocks.latest["tick"] == at, "coming back alone does not start the clock"
    page.reload()  # the locked phone dropped the page
    expect(page.get_by_role("heading", name=PAUSED)).to_be_visible()
    assert clocks.latest["tick"] == at
    assert elapsed(page) == stopped
    page.get_by_role("button", name="Carry on").click()
    page.wait_for_function(
        "was => document.querySelector('.elapsed').innerText !== was", arg=page.locator(".elapsed").inner_text()
    )
    assert clocks.latest["tick"] > at


def test_an_open_page_carries_on_after_the_server_was_killed(own_server: Server, visit: Callable[..., Visitor]) -> None:
    own_server.speed = 4
    own_server.start()
    page = visit(own_server.address).page
    clocks, keyboard = Clocks(page), Keyboard(page)
    enter(page)
    keyboard.do("Circulation", "Read what hangs on the drip stand")
    expect(found(page, "On the drip stand")).to_have_count(1)
    idle(page)
    shown = elapsed(page)
    port = own_server.port
    own_server.kill()
    expect(page.locator(".connection")).to_contain_text("Reconnecting")
    keyboard.do("Assess", "Look at the skin")  # asked for while nobody listens: kept and sent
    own_server.start(port)
    expect(page.locator(".connection")).to_be_hidden()
    phase(page, "running")
    expect(found(page, "On the drip stand")).to_have_count(1)
    expect(found(page, "Skin, looking")).to_have_count(1)
    assert clocks.back is not None
    assert clocks.back >= shown - own_server.speed, "more than a second of the patient's life was lost"


def test_a_form_that_cannot_be_loaded_says_so_and_comes_when_it_can(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    page = visit(server.address).page
    forms = "**/assets/open-*.js"
    page.route(forms, lambda route: route.abort())
    enter(page)
    keyboard = Keyboard(page)
    keyboard.do("Drugs", "Adrenaline")
    expect(said(page, "could not be loaded").first).to_be_attached()
    page.unroute(forms)
    keyboard.do("Drugs", "Adrenaline")
    expect(page.get_by_role("button", name="Adrenaline 1 mg in 1 mL ampoule")).to_be_visible()
