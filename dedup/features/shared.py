"""Shingles of a large folder -> those that may stand in two articles: no other can be shared, and most are not."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.batch import bounds_of
from dedup.features.column import Column
from dedup.features.repeats import empty_filter, may_repeat, note
from dedup.threads import in_order

IN_MEMORY: Final = 50_000_000
"""Bytes of shingles, those of 20,000 articles of 300 words, up to which all are left: to tell which may be shared takes
40 ns a shingle, and they are not much to hold."""

_BLOCK: Final = 1 << 18
"""Shingles read back at a time."""

_BYTES: Final = 8


class SharedShingles:
    """The shingles of a folder, batch after batch, of which in the end those are left that may be shared.

    Before it has come to its end nobody knows which these are. Till then they are kept in a temporary file, of 8 bytes
    a word, but for the few of a small folder. Raises `OSError` where the disk is full.
    """

    def __init__(self) -> None:
        """Start with no shingle."""
        self._spool = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by `__exit__`
        self._n = 0

    def __enter__(self) -> SharedShingles:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Remove the file."""
        self._spool.close()

    def add(self, shingles: NDArray[np.uint64]) -> None:
        """Add the shingles of more articles, each of which has none twice."""
        self._spool.write(shingles.data)
        self._n += len(shingles)

    def left(self, n_shingles: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Return where those of each article begin, (n + 1,), and all that may stand in two articles, in their order.

        `n_shingles` (n,) are those that each article had. None that two articles have is missing; of the others a few
        in a hundred are left, see `HASHES_A_PLACE`, or all: which ones, only the shingles of the folder decide.
        """
        kept = Column(np.uint64)
        if self._n * _BYTES <= IN_MEMORY:
            for block in self._blocks():
                kept.extend(block)
            return bounds_of(n_shingles.astype(np.int64)), kept.finish()
        seen = empty_filter(self._n)
        for block in self._blocks():
            note(seen, block)
        n_kept = np.zeros(len(n_shingles), np.int64)
        ends, start = np.cumsum(n_shingles, dtype=np.int64), 0
        repeating = in_order(lambda block: (block, may_repeat(seen, block)), self._blocks())
        for block, repeats in repeating:
            kept.extend(block[repeats])
            _count(ends, start, repeats, n_kept)
            start += len(block)
        return bounds_of(n_kept), kept.finish()

    def _blocks(self) -> Iterator[NDArray[np.uint64]]:
        self._spool.seek(0)
        while read := self._spool.read(_BYTES * _BLOCK):
            yield np.frombuffer(read, np.uint64)


@njit(cache=True, nogil=True)
def _count(ends, start, repeats, n_kept):  # type: ignore[no-untyped-def]
    """Add to `n_kept` (n,) the `repeats` of each article, the shingles of which end at `ends`, from `start` on."""
    article = np.searchsorted(ends, start, side="right")
    for k in range(len(repeats)):
        while start + k >= ends[article]:
            article += 1
        n_kept[article] += repeats[k]
