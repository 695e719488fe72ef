from __future__ import annotations

import numpy as np
import pytest

from dedup.features.repeats import empty_filter, may_repeat, note


@pytest.mark.parametrize("n", [0, 1, 20_000, 300_000])
@pytest.mark.parametrize("top", [1 << 62, 1 << 64])  # the top bits of a sample are 0
def test_every_hash_that_repeats_is_found_and_few_others(n: int, top: int) -> None:
    random = np.random.default_rng(n)
    once = random.integers(0, top - 1, n, np.uint64, endpoint=True)
    hashes = random.permutation(np.concatenate([once, np.repeat(once[: n // 4], 3)]))
    _, group, n_times = np.unique(hashes, return_inverse=True, return_counts=True)
    seen, repeats = empty_filter(len(hashes)), n_times[group] > 1
    for part in np.array_split(hashes, 3):
        note(seen, part)
    found = may_repeat(seen, hashes)
    assert found[repeats].all()
    assert np.count_nonzero(found & ~repeats) <= 0.05 * np.count_nonzero(~repeats)
