"""Find a Chromium for the browser tests: $CHROMIUM, PATH, Playwright's own, apt when root; else say how to get one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--ignore-gpu-blocklist",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
]
RENDERERS = (  # the first is about twice as fast; it needs libgl1-mesa-dri and libegl1
    ["--use-gl=angle", "--use-angle=gl-egl"],
    ["--use-angle=swiftshader"],
)
HOW = (
    "The browser tests need Chromium. Set CHROMIUM=/path/to/chromium, put `chromium` on PATH "
    "(Debian, Ubuntu: `sudo apt-get install chromium`), or run `python -m playwright install chromium`."
)


def launch(playwright: Playwright) -> Browser:
    """A browser that draws. Raises RuntimeError without WebGL 2: tests of a ward that is not drawn would prove nothing."""
    chromium = str(find_chromium())
    for renderer in RENDERERS:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=[*FLAGS, *renderer])
        page = browser.new_page()
        if page.evaluate("() => !!document.createElement('canvas').getContext('webgl2')"):
            page.close()
            return browser
        browser.close()
    raise RuntimeError("this Chromium has no WebGL 2, neither by EGL nor by SwiftShader")


@contextmanager
def window_with_tabs(browser: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A window as a person has it: a tab behind another one is hidden.

    Playwright keeps the pages that it opens visible and focused; a browser that it joins without its defaults is left
    as it is.
    """
    command = [
        str(find_chromium()),
        "--headless=new",
        *FLAGS,
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
    ]
    with subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            address = next(line.split()[-1] for line in process.stderr if "DevTools listening" in line)
            yield browser.browser_type.connect_over_cdp(address, no_defaults=True).contexts[0]
        finally:
            process.terminate()


def find_chromium() -> Path:
    """The browser to drive. Raises RuntimeError saying how to get one."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise RuntimeError(f"CHROMIUM={named}: there is no such file. {HOW}")
        return Path(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _playwrights_own() or _from_apt()


def _playwrights_own() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def _from_apt() -> Path:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise RuntimeError(HOW)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"`{' '.join(command)}` failed: {done.stderr.strip()[-400:]}\n{HOW}")
    found = shutil.which("chromium")
    if found is None:
        raise RuntimeError(HOW)
    return Path(found)
