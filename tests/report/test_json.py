from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from dedup.report.json import lines

TEXTS = st.one_of(st.text(), st.sampled_from(["渡轮" * 9_000, "a" * 70_000]))


@given(st.lists(st.dictionaries(st.text(max_size=9), TEXTS, max_size=3)))
def test_every_value_has_a_line_whatever_its_length_and_those_beside_it(values: list[dict[str, str]]) -> None:
    assert [json.loads(line) for line in b"".join(lines(values)).split(b"\n")[:-1]] == values
