from __future__ import annotations

import numpy as np
import pytest

from dedup.match.overlaps import _may_repeat


@pytest.mark.parametrize("n", [0, 1, 20_000, 300_000])
def test_every_shingle_that_repeats_is_found_and_few_others(n: int) -> None:
    random = np.random.default_rng(n)
    once = random.integers(0, 1 << 62, n, np.uint64)  # the top bits of a sample are 0
    shingles = random.permutation(np.concatenate([once, np.repeat(once[: n // 4], 3)]))
    _, group, n_times = np.unique(shingles, return_inverse=True, return_counts=True)
    repeats, found = n_times[group] > 1, _may_repeat(shingles)
    assert found[repeats].all()
    assert np.count_nonzero(found & ~repeats) <= 0.25 * np.count_nonzero(~repeats)
