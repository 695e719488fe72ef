"""Stories -> the terms that hold each together: those that weigh most in the cosines between its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from dedup.features.kernel import IS_NUMBER, IS_PAIR
from dedup.features.weights import Rows
from dedup.match.evidence import words_of
from dedup.records import Article, Spans, Story

SHOWN = 10
"""Terms of a story: more than fit on a line tell no reader more."""

MIN_SHARE = 0.15
"""A term weighs at least this part of what the heaviest does: below, function words begin."""


def with_terms(stories: Sequence[Story], articles: Sequence[Article], spans: Spans, rows: Rows) -> tuple[Story, ...]:
    """Return `stories`, those of two or more articles with their terms.

    A term stands in the central article and in at least half of all. Numbers are left out: they say little without
    what they count. Of a pair of words and the words themselves only what is heavier is named.
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
    # Twice as many: some stand in others.
    entries = order[is_held[order]][: 2 * SHOWN] + low
    words = words_of(central, story.central, spans, rows, entries)
    is_name = ((rows.kinds[entries] & IS_PAIR) != 0) | (n_names[entries - low] > 0)
    spelt = [word if name else word.lower() for word, name in zip(words, is_name.tolist(), strict=True)]
    return tuple(_not_in_others(spelt))[:SHOWN]


def _not_in_others(terms: Sequence[str]) -> Iterator[str]:
    """Yield the terms of which no word stands in an earlier one.

    >>> list(_not_in_others(["Port Sallow", "warehouse", "Sallow", "Sallow harbour"]))
    ['Port Sallow', 'warehouse']
    """
    said: set[str] = set()
    for term in terms:
        words = term.casefold().split()
        if said.isdisjoint(words):
            said.update(words)
            yield term
