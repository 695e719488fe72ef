from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as run
from hypothesis import strategies as st

from dedup.features import shared
from dedup.features.shared import SharedShingles

HASHES = st.integers(0, 20) | st.integers(0, 2**64 - 1) | st.sampled_from([2**63, 2**64 - 1])
FOLDERS = st.lists(st.lists(HASHES, unique=True).map(sorted))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every folder for a large one."""
    monkeypatch.setattr(shared, "IN_MEMORY", 0)
    monkeypatch.setattr(shared, "_BLOCK", 3)


def left(folder: Sequence[Sequence[int]], n_batches: int = 1, n_codes: int = 1) -> list[list[int]]:
    """Return what is left of the shingles of each article of a folder that comes in batches, the last one first."""
    n_shingles = np.array([len(article) for article in folder], np.int32)
    with SharedShingles(n_codes) as shingles:
        for batch in reversed(np.array_split(np.arange(len(folder)), n_batches)):
            of_batch = [np.array(folder[i], np.uint64) for i in batch]
            first = int(batch[0]) if len(batch) else len(folder)
            shingles.add(first, n_shingles[batch], np.concatenate([np.zeros(0, np.uint64), *of_batch]))
        bounds, found = shingles.left(n_shingles)
    assert len(bounds) == len(folder) + 1
    return [found[bounds[i] : bounds[i + 1]].tolist() for i in range(len(folder))]


@pytest.mark.usefixtures("large")
@given(FOLDERS, st.integers(1, 3), st.sampled_from([1, 10**8, 10**12]))
@run(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_two_articles_have_is_missing(folder: list[list[int]], n_batches: int, n_codes: int) -> None:
    n_with = Counter(value for article in folder for value in article)
    for article, kept in zip(folder, left(folder, n_batches, n_codes), strict=True):
        assert kept == [value for value in article if value in {*kept}]
        assert {*kept} >= {value for value in article if n_with[value] > 1}


@pytest.mark.usefixtures("large")
@given(FOLDERS)
@run(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pairs_share_what_they_did(folder: list[list[int]]) -> None:
    kept = left(folder)
    for one, of_one in zip(folder, kept, strict=True):
        for other, of_other in zip(folder, kept, strict=True):
            if one is not other:
                assert {*one} & {*other} == {*of_one} & {*of_other}


def test_of_those_that_one_article_has_few_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "IN_MEMORY", 0)
    folder = np.sort(np.random.default_rng(1).integers(0, (1 << 64) - 1, (1000, 300), np.uint64)).tolist()
    assert sum(map(len, left(folder))) <= 0.05 * 1000 * 300


@given(FOLDERS, st.integers(1, 3))
@run(max_examples=50)
def test_those_of_a_small_folder_are_all_left(folder: list[list[int]], n_batches: int) -> None:
    assert left(folder, n_batches) == folder


@pytest.mark.usefixtures("large")
def test_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    n_shingles, values = np.array([10], np.int32), np.arange(10, dtype=np.uint64)
    with SharedShingles(n_codes=1) as shingles:
        shingles.add(0, n_shingles, values)
    assert not any(tmp_path.iterdir())
    with pytest.raises(ValueError, match="closed"):
        shingles.add(0, n_shingles, values)
