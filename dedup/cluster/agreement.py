"""Log-odds of a folder's pairs -> how much all of them are too high: what the pairs say of the folder as a whole.

The story model sees one pair at a time, and how likely one story is depends on the folder. Where few articles of a
small one have a likely companion, the folder is unlike those the model has learnt from, which were made of whole
stories, and its other pairs are less likely, too (Saerens, Latinne and Decaestecker 2002, on outcomes that are rarer
than in training).

In a folder crowded with a single topic many pairs look alike that are not of one story. Such pairs contradict each
other, for stories are a partition: where A is likely with B and B with C but not A with C, one of the likely ones is
wrong. If the probabilities are right, about as many pairs fall inside stories as they sum to.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.cluster.linkage import average_linkage
from dedup.match.model import chance
from dedup.match.pair_features import smallness
from dedup.match.pairs import Pairs

UNSURE: Final = (0.35, 0.9)
"""Probabilities of the pairs that are counted as contradictions: sure ones, such as copies, say nothing of the others.
Pairs below the lower one are not likely."""

STRENGTH: Final = 2.3
"""How far the log-odds move with the logarithm of the part of pairs that fit together, and in a small folder with that
of the part of articles that have a companion.

Chosen for the first on the seven sets left out: from 2.1 to 2.4 the mean B-cubed F1 stays within 0.001, and the highest
expected calibration error within 0.043 and 0.046. When it was first tried, with a model that was less sure, that error
fell from 0.11 to 0.05 with it, the mean F1 rose from 0.900 to 0.909, and in folders of the most alike stories of a set
from 0.78 to 0.82.

With the second, at 2.2, the mean F1 on folders of 12 and 40 unrelated articles rose from 0.923 and 0.921 to 0.940 and
0.942, on folders of 20 and 40 of which 70% are in stories by 0.007 and 0.002, and on folders of whole stories and on
whole sets it stayed within 0.002. Of two pairs of one story among 36 unrelated articles 8% are lost, and 5% without it,
but 4.2 wrong pairs are joined in place of 6.2."""

PRIOR: Final = 2.0
"""Pairs taken to fit together, and articles taken to have a companion, before any is seen: a few alone move little.
From 1.5 to 3 the mean F1 of whole sets is the same; that of 12 unrelated articles falls from 0.950 to 0.944."""

MAX_SHIFT: Final = 2.0
"""The log-odds are moved no further: `energy` alone of the labelled sets would be, and a wire's folder that is full of
forms filled in anew (2.9) would lose its true stories with them, as would a small folder that holds one story."""


def log_odds_shift(
    pairs: Pairs,
    log_odds: NDArray[np.float64],
    paired: NDArray[np.bool_],
    are_copies: NDArray[np.bool_],
    min_probability: float,
) -> float:
    """Return what must be added to the log-odds of all pairs of a folder: 0, or less where they are too high.

    It is `-MAX_SHIFT` at the least, to 6 decimals. `log_odds`, (n_pairs,), are what the model says of each pair alone,
    and stories hold together from `min_probability` on, as those of the run do. Pairs that are not likely, see
    `UNSURE`, may be left out. `paired`, (n_articles,), is from `paired_articles`: an article that was compared with
    one text alone, as the near-duplicates of a hub are, contradicts no pair by being in no other. `are_copies`,
    (n_pairs,), says which pairs are near-duplicates or reprints: they hold stories together, but are not counted.

    Log-odds are never raised, even where pairs fit together better than they say: raising them won nothing on the sets
    left out, and merged rewrites of different articles in a folder of nothing else.

    A folder of two says nothing of their pair that the pair does not: there it is 0.
    """
    n_articles = len(paired)
    alone = _few_companions(n_articles, pairs, log_odds)
    compared = paired[pairs.left] & paired[pairs.right]
    probability = chance(log_odds[compared] + alone)
    torn = _contradictions(n_articles, pairs.where(compared), probability, are_copies[compared], min_probability)
    return round(max(alone + torn, -MAX_SHIFT), 6)


def _few_companions(n_articles: int, pairs: Pairs, log_odds: NDArray[np.float64]) -> float:
    """Return what is to be added in a small folder because few of its articles have a likely companion."""
    strength = STRENGTH * smallness(n_articles)
    if n_articles <= 2 or not strength:
        return 0.0
    probability = chance(log_odds)
    likely = probability >= UNSURE[0]
    best = np.zeros(n_articles)
    for side in pairs.where(likely):
        np.maximum.at(best, side, probability[likely])
    # Each pair is judged by the other articles of the folder.
    n_others = n_articles - 2
    ratio = (float(best.mean()) * n_others + PRIOR) / (n_others + PRIOR)
    return max(strength * math.log(ratio), -MAX_SHIFT)


def _contradictions(
    n_articles: int,
    pairs: Pairs,
    probability: NDArray[np.float64],
    are_copies: NDArray[np.bool_],
    min_probability: float,
) -> float:
    """Return what is to be added because likely pairs contradict each other.

    Pairs whose two articles are in no other likely pair cannot contradict any. Copies are one story whatever their
    probability, and can be many: 90 notices that are filled in alike have 4,005 pairs. Counted beside 1,410 German
    articles they made 150 stories or 36, by whether they fitted together; not counted 66, and the articles alone have
    67. But copies hold together the stories that other pairs are judged by: left out there, too, the B-cubed F1 of the
    invented articles was 0.940, from 0.961.
    """
    likely = probability >= UNSURE[0]
    (left, right), probability, are_copies = pairs.where(likely), probability[likely], are_copies[likely]
    story = average_linkage(n_articles, left, right, probability, min_probability)
    n_likely = np.bincount(np.concatenate([left, right]), minlength=n_articles)
    counted = (n_likely[left] + n_likely[right] > 2) & (probability <= UNSURE[1]) & ~are_copies
    expected = float(probability[counted].sum())
    found = np.count_nonzero((story[left] == story[right]) & counted)
    return min(STRENGTH * math.log((found + PRIOR) / (expected + PRIOR)), 0.0)
