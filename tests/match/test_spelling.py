from __future__ import annotations

import numpy as np
import pytest

from dedup.features.extract import extract
from dedup.features.weights import weigh
from dedup.match.spelling import Spelling
from dedup.records import Article, Spans
from dedup.settings import Settings


def phrases(text: str, title: str = "", language: str = "en") -> set[str]:
    articles = [Article(text=text, title=title, language=language)]
    spans = Spans.whole(articles)
    features, terms = extract(articles, spans, Settings())
    rows = weigh(terms, features.n_words, [language])
    return {phrase.words for phrase in Spelling(articles, spans, rows).phrases(np.arange(len(rows.terms)))[0]}


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
