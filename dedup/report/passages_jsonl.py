"""Report -> `passages.jsonl`: what the articles of each match share word for word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np

from dedup.matches import VERDICTS, SharedPassages
from dedup.records import Report
from dedup.report import json
from dedup.report.tables import locations

_BLOCK: Final = 2_000
"""Matches whose columns are made into Python's numbers at a time."""


def passages_jsonl(report: Report) -> Iterator[bytes]:
    """Yield a line for each match that shares passages, in the order of `pairs.csv`; many lines together.

    Offsets are code points into the texts as they were read; the words are those of the left article.
    """
    if report.passages is None:
        return iter(())
    return json.lines(_objects(report, report.passages))


def _objects(report: Report, passages: SharedPassages) -> Iterator[dict[str, object]]:
    matches, articles, location_of = report.matches, report.articles, locations(report)
    verdicts = [verdict.value for verdict in VERDICTS]
    last, text = -1, ""
    for start in range(0, len(matches), _BLOCK):
        bounds = passages.bounds[start : start + _BLOCK + 1]
        columns = (getattr(passages, name)[bounds[0] : bounds[-1]].tolist() for name in SharedPassages.__slots__[1:])
        of_block = zip(*columns, strict=True)
        rows = (column[start : start + _BLOCK] for column in (matches.left, matches.right, matches.verdict))
        for left, right, verdict, n in zip(*(column.tolist() for column in (*rows, np.diff(bounds))), strict=True):
            if not n:
                continue
            if left != last:  # the matches of an article are next to each other
                last, text = left, articles[left].text
            found = [
                {
                    "text": text[left_start:left_end],
                    "n_words": n_words,
                    "left_start": left_start,
                    "left_end": left_end,
                    "right_start": right_start,
                    "right_end": right_end,
                    "n_articles": n_articles,
                }
                for n_words, left_start, left_end, right_start, right_end, n_articles in islice(of_block, n)
            ]
            pair = {"left": location_of[left], "right": location_of[right], "verdict": verdicts[verdict]}
            yield {**pair, "passages": found}
