from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import compare
from dedup.article import Article
from dedup.comparison import Comparison
from dedup.match.evidence import passages
from dedup.matches import Passage
from dedup.records import Spans
from tests.features.reference import words

LEFT = """Ferry runs aground off Marrow Point

The ferry Lady Isolde ran aground off Marrow Point on Saturday evening with 214 people aboard. Nobody was hurt.
"It was dark as a cellar," said Captain Idris Falk, and the passengers were taken ashore by fishing boats.
"""
RIGHT = """Lady Isolde passengers safe

All 214 passengers of the Lady Isolde are safe. "It was dark as a cellar," said Captain Idris Falk, who has
steered the ferry for nine years. Fishing boats from Marrow Point brought them ashore on Saturday.
"""


def passages_of(left: str, right: str, min_words: int) -> tuple[Passage, ...]:
    articles = [Article(text=left), Article(text=right)]
    return passages(articles, Spans.whole(articles), min_words)


def longest_common(left: list[str], right: list[str]) -> int:
    """The length of the longest run of words in both."""
    return max(
        (n for i in range(len(left)) for n in range(1, len(left) - i + 1) if _stands_in(left[i : i + n], right)),
        default=0,
    )


def _stands_in(run: list[str], text: list[str]) -> bool:
    return any(text[j : j + len(run)] == run for j in range(len(text) - len(run) + 1))


texts = st.lists(st.sampled_from(["ferry", "Ferry", "point", "dark", "—", "falk."]), max_size=14).map(" ".join)


@given(texts, texts, st.integers(1, 4))
@settings(max_examples=300)
def test_longest_passage_is_as_long_as_brute_force_says(left: str, right: str, min_words: int) -> None:
    found = passages_of(left, right, min_words)
    longest = longest_common(*([str(word.key) for word in words(text)] for text in (left, right)))
    assert max((passage.n_words for passage in found), default=0) == (longest if longest >= min_words else 0)


@given(texts, texts, st.integers(1, 4))
@settings(max_examples=300)
def test_passages_stand_in_both_originals_and_overlap_in_neither(left: str, right: str, min_words: int) -> None:
    found = passages_of(left, right, min_words)
    for passage in found:
        in_left, in_right = left[passage.left_start : passage.left_end], right[passage.right_start : passage.right_end]
        assert passage.text == in_left
        assert [word.key for word in words(in_left)] == [word.key for word in words(in_right)]
        assert len(words(in_left)) == passage.n_words >= min_words
    assert [passage.n_words for passage in found] == sorted((p.n_words for p in found), reverse=True)
    for side in ("left", "right"):
        spans = sorted((getattr(p, f"{side}_start"), getattr(p, f"{side}_end")) for p in found)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_passages_point_past_what_was_set_aside() -> None:
    shared = "the light on the point had been dark"
    articles = [Article(text=f"Menu Home Sport. He said {shared}."), Article(text=f"Sign in. {shared.upper()}!")]
    spans = Spans(np.array([0, 1, 2]), np.array([17, 9], np.int32), np.array([len(a.text) for a in articles], np.int32))
    (passage,) = passages(articles, spans, 5)
    assert passage.text == shared
    assert articles[1].text[passage.right_start : passage.right_end] == shared.upper()


def test_passages_do_not_run_through_a_menu_that_was_set_aside() -> None:
    articles = [Article(text="Menu Home Sport Tides Puzzles"), Article(text="Menu Home Sport Tides Puzzles")]
    nothing = np.zeros(0, np.int32)
    assert passages(articles, Spans(np.zeros(3, np.int64), nothing, nothing), 2) == ()


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("two")
    return compare(_written(folder / "left.txt", LEFT), _written(folder / "right.txt", RIGHT))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_reasons_sum_to_the_log_odds_of_the_probability(comparison: Comparison) -> None:
    log_odds = math.fsum(reason.log_odds for reason in comparison.reasons)
    assert 1 / (1 + math.exp(-log_odds)) == pytest.approx(comparison.probability, abs=1e-6)
    sizes = [abs(reason.log_odds) for reason in comparison.reasons]
    assert sizes == sorted(sizes, reverse=True)


def test_parts_of_the_terms_sum_to_the_cosine(comparison: Comparison) -> None:
    shares = [term.cosine_share for term in comparison.terms]
    assert math.fsum(shares) == pytest.approx(comparison.cosine, abs=1e-5)
    assert shares == sorted(shares, reverse=True)


def test_terms_are_words_of_both_texts_as_the_left_one_writes_them(comparison: Comparison) -> None:
    terms = {term.term for term in comparison.terms}
    assert {"Isolde", "Marrow", "Falk", "214"} <= terms
    assert "nobody" not in {term.casefold() for term in terms}


def test_reasons_list_shared_names(comparison: Comparison) -> None:
    reasons = {reason.feature: reason.words for reason in comparison.reasons}
    assert "Isolde" in reasons["names_in_text_best"]


def test_evidence_quotes_the_shared_passage(comparison: Comparison) -> None:
    assert comparison.passages[0].text == 'It was dark as a cellar," said Captain Idris Falk'
