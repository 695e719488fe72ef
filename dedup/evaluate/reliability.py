"""Probabilities and what turned out true -> a reliability table, and how far off the probabilities are.

References:
    Murphy and Winkler (1977), Reliability of subjective probability forecasts: the table.
    Naeini, Cooper and Hauskrecht (2015), Obtaining well calibrated probabilities: the expected calibration error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

N_BINS: Final = 10
"""Bins of equal width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The pairs with a probability of at least `low` and below `high`; the last bin includes 1."""

    low: float
    high: float
    n_pairs: int
    mean_probability: float
    observed: float
    """The part of them that is on one story."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often pairs of each probability are on one story."""

    n_pairs: int
    bins: tuple[Bin, ...]
    """Ascending; those without a pair are left out."""
    calibration_error: float
    """Expected: how far `observed` is from `mean_probability`, on average over the pairs; 0 where there are none."""


def reliability(probability: NDArray[np.float64], same_story: NDArray[np.bool_]) -> Reliability:
    """Return the reliability table of pairs; both arrays are (n_pairs,).

    >>> table = reliability(np.array([0.95, 0.95, 0.1]), np.array([True, False, False]))
    >>> [(found.low, found.n_pairs, found.observed) for found in table.bins]
    [(0.1, 1, 0.0), (0.9, 2, 0.5)]
    >>> round(table.calibration_error, 4)
    0.3333
    """
    edges = np.arange(1, N_BINS) / N_BINS
    bin_of = np.digitize(probability, edges)
    n_pairs = np.bincount(bin_of, minlength=N_BINS)
    expected = np.bincount(bin_of, weights=probability, minlength=N_BINS)
    observed = np.bincount(bin_of, weights=same_story, minlength=N_BINS)
    bins = tuple(
        Bin(
            low=k / N_BINS,
            high=(k + 1) / N_BINS,
            n_pairs=int(n_pairs[k]),
            mean_probability=float(expected[k] / n_pairs[k]),
            observed=float(observed[k] / n_pairs[k]),
        )
        for k in np.flatnonzero(n_pairs).tolist()
    )
    error = float(np.abs(expected - observed).sum() / max(len(probability), 1))
    return Reliability(len(probability), bins, error)
