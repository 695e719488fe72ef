"""A labelled set and a model -> scores, of the whole set and of small folders made of its stories."""

from __future__ import annotations

from collections import defaultdict
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
    return _mean_f1(labelled, [whole_stories(labelled.labels, size, seed) for seed in range(SMALL[size])], model)


def score_unrelated(labelled: LabelledSet, size: int, model: Path | None) -> float:
    """Return the same over folders of `size` articles, each of another story: most folders are more like these."""
    return _mean_f1(labelled, [one_of_each(labelled.labels, size, seed) for seed in range(SMALL[size])], model)


def _mean_f1(labelled: LabelledSet, folders: Sequence[Sequence[int]], model: Path | None) -> float:
    f1 = []
    for drawn in folders:
        small = score([labelled.articles[i] for i in drawn], [labelled.labels[i] for i in drawn], model)
        f1.append(small.b_cubed.f1)
    return float(np.mean(f1))


def one_of_each(labels: Sequence[str], size: int, seed: int) -> list[int]:
    """Return an article of each of `size` stories, or of all where there are fewer, drawn at random, ascending."""
    random, members = np.random.default_rng(seed), defaultdict(list)
    for i, label in enumerate(labels):
        members[label].append(i)
    return sorted(int(random.choice(members[story])) for story in random.permutation(sorted(members))[:size].tolist())
