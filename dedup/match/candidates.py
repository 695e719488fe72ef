"""TF-IDF rows -> pairs that may be on one story: the nearest of each article over the heaviest terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.occurrences import FREQUENCIES
from dedup.features.weights import Rows, idf_of, weight_of
from dedup.lengths import bounds_of, shares_of
from dedup.machine.memory import give_back
from dedup.machine.threads import in_order
from dedup.match.arrays import sort
from dedup.match.blocks import Block, Blocks
from dedup.match.nearest import Near, NearSome
from dedup.match.pairs import Pairs
from dedup.match.shared_terms import clear, find_shared, prefetch_rows, spread_out, weigh_row

MIN_COSINE: Final = 0.05
"""Pairs below are not proposed."""

_BLOCK: Final = 1024
"""Left articles whose pairs are measured in one go."""

_TURNS: Final = 8
"""Parts in which the lists of who is near whom are turned into those of left articles: none is ever there in full."""


def propose(
    rows: Rows, articles: Sequence[Article], paired: NDArray[np.bool_], max_days_apart: float, others: Pairs
) -> Blocks:
    """Return the pairs with a cosine of at least `MIN_COSINE` that one story may join, and the `others`.

    `paired`, (n_articles,), says which articles are looked at. Pairs that share none of each other's heaviest terms
    are missed, and those that are not among the `NEAREST` of either. Left out are pairs published further apart than
    `max_days_apart`, and pairs in two known languages: articles in two languages are never one story.
    The `others` are there in any case.
    """
    terms, longest = rows.terms.view(np.uint32), int(np.diff(rows.bounds).max(initial=0)) + 1

    first_untold = np.searchsorted(rows.weights.occurrences.places, rows.bounds[:-1])

    def work(item: tuple[int, NDArray[np.int64], NDArray[np.int32]]) -> Block:
        found = _with_least(*item, rows.bounds, terms, rows.weights, len(rows.n_articles_with), longest, first_untold)
        return Block(item[0], *found).with_others(rows, others)

    near = Near.of(rows, articles, paired, max_days_apart)
    give_back()  # the index
    return Blocks.of(in_order(work, _either_way(len(rows), near)))


def _either_way(
    n_articles: int, near: Iterable[NearSome]
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int32]]]:
    """Yield the pairs of which one article is near the other, those of `_BLOCK` left articles at a time.

    They are the first of these, where the pairs of each start, and the right ones. Two that are near each other are
    there twice.
    """
    n_pairs = np.zeros(n_articles, np.int64)
    for some in near:
        _count_left(*some, n_pairs)
    bounds = bounds_of(n_pairs)
    for low, high in shares_of(bounds, _TURNS):
        right, ends = np.empty(bounds[high] - bounds[low], np.int32), bounds[low:high] - bounds[low]
        for some in near:
            _take(low, high, *some, ends, right)
        for start in range(low, high, _BLOCK) or [low]:  # of no articles there is a block as well
            starts = bounds[start : min(start + _BLOCK, high) + 1]
            yield start, starts - starts[0], right[starts[0] - bounds[low] : starts[-1] - bounds[low]]


@njit(cache=True, nogil=True)
def _count_left(articles, n_near, near, n_pairs):  # type: ignore[no-untyped-def]
    """Add to `n_pairs`, (n_articles,), those of which each article of the folder is the left one."""
    k = 0
    for place in range(len(articles)):
        for _ in range(n_near[place]):
            n_pairs[min(articles[place], near[k])] += 1
            k += 1


@njit(cache=True, nogil=True)
def _take(low, high, articles, n_near, near, ends, right):  # type: ignore[no-untyped-def]
    """Write to `right` the right articles of the pairs whose left ones are from `low` to `high`.

    Those of each left one are put where the ones that it has so far end, `ends` (high - low,).
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
    """Return the columns of the `Block` of those pairs, each once, whose left articles are `start` and those after it.

    The pairs of the k-th are those with `right[pair_bounds[k]:pair_bounds[k + 1]]`, which are sorted. All rows have
    fewer than `longest` terms. Of the term frequencies that stand for themselves, `first_untold` (n_articles,) is the
    first in each row or a later one. The left row is spread out over all terms, and each right one looks up there which
    it shares: only of these the weights are made.
    """
    idf, (kinds, untold, frequencies) = weights.idf, weights.occurrences
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
            prefetch_rows(pair, others, bounds, terms, weights)
            other = terms[bounds[j] : bounds[j + 1]]
            n_shared = find_shared(other, is_in, shared)
            if idf.of_article[i] == idf.of_article[j]:
                of_other, length = kinds[bounds[j] : bounds[j + 1]], weights.lengths[j]
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
