from __future__ import annotations

from dataclasses import replace
from functools import partial
from multiprocessing.context import ForkProcess
from typing import Any

import numpy as np
import pytest

from dedup.article import Article
from dedup.clean import clean, parallel
from dedup.records import SetAside
from dedup.settings import Settings
from tests.others import assert_number_changes_nothing, in_spite_of_threads, needs_forks, note_forks, store_most

from .invented import story


@pytest.fixture
def news() -> list[Article]:
    """Return articles of outlets of many sizes, known and unknown; the texts of most are in a file."""
    found = []
    for outlet in range(12):
        for number in range(3 + outlet * 2):
            body = story("latin", f"{outlet} {number}")
            name = chr(ord("a") + number) * 4
            foot = f"Read more of Post {outlet} > {number}\nFoto: {name}" if outlet % 3 else f"(Reporting by {name})"
            found.append(
                Article(
                    text=f"Menu {outlet}\n{body}\n{foot}",
                    title=f"Harbour news: {body[:30]} | Post {outlet}",
                    outlet=f"Post {outlet}" if outlet % 4 else "",
                    url=f"https://www.post{outlet}.example/{number}" if outlet % 8 == 4 else "",
                )
            )
    found = [replace(article, location=f"news.jsonl#{number}") for number, article in enumerate(found)]
    random = np.random.default_rng(1)
    found = [found[place] for place in random.permutation(len(found)).tolist()]
    store_most(found)
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[ForkProcess]:
    """Let forks share the little there is; return those that were made."""
    monkeypatch.setattr(parallel, "MIN_CHARS", 1)
    monkeypatch.setattr(parallel, "_TASK_CHARS", 10_000)
    return note_forks(monkeypatch)


def cleaned(news: list[Article], jobs: int) -> tuple[list[Any], tuple[SetAside, ...]]:
    spans, rows = clean(news, Settings(jobs=jobs))
    return [spans.bounds.tolist(), spans.start.tolist(), spans.end.tolist(), list(spans.titles.items())], rows


@needs_forks
@in_spite_of_threads
def test_forks_find_what_one_process_finds_whatever_their_number(
    news: list[Article], made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, rows = cleaned(news, 1)
    assert {row.reason for row in rows} == {
        *("recurs over the outlet's pages", "outlet's name in the title", "image caption or credit"),
        *("agency line", "recurs over the outlet's titles"),
    }
    assert_number_changes_nothing(partial(cleaned, news), made, monkeypatch)


@pytest.mark.parametrize("why", ["few characters", "one outlet", "no boilerplate"])
def test_no_fork_is_made_where_none_can_help(
    news: list[Article], made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "few characters":
        monkeypatch.setattr(parallel, "MIN_CHARS", sum(article.n_chars for article in news))
    elif why == "one outlet":
        news = [article for article in news if article.outlet == "Post 11"]
    clean(news, Settings(jobs=2, boilerplate=why != "no boilerplate"))
    assert not made


def test_tasks_hold_all_articles_those_of_large_outlets_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_TASK_CHARS", 10)
    lengths = np.array([3, 9, 30, 1, 1, 1, 8, 8, 9, 0], np.int32)
    outlets = [[0, 3], [1, 6], [2], [4], [5], [7, 8, 9]]
    assert parallel._tasks(outlets, lengths) == [[[2]], [[1, 6]], [[7, 8, 9]], [[0, 3], [4], [5]]]
    assert parallel._tasks([], lengths) == []
