"""Report -> the values the page is drawn from: columns, and numbers in place of names that recur."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.cluster.roles import Role
from dedup.records import VERDICTS, Article, Link, Report
from dedup.report.comparison_text import MEASURES, SENTENCES
from dedup.report.counts import count
from dedup.report.page.limits import MAX_PASSAGES, MAX_SKIPPED, Chosen
from dedup.report.page.outlets import flows, outlet_facts
from dedup.report.page.reasons import reasons_values, with_reasons
from dedup.report.reason_words import weakest_reasons
from dedup.report.run import settings_values, version
from dedup.report.story_text import headline
from dedup.report.tables import dated, published, source_name

Values = dict[str, Any]

TITLE_CHARACTERS = 300
"""Longer titles, which are texts in the wrong field, are cut visibly."""

NO_TITLE_CHARACTERS = 120
"""How much of its text stands for the title of an article that has none."""


class _Names:
    """Texts that recur, each held once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def all(self) -> list[str]:
        return list(self._numbers)


def page_values(report: Report, roles: Sequence[Role], chosen: Chosen) -> Values:
    """Return all that the page holds but texts; articles are numbered as in the page, from 0, and stories from 1."""
    names = _Names()
    pairs, passages = _pairs(report, chosen), _passages(report, chosen)
    return {
        "version": version(),
        "settings": settings_values(report.settings),
        "counts": asdict(count(report)),
        "period": _period(report),
        "measures": MEASURES,
        "verdicts": [verdict.value for verdict in VERDICTS],
        "sentences": [SENTENCES[verdict] for verdict in VERDICTS],
        "articles": _articles(report, roles, chosen, names),
        "stories": _stories(report, chosen),
        "copies": _copies(report, chosen),
        "pairs": pairs,
        "passages": passages,
        "reasons": reasons_values(report, chosen, names.number),
        "outlets": [astuple(facts) for facts in outlet_facts(report, roles)],
        "flows": [astuple(flow) for flow in flows(report)],
        "skipped": [astuple(skipped) for skipped in report.skipped[:MAX_SKIPPED]],
        "names": names.all(),
        "left_out": _left_out(report, chosen, passages),
    }


def _period(report: Report) -> dict[str, int | None]:
    by_date = dated(report.articles)
    ends = (by_date[0], by_date[-1]) if by_date else (None, None)
    return {name: _seconds(article) for name, article in zip(("first", "last"), ends, strict=True)}


def _seconds(article: Article | None) -> int | None:
    return None if article is None or article.published is None else int(article.published_s)


def _articles(report: Report, roles: Sequence[Role], chosen: Chosen, names: _Names) -> Mapping[str, Sequence[object]]:
    story_of = {article: number for number, story in enumerate(chosen.stories, 1) for article in story.articles}
    place = chosen.place.tolist()
    rows = [_article(report, i, roles[i], story_of[i], place, names.number) for i in chosen.articles]
    return {name: list(column) for name, column in zip(_Row._fields, zip(*rows, strict=True), strict=False)}


class _Row(NamedTuple):
    """What the page holds of each article; a name is its number, another article its place in the page or -1."""

    title: str
    outlet: int
    language: int
    published: str
    time: int | None
    url: str
    location: str
    story: int
    role: int
    source: int
    source_name: int
    confidence: int
    source_reason: int
    kept_for: int
    keep_reason: int


def _article(
    report: Report, i: int, role: Role, story: int, place: Sequence[int], number: Callable[[str], int]
) -> _Row:
    article, source, decision = report.articles[i], report.sources.get(i), report.decisions.get(i)
    kept_for = decision.in_favour_of if decision else None
    return _Row(
        _title(article),
        number(article.outlet),
        number(article.language),
        published(article),
        _seconds(article),
        article.url,
        article.location,
        story,
        number(role),
        -1 if source is None or source.article is None else place[source.article],
        number(source_name(report, i)),
        number(source.confidence.value if source and source.confidence else ""),
        number(source.reason if source else ""),
        -1 if kept_for is None else place[kept_for],
        number(decision.reason if decision else ""),
    )


def _title(article: Article) -> str:
    words, room = headline(article), TITLE_CHARACTERS if article.title.strip() else NO_TITLE_CHARACTERS
    return words if len(words) <= room else words[:room].rstrip() + "…"


def _link(place: Sequence[int], link: Link | None) -> list[object] | None:
    return [place[link.left], place[link.right], round(link.strength, 4)] if link else None


def _stories(report: Report, chosen: Chosen) -> list[list[object]]:
    """Return for each story its articles, the central one, its weakest link, its terms and the link's reasons."""
    reasons, place = weakest_reasons(report), chosen.place.tolist()
    return [
        [
            [place[article] for article in story.articles],
            place[story.central],
            _link(place, story.weakest),
            story.terms,
            reasons.get(number, []),
        ]
        for number, story in enumerate(chosen.stories, 1)
    ]


def _copies(report: Report, chosen: Chosen) -> list[list[object]]:
    """Return for each group of copies its number, its articles and its representative."""
    place = chosen.place.tolist()
    return [
        [number, [place[article] for article in group.articles], place[group.representative]]
        for number, group in enumerate(report.copies, 1)
        if place[group.representative] >= 0
    ]


def _pairs(report: Report, chosen: Chosen) -> Mapping[str, list[Any]]:
    matches, rows = report.matches, chosen.pairs
    columns: dict[str, list[Any]] = {
        "left": chosen.place[matches.left[rows]].tolist(),
        "right": chosen.place[matches.right[rows]].tolist(),
        "verdict": matches.verdict[rows].tolist(),
    }
    for name in MEASURES:
        columns[name] = [_ten_thousandths(value) for value in getattr(matches, name)[rows].tolist()]
    return columns


def _ten_thousandths(measure: float) -> int | None:
    """Return a measure as a whole number, rounded as the CSV files round it; None where it is unknown.

    >>> _ten_thousandths(0.91235)
    9123
    """
    return None if math.isnan(measure) else round(round(measure, 4) * 10_000)


def _passages(report: Report, chosen: Chosen) -> Mapping[str, list[int]]:
    """Return passages as columns, with the pair of each; a pair's passages are in the page together or not at all."""
    if report.passages is None:
        return {name: [] for name in ("pair", "words", "left", "right", "articles")}
    pairs, rows = _with_passages(report, chosen)
    bounds, passages = report.passages.bounds, report.passages
    ends = np.cumsum(bounds[rows + 1] - bounds[rows])
    pairs, rows = pairs[ends <= MAX_PASSAGES], rows[ends <= MAX_PASSAGES]
    n = bounds[rows + 1] - bounds[rows]
    shown = np.arange(n.sum()) + np.repeat(bounds[rows] - np.cumsum(n) + n, n)
    return {
        "pair": np.repeat(pairs, n).tolist(),
        "words": passages.n_words[shown].tolist(),
        "left": np.column_stack([passages.left_start[shown], passages.left_end[shown]]).ravel().tolist(),
        "right": np.column_stack([passages.right_start[shown], passages.right_end[shown]]).ravel().tolist(),
        "articles": passages.n_articles[shown].tolist(),
    }


def _with_passages(report: Report, chosen: Chosen) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs whose texts and passages can be shown: their places in the page, and their rows in matches."""
    passages = report.passages
    if passages is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    has_text = np.zeros(len(report.articles), np.bool_)
    has_text[list(chosen.with_text)] = True
    left, right = (side[chosen.pairs] for side in report.matches.sides)
    can_be_shown = (np.diff(passages.bounds)[chosen.pairs] > 0) & has_text[left] & has_text[right]
    pairs = np.flatnonzero(can_be_shown)
    return pairs, chosen.pairs[pairs]


def _left_out(report: Report, chosen: Chosen, passages: Mapping[str, Sequence[object]]) -> dict[str, int]:
    _, rows = _with_passages(report, chosen)
    n_passages = 0 if report.passages is None else int(np.diff(report.passages.bounds)[rows].sum())
    return {
        "articles": len(report.articles) - len(chosen.articles),
        "texts": len(chosen.articles) - len(chosen.with_text),
        "pairs": len(report.matches) - len(chosen.pairs),
        "passages": n_passages - len(passages["pair"]),
        "reasons": 0 if report.reasons is None else int(np.count_nonzero(~with_reasons(report, chosen))),
        "skipped": max(len(report.skipped) - MAX_SKIPPED, 0),
    }
