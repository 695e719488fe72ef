"""A real browser for the tests of the page: Chromium, as the system installs it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from dedup.records import Report
from dedup.report.page.page import report_page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[BrowserContext]:
    """Start a browser without a past; the tests are skipped where there is none."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip(f"needs a browser, one of {', '.join(PROGRAMS)}; on Debian: apt-get install chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=program, headless=True, args=list(ARGUMENTS)
        )
        yield context
        context.close()


def write_page(report: Report, folder: Path) -> Path:
    """Return the file of a report's page, in `folder`."""
    file = folder / "report.html"
    file.write_bytes(b"".join(report_page(report)))
    return file


class Opened:
    """A page in the browser, with all it asked for and complained about."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.file = file
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, fragment: str = "") -> Page:
        """Load the page afresh at `fragment`, as a link from a colleague does."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.file.as_uri()}{fragment}")
        return self.page

    def check(self) -> None:
        """Nothing but the file itself was asked for, and nothing was complained about."""
        assert {request.partition("#")[0] for request in self.requests} <= {"about:blank", self.file.as_uri()}
        assert not self.complaints
