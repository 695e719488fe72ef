"""Candidate pairs -> matches: every measure of each pair, and the verdict they add up to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.match.near_duplicates import measure_shingles
from dedup.match.overlaps import MIN_PASSAGE_WORDS
from dedup.match.pairs import Pairs
from dedup.matches import Matches, Verdict
from dedup.settings import Settings


def judge(
    features: Features,
    pairs: Pairs,
    reprinted: Pairs,
    cosine: NDArray[np.float64],
    probability: NDArray[np.float64],
    settings: Settings,
) -> Matches:
    """Return the pairs that are matches, each with the strongest verdict that holds; arrays are (n_pairs,).

    `reprinted` are the pairs from `reprints`. A pair with a probability of `settings.min_related` or more is `related`,
    and below that no match. Bodies shorter than `settings.min_words` are never copies or excerpts.
    """
    jaccard, containment = measure_shingles(features, pairs)
    n_words = np.minimum(features.n_body_words[pairs.left], features.n_body_words[pairs.right])
    long_enough = n_words >= settings.min_words
    same_words = (features.digests[pairs.left] == features.digests[pairs.right]) & (jaccard == 1)
    verdict = np.full(len(pairs.left), -1, np.int8)
    for holds, name in (  # weakest first: a stronger verdict overwrites it
        (probability >= settings.min_related, Verdict.RELATED),
        (probability >= settings.min_probability, Verdict.SAME_STORY),
        ((containment >= settings.min_containment) & (n_words >= MIN_PASSAGE_WORDS), Verdict.EXCERPT),
        (pairs.are_in(reprinted), Verdict.REPRINT),
        ((jaccard >= settings.min_jaccard) & long_enough, Verdict.NEAR_DUPLICATE),
        (same_words & long_enough, Verdict.IDENTICAL),
    ):
        verdict[holds] = name.code
    kept = verdict >= 0
    return Matches(
        pairs.left[kept],
        pairs.right[kept],
        verdict[kept],
        jaccard[kept],
        containment[kept],
        cosine[kept],
        probability[kept],
    )
