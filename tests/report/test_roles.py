from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from dedup.cluster.roles import roles
from dedup.records import Article, Copies, Link, Match, Report, Verdict

from .builders import report_of


def at(hour: int, offset: int = 0) -> datetime:
    return datetime(2031, 5, 3, hour, tzinfo=timezone(timedelta(hours=offset)))


def copies_published(*published: date | None, representative: int = 1) -> Report:
    articles = [Article(text="Tram line approved", published=when) for when in published]
    group = Copies(tuple(range(len(articles))), representative, Link(0, 1, 0.9))
    return replace(report_of(articles), copies=(group,))


def excerpt(left: str, right: str) -> Report:
    match = Match(0, 1, Verdict.EXCERPT, 0.4, 0.95, 0.7, 0.9)
    return report_of([Article(text=left), Article(text=right)], match)


def test_without_copies_every_article_is_single() -> None:
    assert roles(report_of([Article(text="Melon harvest"), Article(text="Tram line")])) == ["single", "single"]


@pytest.mark.parametrize(
    ("published", "original"),
    [
        ((at(9), at(8), at(10)), 1),
        ((at(9), at(10), at(10, offset=3)), 2),  # 10:00 at +03:00 is 07:00 UTC
        ((at(9), None, None), 0),  # the representative has no date, another has
        ((date(2031, 5, 4), date(2031, 5, 5), date(2031, 5, 3)), 2),
    ],
)
def test_the_original_is_the_article_published_first(published: tuple[date | None, ...], original: int) -> None:
    assert roles(copies_published(*published)).index("original") == original


@pytest.mark.parametrize(
    "published",
    [
        (None, None, None),
        (at(9), at(9), at(9)),
        (date(2031, 5, 3), date(2031, 5, 3), date(2031, 5, 3)),
        (at(9), date(2031, 5, 3), at(12)),  # a bare date may be the hour before
    ],
)
def test_where_dates_do_not_tell_the_original_is_the_representative(published: tuple[date | None, ...]) -> None:
    assert roles(copies_published(*published)) == ["copy", "original", "copy"]


def test_a_representative_that_is_not_among_the_first_is_no_original() -> None:
    assert roles(copies_published(at(9), at(11), at(9))) == ["original", "copy", "copy"]


def test_the_shorter_side_of_an_excerpt_is_the_excerpt() -> None:
    assert roles(excerpt("Tram", "Tram line approved")) == ["excerpt", "single"]
    assert roles(excerpt("Tram line approved", "Tram")) == ["single", "excerpt"]


def test_an_excerpt_with_copies_of_its_own_is_a_copy() -> None:
    report = excerpt("Tram", "Tram line approved")
    articles = (*report.articles, Article(text="Tram"))
    report = replace(report, articles=articles, copies=(Copies((0, 2), 0, Link(0, 2, 1.0)),))
    assert roles(report) == ["original", "single", "copy"]
