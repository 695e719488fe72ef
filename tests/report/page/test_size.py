"""A page of 10,000 articles: small enough to mail, and as quick as a short one."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from playwright.sync_api import expect

from dedup.article import Article
from dedup.matches import Matches
from dedup.records import Report, Story
from tests.report.builders import report_of, with_reasons

from .browser import Opened, write_page

N = 10_000
WORDS = [
    *("harbour", "board", "ferry", "council", "kiln", "orchard", "tram", "verdict"),
    *("river", "strike", "museum", "harvest", "bridge", "école", "Straße"),
]


@pytest.fixture(scope="module")
def large() -> Report:
    """Stories of up to 40 articles of 400 words each, with 60,000 pairs."""
    rng = random.Random(7)
    start = datetime(2031, 3, 1, tzinfo=timezone.utc)
    articles = [
        Article(
            text=" ".join(rng.choices(WORDS, k=400)),
            title=" ".join(rng.choices(WORDS, k=9)).capitalize(),
            outlet=f"outlet-{rng.randrange(300)}.example",
            published=start + timedelta(minutes=rng.randrange(60_000)),
            url=f"https://outlet.example/2031/03/{i}/some-words-of-the-title.html",
            language="en",
            location=f"crawl/2031/03/part-{i // 100:03}.jsonl.gz#{i % 100 + 1}",
        )
        for i in range(N)
    ]
    bounds = [0]
    while bounds[-1] < N:
        bounds.append(min(N, bounds[-1] + rng.choice([1, 1, 1, 1, 2, 2, 3, 5, 8, 40])))
    groups = sorted((range(a, b) for a, b in pairwise(bounds)), key=lambda group: -len(group))
    by_time = [sorted(group, key=lambda i: articles[i].published_s) for group in groups]
    left = np.sort(np.random.default_rng(7).integers(0, N - 50, 60_000)).astype(np.int32)
    measure = np.random.default_rng(8).random(60_000)
    right = (left + np.tile(np.arange(1, 41), 1_500)).astype(np.int32)
    matches = Matches(left, right, (right % 6).astype(np.int8), measure, measure, measure, measure)
    stories = tuple(Story(tuple(group), group[0], None, ("harbour", "board")) for group in by_time)
    report = with_reasons(replace(report_of(articles), matches=matches, stories=stories))
    assert report.reasons is not None
    surnames = [f"{word.capitalize()}{k}" for word in WORDS for k in range(1_000)]
    names = tuple(tuple(rng.choices(surnames, k=5)) for _ in range(60_000))
    return replace(report, reasons=replace(report.reasons, names=names))


@pytest.fixture
def page_file(large: Report, tmp_path: Path) -> Path:
    return write_page(large, tmp_path)


def test_ten_thousand_articles_stay_below_15_megabytes_and_what_is_left_out_is_said(opened: Opened) -> None:
    assert opened.file.stat().st_size < 15_000_000
    page = opened.go()
    notice = page.locator("#colophon .notice").inner_text()
    assert "texts" in notice
    assert "10,000 pairs" in notice
    assert "20,000 pairs' reasons" in notice


def test_the_first_view_stands_within_two_seconds(opened: Opened) -> None:
    page = opened.go()
    expect(page.locator(".card").first).to_be_visible()
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    drawn = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert max(painted, drawn) < 2_000


@pytest.mark.parametrize("changes", ["search", "size", "sort"])
def test_filters_answer_within_a_tenth_of_a_second(opened: Opened, changes: str) -> None:
    page = opened.go("#size=1")
    page.wait_for_timeout(500)  # nobody types within half a second of the first view
    took = page.evaluate(
        """(changes) => {
            const fields = { search: "[name=q]", size: "[name=size]", sort: "[name=sort]" };
            const values = {
                search: ["m", "museum", "museum ver", "museum verdict", "outlet-7"],
                size: ["2", "3", "5", "10", "alone"],
                sort: ["newest", "oldest", "outlets", "copies", "largest"],
            };
            const field = document.querySelector(fields[changes]);
            return values[changes].map((value) => {
                field.value = value;
                const start = performance.now();
                field.dispatchEvent(new Event(changes === "search" ? "input" : "change", { bubbles: true }));
                document.body.getBoundingClientRect(); // lay out what was drawn
                return performance.now() - start;
            });
        }""",
        changes,
    )
    assert median(took) < 100, took  # the machine may have other things to do during one of them
