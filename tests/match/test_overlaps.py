"""The overlaps of a folder are those that sets of all its shingles give, though most are dropped before."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import numpy as np
import pytest

from dedup.features import shared
from dedup.machine import stored
from dedup.match.overlaps import MAX_TEXTS_OF_SHINGLE, MIN_SHARE, find_overlaps
from dedup.settings import Settings
from tests.match.builders import edited, features_of, invented_words


def expected(samples: list[list[set[int]]], levels: list[int]) -> list[tuple[int, ...]]:
    """Return pair, sampled shingles shared, and those of either side, of texts with samples at each rate."""
    n_with = Counter(value for of_text, level in zip(samples, levels, strict=True) for value in of_text[level])
    common = {value for value, n in n_with.items() if n > MAX_TEXTS_OF_SHINGLE}
    samples = [[sample - common for sample in of_text] for of_text in samples]
    holders: dict[int, list[int]] = {}
    for i, (of_text, level) in enumerate(zip(samples, levels, strict=True)):
        for value in of_text[level]:
            holders.setdefault(value, []).append(i)
    pairs = {pair for texts in holders.values() for pair in combinations(texts, 2)}
    rows: list[tuple[int, ...]] = []
    for i, j in sorted(pairs):
        one, other = (samples[k][max(levels[i], levels[j])] for k in (i, j))
        if (n_shared := len(one & other)) and n_shared >= MIN_SHARE * min(len(one), len(other)):
            rows.append((i, j, n_shared, len(one), len(other)))
    return rows


@pytest.mark.parametrize("n_common", [0, MAX_TEXTS_OF_SHINGLE + 5])
def test_overlaps_are_those_of_all_shingles(n_common: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_TURN", 30_000)
    monkeypatch.setattr(shared, "IN_MEMORY", 0)  # so that those which one text has are left out
    random = Random(n_common)
    notice = invented_words(random, 30, vocabulary=4000)
    texts = [invented_words(random, random.choice([50, 200, 700]), vocabulary=4000) for _ in range(60)]
    texts += [edited(random, text, random.choice([2, 10, 40])) for text in texts[:40]]
    texts += [[*random.choice(texts)[:60], *invented_words(random, 300, vocabulary=4000)] for _ in range(30)]
    texts += [invented_words(random, 60, vocabulary=4000) for _ in range(n_common)]
    bodies = [" ".join([*text, *notice] if n_common else text) for text in texts]
    whole, features = features_of([*bodies, *bodies], Settings()), features_of(bodies, Settings())
    assert len(features.shingles) < 0.9 * len(whole.shingles) / 2
    own = [
        set(whole.shingles[whole.shingle_bounds[i] : whole.shingle_bounds[i + 1]].tolist()) for i in range(len(texts))
    ]
    samples = [[{value for value in of_text if value < 1 << 64 - rate} for rate in range(3)] for of_text in own]
    levels = [(len(of_text) > 128) + (len(of_text) > 512) for of_text in own]
    found = find_overlaps(features, np.arange(len(texts), dtype=np.int32))
    columns = (found.pairs.left, found.pairs.right, found.shared, found.n_left, found.n_right)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected(samples, levels)
    assert {*levels} == {0, 1, 2}
