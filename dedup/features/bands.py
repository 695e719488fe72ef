"""Signatures -> keys of their bands: texts that agree in a whole band are candidates for near-duplicates (LSH)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numba import njit, uint64

from dedup.features.tokenize import mix

RECALL: Final = 0.98
"""Least chance that a pair at the threshold becomes a candidate. Bands come in steps: at 0.8 it takes 18 x 7, which
propose 0.986 of such pairs, and from 0.99 on it would take 21 x 6, which propose more that are none. datasketch's own
banding is 9 x 13 there, and proposes 0.40 of them."""


@lru_cache
def banding(min_jaccard: float, num_perm: int) -> tuple[int, int]:
    """Return (bands, rows): the most rows that keep `RECALL` at `min_jaccard`.

    More rows mean fewer false candidates. A pair of similarity s becomes a candidate with probability
    1 - (1 - s**rows)**bands (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4).

    >>> banding(0.8, num_perm=128)
    (18, 7)
    """
    for rows in range(num_perm, 1, -1):
        bands = num_perm // rows
        if 1 - (1 - min_jaccard**rows) ** bands >= RECALL:
            return bands, rows
    return num_perm, 1


@njit(cache=True, nogil=True)
def band_keys(signatures, n_bands, n_rows):  # type: ignore[no-untyped-def]
    """Return a hash of each band of `signatures` (n, num_perm), (n, n_bands) uint32.

    Keys are a seventh of the signatures. Two bands that differ have the same one once in four billion times; what that
    proposes is no near-duplicate, as its shingles say.
    """
    keys = np.empty((len(signatures), n_bands), np.uint32)
    for i in range(len(signatures)):
        for band in range(n_bands):
            key = uint64(0)
            for row in range(band * n_rows, (band + 1) * n_rows):
                key = mix(key + uint64(signatures[i, row]))
            keys[i, band] = np.uint32(key)
    return keys
