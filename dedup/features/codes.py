"""Articles -> the code points of their texts, decoded from the bytes in a file without making Python strings.

Making strings needs the GIL, for which threads wait; a compiled decoder does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
from numba import njit, uint8, uint32, uint64
from numpy.typing import NDArray

from dedup.article import Article, read_utf8
from dedup.features.tokenize import code_points
from dedup.lengths import bounds_of
from dedup.machine.texts import EncodedTexts

_LINE_END: Final = ord("\n")


class Table(Protocol):
    """What is known of code points: of ASCII from the start, of others once they are learned."""

    @property
    def entries(self) -> NDArray[Any]:
        """One number for each code point, (0x110000,); 0 for those that are not known yet."""

    def learn(self, codes: NDArray[np.uint32]) -> None:
        """Make sure that every code point of `codes` (n_codes,) is in the table."""


def codes_of(texts: Sequence[str], table: Table) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the code points of `texts`, read-only and each now in `table`, and where each text begins, (n + 1,)."""
    codes = code_points("".join(texts))
    table.learn(codes)
    return codes, bounds_of(list(map(len, texts)))


def read_codes(
    articles: Sequence[Article], table: Table, texts: EncodedTexts | None = None
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return what `codes_of` does for the texts of `articles`; pass `texts` where they have been read already."""
    if all(article.is_held for article in articles):
        return codes_of([article.text for article in articles], table)
    texts = texts or read_utf8(articles)
    bounds = bounds_of(texts.n_chars)
    codes = np.empty(bounds[-1], np.uint32)
    if not decode_utf8(np.frombuffer(texts.data, np.uint8), codes, table.entries):
        table.learn(codes)
    codes.flags.writeable = False  # like those of `code_points`, or each kernel would be compiled for both
    return codes, bounds


def join_pieces(
    codes: NDArray[np.uint32], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the pieces `codes[start:end]`, each followed by a line end, and where each begins, (n + 1,).

    The line end separates the last word of a piece from the first of the next.
    """
    bounds = bounds_of(end - start + 1)
    joined: NDArray[np.uint32] = _join(codes, start, bounds)
    joined.flags.writeable = False
    return joined, bounds


def string_of(codes: NDArray[np.uint32]) -> str:
    """Return the string with these code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@njit(cache=True, nogil=True)
def _join(codes, start, bounds):  # type: ignore[no-untyped-def]
    joined = np.empty(bounds[-1], np.uint32)
    for piece in range(len(start)):
        n = bounds[piece + 1] - bounds[piece] - 1
        joined[bounds[piece] : bounds[piece] + n] = codes[start[piece] : start[piece] + n]
        joined[bounds[piece] + n] = _LINE_END
    return joined


@njit(cache=True, nogil=True)
def decode_utf8(data, codes, entries):  # type: ignore[no-untyped-def]
    """Write the code points of `data`, which must be valid UTF-8, into `codes`, which has exactly the room for them.

    Return whether all of them have `entries` in a `Table`. Surrogates may stand in `data` as three bytes each. Places
    are unsigned: numba checks each signed index for being negative, which keeps the compiler from vectorising.
    """
    n, i, k, one = uint64(len(data)), uint64(0), uint64(0), uint64(1)
    at_once, are_known = uint64(16), True
    while i < n:
        stop = min(i + at_once, n)
        if stop - i == at_once:
            any_of = uint8(0)
            for j in range(16):
                any_of |= data[i + uint64(j)]
            if any_of < 0x80:
                for j in range(16):
                    codes[k + uint64(j)] = data[i + uint64(j)]
                i, k = stop, k + at_once
                continue
        while i < stop:
            code = uint32(data[i])
            i += one
            if code >= 0x80:
                n_more = one + uint64(code >= 0xE0) + uint64(code >= 0xF0)
                code &= uint32(0x3F) >> uint32(n_more)
                for _ in range(n_more):
                    code = code << uint32(6) | uint32(data[i] & uint8(0x3F))
                    i += one
                are_known &= entries[code] != 0
            codes[k] = code
            k += one
    return are_known
