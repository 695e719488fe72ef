from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.clean import clean, titles
from dedup.clean.labels import SLUG, SLUG_AT_END
from dedup.records import SetAside
from dedup.settings import Settings

SUBJECTS = (
    *("Ferry", "Bridge", "School", "Harbour", "Library", "Market", "Hospital", "Museum", "Station", "Theatre"),
    *("Chapel", "Quarry"),
)


def article(title: str, outlet: str = "Harbour Post", text: str = "", url: str = "") -> Article:
    return Article(
        text=text or f"{title.casefold()} was what the council heard on Monday.", title=title, outlet=outlet, url=url
    )


def compared(*articles: Article, settings: Settings | None = None) -> list[str]:
    spans, _ = clean(articles, settings or Settings())
    parts = (spans.titles.get(i, (0, len(one.title))) for i, one in enumerate(articles))
    return [one.title[start:end] for one, (start, end) in zip(articles, parts, strict=True)]


def series(form: str, text: str, outlet: str = "Harbour Post") -> list[Article]:
    """Return articles of one outlet whose titles are one form filled in with their subjects."""
    return [article(form.format(f"{name} to close for the winter"), outlet, f"{name}: {text}") for name in SUBJECTS]


@pytest.mark.parametrize(
    "title",
    [
        "UPDATE 2-Ferry runs aground off Marrow",
        "RPT-UPDATE 1-Ferry runs aground off Marrow",
        "CORRECTED - Ferry runs aground off Marrow",
        "(CORRECTED) - Ferry runs aground off Marrow",
        "Breaking: Ferry runs aground off Marrow",
        "[Exclusive] Ferry runs aground off Marrow",
        "Ferry runs aground off Marrow (UPDATE 1)",
        "Ferry runs aground off Marrow - CORRECTED",
    ],
)
def test_the_slug_of_a_wire_is_no_part_of_the_title(title: str) -> None:
    assert compared(article(title)) == ["Ferry runs aground off Marrow"]


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("EILMELDUNG: Fähre läuft vor Norwegen auf Grund", "Fähre läuft vor Norwegen auf Grund"),
        ("URGENTE - Encalla un ferri frente a Noruega", "Encalla un ferri frente a Noruega"),
        ("СРОЧНО: Паром сел на мель у берегов Норвегии", "Паром сел на мель у берегов Норвегии"),
        ("عاجل | جنوح عبارة قبالة سواحل النرويج", "جنوح عبارة قبالة سواحل النرويج"),
        ("【速報】ノルウェー沖でフェリーが座礁", "ノルウェー沖でフェリーが座礁"),
        ("[속보] 노르웨이 앞바다에서 여객선 좌초", "노르웨이 앞바다에서 여객선 좌초"),
    ],
)
def test_slugs_are_known_in_several_languages(title: str, left: str) -> None:
    assert compared(article(title)) == [left]


@pytest.mark.parametrize(
    "title",
    [
        "Update-Manager stops after a year at the company",
        "Lead-free petrol is sold in every town now",
        "EU-Gipfel endet ohne eine Einigung",
        "Updated 8:41 p.m. on Tuesday the third of March",
        "COVID-19 cases rise in the north again",
        "Breaking: it",
        "The update that broke the ferry",
    ],
)
def test_a_word_that_only_looks_like_a_slug_stays(title: str) -> None:
    assert compared(article(title)) == [title]


@pytest.mark.parametrize(
    ("tail", "outlet", "url"),
    [
        (" | Harbour Post", "Harbour Post", ""),
        (" - harbour post", "Harbour Post", ""),
        (" – HarbourPost.example", "", "https://www.harbourpost.example/ferry"),
        (" - Harbourpost", "harbourpost.example", ""),
        (" - Harbour Post", "Harbour Post (Online News)", ""),
    ],
)
def test_the_outlets_own_name_at_the_end_of_a_title_is_no_part_of_it(tail: str, outlet: str, url: str) -> None:
    assert compared(article(f"Ferry runs aground{tail}", outlet, url=url)) == ["Ferry runs aground"]


def test_another_outlets_name_stays() -> None:
    title = "Ferry runs aground - Tarn Valley Observer"
    assert compared(article(title)) == [title]


def test_a_tail_on_most_titles_of_an_outlet_is_learned() -> None:
    found = compared(*series("{} - Your Coast, Weather and Sports", "Your Coast, Weather and Sports reported it."))
    assert found[0] == "Ferry to close for the winter"


def test_a_section_that_the_texts_do_not_speak_of_is_learned() -> None:
    pages = [*series("Kommentar: {}", "The council voted on it."), *series("{}, says the mayor", "He spoke on Monday.")]
    assert compared(*pages)[0] == "Ferry to close for the winter"


def test_a_topic_that_recurs_stays() -> None:
    pages = series("Marrow: {}", "The council of Marrow voted on it.")
    assert compared(*pages) == [page.title for page in pages]


def test_a_tail_that_copies_of_one_text_repeat_is_not_learned() -> None:
    pages = [article("Ferry aground at the point - Life on the Coast")] * 20
    assert compared(*pages, *series("{} early", "The council voted.")) == [
        *(page.title for page in pages),
        *(f"{name} to close for the winter early" for name in SUBJECTS),
    ]


def test_what_is_taken_off_a_title_is_listed() -> None:
    _, rows = clean([article("UPDATE 2-Ferry runs aground off Marrow | Harbour Post")], Settings())
    assert set(rows) == {
        SetAside("Harbour Post", "slug of the title", 1, 9, "", "UPDATE 2-"),
        SetAside("Harbour Post", "outlet's name in the title", 1, 15, "", " | Harbour Post"),
    }


def test_titles_stay_whole_without_boilerplate() -> None:
    title = "UPDATE 2-Ferry runs aground off Marrow"
    assert compared(article(title), settings=Settings(boilerplate=False)) == [title]


PIECES = [
    "UPDATE",
    "Eil",
    "速報",
    " ",
    "\u3000",
    " - ",
    "-",
    "–",
    "—",
    " • ",
    "·",
    "«",
    "»",
    "|",
    "｜",
    ":",
    ": ",
    "：",
    "/",
    "2",
]


@pytest.mark.parametrize(
    ("shape", "pattern"),
    [
        (titles._HEADS, titles._HEAD),
        (titles._TAILS, titles._TAIL),
        (titles._SLUGS, SLUG),
        (titles._SLUGS_AT_END, SLUG_AT_END),
    ],
)
@given(st.lists(st.sampled_from([*PIECES, *"[](（）［］【】<>", "Ferry", "Quay Post"]), max_size=7).map("".join))
def test_no_title_is_passed_over(shape: titles._Shape, pattern: re.Pattern[str], title: str) -> None:
    expected, found = pattern.search(title), shape.find(title)
    assert (found and found.span()) == (expected and expected.span())
    assert not expected or titles._SIGN.search(title)
