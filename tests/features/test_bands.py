from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from dedup.features.bands import RECALL, band_keys, banding


@given(st.floats(0.05, 1), st.integers(16, 1024))
def test_banding_keeps_recall_with_the_most_rows(min_jaccard: float, num_perm: int) -> None:
    bands, rows = banding(min_jaccard, num_perm)
    assert bands * rows <= num_perm
    if rows > 1:
        assert 1 - (1 - min_jaccard**rows) ** bands >= RECALL
    more = num_perm // (rows + 1)
    assert more == 0 or 1 - (1 - min_jaccard ** (rows + 1)) ** more < RECALL


@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(0, 2**32))
@run(max_examples=50)
def test_texts_have_the_key_of_a_band_in_common_where_they_agree_in_all_of_it(
    n_bands: int, n_rows: int, n_over: int, seed: int
) -> None:
    signatures = np.random.default_rng(seed).integers(0, 2, (6, n_bands * n_rows + n_over), np.uint32)
    keys = band_keys(signatures, n_bands, n_rows)
    assert keys.shape == (6, n_bands)
    for band in range(n_bands):
        rows = [row.tolist() for row in signatures[:, band * n_rows : (band + 1) * n_rows]]
        for i in range(6):
            assert [keys[i, band] == keys[j, band] for j in range(6)] == [rows[i] == rows[j] for j in range(6)]
