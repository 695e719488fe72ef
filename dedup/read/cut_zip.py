"""A zip file without its list of members, which stands at the end -> the members that can be found without it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dedup.read.compression import HEAD, DamagedError

_MARK = b"PK\x03\x04"
# Mark, version, flags, method, clock, day, checksum, sizes packed and unpacked, lengths of name and extra fields.
_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _SIZES_FOLLOW, _UTF_8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_IN_64_BITS = 0xFFFFFFFF
# Behind a member whose sizes were not known when it began: a mark, a checksum and two sizes of up to 8 bytes.
_MAX_TRAILER = 24


class Unpacking(Protocol):
    """The content of a member."""

    def read1(self, size: int) -> bytes:
        """Return up to `size` bytes, none at the end; raise `EOFError` where the file ends before the member does."""

    def close(self) -> None:
        """Do nothing: the file is read on."""


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A member, found by the header before it."""

    name: str
    content: Unpacking
    """To be read to its end before the next member is asked for."""


def members_found(stream: BinaryIO) -> Iterator[FoundMember]:
    """Yield the members of a zip file in their order, each read while it is yielded.

    Where a member ends is told by deflated data themselves, and of stored ones by their size before them.

    Raises:
        DamagedError: where it cannot be told where a member ends, so that those after it are not found.
    """
    while header := _next_header(stream):
        _, _, flags, method, _, _, _, n_packed, _, n_name, n_extra = _HEADER.unpack(header)
        name = stream.read(n_name).decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        stream.seek(n_extra, 1)
        is_told = not flags & _SIZES_FOLLOW and n_packed != _IN_64_BITS
        if flags & _ENCRYPTED or not (method == _DEFLATED or (method == _STORED and is_told)):
            raise DamagedError(f"where its member {name} ends cannot be told without the list")
        yield FoundMember(name, _Deflated(stream) if method == _DEFLATED else _Stored(stream, n_packed))


def _next_header(stream: BinaryIO) -> bytes:
    """Return the next header and read on behind it; nothing where no member follows."""
    start = stream.tell()
    place = stream.read(_MAX_TRAILER + len(_MARK)).find(_MARK)
    if place < 0:
        return b""
    stream.seek(start + place)
    header = stream.read(_HEADER.size)
    return header if len(header) == _HEADER.size else b""


class _Stored:
    def __init__(self, stream: BinaryIO, n_bytes: int) -> None:
        self._stream = stream
        self._n_left = n_bytes

    def read1(self, size: int) -> bytes:
        data = self._stream.read(min(size, self._n_left))
        if self._n_left and not data:
            raise EOFError("the archive ends before it does")
        self._n_left -= len(data)
        return data

    def close(self) -> None:
        pass


class _Deflated:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)

    def read1(self, size: int) -> bytes:
        while not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._stream.read(HEAD)
            data = self._inflate.decompress(packed, size)
            if self._inflate.eof:
                self._stream.seek(-len(self._inflate.unused_data), 1)  # to where the member ends
            elif not packed and not data:
                raise EOFError("the archive ends before it does")
            if data:
                return data
        return b""

    def close(self) -> None:
        pass
