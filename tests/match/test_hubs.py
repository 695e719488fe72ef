from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from dedup.article import Article
from dedup.match import hubs
from dedup.match.hubs import MIN_DEGREE, first_of_hubs
from dedup.match.near_duplicates import first_of_identical, near_duplicates
from dedup.matches import Verdict
from dedup.pipeline import scan_articles
from dedup.settings import Settings

from .builders import brute_force_pairs, edited, features_of, invented_words

SHORT = Settings(min_words=5)


def notices(random: Random, n: int, n_words: int = 60) -> list[str]:
    """Return texts that differ in one word."""
    words = invented_words(random, n_words)
    return [" ".join([*words[:20], f"ship{number}", *words[20:]]) for number in range(n)]


def stand_ins(texts: Sequence[str], settings: Settings = SHORT) -> list[int]:
    features = features_of(texts, settings)
    found: list[int] = first_of_hubs(features, first_of_identical(features, settings.min_words), settings).tolist()
    return found


def pairs_of(texts: Sequence[str], settings: Settings = SHORT) -> list[tuple[int, int]]:
    pairs = near_duplicates(features_of(texts, settings), np.array(stand_ins(texts, settings), np.int32), settings)
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


@pytest.mark.parametrize("n", [20, 21])
def test_a_hub_has_so_many_near_duplicates(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    monkeypatch.setattr(hubs, "MIN_DEGREE", 20)
    assert len(set(stand_ins(notices(Random(1), n)))) == (1 if n == 21 else n)


def test_two_hubs_and_texts_of_none_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MIN_DEGREE", 20)
    random = Random(2)
    one, other, few, alone = (notices(random, n) for n in (40, 30, 10, 1))
    found = stand_ins([*one, *few, *other, *alone])
    first, second = set(found[:40]), set(found[50:80])
    assert len(first) == len(second) == 1
    assert first <= {*range(40)}
    assert second <= {*range(50, 80)}
    assert found[40:50] == [*range(40, 50)]
    assert found[80] == 80


@given(st.integers(0, 2**32), st.integers(1, 6), st.sampled_from([0.5, 0.8]))
@run(max_examples=40, deadline=None)
def test_what_stands_for_a_text_is_near_it_and_stands_for_itself(seed: int, least: int, min_jaccard: float) -> None:
    random, chosen = Random(seed), Settings(min_words=5, min_jaccard=min_jaccard)
    texts: list[str] = []
    for _ in range(random.randint(1, 3)):
        words = invented_words(random, random.randint(5, 60))
        texts += [" ".join(edited(random, words, random.randint(0, 4))) for _ in range(random.randint(1, 12))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hubs, "MIN_DEGREE", least)
        patch.setattr("dedup.match.near_duplicates.MAX_PAIRED", 1)  # fewer are all paired
        found, pairs = stand_ins(texts, chosen), set(pairs_of(texts, chosen))
    near = brute_force_pairs(texts, chosen)
    replaced = {(min(pair), max(pair)) for pair in enumerate(found) if pair[0] != pair[1]}
    assert all(found[stands_for] == stands_for for stands_for in found)
    assert replaced <= pairs <= near


def test_without_hubs_all_stay_as_they_are() -> None:
    texts = [*notices(Random(3), 30), *notices(Random(4), 1)]
    features = features_of(texts, Settings())
    first = first_of_identical(features, 5)
    assert first_of_hubs(features, first, SHORT).tolist() == first.tolist()
    assert pairs_of(texts) == [*combinations(range(30), 2)]


def test_short_texts_have_no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MIN_DEGREE", 3)
    texts = ["page not found"] * 10
    assert stand_ins(texts) == [*range(10)]


@pytest.mark.parametrize(
    ("keep", "expected"), [("best", 7), ("longest", 7), ("source", 0), ("earliest", 0), ("latest", MIN_DEGREE + 3)]
)
def test_with_a_hub_groups_stories_and_what_is_kept_are_whole(keep: str, expected: int) -> None:
    texts = notices(Random(5), MIN_DEGREE + 3, n_words=150)
    texts[7] += " and the longest of them all ends here"
    texts.append(texts[3])
    start = datetime(2025, 3, 1, tzinfo=timezone.utc)
    articles = [
        Article(text=text, outlet=f"Quay {hour % 9}", published=start + timedelta(hours=hour), location=f"{hour}")
        for hour, text in enumerate(texts)
    ]
    report = scan_articles(articles, Settings(keep=keep))
    (group,), (story,) = report.copies, report.stories
    assert len(group.articles) == len(story.articles) == len(texts)
    assert len(report.matches) == len(texts) - 1
    assert all(group.representative in pair for pair in zip(*map(np.ndarray.tolist, report.matches.sides), strict=True))
    (kept,) = (number for number, decision in report.decisions.items() if decision.is_kept)
    assert kept == expected
    assert {decision.in_favour_of for number, decision in report.decisions.items() if number != kept} == {kept}


def test_a_hub_that_reprints_another_keeps_its_own_near_duplicates() -> None:
    words = invented_words(Random(6), 150)
    reworded = [f"{word}x" if place % 20 == 10 else word for place, word in enumerate(words)]
    n = MIN_DEGREE + 30
    texts = [
        " ".join([*version[:70], f"ship{number}", *version[70:]])
        for version in (words, reworded)
        for number in range(n)
    ]
    report = scan_articles([Article(text=text, location=f"{number}") for number, text in enumerate(texts)])
    assert {match.verdict for match in report.matches} == {Verdict.NEAR_DUPLICATE, Verdict.REPRINT}
    assert [group.articles for group in report.copies] == [tuple(range(n)), tuple(range(n, 2 * n))]
    assert [len(story.articles) for story in report.stories] == [2 * n]
    assert sum(decision.is_kept for decision in report.decisions.values()) == 2
    assert report.log_odds_shift == 0.0  # the pairs of a hub contradict nothing
