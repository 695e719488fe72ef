"""Articles with too few words to compare: stubs, empty files, pages that lost their text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean.pages import batches
from dedup.features.codes import codes_of
from dedup.features.tokenize import TABLE, tokenize_into
from dedup.machine.threads import in_order
from dedup.records import Skipped
from dedup.settings import Settings

REASON = "too short"


def too_short(articles: Sequence[Article], settings: Settings) -> tuple[list[Article], list[Skipped]]:
    """Return the articles with at least `settings.min_words` words in title and text, and the others as skipped."""
    # A word and what separates it from the next are rarely over 100 characters: longer texts need no counting.
    counted = [index for index, article in enumerate(articles) if article.n_chars <= 100 * settings.min_words]
    n_words = count_words([articles[index] for index in counted])
    too_few = {i: int(n) for i, n in zip(counted, n_words, strict=True) if n < settings.min_words}
    skipped = [
        Skipped(
            articles[index].location,
            REASON,
            f"{n} word{'' if n == 1 else 's'} in title and text, and at least {settings.min_words} are needed",
        )
        for index, n in too_few.items()
    ]
    return [article for index, article in enumerate(articles) if index not in too_few], skipped


def count_words(articles: Sequence[Article]) -> NDArray[np.int64]:
    """Return how many tokens title and text of each article have, (n_articles,)."""
    lengths = [len(article.title) + 1 + article.n_chars for article in articles]
    return np.concatenate(list(in_order(lambda batch: _count_batch(articles[batch]), batches(lengths))))


def _count_batch(articles: Sequence[Article]) -> NDArray[np.int64]:
    texts = [f"{article.title}\n{article.text}" for article in articles]
    n_words: NDArray[np.int64] = _count(*codes_of(texts, TABLE), TABLE.facts, TABLE.folded)
    return n_words


@njit(cache=True, nogil=True)
def _count(codes, bounds, facts, folded):  # type: ignore[no-untyped-def]
    n_words = np.zeros(len(bounds) - 1, np.int64)
    for i in range(len(n_words)):
        text = codes[bounds[i] : bounds[i + 1]]
        n = len(text)
        hashes, stems, flags = np.empty(n, np.uint64), np.empty(n, np.uint64), np.empty(n, np.uint8)
        start, end = np.empty(n, np.int32), np.empty(n, np.int32)
        n_words[i] = tokenize_into(text, facts, folded, hashes, stems, start, end, flags)
    return n_words
