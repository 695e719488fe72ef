"""Report -> JSON lines: one object for each story of two or more articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from dedup.cluster.roles import roles
from dedup.records import Copies, Link, Report, Story
from dedup.report import json
from dedup.report.dates import iso_dates
from dedup.report.reason_words import weakest_reasons
from dedup.report.tables import (
    BLOCK,
    copies_by_story,
    copies_numbers,
    locations,
    members,
    outlet_counts,
    shared_stories,
)


def stories_jsonl(report: Report) -> Iterator[bytes]:
    """Yield the lines of `stories.jsonl`, in the order of `report.stories`; many lines together."""
    return json.lines(_stories(report))


def _stories(report: Report) -> Iterator[dict[str, object]]:
    location_of, stories = locations(report), shared_stories(report)
    copies, copies_of = copies_by_story(report), copies_numbers(report)
    reasons = weakest_reasons(report)
    told = _articles(report, stories.values())
    for number, story in stories.items():
        groups = [_group(group, copies_of, location_of) for group in copies.get(number, [])]
        weakest = _link(story.weakest, "probability", location_of) if story.weakest else None
        if weakest:
            weakest["reasons"] = reasons.get(number, [])
        yield {
            "story": number,
            **_story(report, story, list(islice(told, len(story.articles)))),
            "copies": groups,
            "weakest_link": weakest,
            "central": location_of[story.central],
            "terms": story.terms,
        }


def _articles(report: Report, stories: Collection[Story]) -> Iterator[dict[str, str]]:
    """Yield the articles of each story in `stories`, as they are written."""
    role_of, location_of = roles(report), locations(report)
    numbers = chain.from_iterable(story.articles for story in stories)
    while block := list(islice(numbers, BLOCK)):
        articles = [report.articles[i] for i in block]
        dates = iso_dates([article.published for article in articles])
        for i, article, published in zip(block, articles, dates, strict=True):
            yield {
                "article": location_of[i],
                "title": article.title,
                "outlet": article.outlet,
                "published": published,
                "role": role_of[i],
            }


def _story(report: Report, story: Story, articles: Sequence[dict[str, str]]) -> dict[str, object]:
    outlets = outlet_counts(members(report, story))
    dates = [article["published"] for article in articles if article["published"]]  # earliest first, as they are
    return {
        "title": report.articles[story.central].title,
        "n_articles": len(articles),
        "n_outlets": len(outlets),
        "outlets": list(outlets),
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "articles": articles,
    }


def _group(group: Copies, copies_of: NDArray[np.int32], location_of: Sequence[str]) -> dict[str, object]:
    return {
        "copies": int(copies_of[group.representative]),
        "representative": location_of[group.representative],
        "articles": [location_of[article] for article in group.articles],
        "weakest_link": _link(group.weakest, "jaccard", location_of),
    }


def _link(link: Link, measure: str, location_of: Sequence[str]) -> dict[str, object]:
    return {
        "left": location_of[link.left],
        "right": location_of[link.right],
        measure: json.rounded(link.strength),
    }
