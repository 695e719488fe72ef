"""Overlaps -> excerpts: the sample proposes, exact containment on the shingles decides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.match.near_duplicates import for_all_articles, measure_shingles
from dedup.match.overlaps import Overlaps
from dedup.match.pairs import Pairs
from dedup.settings import Settings


def excerpts(features: Features, first: NDArray[np.int32], overlaps: Overlaps, settings: Settings) -> Pairs:
    """Return every verified pair with a containment of `settings.min_containment`, whatever the lengths.

    A pair at the bound becomes a candidate with a probability above 0.99, or for certain where texts are sampled whole;
    what `find_overlaps` leaves out is missed. No pair below the bound is returned. Both texts have at least
    `MIN_PASSAGE_WORDS` words. `first`, (n_articles,), is from `first_of_identical`.
    """
    size = features.n_shingles
    left_is_shorter = size[overlaps.pairs.left] <= size[overlaps.pairs.right]
    n_sampled = np.where(left_is_shorter, overlaps.n_left, overlaps.n_right)
    candidates = overlaps.pairs.where(overlaps.shared >= _least_shared(n_sampled, settings.min_containment))
    _, containment = measure_shingles(features, candidates)
    return for_all_articles(first, candidates.where(containment >= settings.min_containment))


def _least_shared(n_sampled: NDArray[np.int32], min_containment: float) -> NDArray[np.float64]:
    """Return the fewest sampled shingles that a text at the bound shares: the mean less three standard deviations."""
    mean = n_sampled * min_containment
    least: NDArray[np.float64] = np.maximum(mean - 3 * np.sqrt(mean * (1 - min_containment)), 1)
    return least
