"""Stories -> the terms that hold each together: those that weigh most in the cosines between its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.kernel import IS_NAME, IS_NUMBER
from dedup.features.weights import Rows
from dedup.match.spelling import Phrase, Spelling
from dedup.records import Spans, Story
from dedup.threads import over_ranges

SHOWN: Final = 10
"""Terms of a story: more than fit on a line tell no reader more."""

MIN_SHARE: Final = 0.15
"""A term weighs at least this part of what the heaviest does: below, function words begin."""

MIN_FORM, MAX_ENDING = 3, 3
"""Letters of a word, and of its endings: stems (`STEM_LETTERS`) do not tell that `trams` is a form of `tram`."""

_BLOCK: Final = 1000
"""Stories a thread takes at a time."""


def with_terms(stories: Sequence[Story], articles: Sequence[Article], spans: Spans, rows: Rows) -> tuple[Story, ...]:
    """Return `stories`, those of two or more articles with their terms.

    A term stands in the central article and in at least half of all. Numbers are left out: they say little without
    what they count. Terms that stand side by side are one (`Spelling.phrases`), and of the forms of a word only the
    heaviest is named.
    """
    shared = [story for story in stories if len(story.articles) > 1]
    entries, is_name = _heaviest(shared, rows)
    phrases = Spelling(articles, spans, rows).phrases(entries)
    names = set(entries[is_name].tolist())
    return tuple(
        Story(story.articles, story.central, story.weakest, _terms(phrases.get(story.central, ()), names))
        if len(story.articles) > 1
        else story
        for story in stories
    )


def _terms(phrases: Sequence[Phrase], names: set[int]) -> tuple[str, ...]:
    spelt = [
        phrase.words if phrase.is_inside or not names.isdisjoint(phrase.entries) else phrase.words.lower()
        for phrase in phrases
    ]
    return tuple(islice(_not_in_others(spelt), SHOWN))


def _heaviest(stories: Sequence[Story], rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the entries of the central articles' rows that weigh most in each story, and whether each is a name.

    Those of one story stand together, the heaviest first.
    """
    central = np.array([story.central for story in stories], np.int64)
    bounds = np.cumsum([0, *(len(story.articles) for story in stories)])
    members = np.array([article for story in stories for article in story.articles], np.int64)

    def work(start: int, stop: int) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
        of_rows = (rows.bounds, rows.terms, rows.weights, rows.marks)
        found: tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]] = _held(
            central, bounds, members, start, stop, *of_rows
        )
        return found

    blocks = over_ranges(len(stories), _BLOCK, work)
    entries, share, is_name = (np.concatenate(columns) for columns in zip(*blocks, strict=True))
    place = np.empty(len(rows), np.int64)
    place[central] = np.arange(len(central))
    story = place[np.searchsorted(rows.bounds, entries, "right") - 1]
    order = np.lexsort((rows.terms[entries], -np.round(share, 9), story))
    # Twice as many: some are parts or forms of others.
    order = order[np.arange(len(order)) - np.searchsorted(story, story) < 2 * SHOWN]
    return entries[order], is_name[order]


@njit(cache=True, nogil=True)
def _held(central, bounds, members, start, stop, row_bounds, terms, weights, marks):  # type: ignore[no-untyped-def]
    """Return the terms that hold the stories from `start` to `stop` together: entries, their shares, if they are names.

    The share is what a term adds to the cosines between the central article and the others. A name is a term that is
    one in any of the articles.
    """
    room = 0
    for story in range(start, stop):
        room += row_bounds[central[story] + 1] - row_bounds[central[story]]
    entries, shares, are_names = np.empty(room, np.int64), np.empty(room), np.empty(room, np.bool_)
    n = 0
    for story in range(start, stop):
        low, high = row_bounds[central[story]], row_bounds[central[story] + 1]
        share, n_others, of_any = np.zeros(high - low), np.zeros(high - low, np.int64), marks[low:high].copy()
        for article in members[bounds[story] : bounds[story + 1]]:
            if article == central[story]:
                continue
            here, there = low, row_bounds[article]
            while here < high and there < row_bounds[article + 1]:
                if terms[here] == terms[there]:
                    share[here - low] += np.float64(weights[here]) * np.float64(weights[there])
                    n_others[here - low] += 1
                    of_any[here - low] |= marks[there]
                ahead, behind = terms[here] <= terms[there], terms[there] <= terms[here]
                here += ahead
                there += behind
        highest = 0.0
        for k in range(high - low):
            highest = max(highest, share[k])
        n_articles = bounds[story + 1] - bounds[story]
        for k in range(high - low):
            is_common = n_others[k] > 0 and 2 * (n_others[k] + 1) >= n_articles
            if is_common and 0 < share[k] >= MIN_SHARE * highest and not marks[low + k] & IS_NUMBER:
                entries[n], shares[n], are_names[n] = low + k, share[k], of_any[k] & IS_NAME > 0
                n += 1
    return entries[:n], shares[:n], are_names[:n]


def _not_in_others(terms: Sequence[str]) -> Iterator[str]:
    """Yield the terms that say more than the ones before: no form of a word in them, and no part of it.

    Two words are forms of one where one is the other with an ending, as far as the letters tell.

    >>> list(_not_in_others(["Port Sallow", "tram", "Sallow", "trams", "Sallow harbour"]))
    ['Port Sallow', 'tram']
    """
    said: set[str] = set()
    said_without_endings: set[str] = set()
    for term in terms:
        words = term.casefold().split()
        if not said_without_endings.isdisjoint(words):
            continue
        without_endings = set(chain.from_iterable(map(_without_endings, words)))
        if said.isdisjoint(without_endings):
            said.update(words)
            said_without_endings |= without_endings
            yield term


@lru_cache(maxsize=1 << 16)  # words recur
def _without_endings(word: str) -> tuple[str, ...]:
    """Return a word and what may be left of it without an ending.

    >>> _without_endings("trams"), _without_endings("地铁")
    (('trams', 'tram', 'tra'), ('地铁',))
    """
    return (word, *[word[:-n] for n in range(1, min(MAX_ENDING, len(word) - MIN_FORM) + 1)])
