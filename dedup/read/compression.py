"""Compressed files and members of archives -> streams that count what they unpack: the one place that unpacks."""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dedup.read.extras import import_extra
from dedup.read.locations import extension_of

HEAD = 1 << 16
"""Bytes every stream can show before they are read: enough to recognise any format."""

FREE_BYTES = 1 << 24
"""What may always be unpacked, however small the file: 16 MB do no harm, and short texts repeat themselves."""


# Packed bytes that are unpacked at a time: from so many come 32 MB at most.
_ZSTD_BYTES = 1 << 10


class DamagedError(Exception):
    """Packed data is damaged or ends early."""


class LimitError(Exception):
    """A file unpacks to more than the settings allow."""


@dataclass
class Budget:
    """How many bytes a file and all that is packed in it may still unpack to."""

    bytes_left: int
    max_ratio: int

    @classmethod
    def of(cls, n_bytes: int, max_ratio: int) -> Budget:
        """Return the budget of a file of `n_bytes`."""
        return cls(max(FREE_BYTES, n_bytes * max_ratio), max_ratio)

    def take(self, n_bytes: int) -> None:
        """Count `n_bytes`; raise `LimitError` where they are too many."""
        self.bytes_left -= n_bytes
        if self.bytes_left < 0:
            raise LimitError(f"unpacks to more than {self.max_ratio} times its size: raise --max-ratio to read it")


class _Unpacked(io.RawIOBase):
    """The bytes of a packed stream, counted; all signs of damage are raised as `DamagedError`, after the good bytes."""

    def __init__(self, packed: BinaryIO, budget: Budget) -> None:
        self._packed: Any = packed
        self._budget = budget
        self._damage: DamagedError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill all of `buffer` if the stream has that much, so that `BufferedReader.peek` shows the whole head."""
        view, n_read = memoryview(buffer), 0
        while n_read < len(view) and self._damage is None:
            try:
                data = self._packed.read1(len(view) - n_read)
            except _DAMAGE as error:
                self._damage = DamagedError(str(error))
            else:
                if not data:
                    break
                view[n_read : n_read + len(data)] = data
                n_read += len(data)
        if not n_read and self._damage:
            raise self._damage
        self._budget.take(n_read)
        return n_read

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
        super().close()


# bz2 tells damage by a bare OSError; reading an open file hardly ever fails otherwise. zstandard's error is an
# Exception of its own, and RuntimeError and NotImplementedError come from zip members that cannot be unpacked.
_DAMAGE: tuple[type[Exception], ...] = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


class _Budgeted(io.BufferedReader):
    """Gives what precedes damage, and the error with the next read: a plain one loses what it had read of as much."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return `size` bytes, or all; fewer before the end and before damage."""
        parts: list[bytes] = []
        n_left = sys.maxsize if size is None or size < 0 else size
        while n_left:
            try:
                part = self.read1(min(n_left, HEAD))
            except DamagedError:
                if not parts:
                    raise
                break
            if not part:
                break
            parts.append(part)
            n_left -= len(part)
        return b"".join(parts)


def budgeted(packed: BinaryIO, budget: Budget) -> io.BufferedReader:
    """Return a stream of what `packed` gives; it counts towards `budget`."""
    return _Budgeted(_Unpacked(packed, budget), HEAD)


def _open_zstd(stream: BinaryIO) -> BinaryIO:
    zstandard = import_extra("zstandard", "zstd")
    return cast(BinaryIO, _Zstd(zstandard, stream))


class _Zstd:
    """A zstandard stream whose errors become a ValueError, since the library may not be there to name its own.

    The library's own reader takes the end of a file for that of a frame, wherever it was cut off.
    """

    def __init__(self, zstandard: Any, stream: BinaryIO) -> None:
        self._error = zstandard.ZstdError
        self._new_frame = zstandard.ZstdDecompressor().decompressobj
        self._stream: Any = stream
        self._frame: Any = None  # the one that has begun and not ended
        self._packed = self._unpacked = b""  # what was read, and what was unpacked of it

    def read1(self, size: int) -> bytes:
        while not self._unpacked:
            self._packed = self._packed or self._stream.read1(_ZSTD_BYTES)
            if not self._packed:
                if self._frame:
                    raise EOFError("the file ends in the middle of a frame")
                return b""
            self._unpack()
        data, self._unpacked = self._unpacked[:size], self._unpacked[size:]
        return data

    def _unpack(self) -> None:
        self._frame = self._frame or self._new_frame()
        try:
            self._unpacked = self._frame.decompress(self._packed)
        except self._error as error:
            raise ValueError(str(error)) from error
        self._packed = self._frame.unused_data
        if self._frame.eof:
            self._frame = None

    def close(self) -> None:
        """Close nothing: the stream belongs to who opened it."""


@dataclass(frozen=True)
class Compression:
    """A way to compress one file."""

    name: str
    magic: bytes | tuple[bytes, ...]
    """What such a file begins with."""
    extensions: dict[str, str]
    """Extension -> what stays of it without the compression: `.tgz` is a compressed `.tar`."""
    open: Callable[[BinaryIO], BinaryIO]
    extra: str = ""


def _open_gzip(stream: BinaryIO) -> BinaryIO:
    from dedup.read.gzip import GzipReader  # few jobs need it

    return cast(BinaryIO, GzipReader(stream))


def _open_bzip2(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, bz2.BZ2File(stream))


def _open_xz(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, lzma.LZMAFile(stream))


# Between frames of Zstandard others may stand that a reader skips; parallel writers put one before each.
_ZSTD_MAGIC = (b"\x28\xb5\x2f\xfd", *(bytes((kind,)) + b"\x2a\x4d\x18" for kind in range(0x50, 0x60)))

COMPRESSIONS = (
    Compression("gzip", b"\x1f\x8b", {".gz": "", ".tgz": ".tar"}, _open_gzip),
    Compression("bzip2", b"BZh", {".bz2": "", ".tbz2": ".tar"}, _open_bzip2),
    Compression("xz", b"\xfd7zXZ\0", {".xz": "", ".txz": ".tar"}, _open_xz),
    Compression("zstd", _ZSTD_MAGIC, {".zst": "", ".tzst": ".tar"}, _open_zstd, "zstd"),
)
_WITHOUT = {extension: rest for each in COMPRESSIONS for extension, rest in each.extensions.items()}


def compression_of(head: bytes) -> Compression | None:
    """Return how a file that begins with `head` is compressed, or None."""
    return next((each for each in COMPRESSIONS if head.startswith(each.magic)), None)


def uncompressed_name(name: str) -> str:
    """Return the name of what a compressed file holds.

    >>> uncompressed_name("News.JSONL.gz"), uncompressed_name("a.tgz"), uncompressed_name("a.txt")
    ('News.JSONL', 'a.tar', 'a.txt')
    """
    rest = _WITHOUT.get(extension_of(name))
    return name if rest is None else Path(name).stem + rest


def open_packed(path: Path) -> io.BufferedReader:
    """Return `path` opened for reading bytes, as they are."""
    return cast(io.BufferedReader, path.open("rb", buffering=HEAD))


@contextmanager
def open_file(path: Path, max_ratio: int) -> Iterator[io.BufferedReader]:
    """Open `path` for reading bytes, decompressed where its first bytes say it is compressed."""
    with open_packed(path) as stream:
        compression = compression_of(stream.peek(HEAD))
        if compression is None:
            yield stream
        else:
            with budgeted(compression.open(stream), Budget.of(path.stat().st_size, max_ratio)) as unpacked:
                yield unpacked
