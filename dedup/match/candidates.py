"""TF-IDF rows -> pairs that may be on one story: the nearest of each article over the heaviest terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numba import njit, uint32
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.weights import Rows
from dedup.match.arrays import longer, select_kth, sort
from dedup.match.blocks import Block
from dedup.match.prefetch import AHEAD, prefetch
from dedup.match.term_index import HEAVIEST, TermIndex
from dedup.match.timeline import Timeline
from dedup.threads import over_ranges

MIN_COSINE: Final = 0.05
"""Pairs below are not proposed."""

NEAREST: Final = 100
"""An article is paired with the 100 that are nearest over the heaviest terms alone, and with those that it is so near
to: in a folder of 21,578 wire briefs a pair in eight of those with a cosine of `MIN_COSINE`, which bounds time and
memory. A story of more texts than that may lose pairs; copies do not count. With 200 the B-cubed F1 of seven labelled
sets is the same, within 0.0003.
"""

_MIN_PARTIAL: Final = 0.02
"""Least cosine over the heaviest terms alone that is worth the exact one."""

_BLOCK: Final = 1024
"""Articles looked at in one go."""

_PLACES: Final = 32_768
"""Articles that one is compared with at a time, so that their sums stay in the processor's cache: of a million, spread
over 4 MB, the sums take almost three times as long."""

_START: Final = 64
"""Places of a term's list that are asked for before it is walked; from there on the processor sees where that leads."""

CONFUSABLE: Final = ("da nb nn no", "bs hr sh sr", "id ms", "cs sk", "gl pt", "bg mk")
"""Languages that an identifier takes for one another in short texts: pairs across them are proposed."""


def propose(rows: Rows, articles: Sequence[Article], paired: NDArray[np.bool_], max_days_apart: float) -> list[Block]:
    """Return the pairs with a cosine of at least `MIN_COSINE` that one story may join, and their cosines.

    `paired`, (n_articles,), says which articles are looked at. Pairs that share none of each other's heaviest terms
    are missed, and those that are not among the `NEAREST` of either. Left out are pairs published further apart than
    `max_days_apart`, and pairs in two known languages: articles in two languages are never one story.
    """
    bounds, near = _near_lists(rows, articles, paired, max_days_apart)
    bounds, right = _either_way(bounds, near)
    del near
    terms = rows.terms.view(np.uint32)

    def work(start: int, stop: int) -> Block:
        found = _with_least(start, stop, bounds, right, rows.bounds, terms, rows.weights, len(rows.n_articles_with))
        return Block(start, *found)

    return list(over_ranges(len(rows), _BLOCK, work))


def _near_lists(
    rows: Rows, articles: Sequence[Article], paired: NDArray[np.bool_], max_days_apart: float
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the articles near each, those near article i from `bounds[i]` to `bounds[i + 1]`."""
    published_s = np.array([article.published_s for article in articles], np.float64)
    timeline = Timeline.of(published_s, max_days_apart * 86400.0)
    languages = _language_codes([article.language for article in articles])[timeline.articles]
    index = TermIndex.of(rows, paired, timeline.articles)

    def work(start: int, stop: int) -> tuple[NDArray[Any], ...]:
        found: tuple[NDArray[Any], ...] = _nearest(start, stop, index, timeline, languages, NEAREST, _PLACES)
        return found

    n_near, near = (np.concatenate(part) for part in zip(*over_ranges(len(rows), _BLOCK, work), strict=True))
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(n_near, dtype=np.int64)]), near


def _language_codes(languages: Sequence[str]) -> NDArray[np.int32]:
    """Return a number for each language, one for those that are `CONFUSABLE`, and -1 where it is unknown."""
    names = {code: group for group in CONFUSABLE for code in group.split()}
    codes: dict[str, int] = {"": -1}
    return np.array([codes.setdefault(names.get(code, code), len(codes)) for code in languages], np.int32)


@njit(cache=True, nogil=True)
def _nearest(start, stop, index, timeline, languages, n_nearest, n_places):  # type: ignore[no-untyped-def]
    """Return how many articles are near each of those from `start` to `stop`, and these.

    They are the `n_nearest` with the highest cosine over the heaviest terms, and all that are as near as the last.
    `languages` are those of the articles in the order of publication, of which `n_places` are looked at in one go.
    """
    n = len(languages)
    partial, touched = np.zeros(n_places, np.float32), np.empty(n_places + 1, np.int32)
    others, scores, at = np.empty(n + 1, np.int32), np.empty(n + 1, np.float32), np.empty(HEAVIEST, np.int64)
    n_near, near, n_all = np.zeros(stop - start, np.int32), np.empty((stop - start) * n_nearest, np.int32), 0
    for i in range(start, stop):
        for k in range(index.bounds[i], index.bounds[i + 1]):
            at[k - index.bounds[i]] = index.of_term[index.terms[k]]
        n_met, own, first, last = 0, timeline.places[i], np.int64(timeline.first[i]), np.int64(timeline.last[i])
        for low, high in ((first, last), (timeline.n_dated, n)):
            for place in range(low, high, n_places):
                n_touched = _add_up(i, index, place, min(place + n_places, high), at, partial, touched)
                for t in range(n_touched):
                    others[n_met], scores[n_met] = place + touched[t], partial[uint32(touched[t])]
                    n_met += scores[n_met] >= np.float32(_MIN_PARTIAL)
                    partial[uint32(touched[t])] = 0
        n_left = 0
        for t in range(n_met):
            place, language = others[t], languages[others[t]]
            others[n_left], scores[n_left] = place, scores[t]
            n_left += (place != own) & ((language == languages[own]) | (language < 0) | (languages[own] < 0))
        least = select_kth(scores[:n_left], n_nearest) if n_left > n_nearest else np.float32(_MIN_PARTIAL)
        if n_all + n_left > len(near):
            near = longer(near, 2 * (n_all + n_left))
        n_before = n_all
        for t in range(n_left):
            near[n_all] = others[t]
            n_all += scores[t] >= least
        for k in range(n_before, n_all):
            near[k] = timeline.articles[near[k]]
        n_near[i - start] = n_all - n_before
    return n_near, near[:n_all].copy()


@njit(cache=True, nogil=True)
def _add_up(i, index, low, high, at, partial, touched):  # type: ignore[no-untyped-def]
    """Add to `partial` the cosine of article i with each at the places from `low` to `high`, over their heaviest terms.

    Return how many it met, which are written to `touched`; both count places from `low`. `at` is where the list of
    each term was left at lower places.
    """
    n_touched = 0
    for k in range(index.bounds[i], index.bounds[i + 1]):
        if k + 1 < index.bounds[i + 1]:
            later = at[k + 1 - index.bounds[i]]
            prefetch(index.places, later, later + _START)
            prefetch(index.weights_there, later, later + _START)
        p, end, weight = at[k - index.bounds[i]], index.of_term[index.terms[k] + 1], index.weights[k]
        if p < end and index.places[p] < low:
            p = _first_from(low, index.places, p, end)
        if p < end and index.places[end - 1] >= high:
            end = _first_from(high, index.places, p, end)
        at[k - index.bounds[i]] = end
        for entry in range(p, end):
            place = uint32(index.places[entry] - low)
            before = partial[place]
            touched[n_touched] = place
            n_touched += before == 0  # no branch, which would be foretold wrongly
            partial[place] = before + weight * index.weights_there[entry]
    return n_touched


@njit(cache=True, nogil=True)
def _first_from(place, places, low, high):  # type: ignore[no-untyped-def]
    """Return where from `low` to `high` the `places`, ascending there, are no longer below `place`."""
    while low < high:
        middle = (low + high) // 2
        if places[middle] < place:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _either_way(bounds, near):  # type: ignore[no-untyped-def]
    """Return the pairs of which one article is near the other: where those of each left one start, and the right ones.

    `near` are those of article i from `bounds[i]` to `bounds[i + 1]`. Two that are near each other are there twice.
    """
    n = len(bounds) - 1
    starts = np.zeros(n + 1, np.int64)
    for i in range(n):
        for j in near[bounds[i] : bounds[i + 1]]:
            starts[min(i, j) + 1] += 1
    starts = np.cumsum(starts)
    right, place = np.empty(starts[n], np.int32), starts[:-1].copy()
    for i in range(n):
        for j in near[bounds[i] : bounds[i + 1]]:
            right[place[min(i, j)]] = max(i, j)
            place[min(i, j)] += 1
    return starts, right


@njit(cache=True, nogil=True)
def _with_least(start, stop, pair_bounds, right, bounds, terms, weights, n_terms):  # type: ignore[no-untyped-def]
    """Return the columns of the `Block` of the pairs, each once, whose left article is from `start` to `stop`."""
    dense = np.zeros(n_terms, np.float32)
    room = pair_bounds[stop] - pair_bounds[start]
    n_right, rights, cosines, n_kept = (
        np.zeros(stop - start, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.float32),
        0,
    )
    for i in range(start, stop):
        others, n_before = right[pair_bounds[i] : pair_bounds[i + 1]], n_kept
        sort(others)
        for k in range(bounds[i], bounds[i + 1]):
            dense[terms[k]] = weights[k]
        for pair in range(len(others)):
            j, exact = others[pair], 0.0
            if pair > 0 and j == others[pair - 1]:
                continue
            later = others[min(pair + AHEAD, len(others) - 1)]
            prefetch(terms, bounds[later], bounds[later + 1])
            prefetch(weights, bounds[later], bounds[later + 1])
            for k in range(bounds[j], bounds[j + 1]):
                exact += np.float64(weights[k]) * np.float64(dense[terms[k]])
            rights[n_kept], cosines[n_kept] = j, min(exact, 1.0)
            n_kept += cosines[n_kept] >= np.float32(MIN_COSINE)
        for k in range(bounds[i], bounds[i + 1]):
            dense[terms[k]] = 0
        n_right[i - start] = n_kept - n_before
    return n_right, rights[:n_kept].copy(), cosines[:n_kept].copy()
