from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from dedup.matches import SharedPassages
from dedup.records import Report
from dedup.report.passages_jsonl import passages_jsonl


def shared(n_of_match: list[int]) -> SharedPassages:
    n = sum(n_of_match)
    columns = (np.arange(n, dtype=np.int32) + k for k in range(6))
    return SharedPassages(np.concatenate([[0], np.cumsum(n_of_match)]), *columns)


def test_every_match_with_passages_has_a_line_in_the_order_of_the_matches(report: Report) -> None:
    written = b"".join(passages_jsonl(replace(report, passages=shared([2, 0, 1]))))
    lines = [json.loads(line) for line in written.splitlines()]
    assert [(line["left"], line["right"], line["verdict"]) for line in lines] == [
        ("a.jsonl#1", "b.txt", "near-duplicate"),
        ("c.txt", "d.txt", "excerpt"),
    ]
    assert [len(line["passages"]) for line in lines] == [2, 1]
    assert lines[1]["passages"][0] == {
        "text": "B",
        "n_words": 2,
        "left_start": 3,
        "left_end": 4,
        "right_start": 5,
        "right_end": 6,
        "n_articles": 7,
    }


def test_a_report_without_evidence_has_no_line(report: Report) -> None:
    assert list(passages_jsonl(report)) == []
