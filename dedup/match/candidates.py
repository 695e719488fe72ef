"""TF-IDF rows -> pairs that may be on one story: an inverted index over each article's heaviest terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.weights import Rows
from dedup.match.pairs import Highest, Pairs
from dedup.records import Article
from dedup.threads import over_ranges

HEAVIEST: Final = 40
"""Terms of an article that the index holds."""

MAX_ARTICLES_WITH: Final = 2000
"""A term that stands in more articles proposes nothing: its list would be walked for each of them."""

MIN_COSINE: Final = 0.05
"""Pairs below are not proposed."""

NEAREST: Final = 200
"""Of an article's candidates the nearest 200 are kept, and those it is among the nearest of: in a folder of 21,578
wire briefs a pair in four, which bounds memory. A story of more texts than that may lose pairs; copies do not count.
"""

_MIN_PARTIAL: Final = 0.02
"""Least cosine over the heaviest terms alone that is worth the exact one."""
_BLOCK: Final = 1024
_FEW: Final = 2**20
"""Pairs that take up too little memory to be looked through again."""


CONFUSABLE: Final = ("da nb nn no", "bs hr sh sr", "id ms", "cs sk", "gl pt", "bg mk")
"""Languages that an identifier takes for one another in short texts: pairs across them are proposed."""


def propose(
    rows: Rows, articles: Sequence[Article], paired: NDArray[np.bool_], max_days_apart: float
) -> tuple[Pairs, NDArray[np.float32]]:
    """Return the pairs with a cosine of at least `MIN_COSINE` that one story may join, and their cosines.

    `paired`, (n_articles,), says which articles are looked at. Pairs that share none of each other's `HEAVIEST` terms
    are missed. Left out are pairs published further apart than `max_days_apart`, and pairs in two known languages:
    articles in two languages are never one story.
    """
    published_s = np.array([article.published_s for article in articles])
    languages = _language_codes([article.language for article in articles])
    index_bounds, index_terms, index_weights = _heaviest(
        rows.bounds, rows.terms, rows.weights, rows.weights.view(np.uint32), rows.n_articles_with, paired
    )
    postings_bounds, postings, posted = _invert(index_bounds, index_terms, index_weights, len(rows.n_articles_with))

    def work(start: int, stop: int) -> tuple[NDArray[Any], ...]:
        found: tuple[NDArray[Any], ...] = _propose_block(
            start, stop, rows.bounds, rows.terms.view(np.uint32), rows.weights, len(rows.n_articles_with),
            index_bounds, index_terms, index_weights, postings_bounds, postings, posted,
            published_s, languages, max_days_apart * 86400.0,
        )  # fmt: skip
        return found

    nearest = _Nearest(len(rows))
    for left, right, cosine in over_ranges(len(rows), _BLOCK, work):
        nearest.add(Pairs(left, right), cosine)
    return nearest.ordered()


class _Nearest:
    """The pairs of articles that are among the `NEAREST` of either, of those added so far."""

    def __init__(self, n_articles: int) -> None:
        self._highest = Highest(n_articles, NEAREST)
        self._pairs = [Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32))]
        self._cosines = [np.zeros(0, np.float32)]
        self._n_added, self._n_kept = 0, 0

    def add(self, pairs: Pairs, cosine: NDArray[np.float32]) -> None:
        """Add pairs with their cosines, (n_pairs,).

        Pairs that have near ones enough on both sides already are dropped, and again where as many were added as were
        kept: so never more than twice as many as in the end are in memory, where a folder of 21,578 wire briefs
        proposes four times as many.
        """
        self._highest.add(pairs, cosine)
        self._keep(pairs, cosine)
        self._n_added += len(self._cosines[-1])
        if self._n_added > max(self._n_kept, _FEW):
            self._drop()

    def ordered(self) -> tuple[Pairs, NDArray[np.float32]]:
        """Return the pairs, ordered, and their cosines."""
        self._drop()
        pairs, cosine = self._pairs[0], self._cosines[0]
        order = np.argsort(pairs.keys())
        return Pairs(pairs.left[order], pairs.right[order]), cosine[order]

    def _drop(self) -> None:
        left, right = (np.concatenate(columns) for columns in zip(*self._pairs, strict=True))
        cosine = np.concatenate(self._cosines)
        self._pairs, self._cosines = [], []
        self._keep(Pairs(left, right), cosine)
        self._n_added, self._n_kept = 0, len(self._cosines[0])

    def _keep(self, pairs: Pairs, cosine: NDArray[np.float32]) -> None:
        least = self._highest.kth
        kept = cosine >= np.minimum(least[pairs.left], least[pairs.right])
        self._pairs.append(pairs.where(kept))
        self._cosines.append(cosine[kept])


def _language_codes(languages: Sequence[str]) -> NDArray[np.int32]:
    """Return a number for each language, one for those that are `CONFUSABLE`, and -1 where it is unknown."""
    names = {code: group for group in CONFUSABLE for code in group.split()}
    codes: dict[str, int] = {"": -1}
    return np.array([codes.setdefault(names.get(code, code), len(codes)) for code in languages], np.int32)


@njit(cache=True, nogil=True)
def _heaviest(bounds, terms, weights, weight_bits, n_articles_with, paired):  # type: ignore[no-untyped-def]
    """Return the `HEAVIEST` entries of each paired row that another article shares, ties going to the smaller term.

    `weight_bits` are the weights as they are stored: of positive floats the larger has the larger bits.
    """
    n = len(bounds) - 1
    n_kept = np.zeros(n, np.int64)
    kept = np.empty((n, HEAVIEST), np.int64)
    for i in range(n):
        if not paired[i]:
            continue
        keys = np.empty(bounds[i + 1] - bounds[i], np.uint64)
        for k in range(len(keys)):
            keys[k] = (uint64(0xFFFFFFFF - weight_bits[bounds[i] + k]) << uint64(32)) | uint64(k)
        keys.sort()
        for key in keys:
            entry = bounds[i] + np.int64(key & uint64(0xFFFFFFFF))
            if 2 <= n_articles_with[terms[entry]] <= MAX_ARTICLES_WITH:
                kept[i, n_kept[i]] = entry
                n_kept[i] += 1
                if n_kept[i] == HEAVIEST:
                    break
    index_bounds = np.zeros(n + 1, np.int64)
    index_bounds[1:] = np.cumsum(n_kept)
    index_terms = np.empty(index_bounds[-1], np.int32)
    index_weights = np.empty(index_bounds[-1], np.float32)
    for i in range(n):
        for k in range(n_kept[i]):
            index_terms[index_bounds[i] + k] = terms[kept[i, k]]
            index_weights[index_bounds[i] + k] = weights[kept[i, k]]
    return index_bounds, index_terms, index_weights


@njit(cache=True, nogil=True)
def _invert(bounds, terms, weights, n_terms):  # type: ignore[no-untyped-def]
    """Return for each term the articles that hold it, ascending, and its weight in each."""
    postings_bounds = np.zeros(n_terms + 1, np.int64)
    for term in terms:
        postings_bounds[term + 1] += 1
    postings_bounds = np.cumsum(postings_bounds)
    place = postings_bounds[:-1].copy()
    postings, posted = np.empty(len(terms), np.int32), np.empty(len(terms), np.float32)
    for i in range(len(bounds) - 1):
        for k in range(bounds[i], bounds[i + 1]):
            postings[place[terms[k]]] = i
            posted[place[terms[k]]] = weights[k]
            place[terms[k]] += 1
    return postings_bounds, postings, posted


@njit(cache=True, nogil=True)
def _propose_block(  # type: ignore[no-untyped-def]
    start, stop, bounds, terms, weights, n_terms, index_bounds, index_terms, index_weights,
    postings_bounds, postings, posted, published_s, languages, max_seconds,
):  # fmt: skip
    """Return the pairs whose right article is one of `start` to `stop`."""
    partial = np.zeros(stop, np.float32)
    touched = np.empty(stop, np.int32)
    dense = np.zeros(n_terms, np.float32)
    room, n_found = 1024, 0
    left, right, cosine = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.float32)
    for i in range(start, stop):
        n_touched = 0
        for k in range(index_bounds[i], index_bounds[i + 1]):
            term = index_terms[k]
            for p in range(postings_bounds[term], postings_bounds[term + 1]):
                j = postings[p]
                if j >= i:
                    break
                if partial[j] == 0:
                    touched[n_touched] = j
                    n_touched += 1
                partial[j] += index_weights[k] * posted[p]
        for k in range(bounds[i], bounds[i + 1]):
            dense[terms[k]] = weights[k]
        for t in range(n_touched):
            j = touched[t]
            score = partial[j]
            partial[j] = 0
            if score < _MIN_PARTIAL or abs(published_s[i] - published_s[j]) > max_seconds:
                continue
            if languages[i] != languages[j] and languages[i] >= 0 and languages[j] >= 0:
                continue
            exact = np.float64(0)
            for k in range(bounds[j], bounds[j + 1]):
                exact += np.float64(weights[k]) * np.float64(dense[terms[k]])
            if exact < MIN_COSINE:
                continue
            if n_found == room:
                room *= 2
                left, right, cosine = _grown(left, room), _grown(right, room), _grown(cosine, room)
            left[n_found], right[n_found], cosine[n_found] = j, i, exact
            n_found += 1
        for k in range(bounds[i], bounds[i + 1]):
            dense[terms[k]] = 0
    return left[:n_found], right[:n_found], cosine[:n_found]


@njit(cache=True, nogil=True)
def _grown(array, room):  # type: ignore[no-untyped-def]
    larger = np.empty(room, array.dtype)
    larger[: len(array)] = array
    return larger
