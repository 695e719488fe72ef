"""Report -> what each article is among the copies of its text."""

from __future__ import annotations

from typing import Literal

from dedup.records import Report

Role = Literal["single", "original", "copy", "excerpt"]


def roles(report: Report) -> list[Role]:
    """Return the role of every article, in the order of `report.articles`.

    The likely source of a text that others share, or hold an excerpt of, is the `original`; where that is unknown, or
    was not read, there is none. The other members of a group of copies are each a `copy`. An article outside all groups
    is an `excerpt` where a source was sought since most of it stands in another, longer article, and `single`
    otherwise.
    """
    result: list[Role] = ["single"] * len(report.articles)
    for article in report.sources:
        result[article] = "excerpt"
    for group in report.copies:
        for article in group.articles:
            result[article] = "copy"
    for article, source in report.sources.items():
        if source.article is not None and (source.article == article or result[source.article] == "single"):
            result[source.article] = "original"
    return result
