"""Report -> rows: what every format says about an article, a pair or a story is looked up here, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.roles import Role, roles
from dedup.matches import VERDICTS
from dedup.records import Copies, Report, Story
from dedup.report.dates import iso_dates
from dedup.report.once import once

BLOCK: Final = 2_000
"""Rows made at a time, column by column: one at a time they take three times as long."""

_EXCERPT_IS_KEPT: Final = "no copy: only copies are dropped, not excerpts"


class ArticleRow(NamedTuple):
    """One article as the machine formats show it; what is unknown is empty."""

    article: str
    """Where it was read: its location."""
    id: str
    title: str
    outlet: str
    published: str
    """ISO 8601: with hour and zone, or a bare date."""
    url: str
    language: str
    story: int
    """The number of its story, from 1, in the order of `Report.stories`."""
    copies: int | None
    """The number of its group of copies, from 1, in the order of `Report.copies`."""
    role: Role
    source: str
    """The location of the article its text most likely comes from, or who that is where it was not read."""
    source_confidence: str
    """`high`, `medium`, `low`, or empty where the source is unknown."""
    source_reason: str
    keep: Literal["keep", "drop"]
    in_favour_of: str
    """The location of the article kept in its place."""
    keep_reason: str
    outlet_from: str
    """`field`, `page`, `url` or `dateline`; empty where the outlet is unknown."""
    digest: str
    """The first 16 hexadecimal digits of the SHA-256 of title and text: it tells whether the original has changed."""
    author: str


class PairRow(NamedTuple):
    """One match; `left` and `right` are locations."""

    left: str
    right: str
    verdict: str
    jaccard: float
    containment: float
    cosine: float
    probability: float


def article_rows(report: Report) -> Iterator[ArticleRow]:
    """Yield a row for every article, in the order of `report.articles`."""
    for columns in article_columns(report):
        yield from map(ArticleRow._make, zip(*columns, strict=True))


def article_columns(report: Report) -> Iterator[Sequence[Sequence[object]]]:
    """Yield the columns of `ArticleRow`, of `BLOCK` articles at a time, in the order of `report.articles`."""
    story_of, copies_of, role_of = story_numbers(report), copies_numbers(report), roles(report)
    location_of = locations(report)
    for start in range(0, len(report.articles), BLOCK):
        block = slice(start, start + BLOCK)
        articles, rows = report.articles[block], range(len(report.articles))[block]
        yield (
            location_of[block],
            [article.id for article in articles],
            [article.title for article in articles],
            [article.outlet for article in articles],
            iso_dates([article.published for article in articles]),
            [article.url for article in articles],
            [article.language for article in articles],
            story_of[block].tolist(),
            [number or None for number in copies_of[block].tolist()],
            role_of[block],
            *_sources(report, rows),
            *_decisions(report, rows, role_of[block]),
            [article.outlet_from for article in articles],
            [article.digest for article in articles],
            [article.author for article in articles],
        )


def _sources(report: Report, rows: range) -> Sequence[Sequence[str]]:
    """Return the columns `source`, `source_confidence` and `source_reason` of `ArticleRow`."""
    names, confidences, reasons = [""] * len(rows), [""] * len(rows), [""] * len(rows)
    location_of = locations(report)
    for place, source in enumerate(map(report.sources.get, rows)):
        if source is not None:
            names[place] = source.outlet if source.article is None else location_of[source.article]
            confidences[place] = source.confidence.value if source.confidence else ""
            reasons[place] = source.reason
    return names, confidences, reasons


def source_name(report: Report, article: int) -> str:
    """Return the outlet that the text of an article most likely comes from; empty where it is unknown."""
    source = report.sources.get(article)
    if source is None or source.confidence is None:
        return ""
    return source.outlet if source.article is None else report.articles[source.article].outlet


def _decisions(report: Report, rows: range, roles: Sequence[Role]) -> Sequence[Sequence[str]]:
    """Return the columns `keep`, `in_favour_of` and `keep_reason` of `ArticleRow`; `roles` are those of `rows`."""
    keep, in_favour_of = ["keep"] * len(rows), [""] * len(rows)
    reasons = [_EXCERPT_IS_KEPT if role == "excerpt" else "in no group of copies" for role in roles]
    location_of = locations(report)
    for place, decision in enumerate(map(report.decisions.get, rows)):
        if decision is not None:
            reasons[place] = decision.reason
            if decision.in_favour_of is not None:
                keep[place], in_favour_of[place] = "drop", location_of[decision.in_favour_of]
    return keep, in_favour_of, reasons


def pair_rows(report: Report) -> Iterator[PairRow]:
    """Yield a row for every match, in the order of `report.matches`."""
    location_of, matches = locations(report), report.matches
    verdicts = [verdict.value for verdict in VERDICTS]
    measures = (matches.jaccard, matches.containment, matches.cosine, matches.probability)
    columns = (column.tolist() for column in (matches.left, matches.right, matches.verdict, *measures))
    for left, right, verdict, *of_pair in zip(*columns, strict=True):
        yield PairRow(location_of[left], location_of[right], verdicts[verdict], *of_pair)


def dated(articles: Iterable[Article]) -> list[Article]:
    """Return those articles that have a date, earliest first."""
    return sorted((article for article in articles if article.published), key=lambda article: article.published_s)


@once
def locations(report: Report) -> list[str]:
    """Return the location of every article, (n_articles,); of a large folder they are packed: ask once."""
    return [article.location for article in report.articles]


@once
def published_s(report: Report) -> NDArray[np.float64]:
    """Return `Article.published_s` of every article, (n_articles,): seconds since 1970, NaN where unknown."""
    return np.array([article.published_s for article in report.articles], np.float64)


def period(report: Report) -> tuple[Article, Article] | None:
    """Return the first and the last of those articles that have a date, as `dated` orders them; None without any."""
    articles, seconds = report.articles, published_s(report)
    if np.isnan(seconds).all():
        return None
    return articles[int(np.nanargmin(seconds))], articles[-1 - int(np.nanargmax(seconds[::-1]))]


def outlet_counts(articles: Iterable[Article]) -> dict[str, int]:
    """Return how many articles each known outlet has: most first, then by name."""
    counts: dict[str, int] = {}
    for article in articles:
        if article.outlet:
            counts[article.outlet] = counts.get(article.outlet, 0) + 1
    return most_first(counts)


def most_first(counts: dict[str, int]) -> dict[str, int]:
    """Return `counts` with the largest first, equal ones by name.

    >>> most_first({"b": 1, "a": 1, "c": 2})
    {'c': 2, 'a': 1, 'b': 1}
    """
    return {name: counts[name] for name in sorted(sorted(counts), key=counts.__getitem__, reverse=True)}


@once
def shared_stories(report: Report) -> dict[int, Story]:
    """Return the stories of two or more articles by their numbers, in the order of `report.stories`."""
    return {number: story for number, story in enumerate(report.stories, 1) if len(story.articles) > 1}


def members(report: Report, story: Story) -> list[Article]:
    """Return the articles of `story`, in its order."""
    return [report.articles[number] for number in story.articles]


@once
def story_numbers(report: Report) -> NDArray[np.int32]:
    """Return the number of its story, see `ArticleRow.story`, of every article, (n_articles,)."""
    return _numbers([story.articles for story in report.stories], len(report.articles))


@once
def copies_numbers(report: Report) -> NDArray[np.int32]:
    """Return the number of its group of copies, see `ArticleRow.copies`, of every article, (n_articles,).

    It is 0 where an article is in none.
    """
    return _numbers([group.articles for group in report.copies], len(report.articles))


@once
def copies_by_story(report: Report) -> dict[int, list[Copies]]:
    """Return the groups of copies in each story, by the number of the story (from 1).

    Stories without copies are left out. A group is in the story of its representative.
    """
    story_of = story_numbers(report)
    result: dict[int, list[Copies]] = {}
    for group in report.copies:
        result.setdefault(int(story_of[group.representative]), []).append(group)
    return result


def _numbers(groups: Sequence[Sequence[int]], n_articles: int) -> NDArray[np.int32]:
    """Return for every article the number of the one of `groups` that it is in, from 1; 0 for the others."""
    numbers = np.zeros(n_articles, np.int32)
    members = np.fromiter(chain.from_iterable(groups), np.int64)
    numbers[members] = np.repeat(np.arange(1, len(groups) + 1), list(map(len, groups)))
    return numbers
