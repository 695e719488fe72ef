from __future__ import annotations

from random import Random

import numpy as np

from dedup.article import Article
from dedup.features.batch import BATCH_CODES
from dedup.features.tokenize import TABLE, code_points
from dedup.match.words import _SEEN, _shape, read_words
from dedup.records import Spans


def test_shapes_are_those_of_each_word() -> None:
    random = Random(1)
    words = ["".join(random.choices("abcdefé", k=random.randint(1, 9))) for _ in range(3 * _SEEN)]
    texts = [" ".join([*random.choices(words, k=BATCH_CODES // 12), "1987", "京"]) for _ in range(3)]
    articles = [Article(text=text) for text in texts]
    found = read_words(articles, Spans.whole(articles), np.arange(3, dtype=np.int32), with_shapes=True)
    for i, text in enumerate(texts):
        *own, number, character = found.shapes[found.of(i)].tolist()
        assert own == [_shape(code_points(word), TABLE.facts, TABLE.folded) for word in text.split()[:-2]]
        assert number == character == 0


def test_of_no_article_there_are_no_words() -> None:
    words = read_words([], Spans.whole([]), np.zeros(0, np.int32), with_shapes=True)
    assert [len(words), len(words.hashes), len(words.shapes)] == [0, 0, 0]
