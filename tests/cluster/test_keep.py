from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster import keep
from dedup.cluster.keep import decide
from dedup.cluster.sentences import all_stand_in
from dedup.errors import SettingsError
from dedup.match.pairs import Pairs
from dedup.matches import Match, Verdict
from dedup.records import Confidence, Decision, Source, Spans
from dedup.settings import KEEP, Settings
from tests.matched import matches

from .builders import at, group, pair

BODY = "The ferry Lady Isolde ran aground off Marrow Point. Nobody was hurt, the harbour board said."
UNKNOWN = Source(None, "", None, "")


def decisions(
    articles: Sequence[Article], *found: Match, source: Source = UNKNOWN, spans: Spans | None = None, **settings: Any
) -> dict[int, Decision]:
    members = tuple(range(len(articles)))
    pairs = found or [pair(left, right) for right in members for left in members[:right]]
    return decide(
        articles,
        spans or Spans.whole(articles),
        [group(*members)],
        matches(*pairs),
        dict.fromkeys(members, source),
        Settings(**settings),
        never_asked,
    )


def never_asked(_: Pairs) -> NDArray[np.bool_]:
    raise AssertionError("all pairs are among the matches")


def kept(articles: Sequence[Article], *found: Match, **settings: Any) -> list[int]:
    return [number for number, decision in sorted(decisions(articles, *found, **settings).items()) if decision.is_kept]


COPIES = [
    Article(text=BODY, outlet="Harbour Post", title="Ferry aground", published=at(9)),
    Article(text=BODY + " Boats took them ashore." * 3, outlet="Tidewater", published=at(12)),
    Article(text=BODY, outlet="quay.example", published=at(8)),
]


@pytest.mark.parametrize(("rule", "expected"), [("earliest", 2), ("latest", 1), ("longest", 1), ("best", 1)])
def test_each_rule_keeps_one_of_the_copies(rule: str, expected: int) -> None:
    assert kept(COPIES, keep=rule) == [expected]


def test_each_rule_says_what_it_kept_and_why_the_others_go() -> None:
    for rule in ("earliest", "latest", "longest", "best"):
        found = decisions(COPIES, keep=rule)
        (first,) = (number for number in found if found[number].is_kept)
        assert found.pop(first) == Decision(None, f"{rule} copy (of 3)")
        assert set(found.values()) == {Decision(first, f"near-duplicate of the {rule} copy")}


def test_the_likely_source_is_kept_where_it_was_read() -> None:
    source = Source(2, "quay.example", Confidence.LOW, "")
    assert kept(COPIES, keep="source", source=source) == [2]
    assert decisions(COPIES, keep="source", source=source)[0] == Decision(2, "near-duplicate of the likely source")


def test_without_a_source_that_was_read_the_best_copy_is_kept() -> None:
    for outlet, why in (("dpa", "not among them"), ("", "unknown")):
        source = Source(None, outlet, None, "")
        assert kept(COPIES, keep="source", source=source) == [1]
        assert decisions(COPIES, keep="source", source=source)[1].reason == f"best copy, as the source is {why} (of 3)"


def test_among_copies_of_one_length_metadata_decides() -> None:
    rich = Article(text=BODY, title="Ferry", outlet="Quay", published=at(9), language="en")
    articles = [replace(rich, text=BODY + " So.", title=""), rich, replace(rich, published=date(2031, 5, 3))]
    assert kept(articles) == [1]


def test_furniture_is_no_text_worth_keeping() -> None:
    articles = [Article(text=BODY), Article(text="Sign up. " * 30 + BODY[:50])]
    spans = replace(Spans.whole(articles))
    spans.start[1] = 270
    assert kept(articles, spans=spans) == [0]


@pytest.mark.parametrize(("rule", "expected"), [("earliest", 0), ("latest", 0)])
def test_a_bare_date_is_taken_only_where_it_is_certainly_the_one(rule: str, expected: int) -> None:
    articles = [
        Article(text=BODY, published=at(12)),
        Article(text=BODY, published=date(2031, 5, 3)),
        Article(text=BODY),
    ]
    assert kept(articles, keep=rule) == [expected]


@pytest.mark.parametrize(
    ("preferred", "expected"),
    [(("HARBOUR POST",), 0), (("Nobody", "quay.example", "Harbour Post"), 2), (("www.quay.example",), 1)],
)
def test_preferred_outlets_come_before_the_rule_in_their_order(preferred: tuple[str, ...], expected: int) -> None:
    assert kept(COPIES, prefer_outlet=preferred, keep="longest") == [expected]


def test_a_preference_is_the_reason() -> None:
    found = decisions(COPIES, prefer_outlet=("Harbour Post",))
    assert found[0] == Decision(None, "copy from Harbour Post, as preferred (of 3)")


def test_texts_that_copy_a_third_but_not_each_other_are_never_dropped_for_each_other() -> None:
    chain = (pair(0, 1), pair(1, 2))
    found = decisions(COPIES, *chain, prefer_outlet=("Harbour Post",))
    assert [found[number].in_favour_of for number in range(3)] == [None, 0, None]
    assert found[2].reason == "no verified copy of the one kept, only of other copies"


def test_of_identical_articles_one_link_to_the_first_is_enough() -> None:
    articles = [Article(text=BODY)] * 4
    star = [pair(0, number, Verdict.IDENTICAL) for number in range(1, 4)]
    found = decisions(articles, *star, prefer_outlet=("none",))
    assert found[3] == Decision(0, "identical to the best copy")
    titled = [*articles[:3], Article(text=BODY, title="Ferry")]
    assert kept(titled, *star) == [3]


def test_lossless_drops_only_what_stands_in_the_kept_copy() -> None:
    other_quotes = BODY.replace("Nobody was hurt", "NOBODY   was 'hurt'")
    articles = [
        Article(text=f"{BODY} The light had been dark, and all were taken ashore by fishing boats."),
        Article(text=other_quotes),
        Article(text=f"{BODY} A dog was saved."),
    ]
    assert kept(articles) == [0]
    found = decisions(articles, lossless=True)
    assert [found[number].in_favour_of for number in range(3)] == [None, 0, None]
    assert found[2].reason == "holds a sentence that the copy kept does not hold"


def test_lossless_counts_no_furniture() -> None:
    articles = [Article(text=BODY, title="Ferry"), Article(text=f"{BODY} Sign up.")]
    spans = Spans.whole(articles)
    spans.end[1] = len(BODY)
    first = Source(0, "", Confidence.LOW, "")
    assert kept(articles, keep="source", source=first, lossless=True, spans=spans) == [0]
    assert kept(articles, keep="source", source=first, lossless=True) == [0, 1]


def test_excerpts_are_left_alone() -> None:
    found = decide(COPIES, Spans.whole(COPIES), [], matches(pair(0, 1, Verdict.EXCERPT)), {}, Settings(), never_asked)
    assert found == {}


def test_every_rule_there_is_can_be_asked_for() -> None:
    for rule in KEEP:
        assert len(kept(COPIES, keep=rule)) == 1
    with pytest.raises(SettingsError, match="keep must be one of best, source"):
        Settings(keep="newest")
    with pytest.raises(SettingsError, match="prefer_outlet must be a tuple"):
        Settings(prefer_outlet="Quay")  # type: ignore[arg-type]


def test_lossless_looks_first_for_the_sentence_that_others_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[bytes] = []

    def counted(sentences: Iterable[bytes], words: bytes) -> bool:
        return all_stand_in((looked_for.append(sentence) or sentence for sentence in sentences), words)  # type: ignore[func-returns-value]

    monkeypatch.setattr(keep, "all_stand_in", counted)
    shared = " ".join(f"Sentence {number} stands in all of them." for number in range(20))
    articles = [Article(text=f"{shared} Number {number} has this alone.") for number in range(10)]
    assert kept(articles, lossless=True) == list(range(10))
    assert len(looked_for) <= 9 * 20 + 45  # all sentences of each article once, and one for each of the 45 pairs
