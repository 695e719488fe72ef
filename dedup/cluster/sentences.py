"""Whether the sentences of one text stand in another, whatever their case, quotes and spacing."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dedup.article import Article
from dedup.clean.passages import split_lines, split_sentences
from dedup.features.extract import body_text
from dedup.features.tokenize import tokenize
from dedup.records import Spans


def word_hashes(text: str) -> bytes:
    """Return the hashes of all words of a text, one after the other."""
    return tokenize(text).hashes.tobytes()


def sentence_hashes(article: Article, spans: Spans, i: int) -> list[bytes]:
    """Return the hashes of the words of each sentence of article `i`, its furniture left out."""
    text = body_text(article, spans, i)
    tokens = tokenize(text)
    bounds = [bound for line in split_lines(text) for bound in split_sentences(text, *line)]
    first = np.searchsorted(tokens.start, [start for start, _ in bounds]).tolist()
    last = np.searchsorted(tokens.start, [end for _, end in bounds]).tolist()
    return [tokens.hashes[a:b].tobytes() for a, b in zip(first, last, strict=True) if a < b]


def all_stand_in(sentences: Iterable[bytes], words: bytes) -> bool:
    """Whether each sentence stands in a text, all its words in order; both are given as hashes.

    >>> article = Article(text='He left. "She stayed," they said.')
    >>> sentences = sentence_hashes(article, Spans.whole([article]), 0)
    >>> all_stand_in(sentences, word_hashes("SHE STAYED, they said. He left"))
    True
    """
    # A sentence is looked for, not looked up: what ends one differs where a space or a mark is lost.
    return all(sentence in words for sentence in sentences)
