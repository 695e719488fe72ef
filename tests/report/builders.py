from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dedup.article import Article
from dedup.match.pair_features import FEATURES
from dedup.matches import Match, Reasons
from dedup.records import Report, Story
from dedup.settings import Settings
from tests.matched import matches


def report_of(articles: list[Article], *found: Match) -> Report:
    """A report in which every article is a story of its own."""
    return Report(
        settings=Settings(),
        articles=tuple(articles),
        matches=matches(*found),
        copies=(),
        stories=tuple(Story((number,), number, None) for number in range(len(articles))),
        skipped=(),
    )


def with_reasons(report: Report, *, names: Sequence[str] = (), seed: int = 5) -> Report:
    """`report` with reasons that were drawn, the same names for every match."""
    random = np.random.default_rng(seed)
    shape = (len(report.matches), len(FEATURES))
    log_odds = np.round(random.normal(0, 0.6, shape), 4).astype(np.float32)
    return replace(
        report, reasons=Reasons(-2.7578, log_odds, random.random(shape) < 0.05, (tuple(names),) * len(report.matches))
    )
