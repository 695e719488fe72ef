"""What the pairs of a folder say of each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np
import pytest

from dedup.cluster.agreement import MAX_SHIFT, STRENGTH, log_odds_shift
from dedup.match.pair_features import LARGE
from dedup.match.pairs import Pairs

NOT_SMALL = 2 * LARGE
"""Articles in a folder that says nothing by how many of them have a companion."""


def shift(
    n: int,
    probability: dict[tuple[int, int], float],
    unpaired: Sequence[int] = (),
    copies: Collection[tuple[int, int]] = (),
) -> float:
    left, right = np.array(list(probability), np.int32).reshape(-1, 2).T
    alone = np.array(list(probability.values()))
    paired = np.ones(n, np.bool_)
    paired[list(unpaired)] = False
    are_copies = np.array([pair in copies for pair in probability], np.bool_)
    return log_odds_shift(Pairs(left, right), np.log(alone / (1 - alone)), paired, are_copies, 0.5)


def chain(n: int, probability: float) -> dict[tuple[int, int], float]:
    """Each article is like the next one, and no other: A with B, B with C, but not A with C."""
    return {(i, i + 1): probability for i in range(n - 1)}


def cliques(n: int, size: int, probability: float) -> dict[tuple[int, int], float]:
    """Stories of `size` articles, all of which are like each other, and like nothing else."""
    groups = (range(start, start + size) for start in range(0, n, size))
    return {pair: probability for group in groups for pair in combinations(group, 2)}


def test_likely_pairs_that_cannot_all_be_true_speak_against_all() -> None:
    assert shift(NOT_SMALL, chain(200, 0.7)) < -0.5


def test_pairs_that_fit_together_are_left_as_they_are() -> None:
    assert shift(NOT_SMALL, cliques(200, 4, 0.7)) == 0.0


def test_pairs_less_true_than_they_say_speak_against_all() -> None:
    """Of five pairs with 0.7, three lie in a story of three, and two tie it to an article that is left out."""
    pairs: dict[tuple[int, int], float] = {}
    for first in range(0, 400, 4):
        story, other = range(first, first + 3), first + 3
        pairs |= dict.fromkeys(combinations(story, 2), 0.7) | {(first, other): 0.7, (first + 1, other): 0.7}
    assert shift(NOT_SMALL, pairs) == pytest.approx(STRENGTH * np.log(3 / 3.5), abs=0.01)


def test_articles_without_a_companion_speak_against_all_pairs_of_a_small_folder() -> None:
    two_pairs = {(0, 1): 0.8, (2, 3): 0.8}
    assert shift(40, two_pairs) < shift(8, two_pairs) < shift(4, two_pairs) <= 0.0
    assert shift(40, cliques(40, 2, 0.999)) == pytest.approx(0.0, abs=0.01)


def test_they_say_less_the_larger_the_folder_and_nothing_in_a_large_one() -> None:
    shifts = [shift(n, cliques(n // 2, 2, 0.999)) for n in (40, 80, 120, 200, LARGE)]
    assert shifts == sorted(shifts)
    assert shifts[0] < -1
    assert shifts[-1] == 0.0


def test_sure_pairs_stay_likely_in_a_folder_of_articles_that_stand_alone() -> None:
    assert shift(90, {(0, 1): 0.99}) == -MAX_SHIFT
    assert shift(90, {}) == -MAX_SHIFT


def test_two_articles_have_nothing_to_contradict() -> None:
    for probability in (0.31, 0.49, 0.51, 0.89):
        assert shift(2, {(0, 1): probability}) == 0.0


def test_sure_pairs_say_nothing() -> None:
    unsure = chain(50, 0.7)
    sure = {(50 + i, 51 + i): 0.99 for i in range(200)}
    assert shift(NOT_SMALL, unsure | sure) == shift(NOT_SMALL, unsure)


def test_the_near_duplicates_of_a_hub_contradict_nothing() -> None:
    star = {(0, i): 0.6 for i in range(1, 200)}
    unsure = {(200 + i, 201 + i): 0.7 for i in range(50)}
    assert shift(NOT_SMALL, star) < -1.0
    assert shift(NOT_SMALL, star, range(1, 200)) == 0.0
    assert shift(NOT_SMALL, star | unsure, range(1, 200)) == shift(NOT_SMALL, unsure) < 0.0


def test_copies_are_not_counted() -> None:
    unsure = chain(50, 0.7)
    fitting = dict.fromkeys(combinations(range(50, 140), 2), 0.7)
    torn = {(200, i): 0.6 for i in range(201, 290)}
    assert shift(NOT_SMALL, unsure | fitting) == 0.0
    assert shift(NOT_SMALL, unsure | torn) < shift(NOT_SMALL, unsure) < 0.0
    assert shift(NOT_SMALL, unsure | fitting, copies=fitting) == shift(NOT_SMALL, unsure)
    assert shift(NOT_SMALL, unsure | torn, copies=torn) == shift(NOT_SMALL, unsure)


def test_copies_hold_a_story_together() -> None:
    """Another article is likely with both copies; which of the two pairs is left out is open without the copies."""
    pairs: dict[tuple[int, int], float] = {}
    copies = [(first, first + 1) for first in range(0, 200, 4)]
    for a, b in copies:
        pairs |= {(a, b): 0.6, (a, a + 2): 0.6, (b, a + 2): 0.6}
    assert shift(NOT_SMALL, pairs, copies=copies) == 0.0
    apart = {pair: probability for pair, probability in pairs.items() if pair not in copies}
    assert shift(NOT_SMALL, apart) < 0.0


def test_few_pairs_move_little() -> None:
    assert abs(shift(3, chain(3, 0.6))) < abs(shift(300, chain(300, 0.6)))


def test_shift_has_a_limit() -> None:
    star = {(0, i): 0.6 for i in range(1, 2000)}
    assert shift(2000, star) == -MAX_SHIFT


def test_order_of_pairs_is_irrelevant() -> None:
    pairs = chain(60, 0.7) | {(i, i + 2): 0.45 for i in range(58)}
    assert shift(60, pairs) == shift(60, dict(reversed(pairs.items())))
