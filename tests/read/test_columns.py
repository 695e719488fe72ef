"""What passes between processes that read is what was found."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timezone

from dedup.article import Article
from dedup.read.columns import columns_of, found_of
from dedup.read.records import Mapped
from dedup.records import Skipped

FOUND: list[Article | Skipped] = [
    Skipped("a.jsonl#1", "bad JSON", "it ends early"),
    Article(text="The tram is back.", title="Tram", outlet="Post", published=date(2031, 5, 4), location="a.jsonl#2"),
    Skipped("a.jsonl#3", "no text"),
    Skipped("a.jsonl#4", "no text"),
    Article(
        text="Die Fähre \ufffd",
        outlet="".join(["Po", "st"]),
        outlet_from="field",
        published=datetime(2031, 5, 4, 12, 30, tzinfo=timezone.utc),
        author="Ann Example",
        url="https://example.com/1",
        language="de",
        id="1",
        version="2",
        location="a.jsonl#5",
    ),
    Skipped("a.jsonl#6", "not an article"),
]


def test_columns_give_back_what_was_found_in_its_order() -> None:
    assert found_of(pickle.loads(pickle.dumps(columns_of(FOUND)))) == FOUND


def test_columns_of_nothing_or_of_skipped_alone() -> None:
    assert found_of(columns_of([])) == []
    assert found_of(columns_of(FOUND[2:4])) == FOUND[2:4]


def test_columns_give_back_what_is_mapped_once() -> None:
    mapped = [Mapped(frozenset({pair})) for pair in ("title=name", "text=words", "title=name")]
    found = [mapped[0], FOUND[0], mapped[1], *FOUND[1:], mapped[2]]
    assert found_of(columns_of(found)) == [*FOUND, Mapped(frozenset({"title=name", "text=words"}))]


def test_articles_from_columns_are_whole_and_frozen() -> None:
    article = found_of(columns_of(FOUND))[1]
    assert isinstance(article, Article)
    assert hash(article) == hash(FOUND[1])
    assert repr(article) == repr(FOUND[1])


def test_names_that_articles_share_are_in_memory_once() -> None:
    outlets = [each.outlet for each in found_of(columns_of(FOUND)) if isinstance(each, Article)]
    assert outlets[0] is outlets[1]
