from __future__ import annotations

from dataclasses import replace
from itertools import compress, islice
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.weights import weigh
from dedup.match import story_terms
from dedup.match.spelling import Spelling
from dedup.match.story_terms import _are_shown, heaviest_terms, with_terms
from dedup.pipeline import scan_articles
from dedup.records import Report, Spans, Story
from dedup.settings import Settings
from tests.match.builders import edited, invented_words
from tests.match.reference import shown, terms_of


def report_on(*texts: str, language: str = "en") -> Report:
    return scan_articles([Article(text=text, language=language, location=f"{i}") for i, text in enumerate(texts)])


FERRY = (
    "The ferry Lady Isolde ran aground off Marrow Point on Saturday. All 214 aboard were safe, the harbour board said.",
    "Passengers of the Lady Isolde spent a night on Marrow Point after the ferry ran aground; the harbour board opened "
    "a school hall for them.",
    "Why did the Lady Isolde run aground? The light on Marrow Point was dark, and the ferry had no pilot, says the "
    "harbour board.",
)


def test_a_story_names_what_its_articles_have_in_common() -> None:
    (story,) = report_on(*FERRY).stories
    assert {"Isolde", "Marrow", "aground"} <= set(story.terms)
    assert not {"the", "The", "said", "school", "214"} & set(story.terms)


def test_an_article_alone_has_no_terms() -> None:
    (story,) = report_on(FERRY[0]).stories
    assert story.terms == ()


def test_terms_are_found_in_scripts_without_spaces() -> None:
    (story,) = report_on(
        "汐見港に迷い込んだクジラが三日ぶりに外海へ出た。漁協が見守りを続けていた。",
        "迷いクジラが汐見港から外海へ。漁協の見守りは三日に及んだ。",
        language="ja",
    ).stories
    assert any("クジ" in term or "ジラ" in term for term in story.terms)


def test_a_name_of_two_words_is_one_term_and_forms_of_a_word_are_not_two() -> None:
    more = " The Lady Isolde is one of three ferries; another ferry took over, and trams ran to the tram shed."
    (story,) = report_on(*(text + more for text in FERRY)).stories
    assert "Lady Isolde" in story.terms
    assert not {"Lady", "Isolde"} & set(story.terms)
    assert len({"tram", "trams"} & set(story.terms)) == 1


@pytest.mark.parametrize("seed", range(5))
def test_terms_are_those_of_the_plain_reference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_terms, "_BLOCK", 3)
    random = Random(seed)
    texts = [invented_words(random, 60, vocabulary=3000) for _ in range(6)]
    some = [edited(random, random.choice(texts), random.randrange(30)) for _ in range(30)]
    cased = [[random.choice([word, word.capitalize(), "26"]) for word in words] for words in some]
    articles = [Article(title=" ".join(words[:4]), text=" ".join(words), language="en") for words in cased]
    spans = Spans.whole(articles)
    features, terms = extract(articles, spans, Settings())
    rows = weigh(terms, features.n_words, ["en"] * len(articles))
    numbers = random.sample(range(30), 30)
    groups = [numbers[:1], numbers[1:3], numbers[3:6], numbers[6:20], numbers[20:22], numbers[22:]]
    stories = [Story(tuple(group), random.choice(group), None) for group in groups]
    expected = [replace(s, terms=terms_of(s, articles, spans, rows) if len(s.articles) > 1 else ()) for s in stories]
    heaviest = heaviest_terms(stories, rows)
    assert list(with_terms(stories, heaviest, Spelling(articles, spans).phrases(heaviest.entries))) == expected
    assert any(story.terms for story in expected)


TERMS = st.lists(st.lists(st.text("aAbß汉İ\u0301", min_size=1, max_size=7), min_size=1, max_size=3).map(" ".join))


@given(st.lists(TERMS))
def test_terms_that_are_shown_are_those_of_the_plain_reference(lists: list[list[str]]) -> None:
    bounds = np.cumsum([0, *map(len, lists)])
    found = iter(_are_shown([term for terms in lists for term in terms], bounds).tolist())
    assert [[*compress(terms, islice(found, len(terms)))] for terms in lists] == [shown(terms) for terms in lists]
