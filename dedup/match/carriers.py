"""Passages -> how many articles of the folder carry each: those that hold all its shingles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numba import get_num_threads, njit, uint64
from numpy.typing import NDArray

from dedup.article import Article
from dedup.distinct import each_once
from dedup.features.extract import Features
from dedup.features.tokenize import mix
from dedup.lengths import bounds_of
from dedup.machine.threads import over_ranges
from dedup.match.arrays import longer
from dedup.match.lookup import find, find_by, index_of
from dedup.match.words import Words, read_words
from dedup.records import Spans

PROBES: Final = 16
"""Shingles of a passage, evenly spaced, among which the rarest is sought."""

_BLOCK: Final = 2_000
"""Passages that a thread looks up at a time: it holds the words of their articles in memory."""


class _Passages(NamedTuple):
    """Distinct passages, (n,) each."""

    digest: NDArray[np.uint64]
    article: NDArray[np.int32]  # one that holds it
    start: NDArray[np.int64]  # its first token in that article's body
    n_words: NDArray[np.int64]
    probes: NDArray[np.uint64]  # (n, PROBES)

    def at(self, places: NDArray[np.int64]) -> _Passages:
        digest, article, start, n_words, probes = self
        return _Passages(digest[places], article[places], start[places], n_words[places], probes[places])


class Digested(NamedTuple):
    """Passages that pairs of articles share, and the distinct ones among them."""

    digests: NDArray[np.uint64]  # (n_passages,)
    distinct: _Passages


def digested(
    words: Words,
    which: NDArray[np.int32],
    text: NDArray[np.int64],
    start: NDArray[np.int64],
    n: NDArray[np.int64],
    shingle_size: int,
) -> Digested:
    """Return passages that two articles share: `n` tokens of `words` from `start` on, in body `text`, (n_passages,).

    `which` are the articles of the bodies in `words`. Each passage has at least a shingle's tokens.
    """
    bounds = bounds_of(n - shingle_size + 1)
    shingles, digests = _shingles_of(words.hashes, start, bounds, shingle_size)
    distinct, first = np.unique(digests, return_index=True)
    steps = np.linspace(0, 1, PROBES)
    probes = (bounds[first, None] + steps * (bounds[first + 1, None] - bounds[first, None] - 1)).astype(np.int64)
    place = start[first] - words.bounds[text[first]]
    return Digested(digests, _Passages(distinct, which[text[first]], place, n[first], shingles[probes]))


def count_carriers(
    parts: Sequence[Digested], articles: Sequence[Article], spans: Spans, features: Features, shingle_size: int
) -> NDArray[np.int32]:
    """Return how many articles carry each passage of `parts`, (n_passages,) in order; there is at least one part.

    An article carries a passage if it has all its shingles; so it counts, too, if it holds the passage in pieces that
    overlap by a word less than a shingle. Each distinct passage is looked up once, in the articles that hold the rarest
    of `PROBES` of its shingles: thousands of copies of one text cost no more than one, and all passages together take
    two passes over the shared shingles of the folder. Where only two articles hold the rarest, nothing is looked up.
    """
    digests = np.concatenate([part.digests for part in parts])
    if not len(digests):
        return np.zeros(0, np.int32)
    passages = _Passages(*(np.concatenate(column) for column in zip(*(part.distinct for part in parts), strict=True)))
    distinct, first = np.unique(passages.digest, return_index=True)
    passages = passages.at(first)
    rarest, n_with = _rarest(passages.probes, features)
    carried = np.full(len(distinct), 2, np.int32)
    sought = np.flatnonzero(n_with > 2)
    sought = sought[np.lexsort((passages.n_words[sought], passages.start[sought], passages.article[sought]))]
    lists = _lists(rarest[sought], features)

    def work(start: int, stop: int) -> NDArray[np.int32]:
        of_block, of_lists = passages.at(sought[start:stop]), lists.of(slice(start, stop))
        return _count_all(of_block, of_lists, articles, spans, features, shingle_size)

    carried[sought] = np.concatenate(list(over_ranges(len(sought), _BLOCK, work)))
    result: NDArray[np.int32] = carried[np.searchsorted(distinct, digests)]
    return result


class _Lists(NamedTuple):
    """The articles in which to look for each passage: those of passage k are `articles[low[k]:high[k]]`."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    articles: NDArray[np.int32]

    def of(self, places: slice) -> _Lists:
        return _Lists(self.low[places], self.high[places], self.articles)


def _rarest(probes: NDArray[np.uint64], features: Features) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Return for each passage the one of its probes, (n, PROBES), that the fewest articles hold, and their number."""
    wanted = each_once(probes)
    index = index_of(wanted)

    def work(start: int, stop: int) -> NDArray[np.int32]:
        counts: NDArray[np.int32] = _count(wanted, *index, features.shingles[start:stop])
        return counts

    n = len(features.shingles)
    counts = np.zeros(len(wanted), np.int32)
    for of_range in over_ranges(n, n // (4 * get_num_threads()) + 1, work):
        counts += of_range
    rarest, n_with = _least(probes, wanted, *index, counts)
    return rarest, n_with


def _lists(shingles: NDArray[np.uint64], features: Features) -> _Lists:
    """Return the articles that hold each of `shingles`, ascending."""
    wanted, of = np.unique(shingles, return_inverse=True)
    index = index_of(wanted)

    def work(start: int, stop: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        bounds = features.shingle_bounds[start : stop + 1]
        found: tuple[NDArray[np.int32], NDArray[np.int32]] = _post(wanted, *index, start, bounds, features.shingles)
        return found

    n = len(features.shingle_bounds) - 1
    parts = over_ranges(n, n // (4 * get_num_threads()) + 1, work)
    places, articles = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(places, kind="stable")
    ends = np.searchsorted(places[order], np.arange(len(wanted) + 1))
    return _Lists(ends[of], ends[of + 1], articles[order])


def _count_all(
    passages: _Passages,
    lists: _Lists,
    articles: Sequence[Article],
    spans: Spans,
    features: Features,
    shingle_size: int,
) -> NDArray[np.int32]:
    """Return how many of the listed articles hold every shingle of each passage; passages come ordered by article."""
    which, text = np.unique(passages.article, return_inverse=True)
    words = read_words(articles, spans, which)
    start = words.bounds[text] + passages.start
    bounds = bounds_of(passages.n_words - shingle_size + 1)
    shingles, _ = _shingles_of(words.hashes, start, bounds, shingle_size)
    texts = np.append(np.flatnonzero(np.diff(text, prepend=-1)), len(text))
    carried: NDArray[np.int32] = _verify(
        texts, start, bounds, shingles, *lists, features.shingle_bounds, features.shingles
    )
    return carried


@njit(cache=True, nogil=True)
def _shingles_of(hashes, start, bounds, size):  # type: ignore[no-untyped-def]
    """Return the shingles of each passage, and a digest of them."""
    shingles, digests = np.empty(bounds[-1], np.uint64), np.zeros(len(start), np.uint64)
    for p in range(len(start)):
        for k in range(bounds[p + 1] - bounds[p]):
            value = uint64(0)
            for w in range(start[p] + k, start[p] + k + size):
                value = mix(value + hashes[w])
            shingles[bounds[p] + k] = value
            digests[p] = mix(digests[p] + value)
    return shingles, digests


@njit(cache=True, nogil=True)
def _count(wanted, begins, shift, shingles):  # type: ignore[no-untyped-def]
    """Return how many articles have each of the `wanted` (ascending): an article has a shingle once."""
    counts = np.zeros(len(wanted), np.int32)
    for value in shingles:
        place = find_by(begins, shift, wanted, value)
        if place >= 0:
            counts[place] += 1
    return counts


@njit(cache=True, nogil=True)
def _least(probes, wanted, begins, shift, counts):  # type: ignore[no-untyped-def]
    """Return the first probe in each row with the lowest of the `counts` of `wanted`, and that count."""
    rarest, lowest = np.empty(len(probes), np.uint64), np.empty(len(probes), np.int32)
    for p in range(len(probes)):
        for k in range(probes.shape[1]):
            count = counts[find_by(begins, shift, wanted, probes[p, k])]
            if k == 0 or count < lowest[p]:
                rarest[p], lowest[p] = probes[p, k], count
    return rarest, lowest


@njit(cache=True, nogil=True)
def _post(wanted, begins, shift, first, bounds, shingles):  # type: ignore[no-untyped-def]
    """Return which `wanted` shingles the articles from `first` on hold, in columns: the place of each, the article."""
    n = 0
    room = 1024
    places, articles = np.empty(room, np.int32), np.empty(room, np.int32)
    for i in range(len(bounds) - 1):
        for k in range(bounds[i], bounds[i + 1]):
            place = find_by(begins, shift, wanted, shingles[k])
            if place < 0:
                continue
            if n == room:
                room *= 2
                places, articles = longer(places, room), longer(articles, room)
            places[n], articles[n] = place, first + i
            n += 1
    return places[:n], articles[:n]


@njit(cache=True, nogil=True)
def _verify(texts, start, bounds, shingles, low, high, lists, shingle_bounds, all_shingles):  # type: ignore[no-untyped-def]
    """Return how many of its listed articles hold every shingle of each passage, for the passages of some texts.

    Passages of one text overlap where many others copied it with different edits. So each article is searched once for
    all of them, not once for each.
    """
    carried = np.zeros(texts[-1] - texts[0], np.int32)
    looked_at = np.full(len(shingle_bounds), -1, np.int32)
    for t in range(len(texts) - 1):
        of_text = carried[texts[t] - texts[0] : texts[t + 1] - texts[0]]
        for d in range(texts[t], texts[t + 1]):
            for p in range(low[d], high[d]):
                if looked_at[lists[p]] < t:
                    looked_at[lists[p]] = t
                    of_article = all_shingles[shingle_bounds[lists[p]] : shingle_bounds[lists[p] + 1]]
                    _count_held(texts[t], start, bounds, shingles, of_article, of_text)
    return carried


@njit(cache=True, nogil=True)
def _count_held(first, start, bounds, shingles, of_article, carried):  # type: ignore[no-untyped-def]
    """Add 1 to `carried` for each passage of a text, from `first` on, that an article holds."""
    reach, is_missing = np.int64(-1), False  # all before this place in the text is held, back to the last start
    for k in range(len(carried)):
        d = first + k
        begin, end = start[d], start[d] + bounds[d + 1] - bounds[d]
        if begin > reach:
            reach, is_missing = begin, False
        while reach < end and not is_missing:
            if find(of_article, shingles[bounds[d] + reach - begin]) < 0:
                is_missing = True
            else:
                reach += 1
        carried[k] += reach >= end
