from __future__ import annotations

import json
from dataclasses import replace

from dedup.article import Article
from dedup.records import Report, Story
from dedup.report.jsonl import stories_jsonl
from dedup.report.reason_words import weakest_reasons

from .builders import report_of, with_reasons


def test_a_story_is_one_object_with_its_articles_copies_and_weakest_link(report: Report) -> None:
    (line,) = stories_jsonl(report)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    story = json.loads(line)
    assert list(story) == [
        *("story", "title", "n_articles", "n_outlets", "outlets", "first", "last", "articles", "copies"),
        *("weakest_link", "central", "terms"),
    ]
    assert story["story"] == 1
    assert story["title"] == report.articles[0].title
    assert (story["n_articles"], story["n_outlets"]) == (4, 2)
    assert (story["first"], story["last"]) == ("2031-05-03T09:12:00+00:00", "2031-05-04T21:00:00+03:00")
    assert [article["article"] for article in story["articles"]] == ["a.jsonl#1", "c.txt", "d.txt", "b.txt"]
    assert story["articles"][1] == {
        "article": "c.txt",
        "title": "=Fähre läuft auf Grund",
        "outlet": "",
        "published": "2031-05-03T09:12:00+00:00",
        "role": "excerpt",
    }
    assert story["copies"] == [
        {
            "copies": 1,
            "representative": "b.txt",
            "articles": ["a.jsonl#1", "b.txt"],
            "weakest_link": {"left": "a.jsonl#1", "right": "b.txt", "jaccard": 0.9123},
        }
    ]
    assert story["central"] == report.articles[0].location
    assert story["weakest_link"] == {"left": "a.jsonl#1", "right": "c.txt", "probability": 0.61, "reasons": []}


def test_the_weakest_link_has_its_three_strongest_reasons(report: Report) -> None:
    report = with_reasons(report, names=["Marrow", "Isolde"])
    (line,) = stories_jsonl(report)
    weakest = json.loads(line)["weakest_link"]
    assert list(weakest)[-1] == "reasons"
    assert weakest["reasons"] == weakest_reasons(report)[1]
    assert len(weakest["reasons"]) == 3


def test_outlets_are_sorted_by_articles_then_by_name() -> None:
    outlets = ["Quay News", "Harbour Post", "Tidewater", "Tidewater", ""]
    report = report_of([Article(text="Tram", outlet=outlet, location=f"{n}.txt") for n, outlet in enumerate(outlets)])
    report = replace(report, stories=(Story((0, 1, 2, 3, 4), 0, None),))
    (line,) = stories_jsonl(report)
    assert json.loads(line)["outlets"] == ["Tidewater", "Harbour Post", "Quay News"]


def test_stories_keep_the_numbers_they_have_in_the_table_of_articles() -> None:
    report = report_of([Article(text="Tram", location=f"{n}.txt") for n in range(3)])
    report = replace(report, stories=(Story((1,), 1, None), Story((0, 2), 0, None)))
    (line,) = stories_jsonl(report)
    story = json.loads(line)
    assert story["story"] == 2
    assert (story["first"], story["last"]) == ("", "")


def test_articles_that_stand_alone_are_left_out() -> None:
    assert list(stories_jsonl(report_of([Article(text="Tram")]))) == []
