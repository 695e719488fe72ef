"""Stories -> the terms that hold each together: those that weigh most in the cosines between its articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, compress, pairwise
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.kernel import IS_NAME, IS_NUMBER
from dedup.features.occurrences import MARKS
from dedup.features.tokenize import code_points
from dedup.features.weights import Rows, idf_of, weight_of
from dedup.lengths import bounds_of
from dedup.machine.threads import over_ranges
from dedup.match.spelling import Entries, Phrases
from dedup.records import Story

SHOWN: Final = 10
"""Terms of a story: more than fit on a line tell no reader more."""

MIN_TERM_SHARE: Final = 0.15
"""A term weighs at least this part of what the heaviest does: below, function words begin."""

MIN_FORM, MAX_ENDING = 3, 3
"""Letters of a word, and of its endings: stems (`STEM_LETTERS`) do not tell that `trams` is a form of `tram`."""

_LINE_END: Final = ord("\n")
_SPACE: Final = ord(" ")
_BLOCK: Final = 1000
"""Stories a thread takes at a time."""


class HeaviestTerms(NamedTuple):
    """The terms that weigh most in each story: those of a story next to each other, the heaviest first."""

    entries: Entries
    """Of the rows of the central articles."""
    is_name: NDArray[np.bool_]


def with_terms(stories: Sequence[Story], heaviest: HeaviestTerms, phrases: Phrases) -> tuple[Story, ...]:
    """Return `stories`, those of two or more articles with their terms; `phrases` are formed by the `heaviest` terms.

    A term stands in the central article and in at least half of all. Numbers are left out: they say little without what
    they count. Terms that stand side by side are one (`Spelling.phrases`), and of the forms of a word only the heaviest
    is named.
    """
    of_phrase = np.repeat(np.arange(len(phrases.words)), phrases.n_terms)
    is_named = phrases.is_inside.copy()
    is_named[of_phrase[np.isin(phrases.entries, heaviest.entries.numbers[heaviest.is_name])]] = True
    spelt = [words if named else words.lower() for words, named in zip(phrases.words, is_named.tolist(), strict=True)]
    bounds = bounds_of(phrases.n_phrases)
    is_shown = _are_shown(spelt, bounds)
    of_shown = bounds_of(is_shown.astype(np.int64))[bounds].tolist()
    same: dict[str, str] = {}
    terms = [same.setdefault(term, term) for term in compress(spelt, is_shown.tolist())]
    terms_of = {
        article: tuple(terms[low:high])
        for article, (low, high) in zip(phrases.articles.tolist(), pairwise(of_shown), strict=True)
    }
    return tuple(
        Story(story.articles, story.central, story.weakest, terms_of.get(story.central, ()))
        if len(story.articles) > 1
        else story
        for story in stories
    )


def heaviest_terms(stories: Sequence[Story], rows: Rows) -> HeaviestTerms:
    """Return the terms that weigh most in each of the `stories` of two or more articles."""
    stories = [story for story in stories if len(story.articles) > 1]
    central = np.array([story.central for story in stories], np.int64)
    bounds = bounds_of([len(story.articles) for story in stories])
    members = np.fromiter(chain.from_iterable(story.articles for story in stories), np.int64, bounds[-1])
    place = np.empty(len(rows), np.int64)
    place[central] = np.arange(len(central))

    def work(start: int, stop: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        of_rows = (rows.bounds, rows.terms, rows.weights)
        entries, share, is_name = _held(central, bounds, members, start, stop, *of_rows)
        story = place[np.searchsorted(rows.bounds, entries, "right") - 1]
        order = np.lexsort((rows.terms[entries], -np.round(share, 9), story))
        # Twice as many: some are parts or forms of others.
        order = order[np.arange(len(order)) - np.searchsorted(story, story) < 2 * SHOWN]
        return entries[order], is_name[order]

    entries, is_name = zip(*over_ranges(len(stories), _BLOCK, work), strict=True)
    return HeaviestTerms(Entries.of(rows, np.concatenate(entries)), np.concatenate(is_name))


@njit(cache=True, nogil=True)
def _held(central, bounds, members, start, stop, row_bounds, terms, weights):  # type: ignore[no-untyped-def]
    """Return the terms that hold the stories from `start` to `stop` together: entries, shares, and which are names."""
    room, kinds = 0, weights.occurrences.kinds
    for story in range(start, stop):
        room += row_bounds[central[story] + 1] - row_bounds[central[story]]
    entries, shares, are_names = np.empty(room, np.int64), np.empty(room), np.empty(room, np.bool_)
    n = 0
    for story in range(start, stop):
        low, high = row_bounds[central[story]], row_bounds[central[story] + 1]
        share, n_others, of_any = np.zeros(high - low), np.zeros(high - low, np.int64), MARKS[kinds[low:high]]
        for article in members[bounds[story] : bounds[story + 1]]:
            if article == central[story]:
                continue
            here, there = low, row_bounds[article]
            while here < high and there < row_bounds[article + 1]:
                if terms[here] == terms[there]:
                    weight = weight_of(weights, central[story], here, idf_of(weights.idf, central[story], terms[here]))
                    other = weight_of(weights, article, there, idf_of(weights.idf, article, terms[there]))
                    share[here - low] += np.float64(weight) * np.float64(other)
                    n_others[here - low] += 1
                    of_any[here - low] |= MARKS[kinds[there]]
                ahead, behind = terms[here] <= terms[there], terms[there] <= terms[here]
                here += ahead
                there += behind
        highest = 0.0
        for k in range(high - low):
            highest = max(highest, share[k])
        n_articles = bounds[story + 1] - bounds[story]
        for k in range(high - low):
            is_common = n_others[k] > 0 and 2 * (n_others[k] + 1) >= n_articles
            if is_common and 0 < share[k] >= MIN_TERM_SHARE * highest and not MARKS[kinds[low + k]] & IS_NUMBER:
                entries[n], shares[n], are_names[n] = low + k, share[k], of_any[k] & IS_NAME > 0
                n += 1
    return entries[:n], shares[:n], are_names[:n]


def _are_shown(terms: Sequence[str], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which terms are shown, (n_terms,): of each list the first `SHOWN` that say more than those before.

    No word of theirs is a form of one there. The lists are `terms[bounds[i]:bounds[i + 1]]`.

    >>> terms = ["Port Sallow", "tram", "Sallow", "trams", "Sallow harbour", "Tram"]
    >>> _are_shown(terms, np.array([0, 5, 6])).tolist()
    [True, True, False, False, False, True]
    """
    codes = code_points("".join([f"{term}\n" for term in terms]).casefold())
    are_shown: NDArray[np.bool_] = _say_more(codes, bounds)
    return are_shown


@njit(cache=True, nogil=True)
def _say_more(codes, bounds):  # type: ignore[no-untyped-def]
    """Return `_are_shown` of terms whose `codes`, case-folded, have a line end behind each."""
    are_shown = np.zeros(bounds[-1], np.bool_)
    longest, begin = 0, 0
    for k in range(len(codes)):
        if codes[k] == _LINE_END:
            longest, begin = max(longest, k + 1 - begin), k + 1
    # Of the terms shown and the one at hand: where they begin and end.
    words, begin = np.empty(((SHOWN + 1) * longest, 2), np.int64), 0
    for i in range(len(bounds) - 1):
        n_shown, n_said = 0, 0
        for term in range(bounds[i], bounds[i + 1]):
            n_words, end = n_said, begin
            words[n_words, 0] = begin
            while codes[end] != _LINE_END:
                if codes[end] == _SPACE:
                    words[n_words, 1] = end
                    n_words += 1
                    words[n_words, 0] = end + 1
                end += 1
            words[n_words, 1] = end
            n_words += 1
            says_more = n_shown < SHOWN
            for k in range(n_said, n_words):
                for said in range(n_said):
                    says_more = says_more and not _are_forms(codes, words[k], words[said])
            if says_more:
                are_shown[term] = True
                n_shown += 1
                n_said = n_words
            begin = end + 1
    return are_shown


@njit(cache=True, nogil=True)
def _are_forms(codes, word, other):  # type: ignore[no-untyped-def]
    """Whether two words are forms of one, as far as the letters tell: one is the other, or that with an ending."""
    n, n_other = word[1] - word[0], other[1] - other[0]
    n_least = min(n, n_other)
    if n != n_other and (n_least < MIN_FORM or abs(n - n_other) > MAX_ENDING):
        return False
    k = 0
    while k < n_least and codes[word[0] + k] == codes[other[0] + k]:
        k += 1
    return k == n_least
