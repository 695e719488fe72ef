from __future__ import annotations

from dataclasses import replace

from dedup.records import Report
from dedup.report.once import once


def test_what_is_told_of_a_report_is_worked_out_once_for_each_report(report: Report) -> None:
    asked = []

    @once
    def n_articles(report: Report) -> int:
        asked.append(report)
        return len(report.articles)

    other = replace(report, articles=report.articles[:2])
    assert [n_articles(each) for each in (report, report, other, report)] == [6, 6, 2, 6]
    assert len(asked) == 2
