"""Texts -> `Features`: columnar arrays that depend on the texts alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.features.kernel import extract_batch
from dedup.features.tokenize import TABLE, code_points
from dedup.records import Article, Progress, Spans, no_progress
from dedup.settings import Settings

BATCH_CODES = 4_000_000
"""Code points worked on at a time: the loosely packed arrays of a batch take about 50 bytes for each."""


SYLLABIC_LANGUAGES = frozenset({"vi"})
"""Languages that put a space after each syllable: a word is often two, so pairs of syllables are terms as well.

B-cubed F1 on the Vietnamese set with a plain cosine: 0.58 without pairs, 0.92 with them.
"""


@dataclass(frozen=True, slots=True)
class Features:
    """What is computed on, for n articles; row i of every array belongs to article i.

    Shingles and terms are flat: article i owns `shingles[shingle_bounds[i]:shingle_bounds[i + 1]]`, ascending, and
    `terms[term_bounds[i]:term_bounds[i + 1]]` with its columns, in the order they first occur. Shingles are of the
    body alone (copies are retitled); terms are of title and body, the title first.
    """

    n_words: NDArray[np.int32]  # (n,) tokens in title and body
    n_title_words: NDArray[np.int32]  # (n,)
    digests: NDArray[np.uint64]  # (n,) of the body's tokens in order: equal for identical texts
    shingle_bounds: NDArray[np.int64]  # (n + 1,)
    shingles: NDArray[np.uint64]
    signatures: NDArray[np.uint32]  # (n, num_perm), equal to datasketch's for the shingles' low 32 bits
    term_bounds: NDArray[np.int64]  # (n + 1,)
    terms: NDArray[np.uint64]
    counts: NDArray[np.int32]  # occurrences of the term in title and body
    first: NDArray[np.int32]  # index of the token where the term first occurs
    names: NDArray[np.int32]  # occurrences with a capital inside a sentence of the body
    kinds: NDArray[np.uint8]  # flags IN_TITLE, IS_NUMBER, IS_PAIR

    def __len__(self) -> int:
        return len(self.n_words)

    @property
    def n_body_words(self) -> NDArray[np.int32]:
        """Tokens in the body, (n,)."""
        return self.n_words - self.n_title_words


def extract(
    articles: Sequence[Article], spans: Spans, settings: Settings, progress: Progress = no_progress
) -> Features:
    """Return the features of the parts of `articles` that `spans` leaves to compare."""
    parts: list[Features] = []
    done = 0
    for batch in _batches(articles, spans):
        parts.append(_extract_batch(batch, settings))
        done += len(batch)
        progress("features", done, len(articles))
    return _concatenate(parts) if parts else _extract_batch([], settings)


def extract_words(words: Sequence[str], language: str) -> Features:
    """Return the features of texts of one word each, in a sixth of the time that `extract` takes for articles."""
    batch = [_Text("", word, language in SYLLABIC_LANGUAGES) for word in words]
    return _extract_batch(batch, Settings(num_perm=16))


@lru_cache
def permutations(num_perm: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return datasketch's own permutations, two arrays of shape (num_perm,): h -> a * h + b modulo 2**32.

    They are drawn as its scheme `affine32` with seed 1 draws them; importing datasketch itself takes 0.6 s.
    """
    random = np.random.RandomState(1)
    a = 2 * random.randint(0, 1 << 31, num_perm, dtype=np.uint32) + 1  # odd, so that no two hashes become one
    return a.astype(np.uint32), random.randint(0, 1 << 32, num_perm, dtype=np.uint32)


def body_text(article: Article, spans: Spans, i: int) -> str:
    """Return the part of the body of article `i` that is compared."""
    low, high = spans.bounds[i], spans.bounds[i + 1]
    return "\n".join(article.text[s:e] for s, e in zip(spans.start[low:high], spans.end[low:high], strict=True))


def title_text(article: Article, spans: Spans, i: int) -> str:
    """Return the part of the title of article `i` that is compared."""
    start, end = spans.titles.get(i, (0, len(article.title)))
    return article.title[start:end]


class _Text(NamedTuple):
    title: str
    body: str
    is_syllabic: bool


def _batches(articles: Sequence[Article], spans: Spans) -> Iterator[list[_Text]]:
    batch: list[_Text] = []
    size = 0
    for i, article in enumerate(articles):
        title, body = title_text(article, spans, i), body_text(article, spans, i)
        batch.append(_Text(title, body, article.language in SYLLABIC_LANGUAGES))
        size += len(title) + len(body)
        if size >= BATCH_CODES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _extract_batch(batch: list[_Text], settings: Settings) -> Features:
    texts = [f"{text.title}\n{text.body}" for text in batch]
    codes = code_points("".join(texts))
    TABLE.learn(codes)
    bounds = _bounds(np.array([len(text) for text in texts], np.int64))
    title_length = np.array([len(text.title) for text in batch], np.int64)
    pairs = np.array([text.is_syllabic for text in batch], np.bool_)
    (
        n_words, n_title_words, digests, n_shingles, shingles, signatures,
        n_terms, *term_columns,
    ) = extract_batch(
        codes, bounds, title_length, pairs, TABLE.kinds, TABLE.first, TABLE.length, TABLE.folded,
        settings.shingle_size, *permutations(settings.num_perm),
    )  # fmt: skip
    shingle_bounds, term_bounds = _bounds(n_shingles), _bounds(n_terms)
    return Features(
        n_words,
        n_title_words,
        digests,
        shingle_bounds,
        pack(shingles, bounds[:-1], shingle_bounds),
        signatures,
        term_bounds,
        *(pack(column, 2 * bounds[:-1], term_bounds) for column in term_columns),
    )


def pack(column: NDArray[Any], starts: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[Any]:
    """Return the parts `column[starts[i]:]` that `bounds` (n + 1,) measures, without the gaps between them."""
    packed: NDArray[Any] = column[np.repeat(starts - bounds[:-1], np.diff(bounds)) + np.arange(bounds[-1])]
    return packed


def _bounds(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


def _concatenate(parts: list[Features]) -> Features:
    columns: dict[str, NDArray[Any]] = {}
    for name in Features.__slots__:
        arrays = [getattr(part, name) for part in parts]
        columns[name] = (
            _bounds(np.concatenate([np.diff(array) for array in arrays]))
            if name.endswith("_bounds")
            else np.concatenate(arrays)
        )
    return Features(**columns)
