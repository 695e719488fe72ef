from __future__ import annotations

from dataclasses import replace

from dedup.article import Article
from dedup.cluster.roles import roles
from dedup.matches import Match, Verdict
from dedup.records import Confidence, Copies, Link, Report, Source

from .builders import report_of


def copies_from(source: int | None) -> Report:
    report = report_of([Article(text="Tram line approved")] * 3)
    found = Source(source, "", None if source is None else Confidence.LOW, "")
    return replace(report, copies=(Copies((0, 1, 2), 1, Link(0, 1, 0.9)),), sources=dict.fromkeys(range(3), found))


def excerpt(left: str, right: str) -> Report:
    match = Match(0, 1, Verdict.EXCERPT, 0.4, 0.95, 0.7, 0.9)
    return report_of([Article(text=left), Article(text=right)], match)


def test_without_copies_every_article_is_single() -> None:
    assert roles(report_of([Article(text="Melon harvest"), Article(text="Tram line")])) == ["single", "single"]


def test_the_source_of_copies_is_the_original() -> None:
    assert roles(copies_from(2)) == ["copy", "copy", "original"]


def test_where_the_source_is_unknown_or_was_not_read_there_is_no_original() -> None:
    assert roles(copies_from(None)) == ["copy", "copy", "copy"]


def test_the_shorter_side_of_an_excerpt_is_the_excerpt() -> None:
    assert roles(excerpt("Tram", "Tram line approved")) == ["excerpt", "single"]
    assert roles(excerpt("Tram line approved", "Tram")) == ["single", "excerpt"]


def test_a_text_that_a_longer_article_took_up_is_the_original() -> None:
    report = replace(excerpt("Tram", "Tram line approved"), sources={0: Source(0, "", Confidence.LOW, "")})
    assert roles(report) == ["original", "single"]


def test_an_excerpt_with_copies_of_its_own_is_a_copy() -> None:
    report = excerpt("Tram", "Tram line approved")
    articles = (*report.articles, Article(text="Tram"))
    report = replace(report, articles=articles, copies=(Copies((0, 2), 0, Link(0, 2, 1.0)),))
    assert roles(report) == ["copy", "single", "copy"]
