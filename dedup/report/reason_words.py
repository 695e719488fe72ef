"""What each feature of a pair tells, in plain words: for one story, against it, and where it is not known.

A feature speaks for or against as measured by the pairs the model was trained on, whose average adds nothing: `titles
unlike` are less alike than those of an average pair that shares rare words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from dedup.match.pair_features import FEATURES
from dedup.match.pairs import Pairs
from dedup.records import Article, Reasons, Report
from dedup.report.tables import shared_stories
from dedup.report.wording import counted

PRIOR: Final = "before anything is known of the two"

DAYS: Final = "log_days_apart"
"""The feature whose words are the days that a pair is apart."""

STRONGEST: Final = 3
"""Reasons in a line about a pair."""


class Words(NamedTuple):
    """What is said of a pair."""

    in_favour: str
    against: str
    unknown: str


class Topic(NamedTuple):
    """Features that tell of one thing, such as the names: what they add is one reason."""

    words: Words
    features: Mapping[str, Words]


_NO_DATE = "at least one has no date"
_LENGTHS = Words(*["how far apart their lengths are"] * 3)
_ONE_WORD = Words(*["how much of the likeness hangs on one word"] * 3)
_FOLDER = Words(*["articles in the folder"] * 3)
_NO_OTHERS = "no other article to compare with"

NAMES: Final = Topic(
    Words("the same names", "few of the same names", "no names to compare"),
    {
        "names_in_text": Words(
            "each one's names stand in the other text",
            "not both ones' names stand in the other text",
            "no names in one of them",
        ),
        "names_in_text_best": Words(
            "one's names stand in the other text", "neither one's names stand in the other text", "no names in either"
        ),
    },
)
TITLES: Final = Topic(
    Words("titles alike", "titles unlike", "no titles to compare"),
    {
        "title_cosine": Words("words shared by the titles", "few words shared by the titles", "a title is missing"),
        "title_in_text": Words(
            "each title's words stand in the other text",
            "not both titles' words stand in the other text",
            "a title is missing",
        ),
        "title_in_text_best": Words(
            "one title's words stand in the other text",
            "neither title's words stand in the other text",
            "both titles are missing",
        ),
    },
)
BEGINNINGS: Final = Topic(
    Words("first sentences alike", "first sentences unlike", "no first sentences to compare"),
    {
        "lead_cosine": Words(
            "words shared by the first sentences", "few words shared by the first sentences", "no text in one of them"
        ),
        "lead_in_text": Words(
            "each one's first sentences stand in the other text",
            "not both ones' first sentences stand in the other text",
            "no text in one of them",
        ),
        "lead_in_text_best": Words(
            "one's first sentences stand in the other text",
            "neither one's first sentences stand in the other text",
            "no text in either",
        ),
    },
)
TEXTS: Final = Topic(
    Words("the same words", "few of the same words", "no words to compare"),
    {
        "cosine": Words("words shared", "few words shared", "no words to compare"),
        "shared_rarity": Words("rare words shared", "few rare words shared", "no rare words to compare"),
        "heaviest_share": _ONE_WORD,
    },
)
NEIGHBOURS: Final = Topic(
    Words("nearer to each other than to other articles", "other articles are about as near", _NO_OTHERS),
    {
        "of_best": Words("no article is much nearer to one of them", "both have much nearer articles", _NO_OTHERS),
        "of_second_best": Words("no article is much nearer to either", "one has much nearer articles", _NO_OTHERS),
        "above_crowd": Words(
            "they stand out from the crowd around each", "one is in a crowd of articles as near", _NO_OTHERS
        ),
        "above_crowd_least": Words(
            "they stand out from the crowd around one", "both are in a crowd of articles as near", _NO_OTHERS
        ),
    },
)
TIME: Final = Topic(Words("days apart", "days apart", _NO_DATE), {DAYS: Words("days apart", "days apart", _NO_DATE)})
LENGTHS: Final = Topic(_LENGTHS, {"length_ratio": _LENGTHS})
FOLDER: Final = Topic(_FOLDER, {"log_articles": _FOLDER})

TOPICS: Final = (NAMES, TITLES, BEGINNINGS, TEXTS, NEIGHBOURS, TIME, LENGTHS, FOLDER)
"""Every one of `FEATURES` is of one of them; the last is the same for all pairs of a folder."""


def weakest_reasons(report: Report) -> dict[int, list[str]]:
    """Return for each story of two or more articles, by its number, the strongest reasons of its weakest link.

    Strongest first, whether for or against; those against say so. What the folder's size adds is left out: it is the
    same for every pair. Empty where the report has no reasons.
    """
    if report.reasons is None:
        return {}
    links = {number: story.weakest for number, story in shared_stories(report).items() if story.weakest}
    left = np.array([link.left for link in links.values()], np.int32)
    right = np.array([link.right for link in links.values()], np.int32)
    rows = np.searchsorted(Pairs(*report.matches.sides).keys(), Pairs(left, right).keys())
    return {
        number: _strongest(report.reasons, row, (report.articles[link.left], report.articles[link.right]))
        for (number, link), row in zip(links.items(), rows.tolist(), strict=True)
    }


def _strongest(reasons: Reasons, row: int, articles: Sequence[Article]) -> list[str]:
    log_odds = dict(zip(FEATURES, reasons.log_odds[row].tolist(), strict=True))
    unknown = dict(zip(FEATURES, reasons.unknown[row].tolist(), strict=True))
    added = [math.fsum(log_odds[name] for name in topic.features) for topic in TOPICS if topic is not FOLDER]
    shown = sorted(range(len(added)), key=lambda k: (-round(abs(added[k]), 4), k))[:STRONGEST]
    return [
        _in_words(TOPICS[k], added[k], all(unknown[name] for name in TOPICS[k].features), reasons.names[row], articles)
        for k in shown
    ]


def _in_words(topic: Topic, log_odds: float, unknown: bool, names: Sequence[str], articles: Sequence[Article]) -> str:
    if unknown:
        said = topic.words.unknown
    elif topic is TIME:
        said = days_apart(*articles)
    else:
        said = topic.words.in_favour if log_odds >= 0 else topic.words.against
        said += f": {', '.join(names)}" if topic is NAMES and names else ""
    return said if log_odds >= 0 else f"{said} (against)"


def days_apart(one: Article, other: Article) -> str:
    """Return how many days apart two articles with dates were published, in words.

    >>> from datetime import date
    >>> days_apart(Article(text="", published=date(2031, 5, 3)), Article(text="", published=date(2031, 5, 1)))
    '2 days apart'
    """
    days = abs(one.published_s - other.published_s) / 86400
    return "less than a day apart" if days < 1 else f"{counted(int(days + 0.5), 'day')} apart"
