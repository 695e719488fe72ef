"""Stories -> the terms that hold each together: those that weigh most in the cosines between its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from dedup.features.kernel import IS_NUMBER
from dedup.features.weights import Rows
from dedup.match.spelling import Spelling
from dedup.records import Article, Spans, Story

SHOWN = 10
"""Terms of a story: more than fit on a line tell no reader more."""

MIN_SHARE = 0.15
"""A term weighs at least this part of what the heaviest does: below, function words begin."""

MIN_FORM, MAX_ENDING = 3, 3
"""Letters of a word, and of its endings: stems (`STEM_LETTERS`) do not tell that `trams` is a form of `tram`."""


def with_terms(stories: Sequence[Story], articles: Sequence[Article], spans: Spans, rows: Rows) -> tuple[Story, ...]:
    """Return `stories`, those of two or more articles with their terms.

    A term stands in the central article and in at least half of all. Numbers are left out: they say little without
    what they count. Terms that stand side by side are one (`Spelling.phrases`), and of the forms of a word only the
    heaviest is named.
    """
    return tuple(
        replace(story, terms=_terms(story, articles[story.central], spans, rows)) if len(story.articles) > 1 else story
        for story in stories
    )


def _terms(story: Story, central: Article, spans: Spans, rows: Rows) -> tuple[str, ...]:
    low, high = int(rows.bounds[story.central]), int(rows.bounds[story.central + 1])
    terms, weights = rows.terms[low:high], rows.weights[low:high].astype(np.float64)
    shared, n_with, n_names = np.zeros(len(terms)), np.ones(len(terms)), rows.names[low:high].astype(np.int64)
    for article in story.articles:
        if article == story.central:
            continue
        start, end = rows.bounds[article : article + 2]
        _, here, there = np.intersect1d(terms, rows.terms[start:end], assume_unique=True, return_indices=True)
        shared[here] += weights[here] * rows.weights[start:end][there]
        n_with[here] += 1
        n_names[here] += rows.names[start:end][there]
    is_held = (shared > 0) & (shared >= MIN_SHARE * shared.max(initial=0.0))
    is_held &= (n_with > 1) & (n_with * 2 >= len(story.articles)) & (rows.kinds[low:high] & IS_NUMBER == 0)
    order = np.lexsort((terms, -np.round(shared, 9)))
    # Twice as many: some are parts or forms of others.
    entries = order[is_held[order]][: 2 * SHOWN] + low
    names = dict(zip(entries.tolist(), (n_names[entries - low] > 0).tolist(), strict=True))
    spelt = [
        phrase.words if phrase.is_inside or any(names[entry] for entry in phrase.entries) else phrase.words.lower()
        for phrase in Spelling(central, story.central, spans, rows).phrases(entries)
    ]
    return tuple(_not_in_others(spelt))[:SHOWN]


def _not_in_others(terms: Sequence[str]) -> Iterator[str]:
    """Yield the terms that say more than the ones before: no form of a word in them, and no part of it.

    >>> list(_not_in_others(["Port Sallow", "tram", "Sallow", "trams", "Sallow harbour"]))
    ['Port Sallow', 'tram']
    """
    said: list[str] = []
    for term in terms:
        words = term.casefold().split()
        if not any(_are_forms(word, other) for word in words for other in said):
            said += words
            yield term


def _are_forms(word: str, other: str) -> bool:
    """Return whether one word is the other with an ending, as far as the letters tell.

    >>> _are_forms("tram", "trams"), _are_forms("fire", "firefighters"), _are_forms("地", "地铁")
    (True, False, False)
    """
    short, long = sorted((word, other), key=len)
    return word == other or (len(short) >= MIN_FORM and long.startswith(short) and len(long) - len(short) <= MAX_ENDING)
