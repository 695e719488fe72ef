"""Report -> `passages.jsonl`: what the articles of each match share word for word."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dedup.records import VERDICTS, Report
from dedup.report import json


def passages_jsonl(report: Report) -> Iterator[str]:
    """Yield a line for each match that shares passages, in the order of `pairs.csv`.

    Offsets are code points into the texts as they were read; the words are those of the left article.
    """
    if report.passages is None:
        return
    matches, articles = report.matches, report.articles
    verdicts = [verdict.value for verdict in VERDICTS]
    for row in np.flatnonzero(np.diff(report.passages.bounds)).tolist():
        left, right = articles[matches.left[row]], articles[matches.right[row]]
        found = list(report.passages.of(row, left))  # orjson writes records as objects
        pair = {"left": left.location, "right": right.location, "verdict": verdicts[matches.verdict[row]]}
        yield json.line({**pair, "passages": found})
