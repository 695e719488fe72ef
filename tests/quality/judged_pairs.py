"""`semeval8.pairs`: how far the probability agrees with people who judged pairs of crawled pages."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from typing import Any, Final

import numpy as np

from dedup.article import Article
from dedup.match.model import load_model
from dedup.match.pairs import Pairs
from dedup.pipeline import measure
from dedup.read.article import article_of
from dedup.read.records import Record
from dedup.settings import Settings

from .sets import path_of

MEAN_OF: Final = ("en", "es", "tr")
"""French has 15 pairs, too few for a correlation to mean much."""
BOTH: Final = Pairs(np.array([0], np.int32), np.array([1], np.int32))


SETTINGS: Final = Settings(jobs=1)
"""On folders of two articles threads cost more than they save: twenty times as much on a busy machine."""


def correlations() -> dict[str, float]:
    """Return Pearson's correlation of the shipped model's log-odds with the judged similarity, by language, and `mean`.

    Each pair is a folder of its own. The labels run from 1, the same, to 4, unrelated; no model was trained on them.
    """
    log_odds, similarity = defaultdict(list), defaultdict(list)
    with gzip.open(path_of("semeval8.pairs"), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            pair = json.loads(line)
            articles = [_article(pair[side], f"{side}#{number}") for side in ("a", "b")]
            language = articles[0].language
            if language == articles[1].language:
                log_odds[language].append(_log_odds(articles))
                similarity[language].append(-pair["label"])
    found = {
        language: float(np.corrcoef(log_odds[language], similarity[language])[0, 1]) for language in sorted(log_odds)
    }
    return found | {"mean": float(np.mean([found[language] for language in MEAN_OF]))}


def _article(values: dict[str, Any], location: str) -> Article:
    article = article_of(Record(0, values), location, Settings())
    if not isinstance(article, Article):
        raise TypeError(f"a judged page is not read as an article: {article}")
    return article


def _log_odds(articles: list[Article]) -> float:
    measured = measure(articles, SETTINGS, always=BOTH)
    return float(load_model(None).log_odds(measured.values)[0])
