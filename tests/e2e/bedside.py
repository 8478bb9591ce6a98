"""A case as somebody plays it: with a keyboard alone, or with a thumb alone. Nothing here calls the page's own code."""

from __future__ import annotations

import re
from typing import Any, Protocol

from playwright.sync_api import Locator, Page, expect

FIRST_PAGE_MS = 30_000
WARD_MS = 150_000  # the first compile of the ward's shaders, in software, on a busy machine
MOST_TABS = 150
STRANGE = '"She feels strange"'
FOCUSED = """() => {
    const node = document.activeElement;
    const label = node.querySelector?.('.action-label, .printed') ?? node.labels?.[0] ?? node;
    const name = node.getAttribute('aria-label') ?? label.innerText ?? '';
    return {name: name.replace(/\\s+/g, ' ').trim(), kind: node.type || node.localName, group: node.name || ''};
}"""


PRESENT = """name => [...document.querySelectorAll('a, button, input, select, textarea, [tabindex]')].some(node => {
    const label = node.querySelector?.('.action-label, .printed') ?? node.labels?.[0] ?? node;
    return (node.getAttribute('aria-label') ?? label.innerText ?? '').replace(/\\s+/g, ' ').trim() === name;
})"""


def ready(page: Page) -> None:
    """The ward stands, or it was said that it cannot."""
    page.wait_for_function("() => document.querySelector('.open-curtain')?.disabled === false", timeout=WARD_MS)


def enter(page: Page, origin: str = "", case: str = "bay-4-feels-strange") -> None:
    """From the prebrief to the open curtain; without an origin, at the one of the page's context."""
    page.goto(f"{origin}/s/{case}")
    page.get_by_role("button", name="Go to the curtain").click()
    ready(page)
    page.get_by_role("button", name="Open the curtain").click()
    phase(page, "running")


def frames(page: Page, count: int = 2) -> None:
    """Wait until the ward was drawn so many times more."""
    start = page.evaluate("() => __osler.frames")
    page.wait_for_function("end => __osler.frames >= end", arg=start + count, timeout=WARD_MS)


def phase(page: Page, name: str, timeout: float = WARD_MS) -> None:
    page.wait_for_function("name => globalThis.__osler?.phase === name", arg=name, timeout=timeout)


def elapsed(page: Page) -> int:
    """Simulated seconds since the curtain, as the clock on the page shows them."""
    minutes, seconds = page.locator(".elapsed").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def said(page: Page, words: str | re.Pattern[str]) -> Locator:
    """A line of the transcript."""
    return page.locator(".captions-log .caption").filter(has_text=words)


def found(page: Page, label: str) -> Locator:
    """An entry of "measured so far"."""
    return page.locator(".known").filter(has_text=label)


def idle(page: Page) -> None:
    """All that was asked for is answered and done: idle hands are not shown."""
    expect(page.locator(".sent")).to_have_text("")
    before = page.locator(".elapsed").inner_text()
    page.wait_for_function("before => document.querySelector('.elapsed').innerText !== before", arg=before)
    expect(page.locator(".hand")).to_have_count(0)


class Player(Protocol):
    """Whoever presses things."""

    page: Page

    def press(self, name: str) -> None:
        """Press the button or link with this name."""

    def choose(self, name: str) -> None:
        """Choose a radio button by its label."""

    def write(self, field: str, text: str) -> None:
        """Fill a field by its label."""

    def do(self, group: str, label: str, *, nurse: bool = False) -> None:
        """An item of the outline, by oneself or by the nurse."""


def give_adrenaline(player: Player) -> None:
    """Half a milligram into the thigh, by the nurse."""
    player.do("Drugs", "Adrenaline")
    player.press("Adrenaline 1 mg in 1 mL ampoule")
    player.write("Volume drawn up", "0.5")
    player.choose("Muscle (IM)")
    player.choose("Outer mid-thigh")
    player.choose("The nurse")
    player.press("Check it")
    expect(player.page.locator(".review-sentence")).to_have_text(
        "Adrenaline: 0.5 mL = 0.5 mg (500 micrograms), IM, outer mid-thigh, given by the nurse."
    )
    player.press("Give it")
    expect(said(player.page, "written down the time").first).to_be_attached()


def look_and_stop(player: Player) -> None:
    """Ask her, read what runs, stop it, lay her flat, look at her skin."""
    page = player.page
    player.do("Talk", "What is wrong?")
    player.do("Circulation", "Read what hangs on the drip stand")
    expect(found(page, "On the drip stand")).to_contain_text("running")
    player.do("Circulation", "Stop: Co-amoxiclav 1.2 g in 100 mL sodium chloride 0.9 %")
    idle(page)
    player.do("Circulation", "Lie flat and raise the legs", nurse=True)
    expect(said(page, "Flat, legs up").first).to_be_attached()
    player.do("Assess", "Look at the skin")
    expect(found(page, "Skin, looking")).to_have_count(1)


def oxygen_and_oximeter(player: Player) -> None:
    page = player.page
    player.do("Breathing", "Put the oximeter on a finger")
    expect(page.locator(".chip").filter(has_text="SpO")).to_have_text(re.compile(r"\d\d"))
    player.do("Breathing", "Give oxygen")
    player.choose("Mask with reservoir bag")
    player.press("15")
    player.choose("I do it")
    player.press("Check it")
    player.press("Do it")
    idle(page)


def call_the_team(player: Player) -> None:
    player.do("Team", "Call the emergency team (2222)")
    player.press("I am with Helen Marsh, 54, bay 4. She is suddenly very unwell.")
    player.press("Call now, say nothing more")
    expect(player.page.locator(".heard")).to_contain_text("The team is on its way")
    player.press("Put the phone down")


def hand_over(player: Player) -> None:
    """Four lines, all left out here: that is asked about once; then the debrief."""
    page = player.page
    player.do("Team", "Hand over to the registrar and end the case")
    for _ in range(4):
        player.press("Next")
    player.press("Hand over")
    expect(page.get_by_text("Nothing said yet: hand over anyway?")).to_be_visible()
    player.press("Hand over anyway")
    expect(page.get_by_role("heading", name="The case stops here")).to_be_visible()
    player.press("To the debrief")
    expect(page.get_by_role("heading", name="How the patient is")).to_be_visible()


class Keyboard:
    """Tab, arrows, Enter, Space and letters. Fails when something cannot be reached that way."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focused(self) -> dict[str, Any]:
        return dict(self.page.evaluate(FOCUSED))

    def reach(self, name: str) -> None:
        """Tab until the thing with this name has the focus. A dialog may still be on its way: wait for it first."""
        self.page.wait_for_function(PRESENT, arg=name)
        seen = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            now = self.focused()
            if now["name"] == name:
                return
            if now["kind"] == "radio" and self._in_group(name, now["group"]):
                return
            seen.append(now["name"][:40])
        raise AssertionError(f"{name!r} cannot be reached with Tab; passed {seen[:60]}")

    def _in_group(self, name: str, group: str) -> bool:
        radios = self.page.locator(f'input[type=radio][name="{group}"]')
        names = radios.evaluate_all("nodes => nodes.map(node => node.labels[0].innerText.replace(/\\s+/g, ' ').trim())")
        if name not in names:
            return False
        for _ in names:
            if self.focused()["name"] == name:
                return True
            self.page.keyboard.press("ArrowDown")
        return False

    def press(self, name: str) -> None:
        self.reach(name)
        self.page.keyboard.press("Enter")

    def choose(self, name: str) -> None:
        self.reach(name)
        self.page.keyboard.press("Space")

    def write(self, field: str, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def do(self, group: str, label: str, *, nurse: bool = False) -> None:
        """By the search: the group is not needed."""
        self.page.keyboard.press("/")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(label)
        self.page.keyboard.press("ArrowDown")
        for _ in range(5):
            if self.focused()["name"] == label:
                break
            self.page.keyboard.press("ArrowDown")
        assert self.focused()["name"] == label, f"the search for {label!r} leads to {self.focused()}"
        if nurse:
            self.page.keyboard.press("ArrowRight")
            assert self.focused()["name"] == f"Ask the nurse: {label}"
        self.page.keyboard.press("Enter")


class Thumb:
    """Taps only; the keyboard of the phone appears for typing and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tap(self, target: Locator) -> None:
        target.scroll_into_view_if_needed()
        target.tap()

    def press(self, name: str) -> None:
        page = self.page
        named = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
        self.tap(named.or_(page.locator("button.pick").filter(has_text=name)))

    def choose(self, name: str) -> None:
        self.tap(self.page.locator("label.choice").filter(has=self.page.get_by_text(name, exact=True)))

    def write(self, field: str, text: str) -> None:
        entry = self.page.get_by_label(field, exact=True)
        self.tap(entry)
        entry.fill(text)

    def do(self, group: str, label: str, *, nurse: bool = False) -> None:
        tab = self.page.get_by_role("button", name=group, exact=True)
        if tab.get_attribute("aria-pressed") != "true":
            self.tap(tab)
        rows = self.page.locator(".outline .action-row")
        row = rows.filter(has=self.page.locator(".action-label").get_by_text(label, exact=True))
        self.tap(row.locator("button.ask-nurse" if nurse else "button.action"))
