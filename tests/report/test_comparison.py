from __future__ import annotations

import json
from dataclasses import replace

import click
import pytest
from wcwidth import width as columns

from dedup.comparison import Comparison
from dedup.matches import VERDICTS, Match, Passage, Verdict
from dedup.report.comparison_json import comparison_json
from dedup.report.comparison_text import comparison_text


def text(comparison: Comparison, width: int = 80) -> str:
    return click.unstyle(comparison_text(comparison, width=width))


def test_the_whole_text(comparison: Comparison) -> None:
    assert text(comparison) == (
        "Same story: both report the same event, each in its own words.\n"
        "\n"
        "A  Ferry runs aground off Marrow Point, all 214 aboard safe\n"
        "   Harbour Post, 3 May 2031 09:12 UTC\n"
        "   a.jsonl#1\n"
        "\n"
        "B  =Fähre läuft auf Grund\n"
        "   unknown outlet, 3 May 2031 09:12 UTC\n"
        "   c.txt\n"
        "\n"
        "Measures\n"
        "  jaccard      0.01  shingles shared, of all shingles of both\n"
        "  containment  0.02  shingles shared, of those of the article with fewer\n"
        "  cosine       0.40  likeness of title and text, common words counting little\n"
        "  probability  0.61  chance that both are on the same story\n"
        "\n"
        "Reasons, with their log-odds\n"
        "   +1.23  five of seven names in common\n"
        "   -0.80  before\n"
        "\n"
        "Shared passages, longest first\n"
        "  A 10-38, 5 words                      | B 90-118\n"
        "  AAAAAAAAAAAAAAAAAAAAAAAAAAAA          | BBBBBBBBBBBBBBBBBBBBBBBBBBBB\n"
        "  A 1-7, 1 word                         | B 2-8\n"
        "  AAAAAA                                | BBBBBB\n"
        "\n"
        "Only in A\n"
        "  - Nobody was hurt.\n"
        "\n"
        "Only in B\n"
        "  none\n"
        "\n"
        "Terms that weigh most, with their part of the cosine\n"
        "  marrow  0.21\n"
        "  渡轮    0.04\n"
    )


@pytest.mark.parametrize("verdict", [*VERDICTS, None])
def test_the_verdict_comes_first(comparison: Comparison, verdict: Verdict | None) -> None:
    match = Match(0, 1, verdict, 0.5, 0.5, 0.5, 0.5) if verdict else None
    first = text(replace(comparison, match=match)).split("\n")[0]
    assert first.lower().startswith(verdict.value if verdict else "unrelated")


def test_without_evidence_the_sections_say_none(comparison: Comparison) -> None:
    bare = replace(comparison, match=None, passages=(), terms=(), reasons=(), only_left=())
    assert text(bare).count("  none\n") == 5


def test_what_is_left_out_is_said(comparison: Comparison) -> None:
    many = replace(comparison, passages=tuple(Passage("tram", 1, n, n + 4, n, n + 4) for n in range(11)))
    assert "Shared passages (10 of 11), longest first" in text(many)
    assert text(many).count(", 1 word ") == 10


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider_than_the_terminal(comparison: Comparison, width: int) -> None:
    long = replace(comparison, passages=(Passage("渡轮搁浅 and all are safe " * 40, 240, 0, 1, 0, 1),))
    assert max(columns(line) for line in text(long, width).split("\n")) <= width


def test_json_holds_the_verdict_the_articles_and_all_evidence(comparison: Comparison) -> None:
    loaded = json.loads(comparison_json(comparison))
    measures = ["jaccard", "containment", "cosine", "probability"]
    evidence = ["reasons", "passages", "only_left", "only_right", "terms"]
    assert list(loaded) == ["verdict", *measures, "left", "right", *evidence, "template", "ruled_out"]
    assert loaded["verdict"] == "same story"
    assert loaded["jaccard"] == 0.0123
    assert loaded["left"]["article"] == "a.jsonl#1"
    assert loaded["right"]["title"] == "=Fähre läuft auf Grund"
    assert loaded["reasons"][0] == {
        "feature": "names",
        "value": 0.7,
        "log_odds": 1.2346,
        "words": "five of seven names in common",
    }
    assert loaded["passages"][0]["left_start"] == 10
    assert loaded["terms"] == [{"term": "marrow", "cosine_share": 0.21}, {"term": "渡轮", "cosine_share": 0.04}]


def test_two_of_a_series_are_said_to_be_so(comparison: Comparison) -> None:
    series = replace(comparison, match=None, probability=0.0, ruled_out="template")
    assert text(series).startswith("Unrelated: one form filled in twice, or two of a series")
    loaded = json.loads(comparison_json(series))
    assert loaded["template"] is True
    assert loaded["ruled_out"] == "template"


def test_json_of_an_unrelated_pair_has_no_verdict(comparison: Comparison) -> None:
    assert json.loads(comparison_json(replace(comparison, match=None)))["verdict"] is None
