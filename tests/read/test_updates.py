from __future__ import annotations

from typing import Any

import pytest

from dedup.article import Article
from dedup.read.updates import SUPERSEDED, latest_versions


def item(location: str, **known: Any) -> Article:
    return Article(text=f"text of {location}", location=location, **known)


@pytest.mark.parametrize(
    "versions",
    [("1", "2", "10"), ("1.2", "1.10", "2.0"), ("2031-03-04T09:05:00Z", "2031-03-04T09:06:00Z", "2031-03-05T01:00Z")],
)
def test_the_latest_version_of_an_item_stands_and_the_others_name_it(versions: tuple[str, ...]) -> None:
    states = [item(f"{n}.json", id="urn:news:pier", version=version) for n, version in enumerate(versions)]
    kept, skipped = latest_versions([states[1], states[2], states[0]])
    assert [article.location for article in kept] == ["2.json"]
    assert sorted((each.location, each.reason) for each in skipped) == [("0.json", SUPERSEDED), ("1.json", SUPERSEDED)]
    assert all("2.json" in each.detail for each in skipped)


def test_an_item_without_an_id_is_known_by_its_address() -> None:
    states = [
        item("0", url="https://www.post.example.com/pier", version="1"),
        item("1", url="https://m.post.example.com/pier?utm_source=x", version="2"),
    ]
    assert [article.location for article in latest_versions(states)[0]] == ["1"]


@pytest.mark.parametrize(
    "states",
    [
        [item("0", id="1"), item("1", id="1")],
        [item("0", id="1", version="2"), item("1", id="1", version="2")],
        [item("0", id="1", version="1", outlet="A"), item("1", id="1", version="2", outlet="B")],
        [item("0", id="1", version="1"), item("1", id="2", version="2")],
        [item("0", version="1"), item("1", version="2")],
        [item("0", id="1", version="draft"), item("1", id="1", version="final")],
    ],
)
def test_what_is_not_surely_a_later_version_stays(states: list[Article]) -> None:
    assert latest_versions(states) == (states, [])
