"""Shingles of a large folder -> those that may occur in two articles: most occur in one, and cannot be shared."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from threading import Lock
from types import TracebackType
from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.repeats import empty_filter, may_repeat, note
from dedup.lengths import bounds_of, shares_of
from dedup.machine.stored import StoredArrays
from dedup.machine.threads import in_order

IN_MEMORY: Final = 10_000_000
"""Up to so many code points of text, those of 6,000 articles of 300 words, all shingles are kept: finding those that
may be shared takes 20 ns a shingle, and would save little memory."""

_PART_CODES: Final = 14_000_000
"""Most code points of text per part, up to `1 << _MAX_PART_BITS` parts: the filter of its shingles, 2 bytes each, then
stays in the processor's cache. With four times as many it takes half as long again; and each part costs a file and a
buffer."""

_MAX_PART_BITS: Final = 6

_TURNS: Final = 4
"""Turns in which the shingles left are put in the order of articles: all at once they would be a fifth of the memory of
the run so far."""

_BLOCK: Final = 1 << 17
"""Numbers read back at a time."""

_BYTES: Final = 8

_BUFFER: Final = 1 << 18
"""Bytes of a part that are written at once: writing and reading back take less than half of the time that they take
with a buffer of 8 KiB, most of it the system's."""


class SharedShingles:
    """Collects the shingles of a folder, batch after batch, and finally leaves those that may be shared.

    Which these are is known only at the end. Until then the shingles of all but small folders are kept in temporary
    files, 8 bytes a word. Each file has the shingles with the same top bits: no other file can hold an equal one, so
    each is searched by itself.

    Raises `OSError` where the disk is full.
    """

    def __init__(self, n_codes: int) -> None:
        """Start without shingles, for texts of `n_codes` code points in all."""
        self._batches: dict[int, NDArray[np.uint64]] = {}
        self._part_bits = min(1 + (n_codes // _PART_CODES).bit_length(), _MAX_PART_BITS)
        self._parts = [_Part() for _ in range(1 << self._part_bits)] if n_codes > IN_MEMORY else []
        self._lock = Lock()

    def __enter__(self) -> SharedShingles:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Remove the files."""
        for part in self._parts:
            part.close()

    def add(self, first: int, n_shingles: NDArray[np.int32], shingles: NDArray[np.uint64]) -> None:
        """Add the `shingles` of the articles from `first` on: `n_shingles` (n,) of each, ascending.

        Threads may add at the same time, and batches in any order.
        """
        if not self._parts:
            self._batches[first] = shingles.copy()
            return
        runs, bounds = _split(first, n_shingles, shingles, self._part_bits)
        with self._lock:
            for part, start, end in zip(self._parts, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
                part.append(runs[start:end])

    def left(self, n_shingles: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Return the bounds of each article's shingles, (n + 1,), and all shingles that may occur in two articles.

        `n_shingles` (n,) is how many each article had. No shingle of two articles is missing; of the others a few in a
        hundred are left, see `HASHES_A_PLACE`, or in a small folder all. Which ones depends on the shingles of the
        folder alone. Nothing can be added afterwards. For a large folder they are in a file: for half of a run nothing
        reads them.
        """
        if not self._parts:
            batches = [self._batches[first] for first in sorted(self._batches)]
            return bounds_of(n_shingles.astype(np.int64)), np.concatenate([np.zeros(0, np.uint64), *batches])
        half = len(self._parts) // 2
        n_left = np.zeros((2, len(n_shingles)), np.int32)  # of the smaller half of all shingles, and of the larger
        left_in_parts = in_order(lambda part: part.leave_repeating(len(n_shingles)), self._parts)
        for k, n_left_in_part in enumerate(left_in_parts):
            n_left[k // half] += n_left_in_part
        bounds = bounds_of(n_left.sum(axis=0, dtype=np.int64))
        stored = StoredArrays(np.uint64)
        for low, high in shares_of(bounds, _TURNS):
            stored.append(self._left_of(low, bounds[low : high + 1] - bounds[low], n_left[0, low:high]))
        return bounds, stored.joined()

    def _left_of(self, first: int, bounds: NDArray[np.int64], n_smaller: NDArray[np.int32]) -> NDArray[np.uint64]:
        """Return what is left of the articles from `first` on, whose shingles go to `bounds`.

        Each has `n_smaller` among the smaller half of all shingles.
        """
        shingles, half = np.empty(bounds[-1], np.uint64), len(self._parts) // 2

        def place(parts: Sequence[_Part], ends: NDArray[np.int64]) -> None:
            for part in parts:  # from the smallest shingles to the largest
                for runs in part.blocks():
                    _place(first, runs, ends, shingles)

        halves = ((self._parts[:half], bounds[:-1].copy()), (self._parts[half:], bounds[:-1] + n_smaller))
        deque(in_order(lambda share: place(*share), halves), maxlen=0)
        return shingles


class _Part:
    """Runs of shingles in a temporary file; a run is of one article.

    A run is a number, with the article in its upper half and the count of shingles in its lower half, and then the
    shingles.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="dedup-", buffering=_BUFFER)  # noqa: SIM115 - closed by `close`
        self._lengths: list[int] = []  # of blocks, each of which is read at once and holds whole runs

    def append(self, runs: NDArray[np.uint64]) -> None:
        """Add `runs` at the end."""
        self._file.write(runs.data)
        if self._lengths and self._lengths[-1] + len(runs) <= _BLOCK:
            self._lengths[-1] += len(runs)
        else:
            self._lengths.append(len(runs))

    def blocks(self) -> Iterator[NDArray[np.uint64]]:
        """Yield all runs, block by block; what was read may be overwritten between two blocks."""
        at = 0
        for length in self._lengths:
            self._file.seek(_BYTES * at)
            yield np.frombuffer(self._file.read(_BYTES * length), np.uint64)
            at += length

    def leave_repeating(self, n_articles: int) -> NDArray[np.int32]:
        """Drop shingles that occur once, but for a few; return how many are left of each article."""
        seen = empty_filter(sum(self._lengths))
        for runs in self.blocks():
            note(seen, runs)  # the heads of runs, too: each occurs once
        n_left, lengths, at = np.zeros(n_articles, np.int32), [], 0
        for runs in self.blocks():
            left = _repeating(seen, runs, n_left)
            self._file.seek(_BYTES * at)
            self._file.write(left.data)
            lengths.append(len(left))
            at += len(left)
        self._lengths = lengths
        return n_left

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


@njit(cache=True, nogil=True)
def _part_of(shingle, bits):  # type: ignore[no-untyped-def]
    return np.int64(shingle >> uint64(64 - bits))


@njit(cache=True, nogil=True)
def _length(head):  # type: ignore[no-untyped-def]
    """Return the number of shingles in the run with this head."""
    return np.int64(head & uint64(0xFFFFFFFF))


@njit(cache=True, nogil=True)
def _end_in_part(shingles, k, end, bits):  # type: ignore[no-untyped-def]
    """Return the first place from `k` to `end` where `shingles`, ascending, are in another part than `shingles[k]`."""
    part = _part_of(shingles[k], bits)
    while k < end and _part_of(shingles[k], bits) == part:
        k += 1
    return k


@njit(cache=True, nogil=True)
def _split(first, n_shingles, shingles, bits):  # type: ignore[no-untyped-def]
    """Return the runs of each part, one part after the other, and where each part begins, (n_parts + 1,).

    `shingles` are those of the articles from `first` on, `n_shingles` of each, ascending; a part has those with the
    same top `bits`.
    """
    bounds = np.zeros((1 << bits) + 1, np.int64)
    k = 0
    for n in n_shingles:
        end = k + n
        while k < end:
            start, k = k, _end_in_part(shingles, k, end, bits)
            bounds[_part_of(shingles[start], bits) + 1] += 1 + k - start
    for part in range(1 << bits):
        bounds[part + 1] += bounds[part]
    runs, places = np.empty(bounds[-1], np.uint64), bounds[:-1].copy()
    k = 0
    for i in range(len(n_shingles)):
        end = k + n_shingles[i]
        while k < end:
            start, k = k, _end_in_part(shingles, k, end, bits)
            place = places[_part_of(shingles[start], bits)]
            runs[place] = uint64(first + i) << uint64(32) | uint64(k - start)
            for j in range(start, k):
                runs[place + 1 + j - start] = shingles[j]
            places[_part_of(shingles[start], bits)] += 1 + k - start
    return runs, bounds


@njit(cache=True, nogil=True)
def _repeating(seen, runs, n_left):  # type: ignore[no-untyped-def]
    """Return `runs` without the shingles that occur once, and add to `n_left` how many are left of each article.

    Most runs lose all their shingles, and are dropped.
    """
    repeats = may_repeat(seen, runs)  # all at once: a branch for each could not be predicted
    left, n, k, one = np.empty(len(runs), np.uint64), uint64(0), uint64(0), uint64(1)
    while k < len(runs):
        article, end = runs[k] >> uint64(32), k + one + uint64(_length(runs[k]))
        head = n
        n += one
        for j in range(k + one, end):
            left[n] = runs[j]
            n += uint64(repeats[j])
        n_here = n - head - one
        n_left[article] += n_here
        if n_here > 0:
            left[head] = article << uint64(32) | n_here
        else:
            n = head
        k = end
    return left[:n]


@njit(cache=True, nogil=True)
def _place(first, runs, ends, shingles):  # type: ignore[no-untyped-def]
    """Append the shingles of each run to those of its article in `shingles`.

    `ends` (n,) is where the shingles of the articles from `first` on end so far; runs of other articles are passed
    over.
    """
    k = 0
    while k < len(runs):
        article, n = np.int64(runs[k] >> uint64(32)) - first, _length(runs[k])
        if 0 <= article < len(ends):
            for j in range(n):  # slices would take four seconds to compile
                shingles[ends[article] + j] = runs[k + 1 + j]
            ends[article] += n
        k += 1 + n
