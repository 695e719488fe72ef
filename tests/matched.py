"""Matches, given one by one, as the columns that the program computes on."""

from __future__ import annotations

import numpy as np

from dedup.matches import Match, Matches


def matches(*found: Match) -> Matches:
    return Matches(
        np.array([match.left for match in found], np.int32),
        np.array([match.right for match in found], np.int32),
        np.array([match.verdict.code for match in found], np.int8),
        np.array([match.jaccard for match in found], np.float64),
        np.array([match.containment for match in found], np.float64),
        np.array([match.cosine for match in found], np.float64),
        np.array([match.probability for match in found], np.float64),
    )
