from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from dedup.article import Article
from dedup.features.extract import Terms, extract
from dedup.features.kernel import IS_NAME
from dedup.features.occurrences import MARKS
from dedup.features.tokenize import tokenize
from dedup.features.weights import Rows, weigh
from dedup.records import Spans
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
    return float(rows.idf_of(np.array([entry_of(rows, batch[0].text.split()[0])]))[0])


def entry_of(rows: Rows, word: str) -> int:
    """Return the entry of the first article's row that holds `word`."""
    held = rows.vocabulary[rows.terms[: rows.bounds[1]]]
    return int(np.flatnonzero(held == tokenize(word).stems[0])[0])


@given(articles())
def test_rows_have_unit_length_and_ascending_terms(batch: list[Article]) -> None:
    rows = rows_of(batch)
    assert len(rows) == len(batch)
    for low, high in pairwise(rows.bounds.tolist()):
        assert (np.diff(rows.terms[low:high]) > 0).all()
        if high > low:
            assert np.linalg.norm(rows.weights_of(np.arange(low, high)).astype(np.float64)) == pytest.approx(
                1, abs=1e-5
            )


@given(articles())
def test_document_frequencies_count_articles(batch: list[Article]) -> None:
    rows = rows_of(batch)
    per_row = [set(rows.terms[low:high].tolist()) for low, high in pairwise(rows.bounds.tolist())]
    for term, n in enumerate(rows.n_articles_with.tolist()):
        assert n == sum(term in terms for terms in per_row)


def test_columns_stay_with_their_terms() -> None:
    batch = english("Dredger moved on. The Dredger Hoplite came by.")
    terms, rows = terms_of(batch), rows_of(batch)
    marks = MARKS[terms.occurrences.kinds]
    of_term = dict(zip(rows.vocabulary[rows.terms].tolist(), rows.marks_of(np.arange(7)).tolist(), strict=True))
    assert [of_term[term] for term in terms.vocabulary.tolist()] == marks.tolist()
    assert (marks & IS_NAME > 0).tolist() == [True, False, False, False, True, False, False]


def test_weight_grows_with_the_logarithm_of_the_count() -> None:
    rows = rows_of(english("dredger hoplite dredger dredger"))
    dredger, hoplite = (float(rows.weights_of(np.array([entry_of(rows, word)]))[0]) for word in ("dredger", "hoplite"))
    expected = (1 + math.log(3)) * idf_of_first_word(english("dredger hoplite dredger dredger"))
    assert dredger / hoplite == pytest.approx(
        expected / idf_of_first_word(english("hoplite dredger dredger dredger")), rel=1e-5
    )


def test_rare_words_weigh_more_in_a_folder_of_two() -> None:
    rows = rows_of(english("the dredger", "the barge"))
    the, dredger = (float(rows.weights_of(np.array([entry_of(rows, word)]))[0]) for word in ("the", "dredger"))
    assert dredger > 2 * the


def test_idf_moves_from_the_prior_to_the_counts_of_the_folder() -> None:
    def idf(n: int) -> float:
        return idf_of_first_word(english(*[f"quorvish {FILLER}"] * n))

    falling = [idf(1), idf(2), idf(20), idf(200), idf(2000)]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > 4
    assert falling[-1] < 0.1


def test_without_a_word_list_the_counts_of_a_small_folder_tell_common_words() -> None:
    albanian = [Article(text=text, language="sq") for text in ("dhe qeveria", "dhe ariu", "dhe deti", "dhe bora")]
    rows = rows_of(albanian)
    common, rare = rows.weights_of(np.array([entry_of(rows, word) for word in ("dhe", "qeveria")]))
    assert rare > 3 * common


def test_idf_of_a_common_word_rises_where_the_folder_does_not_use_it() -> None:
    used, unused = f"the {FILLER}", FILLER
    assert idf_of_first_word(english(used, *[unused] * 500)) > idf_of_first_word(english(used, unused)) + 1


def test_articles_of_another_language_do_not_count() -> None:
    french = [Article(text=f"quorvish {FILLER}", language="fr")] * 50
    here = english(f"quorvish {FILLER}")
    assert idf_of_first_word(here + french) == idf_of_first_word(here)


def test_a_term_has_an_idf_in_each_language_whose_articles_have_it() -> None:
    batch = [Article(text=text, language=code) for code in ("en", "fr", "") for text in (f"quorvish {FILLER}", FILLER)]
    rows = rows_of([*batch, *english(*[FILLER] * 200)])
    entries = np.array(
        [rows.bounds[i] + np.argmin(rows.n_articles_with[rows.terms[: rows.bounds[1]]]) for i in (0, 2, 4)]
    )
    assert rows.n_articles_with[rows.terms[entries]].tolist() == [3, 3, 3]
    alone = [
        idf_of_first_word([*batch[:2], *english(*[FILLER] * 200)]),
        *map(idf_of_first_word, (batch[2:4], batch[4:])),
    ]
    assert rows.idf_of(entries).tolist() == alone
    assert len(set(alone)) == 3


def test_no_article_gives_no_row() -> None:
    assert len(rows_of([])) == 0
    assert len(rows_of([Article(text="")])) == 1
