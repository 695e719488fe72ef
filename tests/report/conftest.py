from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from dedup.article import Article
from dedup.comparison import Comparison, Reason, Sentence, SharedTerm
from dedup.matches import Match, Passage, Verdict
from dedup.records import Confidence, Copies, Decision, Link, Report, SetAside, Skipped, Source, Story

from .builders import report_of

FERRY = "Ferry runs aground off Marrow Point, all 214 aboard safe"


@pytest.fixture
def report() -> Report:
    """Six articles: a story of four with two copies and an excerpt, and two articles alone."""
    morning = datetime(2031, 5, 3, 9, 12, tzinfo=timezone.utc)
    east = timezone(timedelta(hours=3))
    articles = [
        Article(
            text="A" * 400,
            title=FERRY,
            outlet="Harbour Post",
            published=morning,
            url="https://harbour.example/ferry",
            language="en",
            id="h1",
            location="a.jsonl#1",
        ),
        Article(
            text="A" * 390,
            title='Ferry "aground", say\rrescuers',
            outlet="Tidewater Radio",
            published=datetime(2031, 5, 4, 21, 0, tzinfo=east),
            language="en",
            location="b.txt",
        ),
        Article(text="B" * 300, title="=Fähre läuft auf Grund", published=morning, language="de", location="c.txt"),
        Article(text="C" * 500, title="渡轮搁浅", outlet="Harbour Post", published=morning, location="d.txt"),
        Article(text="Council votes on tram", published=date(2031, 5, 7), outlet="North Daily", location="e.txt"),
        Article(text="D" * 80, title="Melon harvest begins", language="en", location="f.txt"),
    ]
    found = (
        Match(0, 1, Verdict.NEAR_DUPLICATE, 0.912345, 0.95, 0.97, 0.999),
        Match(0, 2, Verdict.SAME_STORY, 0.0, 0.0, 0.4, 0.61),
        Match(2, 3, Verdict.EXCERPT, 0.5, 0.9, 0.8, float("nan")),
    )
    wire = Source(0, "Harbour Post", Confidence.HIGH, "1 of 2 copies credits Harbour Post")
    return replace(
        report_of(articles, *found),
        copies=(Copies((0, 1), 1, Link(0, 1, 0.912345)),),
        sources={0: wire, 1: wire, 2: Source(None, "dpa", Confidence.MEDIUM, "it credits this source")},
        decisions={0: Decision(1, "near-duplicate of the best copy"), 1: Decision(None, "best copy (of 2)")},
        stories=(Story((0, 2, 3, 1), 0, Link(0, 2, 0.61)), Story((4,), 4, None), Story((5,), 5, None)),
        skipped=(
            Skipped("g.png", "not text", "a PNG image"),
            Skipped("h.txt", "too short", "3 words"),
            Skipped("i.txt", "too short", "1 word"),
        ),
        set_aside=(
            SetAside("Harbour Post", "recurs over the outlet's pages", 2, 1200, "a.jsonl#1", "Sign up, free"),
            SetAside("", "list of teasers", 1, 90, "c.txt", "More on this"),
        ),
        seconds={"read": 1.23456, "match": 0.5},
    )


@pytest.fixture
def comparison(report: Report) -> Comparison:
    return Comparison(
        left=report.articles[0],
        right=report.articles[2],
        match=Match(0, 1, Verdict.SAME_STORY, 0.01234, 0.02, 0.4, 0.61),
        jaccard=0.01234,
        containment=0.02,
        cosine=0.4,
        probability=0.61,
        ruled_out="",
        passages=(Passage("all two hundred and fourteen", 5, 10, 38, 90, 118), Passage("Marrow", 1, 1, 7, 2, 8)),
        terms=(SharedTerm("marrow", 0.21), SharedTerm("渡轮", 0.04)),
        reasons=(Reason("names", 0.7, 1.234567, "five of seven names in common"), Reason("bias", 1.0, -0.8, "before")),
        only_left=(Sentence("Nobody was hurt.", 40, 56),),
    )
