from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dedup.read.locations import location_of, numbered, prefixes


def test_locations_are_one_line_of_utf8_whatever_the_bytes_of_the_name() -> None:
    assert location_of(Path("news/caf\udce9\n.txt")) == "news/caf\\xe9\\x0a.txt"
    assert numbered(location_of(Path("a.jsonl")), 3) == "a.jsonl#3"
    assert location_of(Path("a.jsonl#3")) == "a.jsonl\\x233"


@given(st.sets(st.text(st.sampled_from("ab\\x5c#12\udce9\n"), min_size=1, max_size=5), min_size=2, max_size=2))
def test_no_two_names_have_one_location(names: set[str]) -> None:
    assert len({location_of(Path(name)) for name in names}) == 2


def test_of_several_folders_of_one_name_the_locations_name_the_folders_above() -> None:
    folders = [Path("/x/may/news"), Path("/x/june/news"), Path("/y/other")]
    assert [prefix.as_posix() for prefix in prefixes(folders).values()] == ["may/news", "june/news", "y/other"]
