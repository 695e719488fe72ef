from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dedup.article import Article
from dedup.match.pair_features import FEATURES
from dedup.matches import Match, Reasons, Verdict
from dedup.records import Link, Report, Story
from dedup.report.reason_words import TOPICS, weakest_reasons

from .builders import report_of


def test_every_feature_is_of_one_topic() -> None:
    assert sorted(name for topic in TOPICS for name in topic.features) == sorted(FEATURES)


@pytest.fixture
def articles() -> list[Article]:
    days = (date(2031, 5, 1), date(2031, 5, 3), date(2031, 5, 3), None)
    return [Article(text="", published=day, location=f"{k}.txt") for k, day in enumerate(days)]


def reported(articles: list[Article], left: int, right: int, unknown: str = "", **log_odds: float) -> list[str]:
    """The strongest reasons of the weakest link of a story, which is one of two matches."""
    matches = [Match(0, 1, Verdict.RELATED, 0, 0, 0.1, 0.3), Match(left, right, Verdict.SAME_STORY, 0, 0, 0.4, 0.6)]
    report: Report = report_of(articles, *matches)
    values = np.zeros((2, len(FEATURES)), np.float32)
    values[1] = [log_odds.get(name, 0.0) for name in FEATURES]
    not_known = np.zeros(values.shape, np.bool_)
    not_known[1] = [name == unknown for name in FEATURES]
    story = Story((left, right), left, Link(left, right, 0.6))
    reasons = Reasons(-2.0, values, not_known, ((), ("Lavrov", "Moscow")))
    return weakest_reasons(replace(report, stories=(story,), reasons=reasons))[1]


def test_the_three_strongest_are_named_strongest_first_and_those_against_say_so(articles: list[Article]) -> None:
    said = reported(articles, 1, 2, names_in_text_best=0.9, log_days_apart=0.5, title_cosine=-0.7, length_ratio=0.1)
    assert said == ["the same names: Lavrov, Moscow", "titles unlike (against)", "less than a day apart"]


def test_what_measures_of_one_topic_add_is_one_reason(articles: list[Article]) -> None:
    said = reported(articles, 1, 2, title_cosine=0.4, title_in_text=0.3, lead_cosine=0.6, cosine=-0.2)
    assert said == ["titles alike", "first sentences alike", "few of the same words (against)"]


def test_days_are_counted_and_an_unknown_date_is_told(articles: list[Article]) -> None:
    assert reported(articles, 0, 2, log_days_apart=0.9)[0] == "2 days apart"
    assert reported(articles, 1, 3, "log_days_apart", log_days_apart=-0.9)[0] == "at least one has no date (against)"


def test_the_size_of_the_folder_is_no_reason_for_one_pair(articles: list[Article]) -> None:
    assert not any("folder" in words for words in reported(articles, 1, 2, log_articles=1.6))
