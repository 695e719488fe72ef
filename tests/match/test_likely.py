"""Pairs that can be no match are measured and forgotten: nothing else changes."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.weights import weigh
from dedup.machine import stored
from dedup.match import candidates
from dedup.match.model import load_model
from dedup.match.pairs import Pairs
from dedup.match.term_sums import COSINE, shared_sums
from dedup.pipeline import Measured, measure
from dedup.records import Spans
from dedup.settings import Settings

from .builders import blocks_of, edited, invented_words


def articles() -> list[Article]:
    """Return stories of a few articles each that share words, copies among them."""
    random = Random(11)
    found = []
    for _ in range(12):
        story = invented_words(random, 60, vocabulary=2000)
        for n_edits in (0, 2, 40, 60):
            words = edited(random, story, n_edits)
            found.append(Article(title=" ".join(words[:6]), text=" ".join(words[6:]) + ".", language="en"))
    return found


def rows_of(measured: Measured) -> dict[tuple[int, int], bytes]:
    """Return each pair with its features."""
    pairs = zip(measured.pairs.left.tolist(), measured.pairs.right.tolist(), strict=True)
    return {pair: values.tobytes() for pair, values in zip(pairs, measured.values, strict=True)}


def test_with_a_model_the_likely_pairs_and_the_copies_are_kept_as_they_are() -> None:
    model, settings = load_model(None), Settings()
    everything, kept = measure(articles(), settings), measure(articles(), settings, model=model)
    verified = {pair for pair, values in rows_of(everything).items() if pair in rows_of(kept)}
    is_likely = model.probability(everything.values) >= settings.min_related
    likely_ones = set(np.array(list(rows_of(everything)))[is_likely].view("i8,i8").ravel().tolist())
    assert likely_ones <= verified
    assert len(likely_ones) < len(rows_of(everything))
    assert rows_of(kept) == {pair: rows_of(everything)[pair] for pair in verified}
    assert (kept.reprinted.keys() == everything.reprinted.keys()).all()


def test_the_articles_whose_pairs_are_measured_at_a_time_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = measure(articles(), Settings(), model=load_model(None))
    monkeypatch.setattr(candidates, "_BLOCK", 7)
    assert rows_of(measure(articles(), Settings(), model=load_model(None))) == rows_of(at_once)


def test_what_is_in_files_meanwhile_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = measure(articles(), Settings(), model=load_model(None))
    monkeypatch.setattr(stored, "IN_MEMORY", 1000)
    assert rows_of(measure(articles(), Settings(), model=load_model(None))) == rows_of(at_once)


def test_pairs_that_no_index_proposes_are_put_where_they_belong_with_their_cosines() -> None:
    folder, found = articles(), random_pairs(48)
    features, terms = extract(folder, Spans.whole(folder), Settings())
    rows = weigh(terms, features.n_words, ["en"] * len(folder))
    cosine = np.clip(shared_sums(rows, found)[:, COSINE], 0, 1)
    place = np.arange(len(cosine))
    for is_proposed, is_other in ((place % 3 > 0, place % 2 > 0), (place < 0, place >= 0), (place >= 0, place < 0)):
        of_any = is_proposed | is_other
        proposed = blocks_of(len(folder), found.where(is_proposed), cosine[is_proposed])
        blocks = [block.with_others(rows, found.where(is_other)) for block in proposed]
        keys = np.concatenate([block.pairs.keys() for block in blocks])
        assert keys.tolist() == found.where(of_any).keys().tolist()
        assert np.concatenate([block.cosine for block in blocks]).tolist() == cosine[of_any].tolist()


def random_pairs(n: int) -> Pairs:
    """Return a third of the pairs of `n` articles, in their order."""
    left, right = np.triu_indices(n, 1)
    return Pairs(left.astype(np.int32), right.astype(np.int32)).where(
        np.random.default_rng(4).random(len(left)) < 1 / 3
    )
