from __future__ import annotations

from itertools import islice
from random import Random

import numpy as np
import pytest

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.weights import Rows, weigh
from dedup.match import spelling
from dedup.match.spelling import Entries, Phrases, Spelling
from dedup.records import Spans
from dedup.settings import Settings
from tests.match.reference import Phrase, PlainSpelling


def rows_of(articles: list[Article]) -> Rows:
    features, terms = extract(articles, Spans.whole(articles), Settings())
    return weigh(terms, features.n_words, [article.language for article in articles])


def phrases(text: str, title: str = "", language: str = "en") -> set[str]:
    articles = [Article(text=text, title=title, language=language)]
    spans, rows = Spans.whole(articles), rows_of(articles)
    return set(Spelling(articles, spans).phrases(Entries.of(rows, np.arange(len(rows.terms)))).words)


def test_words_that_mostly_stand_together_are_one_phrase() -> None:
    found = phrases("Off Port Sallow a boat sank. Tugs from Port Sallow came; divers of Port\nSallow too.")
    assert "Port Sallow" in found
    assert not {"Port", "Sallow"} & found


def test_words_that_mostly_stand_apart_are_not() -> None:
    found = phrases(
        "Mayor Tull left. Critics of Tull cheered, and Tull smiled. The mayor of Hale met a mayor, Mayor Tull."
    )
    assert "Tull" in found


@pytest.mark.parametrize("between", [". ", ", ", "\n", " – "])
def test_a_phrase_reaches_over_no_sign(between: str) -> None:
    assert "Holst" in phrases(f"They saw Maren{between}Holst here, then saw Maren{between}Holst there.")


def test_hyphens_and_apostrophes_stay_in_phrases() -> None:
    assert {"Combe-Noire", "Chang'e"} <= phrases(
        "Un bloc isole Combe-Noire lundi. Vers Combe-Noire, rien. Or Chang'e attend; puis Chang'e part.", language="fr"
    )


def test_pairs_of_characters_become_the_word_they_are_parts_of() -> None:
    found = phrases("港のクジラを見た。沖にクジラがいる。", language="ja")
    assert "クジラ" in found
    assert not {"クジ", "ジラ"} & found


def test_the_spelling_inside_sentences_counts_before_datelines_headlines_and_first_words() -> None:
    found = phrases(
        "OSLO (Nordwire) - Divers went down. In Oslo they spoke of a reef. Ferries wait.",
        title="Reef And Ferries Near Shore",
    )
    assert {"Oslo", "reef"} <= found
    assert not {"OSLO", "Reef"} & found


def test_of_the_forms_of_a_word_the_most_frequent_is_shown() -> None:
    found = phrases("A deposit for batteries: one battery, two batteries, old batteries.")
    assert "batteries" in " ".join(found)
    assert "battery" not in found


def test_the_most_frequent_of_many_forms_is_shown() -> None:
    forms = [f"harbour{ending}" for ending in "abcdefghijklmnopqrstuvwxyz"]
    assert phrases(", ".join([*forms, "harboury", "harbourz", "harbourz"])) == {"harbourz"}


WORDS = ("Port", "port", "PORT", "Sallow", "sallows", "of", "Tull", "26", "駅", "前", "駅", "e\u0301t\u00e9")
BETWEEN = (" ", " ", " ", "  ", "-", "\n", ". ", ", ", "")


def jumbled(random: Random, n: int) -> str:
    return "".join(random.choice(WORDS) + random.choice(BETWEEN) for _ in range(n))


@pytest.mark.parametrize("seed", range(20))
def test_phrases_and_words_are_those_of_the_plain_reference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "BATCH_CODES", 300)
    random = Random(seed)
    languages = ["en", "ja", "", "th"]
    articles = [
        Article(title=jumbled(random, 3), text=jumbled(random, random.randrange(60)), language=random.choice(languages))
        for _ in range(12)
    ]
    spans, rows = Spans.whole(articles), rows_of(articles)
    entries = [k for k in range(len(rows.terms)) if random.random() < 0.7]
    random.shuffle(entries)
    plain = {i: PlainSpelling(article, i, spans, rows) for i, article in enumerate(articles)}
    of = dict(zip(entries, (np.searchsorted(rows.bounds, entries, "right") - 1).tolist(), strict=True))
    found, sought = Spelling(articles, spans), Entries.of(rows, np.array(entries, np.int64))
    assert found.words(sought) == [plain[of[entry]].word(entry) for entry in entries]
    by_article = {i: [entry for entry in entries if of[entry] == i] for i in sorted(set(of.values()))}
    expected = {i: list(plain[i].phrases(those)) for i, those in by_article.items()}
    assert by_articles(found.phrases(sought)) == expected
    some = sought.at(slice(0, len(entries), 3))
    words, both = found.words_and_phrases(some, sought)
    assert words == found.words(some)
    assert by_articles(both) == expected


def by_articles(phrases: Phrases) -> dict[int, list[Phrase]]:
    entries = [tuple(some.tolist()) for some in np.split(phrases.entries, np.cumsum(phrases.n_terms)[:-1])]
    all_phrases = map(Phrase, phrases.words, entries, phrases.is_inside.tolist())
    return {
        article: list(islice(all_phrases, n))
        for article, n in zip(phrases.articles.tolist(), phrases.n_phrases.tolist(), strict=True)
    }


def test_no_entries_have_no_words_and_no_phrases() -> None:
    articles = [Article(text="A boat sank.")]
    found, none = Spelling(articles, Spans.whole(articles)), Entries.of(rows_of(articles), np.zeros(0, np.int64))
    assert found.words(none) == []
    assert found.phrases(none).words == []
