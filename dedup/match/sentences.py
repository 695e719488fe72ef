"""Two articles and the passages they share -> the sentences that only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dedup.article import Article
from dedup.clean.passages import split_lines, split_sentences
from dedup.comparison import Sentence
from dedup.features.tokenize import tokenize
from dedup.matches import Passage
from dedup.records import Spans

MAX_SHARED = 0.5
"""A sentence that has more than this part of its words in shared passages is in both texts."""


def only_one_side(
    articles: Sequence[Article], spans: Spans, passages: Sequence[Passage]
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Return the sentences that only the left and only the right article has, in the order of the text.

    Sentences without words, and what was set aside, are left out. A sentence too short for a passage is in both where
    both have it word for word.
    """
    left, right = (_sentences(article, spans, i) for i, article in enumerate(articles))
    words_left, words_right = ({_words(sentence) for sentence in side} for side in (left, right))
    in_left = [(passage.left_start, passage.left_end) for passage in passages]
    in_right = [(passage.right_start, passage.right_end) for passage in passages]
    return _not_shared(left, words_right, in_left), _not_shared(right, words_left, in_right)


def _sentences(article: Article, spans: Spans, i: int) -> list[Sentence]:
    return [Sentence(article.text[start:end], start, end) for start, end in _split(article.text, spans, i)]


def _split(text: str, spans: Spans, i: int) -> Iterator[tuple[int, int]]:
    for k in range(spans.bounds[i], spans.bounds[i + 1]):
        start, end = int(spans.start[k]), int(spans.end[k])
        for line_start, line_end in split_lines(text[start:end]):
            yield from split_sentences(text, start + line_start, start + line_end)


def _words(sentence: Sentence) -> bytes:
    return tokenize(sentence.text).hashes.tobytes()


def _not_shared(
    sentences: Sequence[Sentence], of_other: set[bytes], shared: Sequence[tuple[int, int]]
) -> tuple[Sentence, ...]:
    found = []
    for sentence in sentences:
        tokens = tokenize(sentence.text)
        if not len(tokens.start) or tokens.hashes.tobytes() in of_other:
            continue
        middle = sentence.start + (tokens.start + tokens.end) / 2
        n_shared = sum(int(np.count_nonzero((middle > start) & (middle < end))) for start, end in shared)
        if n_shared <= MAX_SHARED * len(middle):
            found.append(sentence)
    return tuple(found)
