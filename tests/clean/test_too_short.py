from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.clean import pages, too_short
from dedup.clean.too_short import count_words
from dedup.features.tokenize import tokenize
from dedup.settings import Settings


@given(
    st.lists(
        st.one_of(st.text(max_size=20), st.sampled_from(["", "雨が降った", "Zu\u0308rich 3", "a b\nc"])), max_size=6
    )
)
def test_words_are_counted_as_tokens(texts: list[str]) -> None:
    articles = [Article(text=text, title=title) for text, title in pairwise(texts)]
    expected = [len(tokenize(f"{article.title}\n{article.text}").hashes) for article in articles]
    assert count_words(articles).tolist() == expected


def test_size_of_batches_does_not_change_the_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "BATCH_CODES", 1)
    assert count_words([Article(text=text) for text in ("a b", "", "c", "d e f")]).tolist() == [2, 0, 1, 3]


def test_an_article_with_as_many_words_as_are_needed_stays() -> None:
    least = Settings().min_words
    enough, fewer = ("Title" + " word" * (least - n) for n in (1, 2))
    found = [Article(text=text, location=f"{n}.txt") for n, text in enumerate([fewer, enough, "x" * 100 * least, ""])]
    kept, skipped = too_short(found, Settings())
    assert kept == [found[1]]
    assert [each.detail.split()[0] for each in skipped] == [str(least - 1), "1", "0"]
    assert [each.location for each in skipped] == ["0.txt", "2.txt", "3.txt"]


def test_the_title_counts() -> None:
    least = Settings().min_words
    assert too_short([Article(title="word " * least, text="")], Settings())[1] == []
