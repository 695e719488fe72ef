"""No pair is ruled out that the story model gives the probability asked for."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.weights import weigh
from dedup.match.bounds import _HEADS, _KNOWN, Bound, _curves, _height
from dedup.match.candidates import propose
from dedup.match.model import load_model
from dedup.match.pair_features import Surroundings, pair_features
from dedup.match.pairs import NO_PAIRS, Pairs
from dedup.match.term_sums import TermSums, shared_sums
from dedup.records import Spans
from dedup.settings import Settings

from .builders import edited, invented_words


def articles(random: Random) -> list[Article]:
    """Return stories of a few articles that share words, some without a title and some without a date."""
    found = []
    for _ in range(15):
        story = invented_words(random, 90, vocabulary=900)
        for n_edits in (0, 30, 60, 90):
            words = edited(random, story, n_edits)
            title = " ".join(words[:8]) if random.random() < 0.8 else ""
            day = date(2031, 3, 1) + timedelta(random.randrange(40)) if random.random() < 0.8 else None
            found.append(Article(title=title, text=" ".join(words[8:]) + ".", language="en", published=day))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_pair_that_the_bound_rules_out_is_below_the_probability(seed: int) -> None:
    folder, model = articles(Random(seed)), load_model(None)
    features, terms = extract(folder, Spans.whole(folder), Settings())
    sums = TermSums.of(weigh(terms, features.n_words, ["en"] * len(folder)))
    blocks = propose(sums.rows, folder, np.ones(len(folder), np.bool_), 365.0, NO_PAIRS)
    around = Surroundings.of(sums, features.n_words, folder, blocks)
    pairs = Pairs(*map(np.concatenate, zip(*(block.pairs for block in blocks), strict=True)))
    cosine = np.concatenate([block.cosine for block in blocks])
    probability = model.probability(pair_features(around, pairs, shared_sums(sums.rows, pairs)))
    for least in (0.05, 0.2, 0.5, 0.8, float(np.median(probability))):
        is_open = Bound(model, around, least).leaves_open(pairs, cosine)
        assert (probability[~is_open] < least).all()
    assert 0 < np.count_nonzero(is_open) < len(is_open)


@pytest.mark.parametrize("row", range(9))
def test_lines_between_knots_are_the_curve(row: int) -> None:
    model = load_model(None)
    curve = model.curves[(*_KNOWN, *_HEADS)[row]]
    values = np.array([-9.0, *curve.knots, *(np.add(curve.knots[:-1], curve.knots[1:]) / 2), 99.0, np.nan])
    found = [_height(_curves(model), row, value) for value in values]
    np.testing.assert_allclose(found, curve(values), atol=1e-12)
