from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from dedup import Article, NearDuplicates, Stories
from dedup.errors import SettingsError
from dedup.features.extract import extract
from dedup.records import Spans
from dedup.settings import Settings

FERRY = (
    "The ferry Lady Isolde ran aground off Marrow Point shortly after nine on Saturday evening with 214 people aboard. "
    "Nobody was hurt, the harbour board said, and the passengers were taken ashore by fishing boats before midnight."
)
MELONS = "Growers in the lower valley have begun to bring in a melon crop that they call the heaviest in eleven years."
TEXTS = [MELONS, FERRY, "too short", FERRY.upper()]
WITH_STUBS = [MELONS, FERRY, "", FERRY.upper(), "Not found", "Not found", MELONS + " Again."]


# Both estimators


@pytest.mark.parametrize("estimator", [NearDuplicates(), Stories()])
def test_labels_follow_the_order_of_the_texts_and_number_by_first_member(estimator: NearDuplicates | Stories) -> None:
    labels = estimator.fit_predict(WITH_STUBS)
    assert labels.tolist() == estimator.labels_.tolist() == [0, 1, 2, 1, 3, 4, 0]


def test_no_texts_give_no_labels() -> None:
    assert NearDuplicates().fit_predict([]).tolist() == []
    assert Stories().fit_predict([]).tolist() == []


@pytest.mark.parametrize("estimator", [NearDuplicates(min_jaccard=0.6), Stories(min_probability=0.7)])
def test_clone_keeps_parameters_and_nothing_that_was_fitted(estimator: NearDuplicates | Stories) -> None:
    copy = clone(estimator.fit(TEXTS))
    assert copy.get_params() == estimator.get_params()
    assert not hasattr(copy, "labels_")
    assert copy.set_params(min_jaccard=0.5).get_params()["min_jaccard"] == 0.5


@pytest.mark.parametrize("estimator", [NearDuplicates(), Stories()])
@pytest.mark.parametrize("texts", [FERRY, 7, None, [FERRY, 7], [FERRY.encode()], Article(text=FERRY)])
def test_what_holds_no_texts_is_refused(estimator: NearDuplicates | Stories, texts: object) -> None:
    with pytest.raises(TypeError, match="X must"):
        estimator.fit(texts)  # type: ignore[arg-type]


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


# Copies


def test_texts_and_articles_are_taken_alike_and_left_as_they_were() -> None:
    articles = [Article(text=text, location="x") for text in WITH_STUBS]
    before = [replace(article) for article in articles]
    mixed: list[str | Article] = [*articles[:3], *WITH_STUBS[3:]]
    assert NearDuplicates().fit_predict(mixed).tolist() == NearDuplicates().fit_predict(WITH_STUBS).tolist()
    assert articles == before


def test_threshold_decides_what_is_a_copy() -> None:
    texts = [FERRY, FERRY.replace("Saturday", "Sunday")]
    assert NearDuplicates(min_jaccard=0.9).fit_predict(texts).tolist() == [0, 1]
    assert NearDuplicates(min_jaccard=0.3).fit_predict(texts).tolist() == [0, 0]


def test_report_holds_the_verified_pairs() -> None:
    (match, *_) = NearDuplicates().fit([FERRY, FERRY]).report_.matches
    assert match.jaccard == 1


def test_parameter_out_of_range_is_an_error_when_fitted() -> None:
    with pytest.raises(SettingsError, match="min_jaccard"):
        NearDuplicates(min_jaccard=2).fit(TEXTS)


def test_copies_are_grouped_and_one_of_each_group_is_kept() -> None:
    found = NearDuplicates().fit(TEXTS)
    assert found.labels_.tolist() == [0, 1, 2, 1]
    assert found.representative_.tolist() == [0, 1, 2, 1]
    assert found.in_favour_of_.tolist() == [0, 1, 2, 1]
    assert found.kept_.tolist() == [0, 1, 2]


def test_places_are_those_of_the_texts_given_and_not_of_the_report() -> None:
    articles = [
        Article(text="short"),
        Article(text=FERRY, outlet="Quay", published=datetime(2031, 5, 3, 9)),  # no zone: UTC
        Article(text=f"{FERRY} (Tidewater)", outlet="Harbour Post"),
        Article(text=FERRY, outlet="Tidewater"),
    ]
    found = NearDuplicates(keep="source").fit(articles)
    assert found.sources_[1].article == 3
    assert found.in_favour_of_.tolist() == [0, 3, 3, 3]


def test_what_to_keep_is_a_parameter_that_is_cloned_and_checked() -> None:
    given = NearDuplicates(min_jaccard=0.6, prefer_outlet=("Quay",), lossless=True)
    assert clone(given).get_params() == given.get_params()
    with pytest.raises(SettingsError, match="keep"):
        NearDuplicates(keep="newest").fit(TEXTS)


def test_furniture_counts_where_it_is_not_set_aside() -> None:
    menu = "Home\nWorld\nSport\nWeather\nTravel\nCulture\nOpinion\nShop\nLog in\nNewsletter\n\n"
    texts = [FERRY, menu + FERRY]
    assert NearDuplicates(min_jaccard=0.9).fit_predict(texts).tolist() == [0, 0]
    whole = NearDuplicates(min_jaccard=0.9, boilerplate=False).fit(texts)
    assert whole.labels_.tolist() == [0, 1]
    assert whole.report_.set_aside == ()


@pytest.mark.parametrize("texts", [np.array(TEXTS), tuple(TEXTS), iter(TEXTS)])
def test_any_iterable_of_texts_will_do(texts: object) -> None:
    assert NearDuplicates().fit_predict(texts).tolist() == [0, 1, 2, 1]


def test_minhashes_are_those_datasketch_makes_of_the_shingles() -> None:
    minhashes = dict(NearDuplicates(num_perm=64).fit(TEXTS).minhashes())
    assert list(minhashes) == [0, 1, 3]
    twice = [Article(text=FERRY), Article(text=FERRY)]  # so that its shingles are shared, and none is dropped
    own = MinHash(64, hashfunc=int, scheme="affine32")
    for shingle in extract(twice, Spans.whole(twice), Settings())[0].shingles.tolist():
        own.update(shingle & 0xFFFFFFFF)
    assert np.array_equal(minhashes[1].hashvalues, own.hashvalues)
    assert minhashes[1].jaccard(own) == 1


def test_minhashes_can_be_looked_up_in_an_lsh_of_datasketch() -> None:
    index = MinHashLSH(threshold=0.8, num_perm=128)
    minhashes = dict(NearDuplicates().fit(TEXTS).minhashes())
    for place, minhash in minhashes.items():
        index.insert(place, minhash)
    assert sorted(index.query(minhashes[3])) == [1, 3]


def test_report_is_made_when_it_is_asked_for_and_of_what_was_fitted() -> None:
    found = NearDuplicates(min_jaccard=0.6).fit(TEXTS)
    found.set_params(min_jaccard=0.9)
    assert found.report_ is found.report_
    assert found.report_.settings.min_jaccard == 0.6
    assert [group.articles for group in found.report_.copies] == [(1, 2)]
    assert [article.language for article in found.report_.articles] == ["en", "en", "en"]
    found.fit(TEXTS[:1])
    assert len(found.report_.articles) == 1


def test_report_before_fit_is_an_error() -> None:
    with pytest.raises(NotFittedError):
        _ = NearDuplicates().report_


# Stories


def test_stories_may_be_looser_than_related_articles() -> None:
    assert len(Stories(min_probability=0.1).fit([FERRY, MELONS]).labels_) == 2


def test_the_language_of_a_bare_text_is_identified() -> None:
    assert [article.language for article in Stories().fit([FERRY]).report_.articles] == ["en"]
