from __future__ import annotations

from dataclasses import replace

import pytest

from dedup.article import Article
from dedup.machine.memory import trim
from dedup.matches import Match, Verdict
from dedup.records import Report, Skipped, Story
from dedup.report.page import data, limits
from dedup.report.page.data import page_data
from dedup.report.page.limits import choose
from tests.machine.resident import only_linux_tells, resident_bytes
from tests.others import store_most
from tests.report.builders import report_of


@pytest.fixture
def report() -> Report:
    """A story of two, and two articles alone, one of them before the story."""
    articles = [Article(text="x" * 50, title=f"title {i}", location=f"{i}.txt") for i in range(4)]
    related = Match(0, 3, Verdict.RELATED, 0, 0, 0.2, 0.3)
    same = Match(1, 2, Verdict.SAME_STORY, 0, 0, 0.4, 0.8)
    stories = (Story((1, 2), 1, None), Story((0,), 0, None), Story((3,), 3, None))
    return replace(report_of(articles, related, same), stories=stories)


def test_a_small_run_is_in_the_page_as_a_whole(report: Report) -> None:
    chosen = choose(report)
    assert chosen.articles == (0, 1, 2, 3)
    assert set(chosen.texts) == {0, 1, 2, 3}
    assert not any(dict(page_data(report, ["single"] * 4, chosen))["left_out"].values())


def test_the_largest_stories_come_first_and_keep_their_numbers(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ARTICLES", 3)
    chosen = choose(report)
    values = dict(page_data(report, ["single"] * 4, chosen))
    assert chosen.articles == (0, 1, 2)
    assert values["articles"]["story"] == [2, 1, 1]
    assert values["left_out"]["articles"] == 1
    assert values["left_out"]["pairs"] == 1  # one of its articles is not there
    assert values["pairs"]["left"] == [1]


def test_texts_of_stories_come_before_those_that_stand_alone(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_BYTES", 2 * 52)  # as JSON, with its quotes
    chosen = choose(report)
    assert set(chosen.texts) == {1, 2}
    assert dict(page_data(report, ["single"] * 4, chosen))["left_out"]["texts"] == 2


@only_linux_tells
def test_texts_of_the_page_take_little_more_memory_than_their_bytes() -> None:
    articles = [Article(text=f"{i} " + "x" * (1000 + i % 1000)) for i in range(4000)]
    store_most(articles)
    report = replace(report_of(articles), stories=tuple(Story((i,), i, None) for i in range(4000)))
    trim()  # else they might go where something was before
    without = resident_bytes()
    texts = choose(report).texts
    assert len(texts) == 4000
    assert resident_bytes() - without < 2 * sum(map(len, texts.values()))


def test_strong_pairs_come_before_weak_ones(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAIRS", 1)
    assert choose(report).pairs.tolist() == [1]


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [("Ferry", "x", "Ferry"), ("t" * 400, "x", "t" * 300 + "…"), (" ", "y" * 200, f"(no title) {'y' * 109}…")],
)
def test_titles_are_cut_visibly_and_texts_stand_for_missing_ones(title: str, text: str, shown: str) -> None:
    report = report_of([Article(title=title, text=text)])
    assert dict(page_data(report, ["single"], choose(report)))["articles"]["title"] == [shown]


def test_skipped_files_beyond_the_limit_are_counted(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MAX_SKIPPED", 1)
    values = dict(
        page_data(replace(report, skipped=(Skipped("a", "r"), Skipped("b", "r"))), ["single"] * 4, choose(report))
    )
    assert len(values["skipped"]) == 1
    assert values["left_out"]["skipped"] == 1
