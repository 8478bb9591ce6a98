"""What a bystander would see of an untreated reaction: well, flushed, grey. The pictures are kept to be looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bedside import enter, frames
from looking import Skin, face
from playwright.sync_api import Page

from conftest import Server, Visitor

pytestmark = pytest.mark.e2e

FLUSHED_S, GREY_S = 150, 520  # simulated seconds without treatment


def past(page: Page, seconds: int) -> None:
    page.wait_for_function(
        """seconds => {
            if (__osler.phase === 'ended') return true;
            const [minutes, rest] = document.querySelector('.elapsed').innerText.split(':').map(Number);
            return minutes * 60 + rest >= seconds;
        }""",
        arg=seconds,
        timeout=180_000,
    )
    frames(page, 2)


def test_the_untreated_patient_changes_to_the_eye(server: Server, visit: Callable[..., Visitor]) -> None:
    visitor = visit(
        server.address, picture=True, reduced_motion="reduce"
    )  # at the face at once: the patient's clock runs
    page = visitor.page
    enter(page)
    page.get_by_role("button", name="Look from: Face", exact=True).click()
    frames(page)
    seen: dict[str, Skin] = {}
    for name, seconds in (("well", 0), ("flushed", FLUSHED_S), ("grey", GREY_S)):
        past(page, seconds)
        visitor.picture(f"face-{name}")
        seen[name] = face(page)
    well, flushed, grey = seen["well"], seen["flushed"], seen["grey"]
    assert min(skin.share for skin in seen.values()) > 0.6, f"no face where it should be drawn: {seen}"
    assert flushed.red > well.red + 0.01, seen
    assert grey.saturation < well.saturation - 0.05, seen
    assert grey.red < well.red - 0.01, seen
