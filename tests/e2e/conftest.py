"""A real server, a real browser: every page fails its test on a page error, an off-origin request or a CSP violation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browser import launch, window_with_tabs
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from osler.physiology.engine import cache_folder

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "build" / "e2e"
NODE_MODULES = ROOT / "web" / "node_modules"
START_TIMEOUT_S = 300  # compiles the body when the kernels are not there yet
ACTION_MS = 60_000
SPEED = 10
WITHOUT_PICTURE = """
HTMLCanvasElement.prototype.getContext = (real => function (kind, ...rest) {
    return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest);
})(HTMLCanvasElement.prototype.getContext);
"""
NOTE_VIOLATIONS = """
globalThis.__violations = [];
document.addEventListener('securitypolicyviolation', e => globalThis.__violations.push(e.violatedDirective + ' ' + e.blockedURI));
"""


expect.set_options(timeout=ACTION_MS)


@dataclass
class Server:
    """`osler serve` in a process of its own, on a free port and an empty data folder."""

    data: Path
    speed: float = SPEED
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def start(self, port: int = 0) -> None:
        """Start it, on the given port or a free one. Compiled kernels are kept between runs, nothing else is."""
        kernels = cache_folder().parent.absolute()
        kernels.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(parents=True, exist_ok=True)
        if not (self.data / "cache").exists():
            (self.data / "cache").symlink_to(kernels, target_is_directory=True)
        command = [
            sys.executable,
            "-m",
            "osler.cli",
            "serve",
            "--port",
            str(port),
            "--data",
            str(self.data),
            "--speed",
            str(self.speed),
        ]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=_environment()
        )
        deadline = time.monotonic() + START_TIMEOUT_S
        assert self.process.stdout is not None
        seen = []
        for line in self.process.stdout:
            seen.append(line)
            found = re.search(r"https?://[\w.:\[\]]+", line)
            if found:
                self.address = found.group().rstrip("/")
                return
            if time.monotonic() > deadline:
                break
        raise RuntimeError(f"the server did not come up: {''.join(seen)}")

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    def kill(self) -> None:
        """kill -9: nothing is written on the way out."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that leave it alive."""
    running = Server(tmp_path_factory.mktemp("data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that a test starts, and may kill."""
    running = Server(tmp_path, speed=1)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def tabs(browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser window whose tabs hide one another."""
    with window_with_tabs(browser, tmp_path / "profile") as window:
        yield window


@dataclass
class Visitor:
    """Somebody with a browser of their own, and everything that went wrong on their pages."""

    context: BrowserContext
    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if (
            message.type == "error"
            and "Failed to load resource" not in message.text
            and "WebSocket" not in message.text
        ):
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        url = request.url
        if not url.startswith((self.origin, self.origin.replace("http", "ws", 1), "blob:", "data:")):
            self.problems.append(f"off-origin request: {url}")

    def violations(self) -> list[str]:
        return list(self.page.evaluate("() => globalThis.__violations ?? []"))

    def picture(self, name: str, *, whole: bool = False) -> Path:
        """A screenshot kept as an artefact; the whole page when asked for."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        path = ARTEFACTS / f"{name}.png"
        self.page.screenshot(path=str(path), full_page=whole)
        return path

    def axe(self) -> list[str]:
        """What axe-core finds on the page as it stands: rule and place."""
        if not self.page.evaluate("() => !!globalThis.axe"):
            self.page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text() + "; true")
        found = self.page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        return [f"{rule['id']}: {rule['help']}: {node['target']}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Open a context: ``visit(server.address, width=..., height=..., touch=..., picture=..., script=...)``.

    Without a picture the browser has no WebGL: the same page, many times faster where nothing is drawn on a graphics card.
    """
    visitors: list[Visitor] = []

    def open_context(
        origin: str,
        *,
        width: int = 960,
        height: int = 540,
        touch: bool = False,
        picture: bool = False,
        script: str = "",
        **options: Any,
    ) -> Visitor:
        viewport: ViewportSize = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, has_touch=touch, is_mobile=touch, base_url=origin, **options)
        context.set_default_timeout(ACTION_MS)
        page = context.new_page()
        page.add_init_script(NOTE_VIOLATIONS)
        if not picture:
            page.add_init_script(WITHOUT_PICTURE)
        if script:
            page.add_init_script(script)
        visitor = Visitor(context, page, origin)
        visitor.watch()
        visitors.append(visitor)
        return visitor

    failed_before = request.session.testsfailed
    yield open_context
    problems = []
    for number, visitor in enumerate(visitors):
        if not visitor.page.is_closed():
            if request.session.testsfailed > failed_before:
                visitor.picture(f"failed-{request.node.name}-{number}")
            problems += visitor.violations()
        problems += visitor.problems
        visitor.context.close()
    assert problems == []
