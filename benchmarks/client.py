"""What the client costs: JavaScript before the catalogue answers and before the patient is visible, bytes, triangles,
draw calls. Counted in a real browser against a real server; sizes are those of the gzip files that are served.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

from benchmarks.report import Report  # noqa: E402 - found by the path set above
from browser import launch  # noqa: E402 - the tests' way to find a browser
from playwright.sync_api import Page, sync_playwright  # noqa: E402 - sorted with the others

STATIC = ROOT / "src" / "osler" / "server" / "static"
CASE = "bay-4-feels-strange"
LOADED = "() => performance.getEntriesByType('resource').map(entry => entry.name).concat(location.href)"


def served_bytes(path: str) -> int:
    """Bytes over the wire with gzip: the precompressed file where there is one."""
    file = STATIC / path.lstrip("/")
    compressed = file.with_name(file.name + ".gz")
    if compressed.is_file():
        return compressed.stat().st_size
    return (
        len(gzip.compress(file.read_bytes()))
        if file.is_file() and file.suffix in (".html", ".css", ".js")
        else _size(file)
    )


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def loaded(page: Page) -> list[str]:
    """Paths of all static files the page has asked for."""
    return sorted({urlsplit(url).path for url in page.evaluate(LOADED)})


def kilobytes(paths: Iterable[str], suffix: str = "") -> float:
    return sum(served_bytes(path) for path in paths if path.endswith(suffix)) / 1000


def main() -> bool:
    report = Report("client")
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        command = [sys.executable, "-u", "-m", "osler.cli", "serve", "--port", "0", "--data", data]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
        try:
            assert server.stdout is not None
            address = next(
                word.rstrip("/") for line in server.stdout for word in line.split() if word.startswith("http")
            )
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            measure(page, address, report)
            browser.close()
        finally:
            server.terminate()
            server.wait()
    return report.write()


def measure(page: Page, address: str, report: Report) -> None:
    page.goto(f"{address}/")
    page.wait_for_selector("text=She feels strange")
    report.at_most("javascript_before_catalogue", kilobytes(loaded(page), ".js"), "kB", 60)
    page.goto(f"{address}/s/{CASE}")
    page.get_by_role("button", name="Go to the curtain").click()
    page.get_by_role("button", name="Open the curtain").click(timeout=120_000)
    page.wait_for_function(
        "() => globalThis.__osler?.ward?.triangles > 0 && globalThis.__osler.frames > 5", timeout=120_000
    )
    files = loaded(page)
    report.at_most("javascript_before_patient", kilobytes(files, ".js"), "kB", 220)
    report.at_most("bytes_before_patient", kilobytes(files) / 1000, "MB", 3)
    ward = page.evaluate("() => globalThis.__osler.ward")
    report.at_most("triangles_in_one_view", ward["triangles"], "", 200_000)
    report.at_most("draw_calls_in_one_view", ward["calls"], "", 100)


if __name__ == "__main__":
    raise SystemExit(not main())
