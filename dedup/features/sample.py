"""Shingles at random, the same in every text: evenly spread hashes below a bound (FracMinHash)."""

from __future__ import annotations

from typing import Final

from numba import njit, uint64

from dedup.features.search import first_from

N_RATES: Final = 3
"""Rates of samples: all shingles, every second, every fourth. Rate r takes one in 2**r."""


@njit(cache=True, nogil=True)
def in_sample(shingle, rate):  # type: ignore[no-untyped-def]
    """Whether the sample of that rate holds a shingle: its top bits are 0."""
    return rate == 0 or shingle >> uint64(64 - rate) == 0


@njit(cache=True, nogil=True)
def count_sampled(shingles, rate):  # type: ignore[no-untyped-def]
    """Return how many of `shingles`, which ascend, are in the sample: they are the first."""
    return len(shingles) if rate == 0 else first_from(uint64(1) << uint64(64 - rate), shingles, 0, len(shingles))
