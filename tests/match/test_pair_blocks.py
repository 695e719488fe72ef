from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.match import pair_blocks as module
from dedup.match.pair_blocks import _breadth_first, pair_blocks
from dedup.match.pairs import Pairs

GRAPHS = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] < pair[1]))


def pairs_of(graph: set[tuple[int, int]]) -> Pairs:
    return Pairs(*np.array(sorted(graph), np.int32).reshape(-1, 2).T)


@given(GRAPHS, st.integers(1, 50))
def test_each_pair_is_in_one_block(graph: set[tuple[int, int]], block_chars: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK_CHARS", block_chars)
        blocks = pair_blocks(pairs_of(graph), np.arange(13, dtype=np.int64))
    assert sorted(np.concatenate(blocks).tolist()) == list(range(len(graph)))


@given(GRAPHS)
def test_nodes_are_come_to_breadth_first(graph: set[tuple[int, int]]) -> None:
    beside = [sorted({a for a, b in graph if b == node} | {b for a, b in graph if a == node}) for node in range(13)]
    order: list[int] = []
    for node in range(13):
        at = len(order)
        order += [node] if node not in order else []
        while at < len(order):
            order += [other for other in beside[order[at]] if other not in order]
            at += 1
    bounds = np.cumsum([0, *map(len, beside)])
    came = _breadth_first(bounds, np.array([other for each in beside for other in each], np.int64))
    assert came.tolist() == [order.index(node) for node in range(13)]


def test_an_article_is_in_few_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = np.random.default_rng(1).permutation(200).reshape(40, 5)  # five articles each, from all over the folder
    graph = {(int(min(a, b)), int(max(a, b))) for group in groups for a in group for b in group if a != b}
    pairs, n_chars = pairs_of(graph), np.full(200, 10, np.int64)
    monkeypatch.setattr(module, "_BLOCK_CHARS", 30 * 20)
    blocks = pair_blocks(pairs, n_chars)
    assert len(blocks) >= 8
    assert sum(len(np.unique(pairs.where(block))) for block in blocks) < 1.4 * 200


def test_a_long_text_is_in_few_blocks_however_many_pairs_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    n_chars = np.full(401, 10, np.int64)
    n_chars[200] = 4000  # as much as all the others
    pairs = pairs_of({(min(i, 200), max(i, 200)) for i in range(401) if i != 200})
    monkeypatch.setattr(module, "_BLOCK_CHARS", 4000)
    assert len(pair_blocks(pairs, n_chars)) <= 3
