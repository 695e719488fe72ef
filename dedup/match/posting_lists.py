"""Samples of shingles -> an inverted index of them: for each shingle, the texts whose sample holds it."""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.slots import n_slots
from dedup.features.tokenize import GOLDEN
from dedup.lengths import bounds_of
from dedup.machine.threads import over_ranges

_MIN_PART_BITS, _MAX_PART_BITS = 4, 8
_IN_PART: Final = 1 << 19
"""Most entries per part of the shingles, up to `1 << _MAX_PART_BITS` parts: the table from which a thread makes lists
takes 40 to 80 bytes for each. More parts than needed cost time, since each looks at all entries."""

ALONE: Final = -1
"""In place of the start of a list: no other text has the shingle, so there is no list."""
COMMON: Final = -2
"""In place of the start of a list: more texts have the shingle than are looked at."""


class Samples(NamedTuple):
    """The sampled shingles of each text: entry k, from `bounds[i]` to `bounds[i + 1]`, is of text i."""

    shingles: NDArray[np.uint64]  # (n_entries,)
    bounds: NDArray[np.int64]  # (n_texts + 1,)


class PostingLists(NamedTuple):
    """The texts whose samples hold each shingle that several hold."""

    begins: NDArray[np.int32]  # (n_entries,): where the list of each entry's shingle begins, or `ALONE` or `COMMON`
    postings: NDArray[np.int32]  # texts, ascending in each list


def posting_lists(samples: Samples, most: int) -> PostingLists:
    """Return the lists of `samples`; those of more than `most` texts are left out."""
    part_bits = min(max(int(samples.bounds[-1] // _IN_PART).bit_length(), _MIN_PART_BITS), _MAX_PART_BITS)
    part_of, n_of_part = _parts(samples, part_bits)
    starts = bounds_of(n_of_part)
    lists = PostingLists(np.empty(len(part_of), np.int32), np.empty(len(part_of), np.int32))

    def work(part: int, _: int) -> None:
        _list_part(np.flatnonzero(part_of == part), starts[part], part_bits, samples, most, lists)

    deque(over_ranges(1 << part_bits, 1, work), maxlen=0)
    return lists


@njit(cache=True, nogil=True)
def _parts(samples, part_bits):  # type: ignore[no-untyped-def]
    """Return the part of each entry, (n_entries,), and the number of entries in each part."""
    parts, n_of_part = np.empty(samples.bounds[-1], np.uint8), np.zeros(1 << part_bits, np.int64)
    for k in range(len(parts)):
        parts[k] = samples.shingles[k] * uint64(GOLDEN) >> uint64(64 - part_bits)
        n_of_part[parts[k]] += 1
    return parts, n_of_part


@njit(cache=True, nogil=True)
def _list_part(entries, start, part_bits, samples, most, lists):  # type: ignore[no-untyped-def]
    """Write the lists of the `entries` of a part to the postings from `start` on, and where each begins.

    The texts that hold each shingle are counted in a hash table, and then written where their number puts them.
    """
    size = n_slots(2 * len(entries))
    keys, n_texts = np.empty(size, np.uint64), np.zeros(size, np.int32)
    for k in entries:
        key = samples.shingles[k] * uint64(GOLDEN)
        slot = np.int64(key >> uint64(32 - part_bits)) & (size - 1)
        while n_texts[slot] and keys[slot] != key:
            slot = (slot + 1) & (size - 1)
        keys[slot] = key
        n_texts[slot] += 1
        lists.begins[k] = slot
    begins, ends, n_listed = np.empty(size, np.int32), np.empty(size, np.int32), start
    for place in range(size):
        is_listed = 1 < n_texts[place] <= most
        begins[place] = ends[place] = n_listed if is_listed else ALONE if n_texts[place] == 1 else COMMON
        n_listed += n_texts[place] * is_listed
    i = 0
    for k in entries:
        while k >= samples.bounds[i + 1]:
            i += 1
        slot = lists.begins[k]
        lists.begins[k] = begins[slot]
        if begins[slot] >= 0:
            lists.postings[ends[slot]] = i
            ends[slot] += 1
