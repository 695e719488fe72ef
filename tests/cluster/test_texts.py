from __future__ import annotations

from dedup.cluster.texts import CopiedTexts
from dedup.matches import Verdict
from tests.matched import matches

from .builders import pair


def test_identical_articles_are_one_text_that_goes_by_the_first() -> None:
    texts = CopiedTexts.of(matches(pair(1, 4, Verdict.IDENTICAL), pair(1, 6, Verdict.IDENTICAL)))
    assert texts.of_article == {1: 1, 4: 1, 6: 1}
    assert texts.members == {1: [1, 4, 6]}


def test_an_article_copies_its_own_text_and_those_that_its_text_was_matched_with() -> None:
    texts = CopiedTexts.of(
        matches(
            pair(0, 1, Verdict.IDENTICAL),
            pair(0, 2, Verdict.NEAR_DUPLICATE),
            pair(0, 3, Verdict.REPRINT),
            pair(2, 5, Verdict.SAME_STORY),
        )
    )
    assert dict(texts.copied_by(1)) == {0: Verdict.IDENTICAL, 2: Verdict.NEAR_DUPLICATE, 3: Verdict.REPRINT}
    assert dict(texts.copied_by(3)) == {3: Verdict.IDENTICAL, 0: Verdict.REPRINT}
    assert 5 not in texts.of_article
