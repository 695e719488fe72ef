from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from dedup.pipeline import scan
from dedup.records import Report
from dedup.report.folder import write_folder

from .browser import Opened, chromium

NEWS = Path(__file__).resolve().parents[2] / "corpus" / "news"


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserContext]:
    with chromium() as context:
        yield context


@pytest.fixture(scope="session")
def news() -> Report:
    return scan([NEWS])


@pytest.fixture(scope="session")
def news_folder(news: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news") / "out"
    write_folder(news, folder)
    return folder


@pytest.fixture
def page_file(news_folder: Path) -> Path:
    """The page that is `opened`; modules of tests that need another replace it."""
    return news_folder / "report.html"


@pytest.fixture
def opened(browser: BrowserContext, page_file: Path) -> Iterator[Opened]:
    opened = Opened(browser, page_file)
    yield opened
    opened.check()
    opened.page.close()
