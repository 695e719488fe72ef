"""Copies by the thousand, and a sentence in every article, cost no more for each article than a few hundred do."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from dedup.article import Article
from dedup.pipeline import scan_articles
from tests.match.builders import invented_words

FEW, MANY = 500, 4000
# Quadratic growth would be a factor of 64 in place of 8; a busy machine makes 8 look like 16 at times.
MAX_RATIO = 24


def prose(random: Random, n_sentences: int) -> str:
    return " ".join(
        " ".join(invented_words(random, 14, vocabulary=4000)).capitalize() + "." for _ in range(n_sentences)
    )


PRESS_RELEASE = prose(Random(1), 20)


def press_release(_: int) -> str:
    return PRESS_RELEASE


def one_sentence_in_common(number: int) -> str:
    return f"It was announced by the company this morning. {prose(Random(number), 8)}"


def folder(n: int, text: Callable[[int], str]) -> list[Article]:
    start = date(2031, 3, 1)
    return [
        Article(
            text=text(number),
            title="Firm opens a plant",
            outlet=f"outlet{number}.example",
            published=start + timedelta(days=number % 5),
            location=f"{number:05d}.txt",
        )
        for number in range(n)
    ]


def seconds(articles: list[Article]) -> float:
    """Return the processor time of a run."""
    start = time.process_time()
    scan_articles(articles)
    return time.process_time() - start


@pytest.mark.parametrize("text", [press_release, one_sentence_in_common])
def test_time_grows_with_the_number_of_articles(text: Callable[[int], str]) -> None:
    few, many = folder(FEW, text), folder(MANY, text)
    scan_articles(folder(50, text))  # compiles
    # The least of two, the second only where it is needed: other work on the machine adds to both.
    least = min(seconds(few) for _ in range(2))
    assert any(seconds(many) <= MAX_RATIO * least for _ in range(2))


def test_identical_articles_are_paired_with_the_first_alone() -> None:
    report = scan_articles(folder(MANY, press_release))
    assert len(report.matches) == MANY - 1
    assert [len(group.articles) for group in report.copies] == [MANY]
