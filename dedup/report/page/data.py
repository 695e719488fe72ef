"""Report -> the values the page is drawn from: columns, and numbers in place of names that recur."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple
from typing import Any

import numpy as np

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
    rows = [_article(report, i, roles[i], story_of[i], chosen, names) for i in chosen.articles]
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}


def _article(report: Report, i: int, role: Role, story: int, chosen: Chosen, names: _Names) -> Values:
    article, source, decision = report.articles[i], report.sources.get(i), report.decisions.get(i)
    kept_for = decision.in_favour_of if decision else None
    return {
        "title": _title(article),
        "outlet": names.number(article.outlet),
        "language": names.number(article.language),
        "published": published(article),
        "time": _seconds(article),
        "url": article.url,
        "location": article.location,
        "story": story,
        "role": names.number(role),
        "source": _place(chosen, source.article if source else None),
        "source_name": names.number(source_name(report, i)),
        "confidence": names.number(source.confidence.value if source and source.confidence else ""),
        "source_reason": names.number(source.reason if source else ""),
        "kept_for": _place(chosen, kept_for),
        "keep_reason": names.number(decision.reason if decision else ""),
    }


def _title(article: Article) -> str:
    words, room = headline(article), TITLE_CHARACTERS if article.title.strip() else NO_TITLE_CHARACTERS
    return words if len(words) <= room else words[:room].rstrip() + "…"


def _place(chosen: Chosen, article: int | None) -> int:
    """Return where an article stands in the page, -1 for none and where it is left out."""
    return -1 if article is None else int(chosen.place[article])


def _link(chosen: Chosen, link: Link | None) -> list[object] | None:
    return [_place(chosen, link.left), _place(chosen, link.right), round(link.strength, 4)] if link else None


def _stories(report: Report, chosen: Chosen) -> list[list[object]]:
    """Return for each story its articles, the central one, its weakest link, its terms and the link's reasons."""
    reasons = weakest_reasons(report)
    return [
        [
            [_place(chosen, article) for article in story.articles],
            _place(chosen, story.central),
            _link(chosen, story.weakest),
            story.terms,
            reasons.get(number, []),
        ]
        for number, story in enumerate(chosen.stories, 1)
    ]


def _copies(report: Report, chosen: Chosen) -> list[list[object]]:
    """Return for each group of copies its number, its articles and its representative."""
    return [
        [number, [_place(chosen, article) for article in group.articles], _place(chosen, group.representative)]
        for number, group in enumerate(report.copies, 1)
        if chosen.place[group.representative] >= 0
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
    columns: dict[str, list[int]] = {name: [] for name in ("pair", "words", "left", "right", "articles")}
    for pair, row, n in _with_passages(report, chosen):
        if len(columns["pair"]) + n > MAX_PASSAGES:
            break
        for p in report.passages.of(row, report.articles[report.matches.left[row]]) if report.passages else ():
            columns["pair"].append(pair)
            columns["words"].append(p.n_words)
            columns["left"] += [p.left_start, p.left_end]
            columns["right"] += [p.right_start, p.right_end]
            columns["articles"].append(p.n_articles)
    return columns


def _with_passages(report: Report, chosen: Chosen) -> Iterator[tuple[int, int, int]]:
    """Yield the pairs whose texts and passages can be shown: place in the page, row of the matches, passages."""
    if report.passages is None:
        return
    for pair, row in enumerate(chosen.pairs.tolist()):
        n = int(report.passages.bounds[row + 1] - report.passages.bounds[row])
        sides = int(report.matches.left[row]), int(report.matches.right[row])
        if n and chosen.with_text.issuperset(sides):
            yield pair, row, n


def _left_out(report: Report, chosen: Chosen, passages: Mapping[str, Sequence[object]]) -> dict[str, int]:
    n_passages = sum(n for _, _, n in _with_passages(report, chosen))
    return {
        "articles": len(report.articles) - len(chosen.articles),
        "texts": len(chosen.articles) - len(chosen.with_text),
        "pairs": len(report.matches) - len(chosen.pairs),
        "passages": n_passages - len(passages["pair"]),
        "reasons": 0 if report.reasons is None else int(np.count_nonzero(~with_reasons(report, chosen))),
        "skipped": max(len(report.skipped) - MAX_SKIPPED, 0),
    }
