"""The picture of the README: `python -m tests.report.picture` draws it anew from the invented articles."""

from __future__ import annotations

import tempfile
from pathlib import Path

from dedup.pipeline import scan
from tests.report.page.browser import Opened, chromium, write_page

ROOT = Path(__file__).resolve().parents[2]
PICTURE = Path(__file__).parent / "report.png"


def draw() -> None:
    """Write the opened second story, as a browser shows it at 1,120 x 760 pixels."""
    report = scan([(ROOT / "tests" / "corpus" / "news").relative_to(Path.cwd())])
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        opened = Opened(browser, write_page(report, Path(folder)))
        opened.page.set_viewport_size({"width": 1120, "height": 760})
        opened.page.emulate_media(color_scheme="light")
        opened.go("#story=2").screenshot(path=PICTURE)


if __name__ == "__main__":
    draw()
