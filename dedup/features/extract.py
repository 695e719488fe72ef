"""Texts -> `Features` and `Terms`: columnar arrays that depend on the texts alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.bands import banding
from dedup.features.batch import BATCH_CODES, Batch, extract_codes
from dedup.features.codes import codes_of, read_codes
from dedup.features.column import Column
from dedup.features.occurrences import Occurrences
from dedup.features.sample import N_RATES
from dedup.features.shared import SharedShingles
from dedup.features.tokenize import TABLE
from dedup.features.vocabulary import Vocabulary
from dedup.lengths import bounds_of
from dedup.machine.memory import lean
from dedup.machine.stored import StoredArrays
from dedup.machine.threads import in_order
from dedup.records import Spans
from dedup.settings import Settings
from dedup.stages import Progress, no_progress

SYLLABIC_LANGUAGES = frozenset({"vi"})
"""Languages that put a space after each syllable: a word is often two, so pairs of syllables are terms as well.

B-cubed F1 on the Vietnamese set with a plain cosine: 0.58 without pairs, 0.92 with them.
"""

CODES_AN_ENTRY: Final = 8
"""Code points of text to each entry of `Terms` that there is room for at first; news in English has 10 to 15."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is computed on, for n articles; row i of every array belongs to article i.

    Shingles are those that may stand in two of the articles, see `SharedShingles`, and flat: article i owns
    `shingles[shingle_bounds[i]:shingle_bounds[i + 1]]`, ascending. They are of the body alone, for copies are retitled.
    """

    n_words: NDArray[np.int32]  # (n,) tokens in title and body
    n_title_words: NDArray[np.int32]  # (n,)
    digests: NDArray[np.uint64]  # (n,) of the body's tokens in order: equal for identical texts
    n_sampled: NDArray[np.int32]  # (n, N_RATES) distinct shingles, shared or not, in the sample of each rate
    shingle_bounds: NDArray[np.int64]  # (n + 1,)
    shingles: NDArray[np.uint64]
    bands: NDArray[np.uint32]  # (n, n_bands) keys of the bands of its signature, see `band_keys`

    def __len__(self) -> int:
        return len(self.n_words)

    def without_bands(self) -> Features:
        """Return the rest: once near-duplicates are found nothing reads the bands."""
        return replace(self, bands=self.bands[:, :0].copy())

    @property
    def n_shingles(self) -> NDArray[np.int32]:
        """Distinct shingles of each article, (n,): those that no other has are not in `shingles`."""
        return self.n_sampled[:, 0]

    @property
    def n_body_words(self) -> NDArray[np.int32]:
        """Tokens in the body, (n,)."""
        return self.n_words - self.n_title_words


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct terms of title and body of n articles, flat, each article's in the order they first occur.

    Article i owns the entries `bounds[i]:bounds[i + 1]`; the title stands before the body.
    """

    vocabulary: NDArray[np.uint64]  # (n_terms,) the distinct terms of all articles, in no particular order
    bounds: NDArray[np.int64]  # (n + 1,)
    ids: NDArray[np.int32]  # the entry's term is `vocabulary[ids]`
    occurrences: Occurrences  # in title and body


def extract(
    articles: Sequence[Article], spans: Spans, settings: Settings, progress: Progress = no_progress
) -> tuple[Features, Terms]:
    """Return the features and the terms of `articles`, of what `spans` leaves to compare."""
    return _extract(articles, spans, settings, progress, with_terms=True)


def extract_features(articles: Sequence[Article], spans: Spans, settings: Settings) -> Features:
    """Return the features alone."""
    return _extract(articles, spans, settings, no_progress, with_terms=False)[0]


def extract_signatures(articles: Sequence[Article], spans: Spans, settings: Settings) -> Iterator[NDArray[np.uint32]]:
    """Yield the signature of each article, (num_perm,)."""
    for batch, *_ in in_order(partial(_extract_batch, articles, spans, settings, False), _batches(articles)):
        yield from batch.signatures


def _extract(
    articles: Sequence[Article], spans: Spans, settings: Settings, progress: Progress, *, with_terms: bool
) -> tuple[Features, Terms]:
    n_codes = sum(article.n_chars for article in articles)
    with lean(), SharedShingles(n_codes) as shared:

        def work(batch: range) -> tuple[Batch, NDArray[np.int32]]:
            columns, shingles, terms = _extract_batch(articles, spans, settings, with_terms, batch)
            shared.add(batch.start, columns.n_sampled[:, 0].copy(), shingles)
            return columns, vocabulary.number(terms)

        vocabulary = Vocabulary()
        gathered, batches = _Gathered(len(articles), n_codes, settings), list(_batches(articles))
        for batch, (columns, ids) in zip(batches, in_order(work, batches), strict=True):
            gathered.add(columns, ids)
            progress("features", batch.stop, len(articles))
        return gathered.features(shared), gathered.terms(vocabulary)


def extract_words(words: Sequence[str], language: str) -> Terms:
    """Return the terms of texts of one word each, in a sixth of the time that `extract` takes for articles."""
    settings, n = Settings(num_perm=16), len(words)
    codes, bounds = codes_of(words, TABLE)
    no_titles = codes[:0], np.zeros(n + 1, np.int64)
    whole = np.arange(n + 1), np.zeros(n, np.int32), np.diff(bounds).astype(np.int32)
    is_syllabic = [language in SYLLABIC_LANGUAGES] * n
    columns, _, terms = extract_codes(no_titles, (codes, bounds), whole, is_syllabic, settings, with_terms=True)
    gathered, vocabulary = _Gathered(n, len(codes), settings), Vocabulary()
    gathered.add(columns, vocabulary.number(terms))
    return gathered.terms(vocabulary)


def body_text(article: Article, spans: Spans, i: int) -> str:
    """Return the part of the body of article `i` that is compared."""
    part = slice(spans.bounds[i], spans.bounds[i + 1])
    text, starts, ends = article.text, spans.start[part].tolist(), spans.end[part].tolist()
    return "\n".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def title_text(article: Article, spans: Spans, i: int) -> str:
    """Return the part of the title of article `i` that is compared."""
    start, end = spans.titles.get(i, (0, len(article.title)))
    return article.title[start:end]


def _batches(articles: Sequence[Article]) -> Iterator[range]:
    """Yield ranges of articles with about `BATCH_CODES` code points: the last article of a range may exceed it."""
    first, size = 0, 0
    for i, article in enumerate(articles, 1):
        size += len(article.title) + article.n_chars
        if size >= BATCH_CODES or i == len(articles):
            yield range(first, i)
            first, size = i, 0


def _extract_batch(
    articles: Sequence[Article], spans: Spans, settings: Settings, with_terms: bool, batch: range
) -> tuple[Batch, NDArray[np.uint64], NDArray[np.uint64]]:
    some = articles[batch.start : batch.stop]
    titles = [title_text(article, spans, i) for i, article in zip(batch, some, strict=True)]
    low, high = spans.bounds[batch.start], spans.bounds[batch.stop]
    return extract_codes(
        codes_of(titles, TABLE),
        read_codes(some, TABLE),
        (spans.bounds[batch.start : batch.stop + 1] - low, spans.start[low:high], spans.end[low:high]),
        [article.language in SYLLABIC_LANGUAGES for article in some],
        settings,
        with_terms,
    )


class _Gathered:
    """The columns of all batches so far, without the shingles."""

    def __init__(self, n: int, n_codes: int, settings: Settings) -> None:
        """Start without articles, with room for `n` that have `n_codes` code points in all."""
        n_bands, _ = banding(settings.min_jaccard, settings.num_perm)
        n_entries = n_codes // CODES_AN_ENTRY
        self._n_words, self._n_title_words = Column(np.int32, n), Column(np.int32, n)
        self._digests, self._bands = Column(np.uint64, n), StoredArrays(np.uint32, n_bands)
        self._n_sampled = Column(np.int32, n, N_RATES)
        self._n_terms, self._ids = Column(np.int64, n), Column(np.int32, n_entries)
        self._kinds, self._places, self._frequencies = Column(np.uint8, n_entries), Column(np.int64), Column(np.float64)

    def add(self, batch: Batch, ids: NDArray[np.int32]) -> None:
        """Append the articles of `batch`; `ids` are the numbers of their terms."""
        self._n_words.extend(batch.n_words)
        self._n_title_words.extend(batch.n_title_words)
        self._digests.extend(batch.digests)
        self._bands.append(batch.bands)
        self._n_sampled.extend(batch.n_sampled)
        self._n_terms.extend(np.diff(batch.term_bounds))
        self._places.extend(batch.occurrences.places + len(self._ids))
        self._ids.extend(ids)
        self._kinds.extend(batch.occurrences.kinds)
        self._frequencies.extend(batch.occurrences.frequencies)

    def features(self, shared: SharedShingles) -> Features:
        """Return the features, with the `shared` shingles; nothing can be added afterwards."""
        n_sampled = self._n_sampled.finish()
        shingle_bounds, shingles = shared.left(n_sampled[:, 0])
        return Features(
            n_words=self._n_words.finish(),
            n_title_words=self._n_title_words.finish(),
            digests=self._digests.finish(),
            n_sampled=n_sampled,
            shingle_bounds=shingle_bounds,
            shingles=shingles,
            bands=self._bands.joined(),
        )

    def terms(self, vocabulary: Vocabulary) -> Terms:
        """Return the terms, which `vocabulary` has numbered; nothing can be added afterwards."""
        return Terms(
            vocabulary=vocabulary.terms(),
            bounds=bounds_of(self._n_terms.finish()),
            ids=self._ids.finish(),
            occurrences=Occurrences(self._kinds.finish(), self._places.finish(), self._frequencies.finish()),
        )
