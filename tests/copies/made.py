"""Real articles with reprints of some among them: pairs whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np

from dedup.article import Article
from dedup.match.judge import judge
from dedup.match.model import load_model
from dedup.match.near_duplicates import measure_shingles
from dedup.match.pairs import Pairs
from dedup.matches import Matches
from dedup.pipeline import Measured, measure
from dedup.settings import Settings
from tests.copies.damage import Damage, reprint

MIN_CHARS = 400
# Articles of a set that share this part of their shingles are copies themselves.
ALIKE = 0.6

Truth = list[tuple[int, int]]
"""An article and its reprint, as indices."""


def add_reprints(
    articles: Sequence[Article], n_made: int, damage: Damage, random: Random
) -> tuple[list[Article], Truth]:
    """Return the articles with reprints of up to `n_made` after them, and the pairs of an article and its reprint.

    What is new in a reprint is of an article that none is made of, and each lends its words once: or else much of an
    article would stand in others of other days.
    """
    long = [i for i, article in enumerate(articles) if len(article.text) >= MIN_CHARS]
    n_made = min(n_made, len(long) // 2)
    chosen = random.sample(long, 2 * n_made)
    made, true = list(articles), []
    for i, lender in zip(chosen[:n_made], chosen[n_made:], strict=True):
        true.append((i, len(made)))
        text = reprint(articles[i].text, articles[lender].text, random, damage)
        made.append(replace(articles[i], text=text, title="A new headline", location=f"made#{len(made)}"))
    return made, true


def measured_as_in_a_scan(articles: Sequence[Article], settings: Settings) -> Measured:
    return measure(articles, settings, model=load_model(None))


def copies_among(measured: Measured, settings: Settings) -> Matches:
    """Return the copies and excerpts that a scan finds, and none of the stories."""
    unknown = np.zeros(len(measured.pairs.left))
    return judge(measured.features, measured.pairs, measured.reprinted, unknown, unknown, settings)


def n_wrong(measured: Measured, true: Truth, n_articles: int, labels: Sequence[str] | None = None) -> int:
    """Return how many articles are said to be reprints of what is neither their source nor a copy of it.

    With `labels`, one for each article, other articles on the story of the source are not counted: whether they are
    copies of it, as the rewrites of one text are, nobody knows.
    """
    source = {made: i for i, made in true}
    found = measured.reprinted.where(measured.reprinted.right >= n_articles)
    sources = {
        (min(i, source[made]), max(i, source[made]))
        for i, made in zip(found.left.tolist(), found.right.tolist(), strict=True)
        if source.get(i, i) != source[made] and not (labels and labels[source.get(i, i)] == labels[source[made]])
    }
    _, alike = measure_shingles(measured.features, pairs_of(list(sources)))
    return int((alike < ALIKE).sum())


def pairs_of(pairs: Truth) -> Pairs:
    keys = np.array([left << 32 | right for left, right in pairs], np.int64)
    return Pairs.from_keys(np.unique(keys))
