from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from dedup.features.extract import Terms, extract
from dedup.features.weights import Rows, weigh
from dedup.records import Article, Spans
from dedup.settings import Settings

from .texts import articles

FILLER = "harbour council dredger silt basin tide board barge marsh depth"


def rows_of(batch: list[Article]) -> Rows:
    features, terms = extract(batch, Spans.whole(batch), Settings())
    return weigh(terms, features.n_words, [article.language for article in batch])


def terms_of(batch: list[Article]) -> Terms:
    return extract(batch, Spans.whole(batch), Settings())[1]


def english(*texts: str) -> list[Article]:
    return [Article(text=text, language="en") for text in texts]


def idf_of_first_word(batch: list[Article]) -> float:
    rows = rows_of(batch)
    entries = slice(rows.bounds[0], rows.bounds[1])
    return float(rows.idf[entries][rows.first[entries] == 0][0])


@given(articles())
@settings(deadline=None)
def test_rows_have_unit_length_and_ascending_terms(batch: list[Article]) -> None:
    rows = rows_of(batch)
    assert len(rows) == len(batch)
    for low, high in pairwise(rows.bounds.tolist()):
        assert (np.diff(rows.terms[low:high]) > 0).all()
        if high > low:
            assert np.linalg.norm(rows.weights[low:high].astype(np.float64)) == pytest.approx(1, abs=1e-5)


@given(articles())
@settings(deadline=None)
def test_document_frequencies_count_articles(batch: list[Article]) -> None:
    rows = rows_of(batch)
    per_row = [set(rows.terms[low:high].tolist()) for low, high in pairwise(rows.bounds.tolist())]
    for term, n in enumerate(rows.n_articles_with.tolist()):
        assert n == sum(term in terms for terms in per_row)


def test_columns_stay_with_their_terms() -> None:
    batch = english("Dredger moved on. The Dredger Hoplite came by.")
    terms, rows = terms_of(batch), rows_of(batch)
    by_first = np.argsort(rows.first, kind="stable")
    assert rows.names[by_first].tolist() == terms.names.tolist() == [True, False, False, False, True, False, False]
    assert rows.kinds[by_first].tolist() == terms.kinds.tolist()


def test_weight_grows_with_the_logarithm_of_the_count() -> None:
    rows = rows_of(english("dredger hoplite dredger dredger"))
    dredger, hoplite = (float(rows.weights[rows.first == place][0]) for place in (0, 1))
    expected = (1 + math.log(3)) * idf_of_first_word(english("dredger hoplite dredger dredger"))
    assert dredger / hoplite == pytest.approx(expected / float(rows.idf[rows.first == 1][0]), rel=1e-5)


def test_rare_words_weigh_more_in_a_folder_of_two() -> None:
    rows = rows_of(english("the dredger", "the barge"))
    the, dredger = (float(rows.weights[:2][rows.first[:2] == place][0]) for place in (0, 1))
    assert dredger > 2 * the


def test_idf_moves_from_the_prior_to_the_counts_of_the_folder() -> None:
    def idf(n: int) -> float:
        return idf_of_first_word(english(*[f"quorvish {FILLER}"] * n))

    falling = [idf(1), idf(2), idf(20), idf(200), idf(2000)]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > 4
    assert falling[-1] < 0.1


def test_idf_of_a_common_word_rises_where_the_folder_does_not_use_it() -> None:
    used, unused = f"the {FILLER}", FILLER
    assert idf_of_first_word(english(used, *[unused] * 500)) > idf_of_first_word(english(used, unused)) + 1


def test_articles_of_another_language_do_not_count() -> None:
    french = [Article(text=f"quorvish {FILLER}", language="fr")] * 50
    here = english(f"quorvish {FILLER}")
    assert idf_of_first_word(here + french) == idf_of_first_word(here)


def test_no_article_gives_no_row() -> None:
    assert len(rows_of([])) == 0
    assert len(rows_of([Article(text="")])) == 1
