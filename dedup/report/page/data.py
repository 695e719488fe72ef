"""Report -> the values the page is drawn from: columns, and numbers in place of names that recur."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.roles import Role
from dedup.matches import VERDICTS
from dedup.records import Link, Report, Skipped
from dedup.report.counts import count
from dedup.report.dates import iso_dates
from dedup.report.meanings import MEASURES, SENTENCES
from dedup.report.page.limits import MAX_PASSAGES, MAX_SKIPPED, Chosen
from dedup.report.page.outlets import Flow, OutletFacts, flows, outlet_facts
from dedup.report.page.reasons import reasons_values, with_reasons
from dedup.report.reason_words import weakest_reasons
from dedup.report.run import settings_values, version
from dedup.report.tables import locations, published_s, source_name
from dedup.report.wording import headline

TITLE_CHARACTERS = 300
"""Longer titles, which are texts in the wrong field, are cut visibly."""

NO_TITLE_CHARACTERS = 120
"""How much of its text stands for the title of an article that has none."""


class _Names(dict[str, int]):
    """Texts that recur, each held once and numbered from 0 in the order of first use."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


def page_data(report: Report, roles: Sequence[Role], chosen: Chosen) -> Iterator[tuple[str, Any]]:
    """Yield all that the page holds but texts, by name; one after the other, since together they take 80 MB.

    Articles are numbered as in the page, from 0, and stories from 1.
    """
    names = _Names()
    seconds = published_s(report)
    yield "version", version()
    yield "settings", settings_values(report.settings)
    yield "counts", asdict(count(report))
    yield "period", _period(seconds)
    yield "measures", MEASURES
    yield "verdicts", [verdict.value for verdict in VERDICTS]
    yield "sentences", [SENTENCES[verdict] for verdict in VERDICTS]
    yield "articles", _articles(report, roles, chosen, names, seconds)
    yield "stories", _stories(report, chosen)
    yield "copies", _copies(report, chosen)
    yield "pairs", _pairs(report, chosen)
    yield "passages", _passages(report, chosen)
    yield "reasons", reasons_values(report, chosen, names.__getitem__)
    yield "outlets", _values(outlet_facts(report, roles))
    yield "flows", _values(flows(report))
    yield "skipped", _values(report.skipped[:MAX_SKIPPED])
    yield "names", list(names)
    yield "left_out", _left_out(report, chosen)


def _values(records: Sequence[OutletFacts] | Sequence[Flow] | Sequence[Skipped]) -> list[list[object]]:
    return [[getattr(record, name) for name in record.__slots__] for record in records]


def _period(seconds: NDArray[np.float64]) -> dict[str, int | None]:
    ends = [of.reduce(seconds, initial=np.nan) for of in (np.fmin, np.fmax)]
    return dict(zip(("first", "last"), _whole(np.array(ends)), strict=True))


def _whole(seconds: NDArray[np.float64]) -> list[int | None]:
    return [None if math.isnan(each) else int(each) for each in seconds.tolist()]


def _articles(
    report: Report, roles: Sequence[Role], chosen: Chosen, names: _Names, seconds: NDArray[np.float64]
) -> Mapping[str, Sequence[object]]:
    """Return what the page holds of each article; a name is its number, another article its place in the page or -1."""
    story_of = {article: number for number, story in enumerate(chosen.stories, 1) for article in story.articles}
    articles, place = [report.articles[i] for i in chosen.articles], chosen.place.tolist()
    location_of = locations(report)
    sources = [report.sources.get(i) for i in chosen.articles]
    decisions = [report.decisions.get(i) for i in chosen.articles]
    named = zip(
        [article.outlet for article in articles],
        [article.language for article in articles],
        [roles[i] for i in chosen.articles],
        [source_name(report, i) if source else "" for i, source in zip(chosen.articles, sources, strict=True)],
        [source.confidence.value if source and source.confidence else "" for source in sources],
        [source.reason if source else "" for source in sources],
        [decision.reason if decision else "" for decision in decisions],
        strict=True,
    )
    numbers = list(map(names.__getitem__, chain.from_iterable(named)))
    outlet, language, role, source_names, confidence, source_reason, keep_reason = (numbers[k::7] for k in range(7))
    return {
        "title": list(map(_title, articles)),
        "outlet": outlet,
        "language": language,
        "published": iso_dates([article.published for article in articles]),
        "time": _whole(seconds[list(chosen.articles)]),
        "url": [article.url for article in articles],
        "location": [location_of[i] for i in chosen.articles],
        "story": [story_of[i] for i in chosen.articles],
        "role": role,
        "source": [-1 if source is None or source.article is None else place[source.article] for source in sources],
        "source_name": source_names,
        "confidence": confidence,
        "source_reason": source_reason,
        "kept_for": [
            -1 if each is None or each.in_favour_of is None else place[each.in_favour_of] for each in decisions
        ],
        "keep_reason": keep_reason,
    }


def _title(article: Article) -> str:
    title = article.title.strip()
    words, room = (title, TITLE_CHARACTERS) if title else (headline(article), NO_TITLE_CHARACTERS)
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
    """Return for each group of copies its number, its articles, its representative, and its weakest link."""
    place = chosen.place.tolist()
    return [
        [
            number,
            [place[article] for article in group.articles],
            place[group.representative],
            _link(place, group.weakest),
        ]
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
        columns[name] = _ten_thousandths(getattr(matches, name)[rows])
    return columns


def _ten_thousandths(measures: NDArray[np.float64]) -> list[int | None]:
    """Return measures as whole numbers, rounded as the CSV files round them; None where one is unknown (NaN).

    >>> _ten_thousandths(np.array([0.91235, np.nan, 1.0]))
    [9123, None, 10000]
    """
    scaled = measures * 10_000
    whole = np.rint(scaled)
    is_told = np.abs(scaled - whole) < 0.4999  # nearer to a half the decimals of the measure itself decide
    result: list[int | None] = np.where(is_told, whole, 0).astype(np.int64).tolist()
    for place in np.flatnonzero(~is_told).tolist():
        measure = float(measures[place])
        result[place] = None if math.isnan(measure) else round(round(measure, 4) * 10_000)
    return result


def _passages(report: Report, chosen: Chosen) -> Mapping[str, list[int]]:
    """Return passages as columns, with the pair of each; a pair's passages are in the page together or not at all."""
    if report.passages is None:
        return {name: [] for name in ("pair", "words", "left", "right", "articles")}
    pairs, rows, ends = _with_passages(report, chosen)
    pairs, rows = pairs[ends <= MAX_PASSAGES], rows[ends <= MAX_PASSAGES]
    bounds, passages = report.passages.bounds, report.passages
    n = bounds[rows + 1] - bounds[rows]
    shown = np.arange(n.sum()) + np.repeat(bounds[rows] - np.cumsum(n) + n, n)
    return {
        "pair": np.repeat(pairs, n).tolist(),
        "words": passages.n_words[shown].tolist(),
        "left": np.column_stack([passages.left_start[shown], passages.left_end[shown]]).ravel().tolist(),
        "right": np.column_stack([passages.right_start[shown], passages.right_end[shown]]).ravel().tolist(),
        "articles": passages.n_articles[shown].tolist(),
    }


def _with_passages(report: Report, chosen: Chosen) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs whose texts and passages can be shown: their places in the page, and their rows in matches.

    And for each, how many passages it and those before it have.
    """
    passages = report.passages
    if passages is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    has_text = np.zeros(len(report.articles), np.bool_)
    has_text[list(chosen.texts)] = True
    left, right = (side[chosen.pairs] for side in report.matches.sides)
    n_passages = np.diff(passages.bounds)[chosen.pairs]
    pairs = np.flatnonzero((n_passages > 0) & has_text[left] & has_text[right])
    return pairs, chosen.pairs[pairs], np.cumsum(n_passages[pairs])


def _left_out(report: Report, chosen: Chosen) -> dict[str, int]:
    _, _, ends = _with_passages(report, chosen)
    n_shown = int(ends[ends <= MAX_PASSAGES].max(initial=0))
    return {
        "articles": len(report.articles) - len(chosen.articles),
        "texts": len(chosen.articles) - len(chosen.texts),
        "pairs": len(report.matches) - len(chosen.pairs),
        "passages": int(ends.max(initial=0)) - n_shown,
        "reasons": 0 if report.reasons is None else int(np.count_nonzero(~with_reasons(report, chosen))),
        "skipped": max(len(report.skipped) - MAX_SKIPPED, 0),
    }
