from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster.copies import group_copies, texts_of
from dedup.cluster.stories import group_stories
from dedup.matches import Match, Verdict
from dedup.records import Link, Story
from tests.matched import matches

N = 9
Probabilities = dict[tuple[int, int], float]


def stories(
    pairs: Probabilities, n: int = N, copied: tuple[tuple[int, int], ...] = (), **days: int
) -> tuple[Story, ...]:
    """Stories of `n` articles; the pairs in `copied` are identical, and `a3=7` is published on the 7th."""
    dates = {int(name[1:]): date(2031, 5, day) for name, day in days.items()}
    articles = [Article(text="", published=dates.get(i)) for i in range(n)]
    found = matches(
        *(
            Match(i, j, Verdict.IDENTICAL, 1.0, 1.0, 1.0, 1.0)
            if (i, j) in copied
            else Match(i, j, Verdict.SAME_STORY, 0.0, 0.0, 0.3, pairs[i, j])
            for i, j in sorted({*pairs, *copied})
        )
    )
    return group_stories(articles, found, texts_of(len(articles), group_copies(articles, found)), 0.5)


def is_connected(members: tuple[int, ...], pairs: set[tuple[int, int]]) -> bool:
    reached, waiting = {members[0]}, [members[0]]
    while waiting:
        here = waiting.pop()
        for a, b in pairs:
            for one, other in ((a, b), (b, a)):
                if one == here and other in members and other not in reached:
                    reached.add(other)
                    waiting.append(other)
    return reached == set(members)


pair_tables = st.dictionaries(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(20, 100).map(lambda percent: percent / 100),
    max_size=25,
)


@given(pair_tables)
def test_stories_partition_the_articles_largest_first(pairs: Probabilities) -> None:
    found = stories(pairs)
    assert sorted(article for story in found for article in story.articles) == list(range(N))
    order = [(-len(story.articles), min(story.articles)) for story in found]
    assert order == sorted(order)


@given(pair_tables)
def test_weakest_link_is_the_one_without_which_the_story_falls_apart(pairs: Probabilities) -> None:
    for story in stories(pairs):
        if story.weakest is None:
            assert len(story.articles) == 1
            continue
        weakest = story.weakest
        assert pairs[weakest.left, weakest.right] == weakest.strength
        assert {weakest.left, weakest.right} <= set(story.articles)
        assert is_connected(story.articles, {pair for pair, p in pairs.items() if p >= weakest.strength})
        assert not is_connected(story.articles, {pair for pair, p in pairs.items() if p > weakest.strength})


def test_copies_are_the_weakest_link_only_of_a_story_that_is_one_text() -> None:
    def copy(left: int, right: int, probability: float) -> Match:
        return Match(left, right, Verdict.NEAR_DUPLICATE, 0.9, 0.95, 0.9, probability)

    articles = [Article(text="")] * 5
    other = Match(1, 2, Verdict.SAME_STORY, 0.1, 0.2, 0.5, 0.7)
    found = matches(copy(0, 1, 0.05), other, copy(3, 4, 0.04))
    story, only_copies = group_stories(articles, found, texts_of(len(articles), group_copies(articles, found)), 0.5)
    assert (story.articles, story.weakest) == ((0, 1, 2), Link(1, 2, 0.7))
    assert (only_copies.articles, only_copies.weakest) == ((3, 4), Link(3, 4, 0.04))


def test_articles_are_in_the_order_they_were_published_and_undated_ones_last() -> None:
    pairs = {(i, j): 0.9 for j in range(4) for i in range(j)}
    assert stories(pairs, 4, a1=9, a3=2, a2=5)[0].articles == (3, 2, 1, 0)


def test_central_article_has_the_highest_probabilities() -> None:
    pairs = {(0, 1): 0.6, (1, 2): 0.9, (0, 2): 0.9}
    assert stories(pairs, 3)[0].central == 2


def test_story_holds_no_chain() -> None:
    pairs = {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}
    assert [story.articles for story in stories(pairs, 4)] == [(0, 1), (2, 3)]


@pytest.mark.parametrize("n_copies", [2, 8])
def test_copies_count_as_one_text_however_many_there_are(n_copies: int) -> None:
    """Article 0 and 1 match; 1 has copies that 0 was not seen to match."""
    copied = tuple((1, other) for other in range(2, n_copies + 1))
    (story,) = stories({(0, 1): 0.6}, n_copies + 1, copied)
    assert story.articles == tuple(range(n_copies + 1))
    assert story.weakest == Link(0, 1, 0.6)


def test_many_copies_do_not_outvote_a_third_text() -> None:
    copied = tuple((0, other) for other in range(1, 8))
    found = stories({(7, 8): 0.4}, 9, copied)
    assert [story.articles for story in found] == [tuple(range(8)), (8,)]


def test_no_article_makes_no_story() -> None:
    assert stories({}, 0) == ()
    assert stories({}, 1) == (Story((0,), 0, None),)
