"""The reasons of a pair in the page: packed small, and read by people."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, expect

from dedup.article import Article
from dedup.match.pair_features import FEATURES
from dedup.matches import Match, Verdict
from dedup.records import Report, Story
from dedup.report.page import reasons as packing
from dedup.report.page.data import page_data
from dedup.report.page.limits import choose
from dedup.report.reason_words import TOPICS, weakest_reasons
from tests.report.builders import report_of, with_reasons

from .browser import Opened, write_page


@pytest.fixture
def report() -> Report:
    """A story of three, and one article that is related to each of them."""
    articles = [Article(text="x" * 50, title=f"title {i}", location=f"{i}.txt") for i in range(4)]
    verdicts = {(0, 1): Verdict.SAME_STORY, (0, 2): Verdict.EXCERPT, (1, 2): Verdict.SAME_STORY}
    pairs = [(left, right) for left in range(4) for right in range(left + 1, 4)]
    found = [Match(*pair, verdicts.get(pair, Verdict.RELATED), 0, 0, 0.4, 0.6) for pair in pairs]
    stories = (Story((0, 1, 2), 0, None), Story((3,), 3, None))
    return with_reasons(replace(report_of(articles, *found), stories=stories), names=["Marrow"])


def unpacked(packed: str, width: int) -> list[int]:
    """The hundredths of the features, in the order of the topics."""
    digits = [packing.DIGITS.index(character) for character in packed[: width * len(FEATURES)]]
    numbers = np.array(digits).reshape(-1, width) @ (64 ** np.arange(width - 1, -1, -1))
    return [int(number) for number in numbers - 64**width // 2]


@pytest.mark.parametrize("scale", [1, 40], ids=["usual", "three digits"])
def test_packed_reasons_are_within_a_hundredth_and_sum_to_the_hundredth(report: Report, scale: int) -> None:
    assert report.reasons is not None
    report = replace(report, reasons=replace(report.reasons, log_odds=report.reasons.log_odds * np.float32(scale)))
    assert report.reasons is not None
    values = dict(page_data(report, ["single"] * 4, choose(report)))["reasons"]
    order = [list(FEATURES).index(name) for topic in TOPICS for name in topic.features]
    for row, packed in enumerate(values["packed"]):
        shown = unpacked(packed, values["width"])
        exact = report.reasons.log_odds[row].astype(np.float64)[order] * 100
        assert np.abs(shown - exact).max() <= 1
        assert values["prior"] + sum(shown) == round(report.reasons.prior * 100 + exact.sum())
    assert values["width"] == (2 if scale == 1 else 3)


def test_strong_pairs_keep_their_reasons_and_the_page_says_how_many_do_not(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "MAX_REASONS", 1)
    values = dict(page_data(report, ["single"] * 4, choose(report)))
    assert [bool(packed) for packed in values["reasons"]["packed"]] == [False, True, False, False, False, False]
    assert values["left_out"]["reasons"] == 5


def test_related_pairs_have_their_reasons_in_the_page_all_or_none(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "MAX_RELATED_REASONS", 2)
    values = dict(page_data(report, ["single"] * 4, choose(report)))
    assert [bool(packed) for packed in values["reasons"]["packed"]] == [True, True, False, True, False, False]
    assert values["left_out"]["reasons"] == 3


def hundredths(words: str) -> int:
    return round(float(words.replace("−", "-")) * 100)


def test_the_reasons_of_a_pair_stand_strongest_first_and_add_up(opened: Opened, news: Report) -> None:
    assert news.reasons is not None
    on_story = [row for row, match in enumerate(news.matches) if match.verdict is Verdict.SAME_STORY]
    row = next(row for row in on_story if news.reasons.names[row])
    match = news.matches[row]
    page = opened.go(f"#pair={match.left}-{match.right}")
    reasons = page.locator(".why tbody tr:not([hidden])")
    first, *topics, last = reasons.locator("th").all_inner_texts()
    added = [hundredths(words) for words in reasons.locator("td.number").all_inner_texts()]
    sides = reasons.locator("td.side").all_inner_texts()
    assert first == "before anything is known of the two"
    assert last == f"Sum: a chance of {match.probability:.0%}"
    assert sum(added[:-1]) == added[-1]
    assert 1 / (1 + np.exp(-added[-1] / 100)) == pytest.approx(match.probability, abs=2e-3)
    assert [abs(part) for part in added[1:-1]] == sorted((abs(part) for part in added[1:-1]), reverse=True)
    assert sides == ["for" if part > 0 else "against" if part < 0 else "neither" for part in added]
    assert any(words.endswith(", ".join(news.reasons.names[row])) for words in topics)
    assert any(words.endswith(" apart") or words == "at least one has no date" for words in topics)
    assert f"{len(news.articles)} articles in the folder" in topics


def test_each_reason_opens_into_its_measures(opened: Opened, news: Report) -> None:
    match = next(match for match in news.matches if match.verdict is Verdict.SAME_STORY)
    page = opened.go(f"#pair={match.left}-{match.right}")
    parts = page.locator(".why tr.part")
    expect(parts.first).to_be_hidden()
    button = page.get_by_role("button", name=re.compile("measures they are made of"))
    button.click()
    expect(parts.first).to_be_visible()
    expect(page.locator(".why [aria-expanded]")).to_have_attribute("aria-expanded", "true")
    assert parts.count() == sum(len(topic.features) for topic in TOPICS if len(topic.features) > 1)
    rows = page.locator(".why tbody tr:not(.part)")
    whole = sum(hundredths(words) for words in rows.locator("td.number").all_inner_texts()[1:-1])
    alone = [row for row in rows.all()[1:-1] if "part" not in (row.evaluate("row => row.nextSibling.className"))]
    of_parts = sum(hundredths(words) for words in parts.locator("td.number").all_inner_texts())
    assert of_parts + sum(hundredths(row.locator("td.number").inner_text()) for row in alone) == whole


def test_a_story_tells_why_its_weakest_link_holds(opened: Opened, news: Report) -> None:
    page, why = opened.go("#story=2"), weakest_reasons(news)[2]
    expect(page.locator(".facts")).to_contain_text(f"Its strongest reasons: {'; '.join(why)}.")


@pytest.mark.parametrize("kept", [True, False], ids=["left out", "never kept"])
def test_a_pair_without_reasons_says_where_they_are(
    browser: BrowserContext, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    monkeypatch.setattr(packing, "MAX_REASONS", 1)
    opened = Opened(browser, write_page(report if kept else replace(report, reasons=None), tmp_path))
    said = "are in reasons.csv" if kept else "Scan again to have them"
    expect(opened.go("#pair=0-1").locator(".why")).to_contain_text(said)
    notice = "Left out: 5 pairs' reasons" if kept else "The run kept no reasons"
    expect(opened.page.locator("#colophon .notice")).to_contain_text(notice)
    opened.check()
    opened.page.close()
