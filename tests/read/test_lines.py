"""Lines read in blocks are those that are read one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.read import limits
from dedup.read.compression import DamagedError
from dedup.read.json import parse_lines, read_json_lines
from dedup.read.limits import MEGABYTE, read_line_blocks
from dedup.read.records import Lines, Record, Unreadable
from dedup.settings import Settings

MAX_BYTES = 12
MAX_MB = MAX_BYTES / MEGABYTE


class Damaged(io.BufferedReader):
    """A stream that is damaged after its bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))

    def read1(self, size: int = -1) -> bytes:
        if data := super().read1(size):
            return data
        raise DamagedError("it ends early")


def one_by_one(data: bytes) -> Iterator[bytes | None]:
    """Yield the lines of `data`, and None for those that are too long."""
    for line in io.BytesIO(data):
        yield line if len(line) <= MAX_BYTES else None


def in_blocks(stream: io.BufferedReader | io.BytesIO, begun: bytes = b"") -> Iterator[bytes | None]:
    for block in read_line_blocks(stream, MAX_MB, begun):
        yield from one_by_one(block)


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "HEAD", 3)
        patch.setattr(limits, "LINES_BYTES", 10)
        yield


streams = st.lists(st.sampled_from([b"\n", b"a", b"bb", b"ccccccc", b"d" * 30]), max_size=20).map(b"".join)


@given(streams, st.integers(0, 40))
def test_blocks_hold_all_lines_in_their_order(data: bytes, n_begun: int) -> None:
    rest = io.BytesIO(data)
    begun = rest.read(n_begun)
    assert list(in_blocks(rest, begun)) == list(one_by_one(data))


@given(streams)
def test_damage_comes_after_the_whole_lines_before_it(data: bytes) -> None:
    lines = in_blocks(Damaged(data))
    whole = list(one_by_one(data[: data.rfind(b"\n") + 1]))
    assert [next(lines) for _ in whole] == whole
    with pytest.raises(DamagedError):
        next(lines)


def test_no_more_of_a_long_line_is_held_than_shows_it() -> None:
    blocks = list(read_line_blocks(io.BytesIO(b"a\n" + b"b" * 1_000 + b"\nc\n"), MAX_MB, b""))
    assert max(map(len, blocks)) < 30
    assert b"".join(blocks).count(b"\n") == 3


def test_numbers_go_on_from_block_to_block() -> None:
    data = b'\xef\xbb\xbf{"id":1}\n\n \n' + b'{"id":4}\n' + b"x" * 50 + b'\n{"id":6}'
    parts = list(read_json_lines(io.BytesIO(data), Settings(max_record_mb=MAX_MB)))
    found = [
        each for part in parts if isinstance(part, Lines) for each in parse_lines(part, Settings(max_record_mb=MAX_MB))
    ]
    assert len(parts) > 2
    assert [each.number for each in found] == [1, 4, 5, 6]
    assert [each.values["id"] for each in found if isinstance(each, Record)] == [1, 4, 6]
    assert [each.reason for each in found if isinstance(each, Unreadable)] == ["too large"]


def test_last_number_passes_over_blank_lines() -> None:
    for n_blank in (0, 1, 3_000):
        end = b"\n \n" * n_blank
        assert Lines(3, b"{}\n{}" + end, 1 + 2 * n_blank).last_number() == 4
    assert Lines(3, b"\n \n", 2).last_number() == 0
