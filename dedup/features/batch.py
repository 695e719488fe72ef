"""Texts -> the columns of one batch: the unit of work of a thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import local
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.features.bands import band_keys, banding
from dedup.features.kernel import extract_batch
from dedup.features.occurrences import Occurrences
from dedup.features.tokenize import TABLE
from dedup.settings import Settings

BATCH_CODES: Final = 400_000
"""Code points that a thread works on at a time. Half as many take a tenth more processor time, because threads wait for
each other between batches; twice as many gain nothing and double the memory, 20 bytes for each."""


class Batch(NamedTuple):
    """The columns of some articles, as in `Features` and `Terms`, except shingles and terms; and their signatures."""

    n_words: NDArray[np.int32]
    n_title_words: NDArray[np.int32]
    digests: NDArray[np.uint64]
    signatures: NDArray[np.uint32]  # (n, num_perm), equal to datasketch's for the low 32 bits of all shingles
    bands: NDArray[np.uint32]
    n_sampled: NDArray[np.int32]
    term_bounds: NDArray[np.int64]
    occurrences: Occurrences


class _Room(local):
    """Buffers of a thread for the flat columns of a batch, used again for each: new memory costs a page fault a page.

    A text has no more tokens than code points, and no more than two terms a token; nearly all of the room is never
    touched.
    """

    def __init__(self) -> None:
        self._n_codes = -1
        self._columns: tuple[NDArray[Any], ...] = ()

    def of(self, n_codes: int) -> tuple[NDArray[Any], ...]:
        """Return the columns from `shingles` on, with room for that many code points."""
        if n_codes > self._n_codes:
            self._n_codes = max(n_codes, 2 * BATCH_CODES)
            terms = [np.empty(2 * self._n_codes, dtype) for dtype in (np.uint64, np.int32, np.uint8)]
            self._columns = (np.empty(self._n_codes, np.uint64), *terms)
        return self._columns


_ROOM: Final = _Room()


@lru_cache
def permutations(num_perm: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return datasketch's own permutations, two arrays of shape (num_perm,): h -> a * h + b modulo 2**32.

    They are drawn as its scheme `affine32` with seed 1 draws them; importing datasketch itself takes 0.6 s.
    """
    random = np.random.RandomState(1)
    a = 2 * random.randint(0, 1 << 31, num_perm, dtype=np.uint32) + 1  # odd, so that no two hashes become one
    return a.astype(np.uint32), random.randint(0, 1 << 32, num_perm, dtype=np.uint32)


def extract_codes(
    titles: tuple[NDArray[np.uint32], NDArray[np.int64]],
    texts: tuple[NDArray[np.uint32], NDArray[np.int64]],
    spans: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]],
    is_syllabic: Sequence[bool],
    settings: Settings,
    with_terms: bool,
) -> tuple[Batch, NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the columns of n articles, all their shingles and their terms.

    Shingles and terms are views of the thread's buffers and hold until its next batch: neither is kept as it is.

    `titles` and `texts` are what `codes_of` returns with `TABLE`; `spans` are the bounds (n + 1,) of each
    article's spans, and where each span starts and ends in its text.
    """
    room = _ROOM.of(len(titles[0]) + len(texts[0]))
    columns = extract_batch(
        *titles,
        *texts,
        *spans,
        np.array(is_syllabic, np.bool_),
        *(TABLE.facts, TABLE.folded),
        settings.shingle_size,
        *permutations(settings.num_perm),
        with_terms,
        *room,
    )
    n_words, n_title_words, digests, signatures, n_sampled, term_bounds = columns
    bands = band_keys(signatures, *banding(settings.min_jaccard, settings.num_perm))
    shingles, *of_terms = room
    terms, counts, marks = (column[: term_bounds[-1]] for column in of_terms)
    occurrences = Occurrences.of(counts, marks)
    batch = Batch(n_words, n_title_words, digests, signatures, bands, n_sampled, term_bounds, occurrences)
    return batch, shingles[: n_sampled[:, 0].sum()], terms
