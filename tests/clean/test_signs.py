from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedup.clean.signs import KNOWN, SPACE, SignTable
from dedup.features.characters import unknown_of
from dedup.features.tokenize import code_points

TABLE = SignTable()


@given(st.text(max_size=40))
def test_what_is_not_learned_yet_is_told_as_often_as_it_stands_there(text: str) -> None:
    codes = code_points(text)
    met = [code for code in codes.tolist() if not TABLE.flags[code]]
    assert unknown_of(codes, TABLE.flags).tolist() == met
    TABLE.learn(codes)
    assert unknown_of(codes, TABLE.flags).tolist() == []


def test_ascii_is_known_from_the_start() -> None:
    table = SignTable()
    assert (table.flags[:128] & KNOWN).all()
    assert not table.flags[128:].any()
    assert [chr(code) for code in range(128) if table.flags[code] & SPACE] == list("\t\n\v\f\r\x1c\x1d\x1e\x1f ")
