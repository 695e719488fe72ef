from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import copies as of_copies
from dedup.cluster.copies import group_copies, texts_of, without_forms, without_pairs_inside
from dedup.match.pairs import NO_PAIRS, Pairs
from dedup.matches import Match, Verdict
from dedup.records import Copies, Link
from tests.matched import matches

Jaccards = dict[tuple[int, int], float]


def articles(n: int, **days: int) -> list[Article]:
    """So many articles; `a3=7` says that article 3 was published on the 7th."""
    dates = {int(name[1:]): date(2031, 5, day) for name, day in days.items()}
    return [Article(text="", published=dates.get(i)) for i in range(n)]


def copies(
    given_articles: list[Article], pairs: Jaccards, verdict: Verdict = Verdict.NEAR_DUPLICATE
) -> tuple[Copies, ...]:
    found = [Match(i, j, verdict, jaccard, 1.0, 1.0, 1.0) for (i, j), jaccard in sorted(pairs.items())]
    return group_copies(given_articles, matches(*found))


pair_tables = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]), st.floats(0.8, 1.0)
)


@given(pair_tables)
def test_no_article_is_in_two_groups_and_every_member_copies_the_representative(pairs: Jaccards) -> None:
    found = copies(articles(10), pairs)
    members = [article for group in found for article in group.articles]
    assert len(members) == len(set(members))
    for group in found:
        assert list(group.articles) == sorted(group.articles)
        others = [article for article in group.articles if article != group.representative]
        strengths = [pairs[min(other, group.representative), max(other, group.representative)] for other in others]
        assert group.weakest.strength == min(strengths)
    assert [len(group.articles) for group in found] == sorted((len(group.articles) for group in found), reverse=True)


@given(pair_tables)
def test_of_two_copies_at_least_one_is_in_a_group(pairs: Jaccards) -> None:
    grouped = {article for group in copies(articles(10), pairs) for article in group.articles}
    assert all(i in grouped or j in grouped for i, j in pairs)


def test_text_between_two_others_stands_for_both() -> None:
    assert copies(articles(3), {(0, 1): 0.9, (1, 2): 0.85}) == (Copies((0, 1, 2), 1, Link(1, 2, 0.85)),)


def test_texts_are_not_chained_through_more_than_the_representative() -> None:
    found = copies(articles(4), {(0, 1): 0.9, (1, 2): 0.85, (2, 3): 0.9})
    assert [group.articles for group in found] == [(0, 1, 2)]


def test_earliest_published_of_those_with_most_copies_is_the_representative() -> None:
    pairs = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9}
    assert copies(articles(3, a0=9, a1=4), pairs)[0].representative == 1
    assert copies(articles(3, a2=9), pairs)[0].representative == 2
    assert copies(articles(3), pairs)[0].representative == 0


def test_of_those_with_as_many_copies_the_one_most_like_them_is_the_representative() -> None:
    """The versions of a report that grows: the last is a copy of the one before it alone."""
    pairs = {(0, 1): 0.5, (1, 2): 0.6, (0, 2): 0.4, (1, 3): 0.5, (2, 3): 0.86}
    group, *others = copies(articles(4, a0=3, a1=4, a2=5, a3=6), pairs)
    assert (group.articles, group.representative, others) == ((0, 1, 2, 3), 2, [])


def test_largest_group_comes_first_then_the_first_article() -> None:
    pairs = {(0, 5): 0.9, (1, 4): 0.9, (2, 3): 0.9, (2, 6): 0.9, (3, 6): 0.9}
    assert [group.articles for group in copies(articles(7), pairs)] == [(2, 3, 6), (0, 5), (1, 4)]


def test_only_copies_are_grouped() -> None:
    for verdict in Verdict:
        assert bool(copies(articles(2), {(0, 1): 0.9}, verdict)) == verdict.is_copy


def test_without_matches_there_is_no_group() -> None:
    assert copies(articles(3), {}) == copies([], {}) == ()


def listed(n: int, weaker: Verdict) -> list[tuple[int, int]]:
    """The pairs that are listed of n reprints of each other, 0 and 1 near-duplicates, 1 and 2 `weaker` than that.

    A text beside them is related to all.
    """
    verdicts = dict.fromkeys(combinations(range(n), 2), Verdict.REPRINT)
    verdicts |= {(0, 1): Verdict.NEAR_DUPLICATE, (1, 2): weaker, **{(i, n): Verdict.RELATED for i in range(n)}}
    found = matches(*(Match(*pair, verdict, 0.9, 1.0, 1.0, 1.0) for pair, verdict in sorted(verdicts.items())))
    left = without_pairs_inside(found, group_copies(articles(n + 1), found))
    return [(match.left, match.right) for match in left]


@pytest.mark.parametrize("weaker", [Verdict.REPRINT, Verdict.EXCERPT, Verdict.SAME_STORY])
def test_reprints_in_a_large_group_are_paired_with_what_stands_for_it_alone(
    monkeypatch: pytest.MonkeyPatch, weaker: Verdict
) -> None:
    monkeypatch.setattr(of_copies, "MAX_LISTED", 6)
    assert listed(6, Verdict.REPRINT) == list(combinations(range(7), 2))
    found = listed(7, weaker)
    beside = [(i, 7) for i in range(7)]
    assert set(beside) < set(found)
    assert len(found) - len(beside) in (6, 7)  # with the representative, and the near-duplicates
    assert (0, 1) in found


def ties(stories: dict[tuple[int, int], Verdict], forms: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs that remain between 0, 1 and 2, copies of one text, 3 and 4, of another, and 5."""
    found = dict.fromkeys([(0, 1), (0, 2), (3, 4)], Verdict.NEAR_DUPLICATE) | stories
    matched = matches(*(Match(*pair, verdict, 0.2, 0.4, 0.6, 0.9) for pair, verdict in sorted(found.items())))
    left, right = np.array(sorted(forms), np.int32).reshape(-1, 2).T
    of_text = texts_of(6, group_copies(articles(6), matched))
    remain = without_forms(matched, of_text, Pairs(left, right))
    return [(match.left, match.right) for match in remain if not match.verdict.is_copy]


def test_what_most_pairs_of_two_texts_are_holds_for_all() -> None:
    story = {(0, 3): Verdict.SAME_STORY, (2, 4): Verdict.RELATED}
    assert ties(story, []) == ties(story, [(1, 3), (1, 4)]) == [(0, 3), (2, 4)]
    assert ties(story, [(1, 3), (1, 4), (2, 3)]) == []
    assert ties(story, [(0, 5), (1, 5), (2, 5)]) == [(0, 3), (2, 4)]
    assert ties({(2, 5): Verdict.SAME_STORY}, [(0, 5), (1, 5)]) == []


def test_excerpts_are_verified_whatever_other_pairs_look_like() -> None:
    assert ties({(0, 3): Verdict.EXCERPT}, [(0, 4), (1, 3), (1, 4)]) == [(0, 3)]


def test_without_copies_forms_change_nothing() -> None:
    found = matches(Match(0, 1, Verdict.SAME_STORY, 0.2, 0.4, 0.6, 0.9))
    assert list(without_forms(found, texts_of(3, ()), NO_PAIRS)) == list(found)
