"""What several files need of a report is worked out once, for the first of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from dedup.records import Report

Result = TypeVar("Result")


def once(work_out: Callable[[Report], Result]) -> Callable[[Report], Result]:
    """Return `work_out` with its result kept in the report; nobody may change that result.

    A cache of the function would compare reports, and keep the articles of reports that are gone.
    """
    name = f"{work_out.__module__}.{work_out.__qualname__}"

    @wraps(work_out)
    def remembered(report: Report) -> Result:
        if name not in report.memo:
            report.memo[name] = work_out(report)
        return cast("Result", report.memo[name])

    return remembered
