"""Articles that would like to be programs: whatever they say stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import BrowserContext

from dedup.article import Article
from dedup.matches import Match, SharedPassages, Verdict
from dedup.records import Confidence, Copies, Decision, Link, Report, Skipped, Source, Story
from tests.report.builders import report_of, with_reasons

from .browser import Opened, write_page

ATTACKS = (
    "<script>window.taken = 1</script>",
    "</script><script>window.taken = 2</script>",
    "<img src=x onerror='window.taken = 3'>",
    "<!--<script>window.taken = 4",
    "javascript:window.taken = 5",
    "\"><svg onload=window.taken=6>' onfocus='window.taken=7' autofocus='",
    "{{ 7 * 7 }}{% raw %} &lt;script&gt;window.taken = 8&lt;/script&gt; \u2028 ]]>",
    "data:text/html,<script>window.taken = 9</script>",
)
VIEWS = (
    "",
    "#story=1",
    "#story=1&article=0&pick=1",
    "#pair=0-1",
    "#pair=0-5",
    "#view=outlets",
    "#view=copies",
    "#view=skipped",
    "#q=%3Cimg+src%3Dx+onerror%3Dwindow.taken%3D1%3E",
    "#view=javascript:alert(1)&story=<img>&pair=__proto__-constructor",
)


@pytest.fixture
def hostile() -> Report:
    """Every text of the report is an attack, on each place of the page."""
    start = datetime(2031, 3, 5, tzinfo=timezone.utc)
    articles = [
        Article(
            text=f"{attack}\n{ATTACKS[0]} these are five common words {attack}",
            title=attack,
            outlet=attack,
            published=start + timedelta(hours=i),
            url=ATTACKS[(i + 4) % len(ATTACKS)] if i else "https://news.example/<script>",
            language="en" if i else '"><script>window.taken=10</script>',
            location=attack,
        )
        for i, attack in enumerate(ATTACKS)
    ]
    n = len(articles)
    found = Match(0, 1, Verdict.NEAR_DUPLICATE, 0.9, 0.95, 0.97, 0.999)
    one = np.ones(1, np.int32)
    passages = SharedPassages(np.array([0, 1]), 5 * one, 0 * one, 40 * one, 0 * one, 40 * one, 3 * one)
    return replace(
        with_reasons(report_of(articles, found), names=ATTACKS[:5]),
        copies=(Copies((0, 1), 0, Link(0, 1, 0.9)),),
        stories=(Story(tuple(range(n)), 0, Link(0, 1, 0.9), ATTACKS),),
        sources={1: Source(0, ATTACKS[0], Confidence.HIGH, ATTACKS[1]), 2: Source(None, *named(ATTACKS[2]))},
        decisions={0: Decision(None, ATTACKS[0]), 1: Decision(0, ATTACKS[1])},
        skipped=tuple(sorted(Skipped(attack, attack, attack) for attack in ATTACKS)),
        passages=passages,
    )


def named(attack: str) -> tuple[str, Confidence, str]:
    return attack, Confidence.LOW, attack


@pytest.fixture
def page_file(hostile: Report, tmp_path: Path) -> Path:
    return write_page(hostile, tmp_path)


def test_nothing_an_article_says_is_run_drawn_or_linked(opened: Opened) -> None:
    for view in VIEWS:
        page = opened.go(view)
        page.evaluate("document.querySelectorAll('details').forEach((closed) => { closed.open = true; })")
        assert page.evaluate("typeof window.taken") == "undefined", view
        assert page.locator("img, iframe, object, embed, form[action], base, link, [onerror], [onload]").count() == 0
        assert page.evaluate("document.scripts.length") == 3  # ours, the values and the texts
        protocols = page.evaluate("[...document.querySelectorAll('a')].map((link) => link.protocol)")
        assert set(protocols) <= {"file:", "https:"}, view


def test_what_an_article_says_is_shown_as_it_is(opened: Opened) -> None:
    page = opened.go("#story=1")
    shown = page.locator(".entry h4 .title").all_text_contents()
    assert shown == list(ATTACKS)
    assert page.locator(".terms li").all_text_contents() == list(ATTACKS)
    assert ", ".join(ATTACKS[:5]) in opened.go("#pair=0-1").locator(".why table").inner_text().replace("\n", " ")


def test_the_policy_of_the_page_lets_no_other_script_or_style_run(browser: BrowserContext, opened: Opened) -> None:
    page = browser.new_page()
    page.goto(opened.file.as_uri())
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.taken = 1";
        document.body.append(script);
        document.body.setAttribute("onclick", "window.taken = 2");
        document.body.click();
        document.body.setAttribute("style", "outline: 7px solid");
    }""")
    assert page.evaluate("typeof window.taken") == "undefined"
    assert page.evaluate("getComputedStyle(document.body).outlineWidth") != "7px"
    assert page.evaluate("fetch('https://news.example/').then(() => 'fetched', () => 'refused')") == "refused"
    page.close()
