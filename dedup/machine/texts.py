"""A temporary file of texts: it holds those of a large folder while nothing reads them."""

from __future__ import annotations

import os
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from threading import Lock
from typing import TypeAlias

from dedup.errors import InputError

# No text read from a file has a lone surrogate, but a text need not be from a file.
ENCODING = ("utf-8", "surrogatepass")
_pread: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)


Place: TypeAlias = int
"""Which text of a `TextFile`, counted from 0."""


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Texts one after the other in UTF-8, as they are on disk and between processes."""

    data: bytes
    n_bytes: list[int]
    n_chars: list[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> EncodedTexts:
        """Return `texts` encoded."""
        encoded = [text.encode(*ENCODING) for text in texts]
        return cls(b"".join(encoded), list(map(len, encoded)), list(map(len, texts)))

    def __iter__(self) -> Iterator[memoryview]:
        """Yield the bytes of each text."""
        data, bounds = memoryview(self.data), pairwise(accumulate(self.n_bytes, initial=0))
        return (data[low:high] for low, high in bounds)

    def decoded(self) -> list[str]:
        """Return the texts."""
        return [str(text, *ENCODING) for text in self]


class TextFile:
    """Texts on disk, appended one after the other and read in any order, by any number of threads.

    The file has no name, or on Windows is deleted on closing: it is gone with this object, or with the process.
    """

    def __init__(self) -> None:
        """Make the file; `InputError` where there is no room for it."""
        self._bounds = array("q", [0])  # text i is the bytes bounds[i]:bounds[i + 1]
        self._n_chars = array("i")
        self._digests = array("Q")
        self._lock = Lock()
        try:
            self._file = tempfile.TemporaryFile(prefix="dedup-", buffering=0)  # noqa: SIM115 - it stays open
        except OSError as error:
            raise _no_room(error) from error
        self._fileno = self._file.fileno()
        weakref.finalize(self, self._file.close)

    def append(self, texts: EncodedTexts, digests: Sequence[int]) -> Place:
        """Append `texts` and return the place of the first; `InputError` where the disk is full.

        `digests` are those of their articles, kept in memory: reading the texts again for them takes longer.
        """
        with self._lock:
            first, start = len(self._n_chars), self._bounds[-1]
            try:
                self._write(texts.data, start)
            except OSError as error:
                raise _no_room(error) from error
            self._bounds.extend(islice(accumulate(texts.n_bytes, initial=start), 1, None))
            self._n_chars.extend(texts.n_chars)
            self._digests.extend(digests)
            return first

    def read(self, place: Place) -> str:
        """Return a text."""
        return self.read_bytes(place).decode(*ENCODING)

    def read_bytes(self, place: Place) -> bytes:
        """Return a text in UTF-8."""
        start = self._bounds[place]
        return self._read(self._bounds[place + 1] - start, start)

    def read_all(self, places: Sequence[Place]) -> EncodedTexts:
        """Return texts; those that are next to each other in the file are read together."""
        ends = [k for k in range(1, len(places)) if places[k] != places[k - 1] + 1]
        runs = zip((0, *ends), (*ends, len(places)), strict=True)
        bounds = ((self._bounds[places[first]], self._bounds[places[end - 1] + 1]) for first, end in runs)
        data = b"".join([self._read(stop - start, start) for start, stop in bounds])
        n_bytes = [self._bounds[place + 1] - self._bounds[place] for place in places]
        return EncodedTexts(data, n_bytes, [self._n_chars[place] for place in places])

    def n_chars(self, place: Place) -> int:
        """Return the length of a text without reading it."""
        return self._n_chars[place]

    def digest(self, place: Place) -> int:
        """Return the digest of a text's article."""
        return self._digests[place]

    def _write(self, data: bytes, start: int) -> None:
        rest = memoryview(data)
        self._file.seek(start)
        while rest:
            rest = rest[self._file.write(rest) :]

    def _read(self, n_bytes: int, start: int) -> bytes:
        if _pread:
            return _pread(self._fileno, n_bytes, start)
        with self._lock:  # on Windows whoever reads moves the one position in the file
            self._file.seek(start)
            return self._file.read(n_bytes)


def _no_room(error: OSError) -> InputError:
    folder = tempfile.tempdir or "any folder for temporary files"
    return InputError(
        f"the texts cannot be kept in {folder} while they are compared: {error.strerror or error}; make room there for "
        "as many bytes as the texts have, or set TMPDIR to a folder that has it"
    )
