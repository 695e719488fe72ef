"""What each feature of a pair tells, in plain words: for one story, against it, and where it is not known.

A feature speaks for or against as measured by the pairs the model was trained on, whose average adds nothing: `titles
unlike` are less alike than those of an average pair that shares rare words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY
from dedup.match.pair_features import FEATURES
from dedup.match.pairs import Pairs
from dedup.matches import Reasons
from dedup.records import Report
from dedup.report.once import once
from dedup.report.tables import published_s, shared_stories
from dedup.report.wording import counted

STRONGEST: Final = 3
"""Reasons in a line about a pair."""


class Wording(NamedTuple):
    """What is said of a pair."""

    in_favour: str
    against: str
    unknown: str


class Topic(NamedTuple):
    """Features that tell of one thing, such as the names: what they add is one reason."""

    words: Wording
    features: Mapping[str, str]
    """Each with what it measures."""


NAMES: Final = Topic(
    Wording("the same names", "few of the same names", "no names to compare"),
    {
        "names_in_text": "how far each one's names stand in the other text",
        "names_in_text_best": "how far the names of one stand in the other text",
    },
)
TITLES: Final = Topic(
    Wording("titles alike", "titles unlike", "no titles to compare"),
    {
        "title_cosine": "how alike the titles are",
        "title_in_text": "how far each title's words stand in the other text",
        "title_in_text_best": "how far the words of one title stand in the other text",
    },
)
BEGINNINGS: Final = Topic(
    Wording("first sentences alike", "first sentences unlike", "no first sentences to compare"),
    {
        "lead_cosine": "how alike the first sentences are",
        "lead_in_text": "how far each one's first sentences stand in the other text",
        "lead_in_text_best": "how far the first sentences of one stand in the other text",
    },
)
TEXTS: Final = Topic(
    Wording("the same words", "few of the same words", "no words to compare"),
    {
        "cosine": "how alike the texts are",
        "shared_rarity": "how many rare words they share",
        "heaviest_share": "how much of the likeness hangs on one word",
    },
)
NEIGHBOURS: Final = Topic(
    Wording(
        "nearer to each other than to other articles", "other articles are as near", "no other article to compare with"
    ),
    {
        "of_best": "how close they come to one's nearest article",
        "of_second_best": "how close they come to both ones' nearest articles",
        "above_crowd": "how far they stand out from the crowd around each",
        "above_crowd_least": "how far they stand out from the crowd around one",
    },
)
TIME: Final = Topic(
    Wording("days apart", "days apart", "at least one has no date"), {"log_days_apart": "how many days they are apart"}
)
# Lengths may speak either way, whatever they are.
LENGTHS: Final = Topic(
    Wording("how far apart their lengths are", "how far apart their lengths are", "no lengths to compare"),
    {"length_ratio": "how far apart their lengths are"},
)
FOLDER: Final = Topic(
    Wording("articles in the folder", "articles in the folder", "articles in the folder"),
    {"log_articles": "how many articles the folder holds"},
)

TOPICS: Final = (NAMES, TITLES, BEGINNINGS, TEXTS, NEIGHBOURS, TIME, LENGTHS, FOLDER)
"""Every one of `FEATURES` is of one of them; the last is the same for all pairs of a folder."""

_OF_PAIRS: Final = tuple(topic for topic in TOPICS if topic is not FOLDER)

_PLACE: Final = {name: place for place, name in enumerate(FEATURES)}


@once
def weakest_reasons(report: Report) -> dict[int, list[str]]:
    """Return for each story of two or more articles, by its number, the strongest reasons of its weakest link.

    Strongest first, whether for or against; those against say so. What the folder's size adds is left out: it is the
    same for every pair. Empty where the report has no reasons.
    """
    reasons = report.reasons
    if reasons is None:
        return {}
    links = {number: story.weakest for number, story in shared_stories(report).items() if story.weakest}
    left = np.array([link.left for link in links.values()], np.int32)
    right = np.array([link.right for link in links.values()], np.int32)
    rows = np.searchsorted(Pairs(*report.matches.sides).keys(), Pairs(left, right).keys())
    seconds = published_s(report)
    days = np.abs(seconds[left] - seconds[right]) / SECONDS_PER_DAY
    result = {}
    columns = (column.tolist() for column in (rows, days, *_strongest(reasons, rows)))
    for number, row, days_of, topics, against, unknown in zip(links, *columns, strict=True):
        names, shown = reasons.names[row], zip(topics, against, unknown, strict=True)
        result[number] = [
            _in_words(_OF_PAIRS[k], is_against, is_unknown, names, days_of) for k, is_against, is_unknown in shown
        ]
    return result


def _strongest(
    reasons: Reasons, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the topics that add most to the log-odds of each of `rows`, and which are against it, which unknown.

    Each is (n_rows, STRONGEST); the topics are places in `_OF_PAIRS`.
    """
    places = [[_PLACE[name] for name in topic.features] for topic in _OF_PAIRS]
    # Sums of a few numbers of 4 decimals are exact in 64 bits: their order does not matter.
    log_odds, unknown = reasons.log_odds[rows].astype(np.float64), reasons.unknown[rows]
    added = np.stack([log_odds[:, of_topic].sum(axis=1) for of_topic in places], axis=1)
    is_unknown = np.stack([unknown[:, of_topic].all(axis=1) for of_topic in places], axis=1)
    order = np.argsort(-np.round(np.abs(added), 4), axis=1, kind="stable")[:, :STRONGEST]
    return order, np.take_along_axis(added < 0, order, axis=1), np.take_along_axis(is_unknown, order, axis=1)


def _in_words(topic: Topic, is_against: bool, is_unknown: bool, names: Sequence[str], days: float) -> str:
    if is_unknown:
        said = topic.words.unknown
    elif topic is TIME:
        said = days_apart(days)
    else:
        said = topic.words.against if is_against else topic.words.in_favour
        said += f": {', '.join(names)}" if topic is NAMES and names else ""
    return f"{said} (against)" if is_against else said


def days_apart(days: float) -> str:
    """Return how many days apart two articles were published, in words.

    >>> days_apart(2.4), days_apart(0.9)
    ('2 days apart', 'less than a day apart')
    """
    return "less than a day apart" if days < 1 else f"{counted(int(days + 0.5), 'day')} apart"
