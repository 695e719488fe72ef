from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.clean import clean
from dedup.settings import Settings

from .invented import articles, kept, passages, story

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
needs_seed = pytest.mark.skipif(not SEED.is_dir(), reason="the two sample pages are not beside this checkout")

# Lines that recur, lines that are cut, credits, menus, white space of all kinds, and anything else.
LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "  ",
            "Home",
            "Read more",
            "Foto: Mira Quell",
            "Much is said and then it breaks off...",
            "The mayor of Quillton opened the bridge on Monday.",
            "天地人山水火木金土日月星雨雪风云花草鸟鱼。",
            "القاهرة (الأنباء) - افتتح العمدة الجسر يوم الاثنين في المدينة.",
            "The end came late. (nwa)",
        ]
    ),
    st.text(max_size=60),
    st.integers(0, 20).map(lambda n: story("latin", str(n), 2)),
)
ARTICLES = st.lists(
    st.builds(
        lambda lines, outlet, title: Article(text="\n".join(lines), outlet=outlet, title=title),
        st.lists(LINES, max_size=12),
        st.sampled_from(["", "North Post", "South Post"]),
        st.sampled_from(["", "Much is said and then"]),
    ),
    max_size=12,
)


def located(found: list[Article]) -> list[Article]:
    return [replace(article, location=f"{n:03}.txt") for n, article in enumerate(found)]


@given(ARTICLES)
def test_spans_are_disjoint_and_in_the_order_of_the_text(found: list[Article]) -> None:
    spans, _ = clean(found, Settings())
    assert spans.bounds[0] == 0
    assert spans.bounds[-1] == len(spans.start) == len(spans.end)
    for index, article in enumerate(found):
        edges = [0]
        for row in range(spans.bounds[index], spans.bounds[index + 1]):
            edges += [int(spans.start[row]), int(spans.end[row])]
        assert edges == sorted(edges)
        assert edges[-1] <= len(article.text)
        assert all(spans.start[row] < spans.end[row] for row in range(spans.bounds[index], spans.bounds[index + 1]))


@given(ARTICLES)
def test_what_is_kept_and_what_is_set_aside_make_up_the_text(found: list[Article]) -> None:
    spans, rows = clean(found, Settings())
    n_kept = sum(sum(not char.isspace() for char in kept(article, spans, n)) for n, article in enumerate(found))
    n_all = sum(sum(not char.isspace() for char in article.text) for article in found)
    n_aside = sum(row.n_chars for row in rows)
    assert n_all - n_aside <= n_kept <= n_all
    assert (n_kept == n_all) == (not rows)


@given(ARTICLES, st.randoms())
def test_the_order_of_the_articles_is_irrelevant(found: list[Article], random: Random) -> None:
    found = located(found)
    shuffled = list(found)
    random.shuffle(shuffled)
    spans, rows = clean(found, Settings())
    shuffled_spans, shuffled_rows = clean(shuffled, Settings())
    assert shuffled_rows == rows
    for index, article in enumerate(shuffled):
        assert kept(article, shuffled_spans, index) == kept(article, spans, found.index(article))


@given(ARTICLES)
def test_an_article_of_another_outlet_changes_nothing(found: list[Article]) -> None:
    spans, rows = clean(found, Settings())
    stranger = Article(text=story("latin", "stranger"), outlet="Far Post", location="zzz")
    more_spans, more_rows = clean([*found, stranger], Settings())
    assert more_rows == rows
    assert np.array_equal(more_spans.bounds[:-1], spans.bounds)
    assert np.array_equal(more_spans.start[:-1], spans.start)


@given(ARTICLES)
def test_no_article_is_emptied(found: list[Article]) -> None:
    spans, _ = clean(found, Settings())
    for index, article in enumerate(found):
        assert kept(article, spans, index).strip() or not article.text.strip()


def test_keeping_the_boilerplate_keeps_every_text_whole() -> None:
    found = articles([f"{story('latin', str(n))}\nRead more" for n in range(5)])
    spans, rows = clean(found, Settings(boilerplate=False))
    assert rows == ()
    assert [kept(article, spans, n) for n, article in enumerate(found)] == [article.text for article in found]


def test_no_articles_are_no_spans() -> None:
    spans, rows = clean([], Settings())
    assert (spans.bounds.tolist(), len(spans.start), rows) == ([0], 0, ())


def test_rows_come_with_most_characters_first_and_name_the_first_article() -> None:
    found = articles([f"{story('latin', str(n))}\nRead more{'' if n else ' >>'}\nTo the front page" for n in range(5)])
    _, rows = clean(found, Settings())
    assert [(row.passage, row.n_articles, row.n_chars, row.example) for row in rows] == [
        ("To the front page", 5, 85, found[0].location),
        ("Read more", 4, 36, found[1].location),
        ("Read more >>", 1, 12, found[0].location),
    ]


@needs_seed
def test_the_teasers_and_site_calls_of_the_sample_page_are_set_aside_and_its_paragraphs_stay() -> None:
    text = next(SEED.glob("001*.txt")).read_text(encoding="utf-8")
    article = Article(text=text, location="001")
    spans, rows = clean([article], Settings())
    left = kept(article, spans, 0)
    assert sum(row.passage.endswith("...") for row in rows) == 6
    for start in (
        "Dont forget",
        "Need something",
        "If you are an artist",
        "Comment on",
        "View the original",
        "In the same",
    ):
        assert any(passage.startswith(start) for passage in passages(rows))
        assert start not in left
    assert left.lstrip().startswith("Boris Johnson to visit Moscow")
    assert left.rstrip().endswith("“next generation”.")
    paragraphs = [line for line in text.splitlines() if line.endswith((".", "”"))][:-7]
    assert all(paragraph in left for paragraph in paragraphs if not paragraph.endswith(("...", "…", "days”")))


@needs_seed
def test_the_repeated_captions_of_the_sample_page_are_set_aside_and_nothing_else() -> None:
    text = next(SEED.glob("000*.txt")).read_text(encoding="utf-8")
    article = Article(text=text, location="000")
    spans, rows = clean([article], Settings())
    assert {row.reason for row in rows} == {"repeated on the page"}
    assert {line.strip() for line in text.splitlines()} - {
        line.strip() for line in kept(article, spans, 0).splitlines()
    } == passages(rows)
