"""A labelled set and a model -> scores, of the whole set and of small folders made of its stories."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from dedup.article import Article
from dedup.evaluate import Evaluation, evaluate
from dedup.pipeline import scan_articles
from dedup.settings import Settings
from dedup.train import whole_stories

from .sets import LabelledSet

SMALL: Final = {12: 10, 40: 5, 120: 3}
"""About how many articles a small folder has, and how many such folders are drawn: the smaller, the noisier."""

FEW: Final = 200
"""In a folder of fewer articles threads cost more than they save."""


def score(articles: Sequence[Article], labels: Sequence[str], model: Path | None) -> Evaluation:
    """Return how well a scan with default settings and `model` (None: the shipped one) finds the labelled stories.

    An article that the scan skips counts as a story of its own: nothing is gained by skipping.
    """
    jobs = 1 if len(articles) < FEW else 0
    report = scan_articles(articles, Settings(model=model, jobs=jobs))
    found = {article.location: -place for place, article in enumerate(articles, 1)}
    for number, story in enumerate(report.stories):
        found.update((report.articles[member].location, number) for member in story.articles)
    locations = [article.location for article in articles]
    return evaluate(dict(zip(locations, labels, strict=True)), found)


def score_small(labelled: LabelledSet, size: int, model: Path | None) -> float:
    """Return the mean B-cubed F1 over folders of about `size` articles drawn from the set, story by story."""
    f1 = []
    for seed in range(SMALL[size]):
        drawn = whole_stories(labelled.labels, size, seed)
        small = score([labelled.articles[i] for i in drawn], [labelled.labels[i] for i in drawn], model)
        f1.append(small.b_cubed.f1)
    return float(np.mean(f1))
