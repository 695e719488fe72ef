from __future__ import annotations

from datetime import date
from functools import partial
from multiprocessing.context import ForkProcess

import numpy as np
import pytest

from dedup.article import Article
from dedup.cluster import parallel
from dedup.cluster.parallel import find_sources
from dedup.features.extract import extract_features
from dedup.matches import Verdict
from dedup.records import Source, Spans
from dedup.settings import Settings
from tests.matched import matches
from tests.others import assert_number_changes_nothing, in_spite_of_threads, needs_forks, note_forks, store_most

from .builders import at, group, pair

MORE = " Captain Idris Falk said that the light on the point had been dark when the ship came round."


@pytest.fixture
def news() -> list[Article]:
    """Return copies of many texts, a text's behind those of others; the texts of most are in a file."""
    found = []
    for number in range(60):
        place, turn = number % 20, number // 20
        body = f"Ferry {place} ran aground off Marrow Point. Nobody was hurt, the board said to the {place}."
        others = [body, body, f"{body} (dpa)", f"{body}\nIt first appeared in Quay Herald {place % 7}."]
        text = body + MORE if turn == place % 3 else others[place % 4] if turn else body
        url = "https://dpa.com/" if number in (1, 4) else ""
        published = [at(turn + 1), None, date(2031, 5, 3 + turn)][place // 2 % 3]
        found.append(Article(text=text, outlet=f"Quay Herald {number % 7}", url=url, published=published))
    store_most(found)
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[ForkProcess]:
    """Let forks share the little there is; return those that were made."""
    monkeypatch.setattr(parallel, "MIN_MEMBERS", 1)
    monkeypatch.setattr(parallel, "_TASK_MEMBERS", 4)
    return note_forks(monkeypatch)


def sources_of(news: list[Article], jobs: int) -> list[tuple[int, Source]]:
    """Return the sources of 19 groups, and of an excerpt; the first character of each text is set aside."""
    whole = Spans.whole(news)
    spans = Spans(whole.bounds, whole.start + np.int32(1), whole.end)
    copies = [group(number, number + 20, number + 40) for number in range(19)]
    features = extract_features(news, spans, Settings())
    found = matches(pair(19, 39, Verdict.EXCERPT))
    return list(find_sources(news, spans, features, copies, found, Settings(jobs=jobs)).items())


@needs_forks
@in_spite_of_threads
def test_forks_find_what_one_process_finds_whatever_their_number(
    news: list[Article], made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len({source.reason for _, source in sources_of(news, 1)}) > 3
    assert_number_changes_nothing(partial(sources_of, news), made, monkeypatch)


def test_no_fork_is_made_for_few_copies(
    news: list[Article], made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "MIN_MEMBERS", 3 * 19)
    assert sources_of(news, 2) == sources_of(news, 1)
    assert not made


def test_tasks_hold_all_groups_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_TASK_MEMBERS", 4)
    copies = [group(*range(5)), group(5, 6, 7), group(8, 9), group(10, 11)]
    assert parallel._tasks(copies) == [copies[:1], copies[1:3], copies[3:]]
    assert parallel._tasks([]) == []
