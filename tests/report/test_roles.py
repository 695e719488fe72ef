from __future__ import annotations

from dataclasses import replace

from dedup.article import Article
from dedup.cluster.roles import roles
from dedup.records import Confidence, Copies, Link, Report, Source

from .builders import report_of


def copies_from(source: int | None) -> Report:
    report = report_of([Article(text="Tram line approved")] * 3)
    found = Source(source, "", None if source is None else Confidence.LOW, "")
    return replace(report, copies=(Copies((0, 1, 2), 1, Link(0, 1, 0.9)),), sources=dict.fromkeys(range(3), found))


def excerpt(part: int) -> Report:
    source = Source(None, "", None, "dates do not tell whether it was cut from the longer article or taken up by it")
    articles = [Article(text="Tram line approved"), Article(text="Tram line approved")]
    return replace(report_of(articles), sources={part: source})


def test_without_copies_every_article_is_single() -> None:
    assert roles(report_of([Article(text="Melon harvest"), Article(text="Tram line")])) == ["single", "single"]


def test_the_source_of_copies_is_the_original() -> None:
    assert roles(copies_from(2)) == ["copy", "copy", "original"]


def test_where_the_source_is_unknown_or_was_not_read_there_is_no_original() -> None:
    assert roles(copies_from(None)) == ["copy", "copy", "copy"]


def test_an_article_with_a_source_that_is_no_copy_is_an_excerpt() -> None:
    assert roles(excerpt(0)) == ["excerpt", "single"]
    assert roles(excerpt(1)) == ["single", "excerpt"]


def test_a_text_that_a_longer_article_took_up_is_the_original() -> None:
    report = replace(excerpt(0), sources={0: Source(0, "", Confidence.LOW, "")})
    assert roles(report) == ["original", "single"]


def test_what_an_excerpt_was_cut_from_is_the_original() -> None:
    report = replace(excerpt(1), sources={1: Source(0, "", Confidence.LOW, "")})
    assert roles(report) == ["original", "excerpt"]


def test_an_excerpt_with_copies_of_its_own_is_a_copy() -> None:
    report = excerpt(0)
    articles = (*report.articles, Article(text="Tram"))
    report = replace(report, articles=articles, copies=(Copies((0, 2), 0, Link(0, 2, 1.0)),))
    assert roles(report) == ["copy", "single", "copy"]
