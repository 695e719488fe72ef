from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.base import clone

from dedup import Article, NearDuplicates, Stories
from dedup.errors import SettingsError

FERRY = (
    "The ferry Lady Isolde ran aground off Marrow Point on Saturday evening with 214 people aboard, all of them safe."
)
MELONS = (
    "Growers in the lower valley bring in a melon crop that they call the heaviest in eleven years, and prices fell."
)
TEXTS = [MELONS, FERRY, "", FERRY.upper(), "Not found", "Not found", MELONS + " Again."]


@pytest.mark.parametrize("estimator", [NearDuplicates(), Stories()])
def test_labels_follow_the_order_of_the_texts_and_number_by_first_member(estimator: NearDuplicates | Stories) -> None:
    labels = estimator.fit_predict(TEXTS)
    assert labels.tolist() == estimator.labels_.tolist() == [0, 1, 2, 1, 3, 4, 0]


def test_texts_and_articles_are_taken_alike_and_left_as_they_were() -> None:
    articles = [Article(text=text, location="x") for text in TEXTS]
    before = [replace(article) for article in articles]
    mixed: list[str | Article] = [*articles[:3], *TEXTS[3:]]
    assert NearDuplicates().fit_predict(mixed).tolist() == NearDuplicates().fit_predict(TEXTS).tolist()
    assert articles == before


def test_threshold_decides_what_is_a_copy() -> None:
    texts = [FERRY, FERRY.replace("Saturday", "Sunday")]
    assert NearDuplicates(min_jaccard=0.9).fit_predict(texts).tolist() == [0, 1]
    assert NearDuplicates(min_jaccard=0.3).fit_predict(texts).tolist() == [0, 0]


@pytest.mark.parametrize("estimator", [NearDuplicates(min_jaccard=0.6), Stories(min_probability=0.7)])
def test_clone_keeps_parameters_and_nothing_that_was_fitted(estimator: NearDuplicates | Stories) -> None:
    copy = clone(estimator.fit(TEXTS))
    assert copy.get_params() == estimator.get_params()
    assert not hasattr(copy, "labels_")
    assert copy.set_params(min_jaccard=0.5).get_params()["min_jaccard"] == 0.5


def test_report_holds_the_verified_pairs() -> None:
    (match, *_) = NearDuplicates().fit([FERRY, FERRY]).report_.matches
    assert match.jaccard == 1


def test_no_texts_give_no_labels() -> None:
    assert NearDuplicates().fit_predict([]).tolist() == []
    assert Stories().fit_predict([]).tolist() == []


def test_parameter_out_of_range_is_an_error_when_fitted() -> None:
    with pytest.raises(SettingsError, match="min_jaccard"):
        NearDuplicates(min_jaccard=2).fit(TEXTS)


@pytest.mark.parametrize("estimator", [NearDuplicates(), Stories()])
@pytest.mark.parametrize(
    ("article", "message"),
    [
        (Article(text=FERRY, published="2031-03-05"), r"published of X\[1\] must be a date, .* got '2031-03-05'"),  # type: ignore[arg-type]
        (Article(text=float("nan")), r"text of X\[1\] must be a text \(str\), got a float"),  # type: ignore[arg-type]
        (Article(text=FERRY, title=None), r"title of X\[1\] must be a text \(str\), got a NoneType"),  # type: ignore[arg-type]
    ],
)
def test_an_article_of_a_table_with_gaps_is_named(
    estimator: NearDuplicates | Stories, article: Article, message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        estimator.fit([MELONS, article])


def test_a_table_in_place_of_a_column_is_an_error_that_says_so() -> None:
    with pytest.raises(TypeError, match="got 2 dimensions: give one column"):
        NearDuplicates().fit(np.array([[FERRY, MELONS]]))


def test_stories_may_be_looser_than_related_articles() -> None:
    assert len(Stories(min_probability=0.1).fit([FERRY, MELONS]).labels_) == 2
