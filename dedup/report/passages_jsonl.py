"""Report -> `passages.jsonl`: what the articles of each match share word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from dedup.records import Report
from dedup.report import json


def passages_jsonl(report: Report) -> Iterator[str]:
    """Yield a line for each match that shares passages, in the order of `pairs.csv`.

    Offsets are code points into the texts as they were read; the words are those of the left article.
    """
    if report.passages is None:
        return
    for row, match in enumerate(report.matches):
        left, right = report.articles[match.left], report.articles[match.right]
        found = [asdict(passage) for passage in report.passages.of(row, left)]
        if found:
            pair = {"left": left.location, "right": right.location, "verdict": match.verdict.value}
            yield json.line({**pair, "passages": found})
