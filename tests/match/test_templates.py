"""Forms with other figures are told from reports of one event."""

from __future__ import annotations

import numpy as np

from dedup.features.extract import extract
from dedup.features.weights import weigh
from dedup.match.pairs import Pairs
from dedup.match.templates import are_templates
from dedup.records import Article, Spans
from dedup.settings import Settings

DRAW = "The winning numbers of draw {} were {}, {}, {}, {} and {}. The jackpot stood at {} crowns without a winner."


def flagged(left: str, right: str) -> bool:
    articles = [Article(text=left, language="en"), Article(text=right, language="en")]
    features, terms = extract(articles, Spans.whole(articles), Settings())
    rows = weigh(terms, features.n_words, ["en", "en"])
    return bool(are_templates(rows, Pairs(np.array([0], np.int32), np.array([1], np.int32)))[0])


def test_one_form_with_other_figures_is_a_template() -> None:
    assert flagged(DRAW.format(118, 3, 14, 21, 30, 41, 72000), DRAW.format(119, 5, 16, 22, 35, 44, 90500))


def test_one_form_with_the_same_figures_is_not() -> None:
    text = DRAW.format(118, 3, 14, 21, 30, 41, 72000)
    assert not flagged(text, text.replace("crowns", "crowns, the lottery said,"))


def test_texts_with_fewer_than_three_figures_are_not() -> None:
    form = "Wind from the west at {} knots in the morning, easing towards the evening, with high water at {}."
    assert not flagged(form.format(14, 1622), form.format(25, 1541))


def test_other_words_with_other_figures_are_not() -> None:
    other = "Fire crews from 11 towns fought 27 separate blazes on the moor for 36 hours until the rain came."
    assert not flagged(DRAW.format(118, 3, 14, 21, 30, 41, 72000), other)


def test_a_form_in_a_script_without_spaces_is_a_template() -> None:
    form = "本日の当せん番号は{}と{}と{}です。次回の抽せんは来週の金曜日に行われます。"
    assert flagged(form.format(1203, 4417, 9026), form.format(3310, 5821, 7745))
