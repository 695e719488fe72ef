"""Forms with other figures, and series, are told from reports of one event."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.weights import weigh
from dedup.match.pair_features import Surroundings
from dedup.match.pairs import Pairs
from dedup.match.templates import are_templates
from dedup.match.term_sums import TermSums, shared_sums
from dedup.records import Spans
from dedup.settings import Settings

DRAW = "The winning numbers of draw {} were {}, {}, {}, {} and {}. The jackpot stood at {} crowns without a winner."


def flagged(left: str | Article, right: str | Article, *, reprinted: bool = False) -> bool:
    articles = [side if isinstance(side, Article) else Article(text=side, language="en") for side in (left, right)]
    features, terms = extract(articles, Spans.whole(articles), Settings())
    sums = TermSums.of(weigh(terms, features.n_words, ["en", "en"]))
    pair = Pairs(np.array([0], np.int32), np.array([1], np.int32))
    around = Surroundings.of(sums, features.n_words, articles, [])
    return bool(are_templates(around, pair, shared_sums(sums.rows, pair), np.array([reprinted]))[0])


def test_one_form_with_other_figures_is_a_template() -> None:
    assert flagged(DRAW.format(118, 3, 14, 21, 30, 41, 72000), DRAW.format(119, 5, 16, 22, 35, 44, 90500))


def test_one_form_with_the_same_figures_is_not() -> None:
    text = DRAW.format(118, 3, 14, 21, 30, 41, 72000)
    assert not flagged(text, text.replace("crowns", "crowns, the lottery said,"))


def test_other_words_with_other_figures_are_not() -> None:
    other = "Fire crews from 11 towns fought 27 separate blazes on the moor for 36 hours until the rain came."
    assert not flagged(DRAW.format(118, 3, 14, 21, 30, 41, 72000), other)


def test_a_form_in_a_script_without_spaces_is_a_template() -> None:
    form = "本日の当せん番号は{}と{}と{}です。次回の抽せんは来週の金曜日に行われます。"
    assert flagged(form.format(1203, 4417, 9026), form.format(3310, 5821, 7745))


def test_a_form_in_korean_is_a_template_though_units_stand_against_figures() -> None:
    form = "아침 최저기온은 {}도, 낮 최고기온은 {}도로 예상되며 비는 {}시간가량 내리겠다. 옷차림에 유의해야 한다."
    assert flagged(form.format(12, 20, 15), form.format(7, 14, 60))


MONDAY = datetime(2021, 3, 1, 6, 0, tzinfo=timezone.utc)
BEES = "The hives on the roof came through the frost, though the strongest colony lost its queen to a draught."
SOUP = "We peeled turnips for the third evening and argued about salt until the kettle boiled over."


def instalment(text: str, title: str, days: float, outlet: str = "Marrow Bay Courier") -> Article:
    return Article(title=title, text=text, outlet=outlet, published=MONDAY + timedelta(days=days), language="en")


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Notes from the allotment", "Notes from the allotment"),
        ("Allotment diary, week 11", "Allotment diary, week 12"),
        ("Записки с огорода", "Записки с огорода"),
        ("屋上の養蜂日記", "屋上の養蜂日記"),
    ],
)
def test_what_one_outlet_prints_under_one_title_on_another_day_is_a_series(title: str, later: str) -> None:
    assert flagged(instalment(BEES, title, 0), instalment(SOUP, later, 1))


def test_titles_that_are_only_much_alike_must_be_further_apart() -> None:
    first, later = "Two held after warehouse fire in Orlen", "Three held after warehouse fire in Orlen"
    assert not flagged(instalment(BEES, first, 0), instalment(SOUP, later, 2))
    assert flagged(instalment(BEES, first, 0), instalment(SOUP, later, 4))


# One agency's report that two outlets have reworked, each with the figures it had by then.
LANDSLIP = (
    "A landslip closed the coast road near Orlen on Monday and left 40 homes without power, the county said. Rain had "
    "fallen for 9 days. Crews with 6 diggers were to clear the road by Thursday, and 120 people stayed in a school.",
    "A landslip has closed the coast road near Orlen and left 65 homes without power. Rain had fallen for more than a "
    "week. Crews with 11 diggers hope to clear the road by the weekend, and 200 people slept in a school, it is said.",
)


@pytest.mark.parametrize(
    ("days", "outlet", "is_form"), [(1, "The Orlen Post", False), (4, "The Orlen Post", True), (1, "", True)]
)
def test_two_outlets_may_rework_one_report_with_other_figures(days: int, outlet: str, is_form: bool) -> None:
    one = instalment(LANDSLIP[0], "Coast road closed", 0)
    assert flagged(one, instalment(LANDSLIP[1], "Landslip shuts coast road", days, outlet)) == is_form


def test_two_outlets_that_tell_two_events_in_one_form_have_filled_it_in_twice() -> None:
    one = (
        "Weather for Kingsmoor: rain spreads from the Stour valley by 9, with up to 14 millimetres by noon. Then the "
        "sky clears over Brackwater Hill, and it warms to 17 degrees. The wind is light. Tansy Quay is calm."
    )
    other = (
        "Weather for Port Ellery: rain spreads from Lake Orlen by 11, with up to 22 millimetres by night. Then the "
        "sky clears over Mount Sorrel, and it cools to 8 degrees. The wind is strong. Boats stay in the Old Basin."
    )
    assert flagged(instalment(one, "Weather", 0), instalment(other, "Weather", 0, outlet="The Orlen Post"))


def test_two_outlets_that_print_tables_of_one_form_have_filled_it_in_twice() -> None:
    one = instalment(DRAW.format(118, 3, 14, 21, 30, 41, 72000), "Draw", 0)
    assert flagged(one, instalment(DRAW.format(119, 5, 16, 22, 35, 44, 90500), "Draw", 1, outlet="The Orlen Post"))


def test_one_title_on_one_day_or_at_another_outlet_is_no_series() -> None:
    title = "Notes from the allotment"
    assert not flagged(instalment(BEES, title, 0), instalment(SOUP, title, 0.5))
    assert not flagged(instalment(BEES, title, 0), instalment(SOUP, title, 2, outlet="The Orlen Post"))
    assert not flagged(instalment(BEES, title, 0, outlet=""), instalment(SOUP, title, 2, outlet=""))


def test_a_title_of_one_word_is_no_series() -> None:
    assert not flagged(instalment(BEES, "Weather", 0), instalment(SOUP, "Weather", 2))


def test_two_other_figures_of_one_outlet_tell_only_where_the_form_is_nearly_all() -> None:
    form = "Wind from the west at {} knots in the morning, easing towards the evening, with high water at {}."
    first = instalment(form.format(14, 1622), "Wind", 0)
    assert flagged(first, instalment(form.format(25, 1541), "Wind", 0))
    assert not flagged(
        first, instalment(form.format(25, 1541) + " Ferries sailed late and the pilots stayed home.", "Wind", 0)
    )
    assert not flagged(first, instalment(form.format(25, 1541), "Wind", 0, outlet="The Orlen Post"))


def test_one_other_figure_is_too_few_to_tell() -> None:
    form = "Wind from the west at {} knots in the morning, easing towards the evening."
    assert not flagged(instalment(form.format(14), "Wind", 0), instalment(form.format(25), "Wind", 0))


def test_a_reprint_may_differ_in_some_figures() -> None:
    """Scanners misread figures; the same two texts, if no alignment found them to be one text, are two of a series."""
    one = instalment(DRAW.format(118, 3, 14, 21, 30, 41, 72000), "Draw", 0)
    other = instalment(DRAW.format(119, 3, 14, 21, 30, 44, 72000), "Draw", 0)
    assert flagged(one, other)
    assert not flagged(one, other, reprinted=True)
