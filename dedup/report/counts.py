"""Report -> the numbers that sum up a run, for people and for `run.json`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from dedup.matches import VERDICTS
from dedup.records import Report
from dedup.report.once import once
from dedup.report.tables import most_first, shared_stories


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What was found, counted; tables have the largest first."""

    articles: int
    articles_without_date: int
    articles_without_outlet: int
    outlets: int
    languages: dict[str, int]
    """Articles by ISO 639-1 code; the empty code is an unknown language."""
    stories: int
    """Of two or more articles."""
    articles_in_stories: int
    singles: int
    """Articles that are alone in their story."""
    groups_of_copies: int
    articles_in_copies: int
    articles_dropped: int
    """Copies that are not kept."""
    pairs: dict[str, int]
    """Matches by verdict, strongest first, all verdicts named."""
    skipped: dict[str, int]
    """Files and records by reason."""
    passages_set_aside: int
    characters_set_aside: int


@once
def count(report: Report) -> RunCounts:
    """Return the numbers of `report`."""
    articles, stories = report.articles, shared_stories(report).values()
    outlets = [article.outlet for article in articles]
    pairs = np.bincount(report.matches.verdict, minlength=len(VERDICTS)).tolist()
    return RunCounts(
        articles=len(articles),
        articles_without_date=[article.published for article in articles].count(None),
        articles_without_outlet=outlets.count(""),
        outlets=len({*outlets} - {""}),
        languages=most_first(Counter([article.language for article in articles])),
        stories=len(stories),
        articles_in_stories=sum(len(story.articles) for story in stories),
        singles=len(report.stories) - len(stories),
        groups_of_copies=len(report.copies),
        articles_in_copies=sum(len(group.articles) for group in report.copies),
        articles_dropped=sum(not decision.is_kept for decision in report.decisions.values()),
        pairs={verdict.value: n for verdict, n in zip(VERDICTS, pairs, strict=True)},
        skipped=most_first(Counter(skipped.reason for skipped in report.skipped)),
        passages_set_aside=len(report.set_aside),
        characters_set_aside=sum(passage.n_chars for passage in report.set_aside),
    )
