from __future__ import annotations

import pytest

from dedup.article import Article, store_texts
from dedup.clean import lazy
from dedup.clean.lazy import LazyTexts, article_texts, lengths_of
from dedup.texts import EncodedTexts, TextFile

TEXTS = ["The ferry", "", "ran aground off “Sallow”", "渡轮", "in fog"] * 9


def test_few_texts_are_held() -> None:
    assert article_texts([Article(text=text) for text in TEXTS]) == TEXTS
    assert article_texts([]) == []


def test_many_texts_are_made_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy, "MAX_CHARS_HELD", 10)
    articles = [Article(text=text) for text in TEXTS]
    store_texts(articles, EncodedTexts.of(TEXTS), TextFile())
    texts = article_texts(articles)
    assert isinstance(texts, LazyTexts)
    assert list(texts) == TEXTS
    assert [texts[n] for n in (4, 4, 3, -1)] == [TEXTS[4], TEXTS[4], TEXTS[3], TEXTS[-1]]
    assert (texts[2:5], texts[:0], len(texts)) == (TEXTS[2:5], [], len(TEXTS))
    assert lengths_of(texts) == lengths_of(TEXTS)
    with pytest.raises(IndexError):
        texts[len(TEXTS)]
