from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.matches import Match, SharedPassages, Verdict
from dedup.records import Confidence, Report, Source, Story
from dedup.report.page.outlets import Flow, flows, outlet_facts
from tests.report.builders import report_of


def at(hour: int) -> datetime:
    return datetime(2031, 5, 3, hour, tzinfo=timezone.utc)


def story_of(*articles: Article) -> Report:
    report = report_of(list(articles))
    return replace(report, stories=(Story(tuple(range(len(articles))), 0, None),))


@pytest.fixture
def copied() -> Report:
    """The wire's text of 100 characters is half of the post's 120, which came later."""
    wire = Article(text="w" * 100, outlet="Wire", published=at(9))
    post = Article(text="w" * 60 + "p" * 60, outlet="Post", published=at(11))
    start, end = np.array([0, 20], np.int32), np.array([40, 60], np.int32)
    words, articles = np.array([8, 7], np.int32), np.array([2, 2], np.int32)
    passages = SharedPassages(np.array([0, 2]), words, start, end, start, end, articles)
    report = report_of([wire, post], Match(0, 1, Verdict.REPRINT, 0.4, 0.6, 0.9, 0.99))
    source = Source(0, "Wire", Confidence.HIGH, "it is credited")
    return replace(report, passages=passages, sources={0: source, 1: source})


def test_text_is_an_outlets_own_unless_an_earlier_article_elsewhere_has_it(copied: Report) -> None:
    facts = {each.outlet: each for each in outlet_facts(copied, ["original", "copy"])}
    assert facts["Wire"].own == 1
    assert facts["Post"].own == pytest.approx(0.5)  # passages that overlap count once
    assert (facts["Wire"].copies, facts["Post"].copies) == (0, 1)


def test_a_known_source_outweighs_the_dates(copied: Report) -> None:
    wire, post = copied.articles
    late = replace(copied, articles=(replace(wire, published=at(23)), post))
    facts = {each.outlet: each.own for each in outlet_facts(late, ["original", "copy"])}
    assert facts == {"Wire": 1, "Post": pytest.approx(0.5)}


def test_without_dates_and_sources_nobody_is_said_to_have_taken_text(copied: Report) -> None:
    undated = tuple(replace(article, published=None) for article in copied.articles)
    facts = outlet_facts(replace(copied, articles=undated, sources={}), ["copy", "copy"])
    assert [each.own for each in facts] == [1, 1]


def test_the_share_of_own_text_is_unknown_where_texts_are(copied: Report) -> None:
    gone = tuple(replace(article, text="") for article in copied.articles)
    assert [each.own for each in outlet_facts(replace(copied, articles=gone), ["original", "copy"])] == [None, None]


def test_flows_lead_from_known_sources_to_other_outlets(copied: Report) -> None:
    assert flows(copied) == [Flow("Wire", "Post", 1)]
    unread = {1: Source(None, "Agency", Confidence.LOW, "credited"), 0: Source(None, "", None, "unknown")}
    assert flows(replace(copied, sources=unread)) == [Flow("Agency", "Post", 1)]


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        (at(9), at(10), "A"),
        (at(10), at(9), "B"),
        (at(9), at(9), None),
        (date(2031, 5, 3), at(20), None),  # at which hour of the day is not known
        (date(2031, 5, 2), at(20), "A"),
        (None, at(20), "B"),
        (None, None, None),
    ],
)
def test_the_first_outlet_is_named_only_where_dates_leave_no_doubt(
    one: date | None, other: date | None, first: str | None
) -> None:
    report = story_of(
        Article(text="t", outlet="A", published=one),
        Article(text="t", outlet="B", published=other),
    )
    facts = outlet_facts(report, ["single", "single"])
    assert {each.outlet for each in facts if each.first} == ({first} if first else set())
    assert all(each.stories == 1 for each in facts)


DATES = st.sampled_from([None, date(2031, 5, 3), date(2031, 5, 4), *map(at, (9, 10, 23))])


@given(st.lists(st.lists(st.tuples(st.sampled_from(["", "A", "B", "C"]), DATES), min_size=1, max_size=6)))
def test_outlets_are_counted_story_by_story(stories: list[list[tuple[str, date | None]]]) -> None:
    articles = [Article(text="t", outlet=outlet, published=when) for story in stories for outlet, when in story]
    report, begin = report_of(articles), 0
    reported: Counter[str] = Counter()
    first: Counter[str] = Counter()
    told: list[Story] = []
    for story in stories:
        told.append(Story(tuple(range(begin, begin + len(story))), begin, None))
        begin += len(story)
        outlets = {outlet for outlet, _ in story if outlet}
        if len(outlets) > 1:
            reported.update(outlets)
            first[first_of(report.articles[told[-1].articles[0] : begin])] += 1
    facts = outlet_facts(replace(report, stories=tuple(told)), ["single"] * len(articles))
    assert {each.outlet for each in facts} == {article.outlet for article in articles}
    for each in facts:
        assert (each.stories, each.first) == (reported[each.outlet], first[each.outlet] if each.outlet else 0)


def first_of(articles: Sequence[Article]) -> str:
    """Whose article is the earliest; empty where that is open."""
    known = [article for article in articles if article.published]
    earliest = min(known, key=lambda article: article.published_s, default=None)
    if earliest is None:
        return ""
    for other in known:
        have_hours = isinstance(earliest.published, datetime) and isinstance(other.published, datetime)
        moments = [article.published_s if have_hours else article.published_s // 86400 for article in (earliest, other)]
        if moments[0] == moments[1] and other.outlet != earliest.outlet:
            return ""
    return earliest.outlet
