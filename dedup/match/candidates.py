"""TF-IDF rows -> candidate pairs for one story: each article with those nearest to it by their heaviest terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY, Article
from dedup.features.occurrences import FREQUENCIES
from dedup.features.weights import Rows, idf_of, weight_of
from dedup.lengths import bounds_of, shares_of
from dedup.machine.memory import give_back
from dedup.machine.threads import in_order
from dedup.match.arrays import sort
from dedup.match.blocks import Block, Blocks
from dedup.match.nearest import Near, NearSome, language_codes
from dedup.match.pairs import Pairs
from dedup.match.prefetch import prefetch
from dedup.match.shared_terms import ahead, clear, find_shared, spread_out, weigh_row

MIN_COSINE: Final = 0.05
"""Pairs with a lower cosine are not proposed."""

_BLOCK: Final = 1024
"""Left articles whose pairs are measured at a time."""

_TURNS: Final = 8
"""Turns in which the lists of neighbours are regrouped by left article, so that they are never in memory all at once.
"""


def propose(
    rows: Rows, articles: Sequence[Article], paired: NDArray[np.bool_], max_days_apart: float, others: Pairs
) -> Blocks:
    """Return the pairs that may be on one story and have a cosine of at least `MIN_COSINE`, and all of `others`.

    Only articles that are `paired`, (n_articles,), are looked at. Pairs are missed that share none of their heaviest
    terms, or where neither article is among the `NEAREST` of the other. Pairs published more than `max_days_apart`
    apart are left out, and so are pairs in two known languages: a story has one language.
    """
    terms, longest = rows.terms.view(np.uint32), int(np.diff(rows.bounds).max(initial=0)) + 1

    first_untold = np.searchsorted(rows.weights.occurrences.places, rows.bounds[:-1])

    def work(item: tuple[int, NDArray[np.int64], NDArray[np.int32]]) -> Block:
        found = _with_least(*item, rows.bounds, terms, rows.weights, len(rows.n_articles_with), longest, first_untold)
        return Block(item[0], *found).with_others(rows, others)

    near = Near.of(rows, articles, paired, max_days_apart)
    give_back()  # the index
    return Blocks.of(in_order(work, _either_way(len(rows), near)))


def ruled_out(left: Article, right: Article, max_days_apart: float) -> str:
    """Return why `propose` leaves the pair out whatever it says: `languages` or `days`, see `Comparison.ruled_out`."""
    one, other = language_codes([left.language, right.language]).tolist()
    if one != other and min(one, other) >= 0:
        return "languages"
    return "days" if abs(left.published_s - right.published_s) > max_days_apart * SECONDS_PER_DAY else ""


def _either_way(
    n_articles: int, near: Iterable[NearSome]
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int32]]]:
    """Yield the pairs in which either article is near the other, `_BLOCK` left articles at a time.

    Each item is the first of these left articles, the bounds of each one's pairs, and the right articles. A pair of
    articles that are near each other comes twice.
    """
    n_pairs = np.zeros(n_articles, np.int64)
    for some in near:
        _count_left(*some, n_pairs)
    bounds = bounds_of(n_pairs)
    for low, high in shares_of(bounds, _TURNS):
        right, ends = np.empty(bounds[high] - bounds[low], np.int32), bounds[low:high] - bounds[low]
        for some in near:
            _take(low, high, *some, ends, right)
        for start in range(low, high, _BLOCK) or [low]:  # one block even without articles
            starts = bounds[start : min(start + _BLOCK, high) + 1]
            yield start, starts - starts[0], right[starts[0] - bounds[low] : starts[-1] - bounds[low]]


@njit(cache=True, nogil=True)
def _count_left(articles, n_near, near, n_pairs):  # type: ignore[no-untyped-def]
    """Add to `n_pairs`, (n_articles,), the number of pairs in which each article is the left one."""
    k = 0
    for place in range(len(articles)):
        for _ in range(n_near[place]):
            n_pairs[min(articles[place], near[k])] += 1
            k += 1


@njit(cache=True, nogil=True)
def _take(low, high, articles, n_near, near, ends, right):  # type: ignore[no-untyped-def]
    """Write to `right` the right article of each pair whose left article is one of `low` to `high`.

    `ends`, (high - low,), is where the list of each left article ends so far.
    """
    k = 0
    for place in range(len(articles)):
        for _ in range(n_near[place]):
            left, other = min(articles[place], near[k]), max(articles[place], near[k])
            if low <= left < high:
                right[ends[left - low]] = other
                ends[left - low] += 1
            k += 1


@njit(cache=True, nogil=True)
def _with_least(start, pair_bounds, right, bounds, terms, weights, n_terms, longest, first_untold):  # type: ignore[no-untyped-def]
    """Return the columns of a `Block`: the pairs of the left articles from `start` on with at least `MIN_COSINE`.

    The k-th left article is paired with `right[pair_bounds[k]:pair_bounds[k + 1]]`, which is sorted here and may name
    an article twice. Every row has fewer than `longest` terms. `first_untold`, (n_articles,), says which of the untold
    term frequencies is the first in each row, or after it. The left row is spread out over all terms, each right row
    looks up there which terms it shares, and weights are worked out for these alone.
    """
    (kinds, untold, frequencies), lengths, idf = weights
    languages = idf.of_article
    is_in, place_of = np.zeros(n_terms, np.uint8), np.empty(n_terms, np.uint32)  # the left row
    of_left, idf_left = np.empty(longest, np.float32), np.empty(longest, np.float32)
    shared = np.empty(longest, np.uint32)  # places in the right one
    n_right, n_kept = np.zeros(len(pair_bounds) - 1, np.int32), 0
    rights, cosines = np.empty(len(right), np.int32), np.empty(len(right), np.float32)
    for head in range(len(n_right)):
        i, others, n_before = start + head, right[pair_bounds[head] : pair_bounds[head + 1]], n_kept
        sort(others)
        row = terms[bounds[i] : bounds[i + 1]]
        spread_out(row, is_in, place_of)
        weigh_row(weights, i, bounds[i], row, idf_left, of_left)
        for pair in range(len(others)):
            j, exact = others[pair], 0.0
            if pair > 0 and j == others[pair - 1]:
                continue
            known, later = ahead(pair, others)
            prefetch(bounds, known, known + 2)
            prefetch(lengths, known, known + 1)
            prefetch(languages, known, known + 1)
            prefetch(first_untold, known, known + 1)
            prefetch(terms, bounds[later], bounds[later + 1])
            prefetch(kinds, bounds[later], bounds[later + 1])
            prefetch(untold, first_untold[later], first_untold[later] + 1)
            prefetch(frequencies, first_untold[later], first_untold[later] + 1)
            other = terms[bounds[j] : bounds[j + 1]]
            n_shared = find_shared(other, is_in, shared)
            if languages[i] == languages[j]:
                of_other, length = kinds[bounds[j] : bounds[j + 1]], lengths[j]
                at = first_untold[j]
                for t in range(n_shared):  # `weight_of`, as most are: to search for each that is untold takes long
                    place, frequency = place_of[other[shared[t]]], FREQUENCIES[of_other[shared[t]]]
                    if frequency == 0:
                        while untold[at] < bounds[j] + shared[t]:
                            at += 1
                        frequency = frequencies[at]
                    weight = np.float32(frequency * idf_left[place]) / length
                    exact += np.float64(of_left[place]) * np.float64(weight)
            else:
                for t in range(n_shared):
                    k = shared[t]
                    weight = weight_of(weights, j, bounds[j] + k, idf_of(idf, j, other[k]))
                    exact += np.float64(of_left[place_of[other[k]]]) * np.float64(weight)
            rights[n_kept], cosines[n_kept] = j, min(exact, 1.0)
            n_kept += cosines[n_kept] >= np.float32(MIN_COSINE)
        n_right[head] = n_kept - n_before
        clear(row, is_in)
    return n_right, rights[:n_kept].copy(), cosines[:n_kept].copy()
