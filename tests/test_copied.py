"""What finds copies alone finds those that a whole run finds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from dedup.article import Article
from dedup.copied import find_copies
from dedup.pipeline import scan_articles
from dedup.read import read_folders
from dedup.settings import Settings
from dedup.stages import no_progress
from tests.copies.damage import Damage, reprint
from tests.copies.made import add_reprints
from tests.match.builders import invented_words

NEWS = Path(__file__).parent / "corpus" / "news"


def as_it_is(article: Article) -> Article:
    return article


def assert_finds_the_same(articles: list[Article], settings: Settings) -> None:
    found, report = find_copies(articles, settings, as_it_is), scan_articles(articles, settings)
    assert found.articles == report.articles
    assert found.copies == report.copies
    assert found.decisions == report.decisions
    assert found.sources == report.sources


def folder_with_reprints() -> list[Article]:
    articles, _ = read_folders([NEWS], Settings(), no_progress)
    return add_reprints(articles, 20, Damage(wrong=0.02), Random(1))[0]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(min_jaccard=0.3, keep="source", min_words=20),
        Settings(min_containment=0.5, lossless=True, num_perm=32),
    ],
)
def test_copies_are_those_of_a_whole_run(settings: Settings) -> None:
    assert_finds_the_same(folder_with_reprints(), settings)


def test_near_duplicates_that_minhash_misses_are_found_however_short() -> None:
    random = Random(1)
    articles = []
    for place in range(0, 60, 2):
        words = invented_words(random, 30, vocabulary=4000)
        changed = [*words[:15], "melon", *words[16:]]
        articles += [Article(text=" ".join(text), location=str(place + k)) for k, text in enumerate((words, changed))]
    settings = Settings(min_jaccard=0.65, num_perm=16)
    assert len(find_copies(articles, settings, as_it_is).copies) == 30
    assert_finds_the_same(articles, settings)


def test_form_filled_in_anew_is_no_reprint_here_either() -> None:
    words = invented_words(Random(1), 300, vocabulary=4000)
    first, second = list(words), list(words)
    for place in range(10, 300, 25):
        first[place], second[place] = f"anew{place}", f"again{place}"
    unlike = [Article(text=" ".join(text), location=str(place)) for place, text in enumerate((first, second))]
    for place in (100, 150, 200):
        first[place], second[place] = f"{place}", f"{place + 1}"
    filled = [Article(text=" ".join(text), location=str(place)) for place, text in enumerate((first, second))]
    assert len(find_copies(unlike, Settings(), as_it_is).copies) == 1
    assert not find_copies(filled, Settings(), as_it_is).copies
    assert_finds_the_same(filled, Settings())


def test_language_is_asked_for_of_those_alone_that_look_like_copies() -> None:
    texts = [" ".join(invented_words(Random(seed), 200, vocabulary=4000)) + "." for seed in range(5)]
    texts.append(reprint(texts[2], texts[4], Random(1), Damage()))
    asked = set()

    def with_language(article: Article) -> Article:
        asked.add(article.location)
        return article

    articles = [Article(text=text, location=str(place)) for place, text in enumerate(texts)]
    assert len(find_copies(articles, Settings(), with_language).copies) == 1
    assert asked == {"2", "5"}
