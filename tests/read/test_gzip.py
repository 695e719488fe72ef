"""Unpacking gzip: it gives and says what the standard library does, of whole streams and of damaged ones."""

import gzip
import zlib
from io import BufferedIOBase, BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.read.gzip import GzipReader

LINES = b"".join(b"%06d the ferries are back\n" % (n * 7919 % 999983) for n in range(9_000))
PACKED = gzip.compress(LINES, mtime=0)
BAD_BLOCK = "bad block"
TAILS = [b"", b"\0" * 999, b"x", b"\x1f", b"\x1f\x8b", b"\0\0xx", b"\x1f\x8b\x08 and no header", PACKED]


def read_all(reader: BufferedIOBase) -> tuple[bytes, str]:
    """Return what can be read, and what is said of the rest; each library has its own words for bad blocks."""
    parts: list[bytes] = []
    try:
        while part := reader.read1(7_000):
            parts.append(part)
    except (EOFError, OSError, zlib.error) as error:
        return b"".join(parts), BAD_BLOCK if str(error).startswith("Error -") else str(error)
    return b"".join(parts), ""


def in_both_ways(packed: bytes) -> tuple[tuple[bytes, str], tuple[bytes, str]]:
    return read_all(GzipReader(BytesIO(packed))), read_all(gzip.GzipFile(fileobj=BytesIO(packed)))


@pytest.mark.parametrize("tail", TAILS)
def test_what_follows_a_member_costs_none_of_it(tail: bytes) -> None:
    ours, theirs = in_both_ways(PACKED + tail)
    assert ours == theirs
    assert ours[0].startswith(LINES)


@given(st.lists(st.binary(max_size=99), max_size=4), st.sampled_from(TAILS))
def test_members_follow_each_other_with_zeros_between(contents: list[bytes], tail: bytes) -> None:
    ours, theirs = in_both_ways(b"\0".join(map(gzip.compress, contents)) + tail)
    assert ours == theirs


@given(st.binary(min_size=8, max_size=8), st.binary(max_size=40))
def test_any_header_is_read_or_refused_alike(header: bytes, names: bytes) -> None:
    ours, theirs = in_both_ways(b"\x1f\x8b" + header + names + PACKED[10:])
    assert ours == theirs


@given(st.integers(0, len(PACKED)))
def test_a_stream_cut_short_gives_what_is_whole(n_bytes: int) -> None:
    (ours, said), (theirs, as_said) = in_both_ways(PACKED[:n_bytes])
    assert said == as_said
    assert LINES.startswith(ours)
    assert len(ours) >= len(theirs) - 258  # the longest repetition, of which the standard library gives the start


@pytest.mark.parametrize("seed", range(60))
def test_a_wrong_bit_is_noticed_alike(seed: int) -> None:
    damaged = bytearray(PACKED)
    damaged[Random(seed).randrange(len(damaged))] ^= 1 << seed % 8
    ours, theirs = in_both_ways(bytes(damaged))
    assert ours[1] == theirs[1]
    assert ours[0] == theirs[0] or BAD_BLOCK in ours


def test_no_more_is_unpacked_than_was_asked_for() -> None:
    reader = GzipReader(BytesIO(gzip.compress(bytes(1 << 24))))
    sizes = [len(reader.read1(1 << 16)) for _ in range(9)]
    assert 0 < min(sizes) <= max(sizes) <= 1 << 16
