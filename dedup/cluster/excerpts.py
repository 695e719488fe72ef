"""Matches -> which article is an excerpt of which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.matches import Matches, Verdict


class Excerpt(NamedTuple):
    """An article, one that holds it, and the part of its shingles that stands there."""

    part: int
    whole: int
    containment: float


def excerpts_of(n_shingles: NDArray[np.int32], matches: Matches) -> list[Excerpt]:
    """Return each excerpt with each article that holds it.

    The excerpt is the article of an `excerpt` match that has fewer shingles, of two with as many the right one.
    """
    found = []
    for row in np.flatnonzero(matches.verdict == Verdict.EXCERPT.code).tolist():
        left, right = int(matches.left[row]), int(matches.right[row])
        part, whole = (left, right) if n_shingles[left] < n_shingles[right] else (right, left)
        found.append(Excerpt(part, whole, float(matches.containment[row])))
    return found


def holders(n_shingles: NDArray[np.int32], excerpts: Sequence[Excerpt]) -> list[tuple[int, int]]:
    """Return each excerpt and the article that holds it: of several the one that holds most, then the first.

    The largest come first, so that what holds an excerpt, and is one itself, comes before it.
    """
    found: dict[int, tuple[float, int]] = {}
    for part, whole, containment in excerpts:
        found[part] = min(found.get(part, (0.0, whole)), (-containment, whole))
    return [(part, found[part][1]) for part in sorted(found, key=lambda part: (-int(n_shingles[part]), part))]
