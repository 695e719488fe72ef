from __future__ import annotations

from datetime import datetime, timezone

from dedup.matches import Match, Verdict
from dedup.records import Copies, Link


def at(hour: float, day: int = 3) -> datetime:
    return datetime(2031, 5, day, int(hour), round(60 * (hour % 1)), tzinfo=timezone.utc)


def group(*members: int, representative: int = 0) -> Copies:
    return Copies(members, representative, Link(members[0], members[1], 0.9))


def pair(left: int, right: int, verdict: Verdict = Verdict.NEAR_DUPLICATE, containment: float = 0.9) -> Match:
    return Match(left, right, verdict, 0.9, containment, 0.9, 0.9)
