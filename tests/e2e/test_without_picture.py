"""Without WebGL the list does everything, and the page says why there is no picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bedside import Keyboard, call_the_team, enter, give_adrenaline, hand_over, look_and_stop, oxygen_and_oximeter
from playwright.sync_api import expect

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e


def test_the_case_is_played_from_the_list_alone(server: Server, visit: Callable[..., Visitor]) -> None:
    visitor = visit(server.address, picture=False)
    page, keyboard = visitor.page, Keyboard(visitor.page)
    enter(page)
    expect(page.locator(".no-picture")).to_contain_text("WebGL 2 is missing")
    visitor.picture("without-picture")
    look_and_stop(keyboard)
    oxygen_and_oximeter(keyboard)
    give_adrenaline(keyboard)
    call_the_team(keyboard)
    hand_over(keyboard)
