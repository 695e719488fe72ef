"""Temporary files of texts and details: where those of a large folder are while nobody reads them."""

from __future__ import annotations

import os
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from threading import Lock
from typing import TypeAlias

from dedup.details import Details
from dedup.errors import InputError

# No text read from a file has a lone surrogate, but a text need not be from a file.
ENCODING = ("utf-8", "surrogatepass")
_pread: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)


Place: TypeAlias = int
"""Which text of a `TextFile`, counted from 0."""


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Texts as they are on disk and between processes: one after the other."""

    data: bytes
    n_bytes: list[int]
    n_chars: list[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> EncodedTexts:
        """Return `texts` so."""
        encoded = [text.encode(*ENCODING) for text in texts]
        return cls(b"".join(encoded), list(map(len, encoded)), list(map(len, texts)))

    def __iter__(self) -> Iterator[memoryview]:
        """Yield the bytes of each text."""
        data, bounds = memoryview(self.data), pairwise(accumulate(self.n_bytes, initial=0))
        return (data[low:high] for low, high in bounds)

    def decoded(self) -> list[str]:
        """Return the texts."""
        return [str(text, *ENCODING) for text in self]


Sharing = tuple[int, "array[int]", "array[int]"]
"""What another process reads the texts of a file with: the descriptor by which it has that open, and the columns."""


class _Pieces:
    """Bytes on disk, written piece after piece and read in any order, by any number of threads.

    The file has no name, or on Windows one that goes with it: it is gone with this object, or with the process.
    """

    def __init__(self) -> None:
        self.bounds = array("q", [0])  # piece i is the bytes bounds[i]:bounds[i + 1]
        self._lock = Lock()
        self._file = tempfile.TemporaryFile(prefix="dedup-", buffering=0)  # noqa: SIM115 - it stays open
        self.fileno = self._file.fileno()
        weakref.finalize(self, self._file.close)

    @classmethod
    def shared(cls, descriptor: int, bounds: array[int]) -> _Pieces:
        """Return those of the process that started this one, which are only read."""
        pieces = cls.__new__(cls)
        pieces.fileno, pieces.bounds = descriptor, bounds
        return pieces

    def append(self, data: bytes, n_bytes: Iterable[int]) -> None:
        """Write pieces behind all others, which only one thread may do at a time."""
        start, rest = self.bounds[-1], memoryview(data)
        with self._lock:
            self._file.seek(start)
            while rest:
                rest = rest[self._file.write(rest) :]
        self.bounds.extend(islice(accumulate(n_bytes, initial=start), 1, None))

    def read(self, place: Place) -> bytes:
        """Return a piece."""
        return self._read(self.bounds[place], self.bounds[place + 1])

    def read_all(self, places: Sequence[Place]) -> tuple[bytes, list[int]]:
        """Return pieces and how long each is; those that are one behind the other are read together."""
        ends = [k for k in range(1, len(places)) if places[k] != places[k - 1] + 1]
        runs = zip((0, *ends), (*ends, len(places)), strict=True)
        bounds = ((self.bounds[places[first]], self.bounds[places[end - 1] + 1]) for first, end in runs)
        data = b"".join([self._read(start, stop) for start, stop in bounds])
        return data, [self.bounds[place + 1] - self.bounds[place] for place in places]

    def _read(self, start: int, stop: int) -> bytes:
        if _pread:
            return _pread(self.fileno, stop - start, start)
        with self._lock:  # on Windows whoever reads moves the one position in the file
            self._file.seek(start)
            return self._file.read(stop - start)


class TextFile:
    """Texts and details of articles on disk, read in any order by any number of threads."""

    def __init__(self) -> None:
        """Start with none; `InputError` where there is no room for files."""
        self._n_chars = array("i")
        self._digests = array("Q")
        self._lock = Lock()
        try:
            self._texts, self._details = _Pieces(), _Pieces()
        except OSError as error:
            raise _no_room(error) from error

    @classmethod
    def shared(cls, descriptor: int, bounds: array[int], n_chars: array[int]) -> TextFile:
        """Return the file of the process that started this one, from its `sharing`; only texts are read from it."""
        file = cls.__new__(cls)
        file._texts, file._n_chars = _Pieces.shared(descriptor, bounds), n_chars
        return file

    @property
    def sharing(self) -> Sharing | None:
        """What `shared` needs where the file is open too; None on Windows, where both would move one position."""
        return (self._texts.fileno, self._texts.bounds, self._n_chars) if _pread else None

    def append(self, texts: EncodedTexts, details: Sequence[bytes], digests: Sequence[int]) -> Place:
        """Write those of articles behind all others and return the first place; `InputError` where the disk is full.

        `details` are packed, and `digests` kept beside the texts: to read these for them takes longer.
        """
        with self._lock:
            first = len(self._n_chars)
            try:
                self._texts.append(texts.data, texts.n_bytes)
                self._details.append(b"".join(details), map(len, details))
            except OSError as error:
                raise _no_room(error) from error
            self._n_chars.extend(texts.n_chars)
            self._digests.extend(digests)
            return first

    def read(self, place: Place) -> str:
        """Return a text."""
        return self.read_bytes(place).decode(*ENCODING)

    def read_bytes(self, place: Place) -> bytes:
        """Return a text in UTF-8."""
        return self._texts.read(place)

    def read_all(self, places: Sequence[Place]) -> EncodedTexts:
        """Return texts; those that are one behind the other in the file are read together."""
        return EncodedTexts(*self._texts.read_all(places), [self._n_chars[place] for place in places])

    def read_details(self, places: Sequence[Place]) -> Details:
        """Return details, read as texts are; only the process that wrote them can."""
        data, n_bytes = self._details.read_all(places)
        return Details.unpacked(data[low:high] for low, high in pairwise(accumulate(n_bytes, initial=0)))

    def n_chars(self, place: Place) -> int:
        """Return the length of a text, which is not read for it."""
        return self._n_chars[place]

    def digest(self, place: Place) -> int:
        """Return the digest of a text's article; only the process that wrote the text has it."""
        return self._digests[place]


def _no_room(error: OSError) -> InputError:
    folder = tempfile.tempdir or "any folder for temporary files"
    return InputError(
        f"the texts cannot be kept in {folder} while they are compared: {error.strerror or error}; make room there for "
        "as many bytes as the texts have, or set TMPDIR to a folder that has it"
    )
