"""Packed strings are those that were given."""

from __future__ import annotations

import pickle

from hypothesis import example, given
from hypothesis import strategies as st

from dedup.machine.packed import PackedStrings

_CHARACTERS = st.sampled_from("ab\x00\xfc\u6e21\U0001f6a2\ud83d")


@given(st.lists(st.text(_CHARACTERS)))
@example(["same", "same"])
@example(["a", ""])
def test_they_come_out_in_any_order(strings: list[str]) -> None:
    packed = PackedStrings(strings)
    for each in (packed, pickle.loads(pickle.dumps(packed))):
        assert list(each) == strings
        assert [each[place] for place in reversed(range(len(strings)))] == strings[::-1]


def test_of_what_a_parser_returned_only_the_string_is_left() -> None:
    class Marked(str):
        __slots__ = ()

    assert [type(each) for each in PackedStrings([Marked("a"), Marked("ab")])] == [str, str]
