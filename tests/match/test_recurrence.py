"""What stands in the folder on other days is no sign of a reprint, unless the text is long and nearly whole."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from dedup.article import Article
from dedup.features.extract import extract
from dedup.machine import stored
from dedup.match.pairs import NO_PAIRS, Pairs
from dedup.match.recurrence import recurring_share
from dedup.pipeline import scan_articles
from dedup.records import Spans
from dedup.settings import Settings
from tests.copies.damage import Damage, misread, reprint
from tests.match.builders import invented_words

PAIR = Pairs(np.array([0], np.int32), np.array([1], np.int32))


def text(seed: int, n_sentences: int) -> str:
    random = Random(seed)
    return " ".join(
        " ".join(invented_words(random, 15, vocabulary=4000)).capitalize() + "." for _ in range(n_sentences)
    )


def on(day: int, body: str) -> Article:
    return Article(text=body, published=date(2031, 3, day), location=f"{day}.txt")


def share(articles: list[Article], copied: Pairs = NO_PAIRS) -> float:
    features, _ = extract(articles, Spans.whole(articles), Settings())
    published_s = np.array([article.published_s for article in articles])
    return float(recurring_share(features, PAIR, copied, published_s)[0])


def verdict(left: Article, right: Article) -> str:
    report = scan_articles([left, right])
    return report.matches[0].verdict.value if len(report.matches) else "none"


def test_what_two_articles_of_one_day_share_does_not_recur() -> None:
    assert share([on(3, text(1, 5)), on(3, text(1, 5)), on(20, text(2, 5))]) == 0


def test_what_a_third_article_of_another_week_has_recurs() -> None:
    frame, news, other, old = (text(seed, 5) for seed in range(4))
    assert share([on(3, f"{frame} {news}"), on(3, f"{frame} {news} {other}"), on(20, f"{frame} {old}")]) == (
        pytest.approx(0.5, abs=0.05)
    )


def test_articles_of_different_weeks_share_only_what_recurs() -> None:
    assert share([on(3, text(1, 5)), on(20, text(1, 5))]) == 1


def test_a_late_copy_makes_nothing_recur() -> None:
    articles = [on(3, text(1, 5)), on(3, f"{text(1, 5)} {text(2, 5)}"), on(20, text(1, 5))]
    assert share(articles) == 1
    assert share(articles, Pairs(np.array([0], np.int32), np.array([2], np.int32))) == 0


def test_nothing_is_known_to_recur_where_dates_are_unknown() -> None:
    assert share([Article(text=text(1, 5)), Article(text=text(1, 5)), on(20, text(1, 5))]) == 0


def test_a_short_text_with_other_words_weeks_later_is_no_reprint() -> None:
    frame = text(1, 6)
    left, right = f"{text(2, 2)} {frame}", f"{frame} {text(3, 2)}"
    assert verdict(on(3, left), on(4, right)) == "reprint"
    assert verdict(on(3, left), on(20, right)) != "reprint"


def test_a_long_text_that_was_scanned_badly_weeks_later_is_a_reprint() -> None:
    assert verdict(on(3, text(1, 20)), on(20, misread(text(1, 20), Random(1), wrong=0.04))) == "reprint"
    damaged = reprint(text(1, 30), text(2, 30), Random(1), Damage(new=0.2))
    assert verdict(on(3, text(1, 30)), on(20, damaged)) == "reprint"


@pytest.mark.parametrize("turn", [stored._TURN, 3000])
def test_the_part_that_recurs_is_that_of_sets_of_shingles(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_TURN", turn)
    random = Random(6)
    frames = [text(seed, 4) for seed in range(5)]
    articles = [on(random.randint(1, 9), " ".join([*random.sample(frames, 2), text(50 + k, 2)])) for k in range(12)]
    features, _ = extract(articles, Spans.whole(articles), Settings())
    own = [set(features.shingles[low:high].tolist()) for low, high in pairwise(features.shingle_bounds)]
    published_s = np.array([article.published_s for article in articles])
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(articles), 1))
    found = recurring_share(features, Pairs(left, right), NO_PAIRS, published_s)
    for i, j, share_found in zip(left.tolist(), right.tolist(), found.tolist(), strict=True):
        shared = own[i] & own[j]
        days = {value: [published_s[k] for k in range(12) if value in own[k]] for value in shared}
        recurring = [value for value in shared if max(days[value]) - min(days[value]) > 3 * 86400]
        is_near = abs(published_s[i] - published_s[j]) <= 3 * 86400
        assert share_found == (len(recurring) / max(len(shared), 1) if is_near else 1.0)
    assert {0.0, 1.0} < {*found.tolist()}
