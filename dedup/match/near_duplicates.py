"""Features -> near-duplicate pairs: MinHash and LSH propose, exact Jaccard on the shingles decides."""

from __future__ import annotations

from functools import reduce
from itertools import combinations, product
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.distinct import each_once, is_first
from dedup.features.bands import banding
from dedup.features.extract import Features
from dedup.features.search import first_from
from dedup.machine.stored import page_out
from dedup.machine.threads import over_ranges
from dedup.match.pairs import Pairs
from dedup.settings import Settings

MAX_PAIRED: Final = 100
"""Where more articles share a text word for word, only the first is paired with other texts, and each other one with
that first: one press release on 5,000 pages gives 5,000 pairs, not 12 million. Groups and stories lose nothing."""

_RANGE: Final = 4096
"""Pairs whose common shingles a thread counts at a time."""

_MUCH_LONGER: Final = 64
"""Times as many shingles in one text as in the other from which on they are looked up: a digest of 4,000 articles would
be read to its end for each of them."""


def first_of_identical(features: Features, min_words: int) -> NDArray[np.int32]:
    """Return for each article the first one with the same words in the same order, often itself, (n_articles,).

    Bodies of fewer than `min_words` words are identical to nothing: two empty articles are not copies.
    """
    first = np.arange(len(features), dtype=np.int32)
    long_enough = np.flatnonzero(features.n_body_words >= min_words)
    digests, n_words = features.digests[long_enough], features.n_body_words[long_enough]
    order = np.lexsort((n_words, digests))  # identical ones stay in their order
    is_new = is_first(digests[order], n_words[order])
    ordered = long_enough[order]
    first[ordered] = ordered[is_new][np.cumsum(is_new) - 1]
    return first


def near_duplicates(features: Features, first: NDArray[np.int32], settings: Settings) -> Pairs:
    """Return every verified pair with Jaccard >= `settings.min_jaccard`.

    `first` is from `first_of_identical`, or then from `first_of_hubs`. LSH only proposes: a pair at the threshold
    becomes a candidate with probability `RECALL` (see `banding`) or more. Candidates are then scored on their real
    shingles, so no reported pair is below the threshold; a true one may, rarely, be missed. Bodies shorter than
    `settings.min_words` are left out. See `MAX_PAIRED` for texts that many articles share. Raises `ValueError` for
    features without bands.

    References:
        Broder (1997), On the resemblance and containment of documents.
    """
    n_bands, _ = banding(settings.min_jaccard, settings.num_perm)
    if features.bands.shape[1] != n_bands:
        raise ValueError(f"the keys of {n_bands} bands are needed, got {features.bands.shape[1]}")
    distinct = np.flatnonzero((first == np.arange(len(first))) & (features.n_body_words >= settings.min_words))
    pairs = _candidates(features.bands, distinct)
    page_out(features.bands)
    pairs = Pairs(distinct[pairs.left].astype(np.int32), distinct[pairs.right].astype(np.int32))
    return for_all_articles(first, pairs.where(are_near(features, pairs, settings.min_jaccard)))


def are_near(features: Features, pairs: Pairs, min_jaccard: float) -> NDArray[np.bool_]:
    """Return which pairs have a Jaccard similarity of `min_jaccard` or more, (n_pairs,).

    The similarity is at most the ratio of the smaller number of shingles to the larger: pairs below that are not
    compared.
    """
    sizes = np.stack([features.n_shingles[side] for side in pairs])
    near: NDArray[np.bool_] = sizes.min(axis=0) / np.maximum(sizes.max(axis=0), 1) >= min_jaccard
    jaccard, _ = measure_shingles(features, pairs.where(near))
    near[near] = jaccard >= min_jaccard
    return near


def measure_shingles(features: Features, pairs: Pairs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the exact Jaccard similarity and containment of each pair, (n_pairs,) each, 0 to 1; 0 without words.

    Containment is the share of the shingles of the article with fewer of them that the other has.
    """

    def work(start: int, stop: int) -> NDArray[np.int64]:
        left, right = pairs.left[start:stop], pairs.right[start:stop]
        counted: NDArray[np.int64] = _count_shared(features.shingle_bounds, features.shingles, left, right)
        page_out(features.shingles)  # pairs are in the order of articles: few others read the same
        return counted

    shared = np.concatenate(list(over_ranges(len(pairs.left), _RANGE, work)))
    size = features.n_shingles
    union = size[pairs.left] + size[pairs.right] - shared
    smaller = np.minimum(size[pairs.left], size[pairs.right])
    return shared / np.maximum(union, 1), shared / np.maximum(smaller, 1)


def _candidates(bands: NDArray[np.uint32], distinct: NDArray[np.int64]) -> Pairs:
    """Return the pairs of `distinct` articles that agree in a whole band, as places in `distinct`."""

    def work(band: int, _: int) -> NDArray[np.int64]:
        keys = bands[distinct, band]
        order = np.argsort(keys, kind="stable")
        found: NDArray[np.int64] = _keys_of_equal(keys[order], order)
        return found

    def union(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
        return each_once(np.concatenate([one, other]))

    return Pairs.from_keys(reduce(union, over_ranges(bands.shape[1], 1, work)))


@njit(cache=True, nogil=True)
def _keys_of_equal(keys, order):  # type: ignore[no-untyped-def]
    """Return the key (see `Pairs`) of each pair of places in `order` whose `keys` (ascending) are equal."""
    n_pairs, start = 0, 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or keys[i] != keys[start]:
            n_pairs += (i - start) * (i - start - 1) // 2
            start = i
    pairs = np.empty(n_pairs, np.int64)
    n_pairs, start = 0, 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or keys[i] != keys[start]:
            for a in range(start, i):
                for b in range(a + 1, i):  # the sort is stable, so order[a] < order[b]
                    pairs[n_pairs] = (order[a] << 32) | order[b]
                    n_pairs += 1
            start = i
    return pairs


@njit(cache=True, nogil=True)
def _count_shared(bounds, shingles, left, right):  # type: ignore[no-untyped-def]
    shared = np.zeros(len(left), np.int64)
    for pair in range(len(left)):
        i, j = bounds[left[pair]], bounds[right[pair]]
        i_end, j_end = bounds[left[pair] + 1], bounds[right[pair] + 1]
        if j_end - j > i_end - i:
            i, i_end, j, j_end = j, j_end, i, i_end
        if i_end - i > _MUCH_LONGER * (j_end - j):
            for k in range(j, j_end):
                i = first_from(shingles[k], shingles, i, i_end)
                shared[pair] += i < i_end and shingles[i] == shingles[k]
            continue
        while i < i_end and j < j_end:
            one, other = shingles[i], shingles[j]
            shared[pair] += one == other  # no branches: which of the two is less cannot be predicted
            i += one <= other
            j += other <= one
    return shared


def paired_articles(first: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which articles are paired with other texts, (n_articles,): all but those beyond `MAX_PAIRED`."""
    n_identical = np.bincount(first, minlength=len(first))
    paired: NDArray[np.bool_] = (n_identical[first] <= MAX_PAIRED) | (first == np.arange(len(first)))
    return paired


def for_all_articles(first: NDArray[np.int32], distinct: Pairs) -> Pairs:
    """Return pairs of distinct texts as pairs of all the articles that have them, and the pairs of identical articles.

    `first`, (n_articles,), is what `near_duplicates` takes; `distinct` pairs only articles that occur in it.
    """
    n_identical = np.bincount(first, minlength=len(first))
    is_paired = paired_articles(first)
    shared = np.flatnonzero(is_paired & (n_identical[first] > 1))
    members: dict[int, list[int]] = {}  # of the texts that several articles have: most have one
    for article, text in zip(shared.tolist(), first[shared].tolist(), strict=True):
        members.setdefault(text, []).append(article)
    pairs = [pair for text in members.values() for pair in combinations(text, 2)]
    is_alone = (n_identical[distinct.left] == 1) & (n_identical[distinct.right] == 1)
    several = distinct.where(~is_alone)
    for a, b in zip(several.left.tolist(), several.right.tolist(), strict=True):
        pairs += [(min(pair), max(pair)) for pair in product(members.get(a, [a]), members.get(b, [b]))]
    unpaired = np.flatnonzero(~is_paired).astype(np.int32)
    with_first = Pairs(*np.sort([first[unpaired], unpaired], axis=0))
    found = np.array(pairs, np.int32).reshape(-1, 2)
    return Pairs.union(distinct.where(is_alone), with_first, Pairs(found[:, 0], found[:, 1]))
