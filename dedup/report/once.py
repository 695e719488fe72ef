"""What several files tell of a report is worked out once, for the first of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from dedup.records import Report

Told = TypeVar("Told")


def once(tell: Callable[[Report], Told]) -> Callable[[Report], Told]:
    """Return `tell`, but what it told of a report is kept with that, and is not to be changed."""
    name = f"{tell.__module__}.{tell.__qualname__}"

    @wraps(tell)
    def told(report: Report) -> Told:
        if name not in report.told:
            report.told[name] = tell(report)
        return cast("Told", report.told[name])

    return told
