from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import datasketch
import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from dedup.article import Article
from dedup.features import extract as room
from dedup.features.batch import permutations
from dedup.features.extract import Features, Terms, extract, extract_features, extract_signatures
from dedup.features.kernel import IN_LEAD, IN_TITLE, IS_NAME, IS_NUMBER, IS_PAIR, sort_hashes
from dedup.features.occurrences import MARKS
from dedup.features.sample import N_RATES
from dedup.records import Spans
from dedup.settings import Settings

from .reference import Term, shingles, terms, words
from .texts import TEXTS, articles

ALL = [Article(text=text, title=title) for text, title in zip(TEXTS.values(), reversed(TEXTS.values()), strict=True)]


def features_of(batch: list[Article], **settings: int) -> Features:
    return extracted(batch, **settings)[0]


def extracted(batch: list[Article], **settings: int) -> tuple[Features, Terms]:
    return extract(batch, Spans.whole(batch), Settings(**settings))  # type: ignore[arg-type]


def all_shingles_of(batch: list[Article], **settings: int) -> list[list[int]]:
    """Return the shingles of each article; it is there twice, so that none is left out."""
    features = features_of([*batch, *batch], **settings)
    return [row.tolist() for row in np.split(features.shingles, features.shingle_bounds[1:-1])][: len(batch)]


def columns(results: tuple[Features, Terms]) -> dict[str, list[object]]:
    """Return all columns, with each entry's term for its number, which is up to the thread that was first."""
    features, terms = results
    of_terms = {name: getattr(terms, name) for name in type(terms).__slots__} | terms.occurrences._asdict()
    del of_terms["occurrences"]
    of_features = {name: getattr(features, name) for name in type(features).__slots__}
    found = {name: column.tolist() for name, column in (of_features | of_terms).items()}
    return found | {"vocabulary": sorted(terms.vocabulary), "ids": terms.vocabulary[terms.ids].tolist()}


@contextmanager
def threads(n: int) -> Iterator[None]:
    before = numba.get_num_threads()
    numba.set_num_threads(min(n, numba.config.NUMBA_NUM_THREADS))
    try:
        yield
    finally:
        numba.set_num_threads(before)


def assert_terms_equal_reference(batch: list[Article]) -> None:
    _, found_terms = extracted(batch)
    id_of: dict[object, int] = {}
    for i, article in enumerate(batch):
        expected = terms(article)
        row = np.arange(found_terms.bounds[i], found_terms.bounds[i + 1])
        counts = np.rint(np.exp(found_terms.occurrences.frequencies_of(row) - 1)).astype(int)
        found = [
            Term(term.key, count, *(bool(marks & mark) for mark in (IN_TITLE, IN_LEAD, IS_NAME, IS_NUMBER, IS_PAIR)))
            for term, count, marks in zip(
                expected, counts.tolist(), MARKS[found_terms.occurrences.kinds[row]].tolist(), strict=True
            )
        ]
        assert found == expected
        for term, identity in zip(expected, found_terms.vocabulary[found_terms.ids[row]].tolist(), strict=True):
            assert id_of.setdefault(term.key, identity) == identity
    assert len({*id_of.values()}) == len(id_of)


def test_terms_equal_the_reference_in_every_script() -> None:
    assert_terms_equal_reference(ALL)


def test_terms_equal_the_reference_where_syllables_stand_apart() -> None:
    assert_terms_equal_reference(
        [Article(text=TEXTS["vietnamese composed"], title="Cầu mới", language=code) for code in ("vi", "en")]
    )


@given(articles())
@run(max_examples=200)
def test_terms_equal_the_reference_however_scripts_mix(batch: list[Article]) -> None:
    assert_terms_equal_reference(batch)


@given(articles(), st.integers(1, 6))
@run(max_examples=200)
def test_shingles_equal_the_reference(batch: list[Article], size: int) -> None:
    expected = [shingles(article.text, size) for article in batch]
    found = all_shingles_of(batch, shingle_size=size)
    assert found == [sorted({*each}) for each in found]
    for one, expected_one in zip(found, expected, strict=True):
        for other, expected_other in zip(found, expected, strict=True):
            assert len({*one} & {*other}) == len(expected_one & expected_other)


@given(articles(), st.integers(1, 6))
def test_all_shingles_are_counted_and_those_of_each_sample(batch: list[Article], size: int) -> None:
    features = features_of(batch, shingle_size=size)
    found = all_shingles_of(batch, shingle_size=size)
    assert features.n_shingles.tolist() == [len(each) for each in found]
    for rate in range(N_RATES):
        assert features.n_sampled[:, rate].tolist() == [sum(value < 1 << 64 - rate for value in each) for each in found]


@given(articles())
def test_words_are_counted_in_title_and_body(batch: list[Article]) -> None:
    features = features_of(batch)
    assert features.n_title_words.tolist() == [len(words(article.title)) for article in batch]
    assert features.n_body_words.tolist() == [len(words(article.text)) for article in batch]


@pytest.mark.parametrize("num_perm", [16, 128, 200])
def test_signatures_equal_those_of_datasketch(num_perm: int) -> None:
    batch = [*ALL, *(Article(text=" ".join(map(str, range(n)))) for n in (4, 35, 36, 37, 100))]
    signatures = extract_signatures(batch, Spans.whole(batch), Settings(num_perm=num_perm))
    for found, shingles_of_text in zip(signatures, all_shingles_of(batch), strict=True):
        signature = datasketch.MinHash(num_perm=num_perm, scheme="affine32", hashfunc=lambda value: value)
        signature.update_batch([shingle & 0xFFFFFFFF for shingle in shingles_of_text])
        assert found.tolist() == signature.hashvalues.tolist()


@given(st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2**63, 2**64 - 1])))
def test_hashes_are_sorted_however_they_are_spread(values: list[int]) -> None:
    hashes, found = np.array(values, np.uint64), np.empty(len(values), np.uint64)
    sort_hashes(hashes, found)
    assert found.tolist() == sorted(values)


@pytest.mark.parametrize("num_perm", [16, 128, 1024])
def test_permutations_equal_those_of_datasketch(num_perm: int) -> None:
    theirs = datasketch.MinHash(num_perm=num_perm, scheme="affine32").permutations
    np.testing.assert_array_equal(np.array(permutations(num_perm)), theirs)


def test_words_have_the_terms_of_articles_that_hold_nothing_else() -> None:
    words = ["Ferry", "3", "well-known", "東京", "đường phố"]
    alone = [Article(text=word, language="vi") for word in words]
    _, theirs = extract(alone, Spans.whole(alone), Settings(num_perm=16))
    ours = room.extract_words(words, "vi")
    for name in {*Terms.__slots__} - {"occurrences"}:
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))
    np.testing.assert_array_equal(ours.occurrences.kinds, theirs.occurrences.kinds)


def test_features_alone_are_those_that_come_with_terms() -> None:
    alone, with_terms = extract_features(ALL, Spans.whole(ALL), Settings()), features_of(ALL)
    for name in Features.__slots__:
        np.testing.assert_array_equal(getattr(alone, name), getattr(with_terms, name))


def test_title_does_not_change_shingles_bands_or_digest() -> None:
    batch = [Article(text=TEXTS["english"]), Article(text=TEXTS["english"], title="Vote was close")]
    features, (plain, titled) = features_of(batch), all_shingles_of(batch)
    assert plain == titled
    assert np.array_equal(features.bands[0], features.bands[1])
    assert features.digests[0] == features.digests[1]


def test_digest_tells_the_order_of_words_and_nothing_of_case_and_punctuation() -> None:
    texts = ["The vote was close", "the VOTE — was close!", "The close was vote", "The vote was close now"]
    digests = features_of([Article(text=text) for text in texts]).digests.tolist()
    assert digests[0] == digests[1]
    assert len({*digests}) == 3


def test_text_shorter_than_a_shingle_is_one_shingle() -> None:
    batch = [Article(text="Tram halted"), Article(text="tram halted."), Article(text="Tram")]
    assert features_of(batch).n_shingles.tolist() == [1, 1, 1]
    first, second, third = all_shingles_of(batch)
    assert first == second != third


def test_empty_text_has_neither_shingles_nor_terms() -> None:
    features, terms = extracted([Article(text=""), Article(text=" …\n")])
    assert features.n_words.tolist() == [0, 0]
    assert features.shingle_bounds.tolist() == terms.bounds.tolist() == [0, 0, 0]


def test_empty_batch_has_empty_columns() -> None:
    features, terms = extracted([])
    assert len(features) == 0
    assert features.bands.shape == (0, 18)
    assert features.shingle_bounds.tolist() == terms.bounds.tolist() == [0]
    assert [len(column) for column in (features.shingles, terms.ids, *terms.occurrences)] == [0] * 5


def test_only_what_is_within_the_spans_counts() -> None:
    article = Article(text="Menu Home. The vote was close. Sign up now. It ended at nine.")
    bounds, start, end = np.array([0, 2]), np.array([11, 44], np.int32), np.array([31, 61], np.int32)
    found = extract([article], Spans(bounds, start, end), Settings())
    assert columns(found) == columns(extracted([Article(text="The vote was close. \nIt ended at nine.")]))


@pytest.mark.parametrize("batch_codes", [1, 100])
def test_size_of_batches_does_not_change_the_result(batch_codes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = columns(extracted(ALL))
    monkeypatch.setattr(room, "BATCH_CODES", batch_codes)
    assert columns(extracted(ALL)) == at_once


def test_number_of_threads_does_not_change_the_result() -> None:
    with threads(1):
        one = columns(extracted(ALL))
    with threads(2):
        assert columns(extracted(ALL)) == one


def test_progress_counts_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BATCH_CODES", 150)
    calls: list[tuple[str, int, int]] = []
    extract(ALL, Spans.whole(ALL), Settings(), lambda *call: calls.append(call))
    assert {stage for stage, _, _ in calls} == {"features"}
    assert [done for _, done, _ in calls] == sorted({done for _, done, _ in calls})
    assert calls[-1] == ("features", len(ALL), len(ALL))
