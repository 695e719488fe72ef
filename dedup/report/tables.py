"""Report -> rows: what every format says about an article, a pair or a story is looked up here, once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from dedup.article import Article
from dedup.cluster.roles import Role, roles
from dedup.records import VERDICTS, Copies, Report, Story


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
    story_of = _numbers(story.articles for story in report.stories)
    copies_of = copies_numbers(report)
    for number, (article, role) in enumerate(zip(report.articles, roles(report), strict=True)):
        yield ArticleRow(
            article.location,
            article.id,
            article.title,
            article.outlet,
            published(article),
            article.url,
            article.language,
            story_of[number],
            copies_of.get(number),
            role,
            *_source(report, number),
            *_decision(report, number, role),
            article.outlet_from,
            digest(article),
            article.author,
        )


def digest(article: Article) -> str:
    """Return what `ArticleRow.digest` holds."""
    return hashlib.sha256(f"{article.title}\n".encode() + article.text_utf8).hexdigest()[:16]


def _source(report: Report, number: int) -> tuple[str, str, str]:
    """Return `source`, `source_confidence` and `source_reason` of an `ArticleRow`."""
    source = report.sources.get(number)
    if source is None:
        return "", "", ""
    name = source.outlet if source.article is None else report.articles[source.article].location
    return name, source.confidence.value if source.confidence else "", source.reason


def source_name(report: Report, article: int) -> str:
    """Return the outlet that the text of an article most likely comes from; empty where it is unknown."""
    source = report.sources.get(article)
    if source is None or source.confidence is None:
        return ""
    return source.outlet if source.article is None else report.articles[source.article].outlet


def _decision(report: Report, number: int, role: Role) -> tuple[Literal["keep", "drop"], str, str]:
    """Return `keep`, `in_favour_of` and `keep_reason` of an `ArticleRow`."""
    decision = report.decisions.get(number)
    if decision is None:
        return "keep", "", "no copy: only copies are dropped, not excerpts" if role == "excerpt" else "no copies"
    if decision.in_favour_of is None:
        return "keep", "", decision.reason
    return "drop", report.articles[decision.in_favour_of].location, decision.reason


def pair_rows(report: Report) -> Iterator[PairRow]:
    """Yield a row for every match, in the order of `report.matches`."""
    articles, matches = report.articles, report.matches
    verdicts = [verdict.value for verdict in VERDICTS]
    measures = (matches.jaccard, matches.containment, matches.cosine, matches.probability)
    columns = (column.tolist() for column in (matches.left, matches.right, matches.verdict, *measures))
    for left, right, verdict, *of_pair in zip(*columns, strict=True):
        yield PairRow(articles[left].location, articles[right].location, verdicts[verdict], *of_pair)


def published(article: Article) -> str:
    """Return the date in ISO 8601, a bare date as such, empty where it is unknown."""
    return article.published.isoformat() if article.published else ""


def dated(articles: Iterable[Article]) -> list[Article]:
    """Return those articles that have a date, earliest first."""
    return sorted((article for article in articles if article.published), key=lambda article: article.published_s)


def outlet_counts(articles: Iterable[Article]) -> dict[str, int]:
    """Return how many articles each known outlet has: most first, then by name."""
    return most_first(Counter(article.outlet for article in articles if article.outlet))


def most_first(counts: dict[str, int]) -> dict[str, int]:
    """Return `counts` with the largest first, equal ones by name.

    >>> most_first({"b": 1, "a": 1, "c": 2})
    {'c': 2, 'a': 1, 'b': 1}
    """
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def shared_stories(report: Report) -> dict[int, Story]:
    """Return the stories of two or more articles by their numbers, in the order of `report.stories`."""
    return {number: story for number, story in enumerate(report.stories, 1) if len(story.articles) > 1}


def members(report: Report, story: Story) -> list[Article]:
    """Return the articles of `story`, in its order."""
    return [report.articles[number] for number in story.articles]


def copies_numbers(report: Report) -> dict[int, int]:
    """Return the number of the group of copies, see `ArticleRow.copies`, of every article that is in one."""
    return _numbers(group.articles for group in report.copies)


def copies_by_story(report: Report) -> dict[int, list[Copies]]:
    """Return the groups of copies in each story, by the number of the story (from 1).

    Stories without copies are left out. A group is in the story of its representative.
    """
    story_of = _numbers(story.articles for story in report.stories)
    result: dict[int, list[Copies]] = {}
    for group in report.copies:
        result.setdefault(story_of[group.representative], []).append(group)
    return result


def _numbers(groups: Iterable[Sequence[int]]) -> dict[int, int]:
    """Return for every article in `groups` the number of its group, from 1."""
    return {article: number for number, group in enumerate(groups, 1) for article in group}
