"""Why each match has its probability: parts that sum to it, and the names both articles have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.features.kernel import IS_NAME
from dedup.features.occurrences import Occurrences
from dedup.features.weights import Idf, Rows, Weights
from dedup.match.model import load_model
from dedup.match.pair_features import FEATURES
from dedup.match.pairs import Pairs
from dedup.match.reasons import NAMED, shared_names
from dedup.matches import Reasons, Verdict
from dedup.pipeline import scan
from dedup.records import Report

NEWS = Path(__file__).resolve().parents[1] / "corpus" / "news"


@pytest.fixture(scope="module")
def report() -> Report:
    return scan([NEWS])


@pytest.fixture(scope="module")
def reasons(report: Report) -> Reasons:
    assert report.reasons is not None
    return report.reasons


def test_the_parts_of_every_match_sum_to_the_log_odds_of_its_probability(report: Report, reasons: Reasons) -> None:
    log_odds = reasons.prior + reasons.log_odds.astype(np.float64).sum(axis=1)
    assert reasons.log_odds.shape == (len(report.matches), len(FEATURES))
    assert 1 / (1 + np.exp(-log_odds)) == pytest.approx(report.matches.probability, abs=3e-4)


def test_the_prior_is_of_the_model_and_of_the_folder(report: Report, reasons: Reasons) -> None:
    assert report.log_odds_shift < 0
    assert reasons.prior == pytest.approx(load_model(None).intercept + report.log_odds_shift, abs=1e-4)


def test_what_is_not_known_is_told(report: Report, reasons: Reasons) -> None:
    dated = [article.published is not None for article in report.articles]
    both = [dated[left] and dated[right] for left, right in zip(*report.matches.sides, strict=True)]
    assert reasons.unknown[:, list(FEATURES).index("log_days_apart")].tolist() == [not known for known in both]
    assert not all(both)


def test_names_stand_in_both_texts_and_related_pairs_have_none_listed(report: Report, reasons: Reasons) -> None:
    for match, names in zip(report.matches, reasons.names, strict=True):
        left, right = (report.articles[side] for side in (match.left, match.right))
        assert len(names) <= NAMED
        assert all(name in f"{left.title}\n{left.text}" for name in names)
        assert all(name[:4].casefold() in f"{right.title}\n{right.text}".casefold() for name in names)
        assert not (names and match.verdict is Verdict.RELATED)
    assert sum(map(bool, reasons.names)) > len(reasons.names) / 2


an_article = st.dictionaries(st.integers(0, 12), st.tuples(st.integers(1, 4), st.booleans()), max_size=12)


def rows_of(articles: list[dict[int, tuple[int, bool]]]) -> Rows:
    """Rows of articles, each in a language of its own, given as term -> (IDF, whether it is a name)."""
    entries = [(term, i, *article[term]) for i, article in enumerate(articles) for term in sorted(article)]
    terms, of_article, idf_of_all, is_name = np.array(entries, np.int32).reshape(-1, 4).T
    by_term = np.argsort(terms, kind="stable")
    starts = np.searchsorted(terms[by_term], np.arange(14))
    languages = np.arange(len(articles), dtype=np.int32)
    idf = Idf(languages, starts, of_article[by_term], idf_of_all[by_term].astype(np.float32))
    occurrences = Occurrences.of(np.ones(len(entries), np.int32), (is_name * IS_NAME).astype(np.uint8))
    return Rows(
        vocabulary=np.arange(13, dtype=np.uint64),
        bounds=np.cumsum([0, *map(len, articles)]),
        terms=terms.copy(),
        weights=Weights(occurrences, np.ones(len(articles), np.float32), idf),
        n_articles_with=np.ones(13, np.int32),
    )


@given(st.lists(an_article, min_size=2, max_size=6))
def test_shared_names_are_those_of_a_plain_search(articles: list[dict[int, tuple[int, bool]]]) -> None:
    rows = rows_of(articles)
    left, right = np.triu_indices(len(articles), 1)
    pair, entries = shared_names(rows, Pairs(left.astype(np.int32), right.astype(np.int32)))
    for k, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        both = [term for term, (_, is_name) in articles[a].items() if is_name and articles[b].get(term, (0, False))[1]]
        expected = [term for _, term in sorted((-articles[a][term][0], term) for term in both)][:NAMED]
        found = entries[pair == k]
        assert rows.terms[found].tolist() == expected
        assert ((rows.bounds[a] <= found) & (found < rows.bounds[a + 1])).all()
