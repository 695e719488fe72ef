from __future__ import annotations

import tracemalloc
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from dedup.cluster.linkage import average_linkage


def groups(labels: NDArray[np.int32]) -> set[frozenset[int]]:
    members: dict[int, set[int]] = defaultdict(set)
    for item, label in enumerate(labels.tolist()):
        members[label].add(item)
    return {frozenset(group) for group in members.values()}


def link(n: int, pairs: dict[tuple[int, int], float], min_average: float) -> NDArray[np.int32]:
    left, right = np.array(list(pairs), np.int32).reshape(-1, 2).T
    return average_linkage(n, left, right, np.array(list(pairs.values()), np.float64), min_average)


@pytest.mark.parametrize("seed", range(100))
def test_groups_equal_those_of_scipy_with_missing_pairs_as_zero(seed: int) -> None:
    random = np.random.default_rng(seed)
    n, min_average = int(random.integers(2, 30)), float(random.uniform(0.05, 0.9))
    strength = np.triu(random.random((n, n)), 1)
    strength[random.random((n, n)) < random.uniform(0.1, 0.9)] = 0
    pairs = {(int(i), int(j)): float(strength[i, j]) for i, j in zip(*np.nonzero(strength), strict=True)}
    distance = 1 - strength - strength.T
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance), "average")
    assert groups(link(n, pairs, min_average)) == groups(fcluster(tree, 1 - min_average, "distance"))


def merged_one_by_one(n: int, pairs: dict[tuple[int, int], float], min_average: float) -> list[int]:
    """The groups, all averages being looked at before each merge."""
    group, size, totals = list(range(n)), [1] * n, dict(pairs)
    while totals:
        average, a, b = min((-total / (size[a] * size[b]), a, b) for (a, b), total in totals.items())
        if -average < min_average:
            break
        group = [a if name == b else name for name in group]
        size[a] += size[b]
        del totals[a, b]
        for other in range(n):
            of_b = totals.pop((min(b, other), max(b, other)), None)
            if of_b is not None:
                pair = min(a, other), max(a, other)
                totals[pair] = totals.get(pair, 0.0) + of_b
    return group


@pytest.mark.parametrize("levels", [1, 3, 50])
@pytest.mark.parametrize("seed", range(30))
def test_ties_go_to_the_smallest_items(levels: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    n, min_average = int(random.integers(2, 25)), float(random.choice([0.2, 0.4, 0.5]))
    all_pairs = random.permutation(np.column_stack(np.triu_indices(n, 1)))
    some = all_pairs[random.random(len(all_pairs)) < random.uniform(0.05, 0.9)]
    pairs = {(int(i), int(j)): float(random.integers(1, levels + 1) / levels) for i, j in some}
    assert link(n, pairs, min_average).tolist() == merged_one_by_one(n, pairs, min_average)


def test_group_is_named_after_its_smallest_item() -> None:
    labels = link(6, {(1, 4): 0.9, (4, 5): 0.9, (1, 5): 0.9, (0, 3): 0.6}, 0.5)
    assert labels.tolist() == [0, 1, 2, 0, 1, 1]


def test_chain_does_not_glue_what_has_nothing_in_common() -> None:
    labels = link(4, {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}, 0.5)
    assert groups(labels) == {frozenset({0, 1}), frozenset({2, 3})}


def test_one_weak_pair_does_not_split_a_group() -> None:
    pairs = dict.fromkeys([(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)], 0.9)
    assert groups(link(4, pairs, 0.5)) == {frozenset({0, 1, 2, 3})}


@pytest.mark.parametrize(("min_average", "n_groups"), [(0.6, 1), (np.nextafter(0.6, 1), 2)])
def test_least_average_is_inclusive(min_average: float, n_groups: int) -> None:
    assert len(groups(link(2, {(0, 1): 0.6}, min_average))) == n_groups


@pytest.mark.parametrize("n", [0, 1, 3])
def test_items_without_pairs_stay_alone(n: int) -> None:
    assert link(n, {}, 0.5).tolist() == list(range(n))


def test_component_of_20000_items_takes_memory_by_its_pairs() -> None:
    n = 20_000
    chain = dict.fromkeys(pairwise(range(n)), 0.9)
    tracemalloc.start()
    try:
        labels = link(n, chain, 0.3)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 200_000_000  # a table of all pairs takes 3.2 GB
    assert 2 <= max(map(len, groups(labels))) <= 8
