"""What the indexes are measured against: every pair of articles, compared on their shingles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, triu

from dedup.article import Article
from dedup.features.extract import Features
from dedup.match.pairs import Pairs

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def real_articles(name: str) -> list[Article]:
    """Return the articles of a shared data set; skips the test where it is not there."""
    path = SHARED / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"needs shared/data/{path.name} beside the checkout")
    return list(_articles(path))


def _articles(path: Path) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            outlet, language = record["outlet"] or "", record["lang"] or ""
            yield Article(text=record["text"] or "", outlet=outlet, language=language, location=f"{path.name}#{number}")


def all_pairs(features: Features) -> tuple[Pairs, NDArray[np.float64], NDArray[np.float64]]:
    """Return every pair that shares a shingle, with its Jaccard similarity and its containment."""
    _, columns = np.unique(features.shingles, return_inverse=True)
    ones = np.ones(len(columns), np.int32)
    table = csr_matrix((ones, columns, features.shingle_bounds))
    shared = triu(table @ table.T, 1).tocoo()
    order = np.lexsort((shared.col, shared.row))
    pairs = Pairs(shared.row[order].astype(np.int32), shared.col[order].astype(np.int32))
    n_shared, size = shared.data[order], features.n_shingles
    smaller = np.minimum(size[pairs.left], size[pairs.right])
    return pairs, n_shared / (size[pairs.left] + size[pairs.right] - n_shared), n_shared / smaller
