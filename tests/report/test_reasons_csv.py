from __future__ import annotations

import csv
import io
import math
from dataclasses import replace

import pytest

from dedup.article import Article
from dedup.match.pair_features import FEATURES
from dedup.matches import Match, Verdict
from dedup.read.spreadsheet import unguarded
from dedup.records import Report
from dedup.report.csv import pairs_csv
from dedup.report.reasons_csv import read_reasons, reasons_csv
from tests.report.page.conftest import NEWS

from .builders import report_of, with_reasons


def table(lines: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(lines, newline="")))


def test_each_row_sums_to_the_log_odds_of_the_probability_in_pairs_csv() -> None:
    from dedup.pipeline import scan

    report = scan([NEWS])
    pairs, reasons = table("".join(pairs_csv(report))), table("".join(reasons_csv(report)))
    assert len(pairs) == len(reasons) > 50
    for pair, row in zip(pairs, reasons, strict=True):
        assert (row["left"], row["right"]) == (pair["left"], pair["right"])
        log_odds = math.fsum(float(row[name]) for name in ("prior", *FEATURES))
        assert 1 / (1 + math.exp(-log_odds)) == pytest.approx(float(pair["probability"]), abs=4e-4)


def test_columns_are_the_pair_the_prior_the_features_and_what_goes_with_them(report: Report) -> None:
    first = table("".join(reasons_csv(with_reasons(report, names=["Marrow", "Isolde"]))))[0]
    assert list(first) == ["left", "right", "prior", *FEATURES, "unknown", "names"]
    assert (first["left"], first["right"], first["prior"]) == ("a.jsonl#1", "b.txt", "-2.7578")
    assert first["names"] == "Marrow; Isolde"
    assert all(len(first[name].partition(".")[2]) == 4 for name in FEATURES)


def test_the_table_holds_the_reasons_exactly(report: Report) -> None:
    report = with_reasons(report, names=["Marrow"])
    assert report.reasons is not None
    again = read_reasons(table("".join(reasons_csv(report))))
    assert again is not None
    assert (again.prior, again.names) == (report.reasons.prior, report.reasons.names)
    assert again.log_odds.tolist() == report.reasons.log_odds.tolist()
    assert again.unknown.tolist() == report.reasons.unknown.tolist()
    assert report.reasons.unknown.any()


def test_no_cell_is_a_formula() -> None:
    articles = [Article(text="", location="=HYPERLINK(1)"), Article(text="", location="@b.txt")]
    report = report_of(articles, Match(0, 1, Verdict.SAME_STORY, 0, 0, 0.4, 0.61))
    (row,) = table("".join(reasons_csv(with_reasons(report, names=["=SUM(A1)", "Marrow"]))))
    assert all(row[name][0] == "'" for name in ("left", "right", "names"))
    assert unguarded(row["names"]) == "=SUM(A1); Marrow"


def test_without_reasons_or_matches_there_is_the_header_alone(report: Report) -> None:
    for empty in (report, with_reasons(replace(report_of([])))):
        assert len(list(reasons_csv(empty))) == 1
    assert read_reasons([]) is None
