from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.match.blocks import best_and_kth
from dedup.match.pairs import Pairs

from .builders import blocks_of


@given(st.integers(0, 2**32), st.integers(0, 9), st.integers(1, 5))
def test_the_highest_cosines_are_those_of_a_sort(seed: int, n: int, k: int) -> None:
    random = np.random.default_rng(seed)
    left, right = (side.astype(np.int32) for side in np.triu_indices(n, 1))
    pairs = Pairs(left, right).where(random.random(len(left)) < 0.7)
    cosine = (random.integers(1, 6, len(pairs.left)) / 8).astype(np.float32)
    of_article = [np.sort(cosine[(pairs.left == i) | (pairs.right == i)])[::-1].tolist() for i in range(n)]
    best, kth = best_and_kth(n, blocks_of(n, pairs, cosine), k)
    assert best.tolist() == [max(found, default=0.0) for found in of_article]
    assert kth.tolist() == [found[k - 1] if len(found) >= k else 0.0 for found in of_article]
