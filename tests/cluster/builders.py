from __future__ import annotations

from datetime import datetime, timezone

import numpy as np

from dedup.matches import Match, Matches, Verdict
from dedup.records import Copies, Link


def at(hour: float, day: int = 3) -> datetime:
    return datetime(2031, 5, day, int(hour), round(60 * (hour % 1)), tzinfo=timezone.utc)


def group(*members: int, representative: int = 0) -> Copies:
    return Copies(members, representative, Link(members[0], members[1], 0.9))


def pair(left: int, right: int, verdict: Verdict = Verdict.NEAR_DUPLICATE, containment: float = 0.9) -> Match:
    return Match(left, right, verdict, 0.9, containment, 0.9, 0.9)


def matches(*found: Match) -> Matches:
    columns = list(zip(*[(m.left, m.right, m.verdict.code, m.jaccard, m.containment) for m in found], strict=True))
    left, right, verdict, jaccard, containment = columns or [()] * 5
    same = np.full(len(found), 0.9)
    return Matches(
        np.array(left, np.int32),
        np.array(right, np.int32),
        np.array(verdict, np.int8),
        np.array(jaccard, np.float64),
        np.array(containment, np.float64),
        same,
        same,
    )
