from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random
from time import process_time

import numpy as np
import pytest

from dedup.article import Article
from dedup.match import carriers, pair_blocks
from dedup.match.evidence import passages, shared_passages
from dedup.match.sentences import only_one_side
from dedup.matches import Matches, Verdict
from dedup.pipeline import scan_articles
from dedup.records import Report, Spans
from tests.features.reference import shingles
from tests.match.builders import features_of, invented_words

SENTENCE = "Der Fährmann öffnete am Abend die große Schleuse von Neufliß und sah „nichts“"

DISGUISES: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": lambda text: text.replace("nn", "n\u00adn").replace("eu", "e\u00adu"),
    "ligatures": lambda text: text.replace("fl", "\ufb02").replace("ffn", "\ufb00n"),
    "full width": lambda text: text.replace("Abend", "Ａｂｅｎｄ"),
    "bidi marks": lambda text: text.replace("die", "\u202adie\u202c").replace("von", "\u200evon\u200f"),
    "capitals": lambda text: text.upper(),
    "quotes": lambda text: text.replace("„", '"').replace("“", '"'),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_offsets_point_into_the_originals_however_these_are_encoded(disguise: str) -> None:
    other = DISGUISES[disguise](SENTENCE)
    left, right = f"Vorher. {SENTENCE}. Nachher war Ruhe.", f"Ganz anders ﬁng es an: {other}; dann Schluß."
    articles = [Article(text=left), Article(text=right)]
    (passage,) = passages(articles, Spans.whole(articles), 5)
    assert passage.n_words == 13
    assert passage.text == left[passage.left_start : passage.left_end] == SENTENCE.rstrip("“")
    assert right[passage.right_start : passage.right_end].strip("\u200e\u200f\u202c") == other.rstrip('“"')


def sentence(seed: int) -> str:
    return " ".join(invented_words(Random(seed), 14, vocabulary=4000)).capitalize() + "."


def body(*seeds: int) -> str:
    return " ".join(sentence(seed) for seed in seeds)


def scanned(*bodies: str) -> Report:
    return scan_articles([Article(text=text, location=str(k)) for k, text in enumerate(bodies)])


def test_passages_of_every_match_are_those_of_the_two_articles_alone() -> None:
    report = scanned(body(*range(1, 9)), body(*range(1, 8), 20), body(5, 6, 7, 8, 1, 2, 3, 4))
    assert report.passages is not None
    assert len(report.matches) == 3
    for row, match in enumerate(report.matches):
        articles = [report.articles[match.left], report.articles[match.right]]
        alone = passages(articles, Spans.whole(articles), report.settings.shingle_size)
        found = list(report.passages.of(row, articles[0]))
        assert [(p.text, p.left_start, p.right_start) for p in found] == [
            (p.text, p.left_start, p.right_start) for p in alone
        ]


def test_passages_say_how_many_articles_of_the_folder_carry_them() -> None:
    report = scanned(body(1, 2, 3, 4, 5, 6), body(1, 2, 3, 4, 5, 7), body(*range(30, 40), 2), body(8, 9, 10, 11))
    assert report.passages is not None
    row = next(row for row, match in enumerate(report.matches) if (match.left, match.right) == (0, 1))
    (passage,) = report.passages.of(row, report.articles[0])
    assert passage.n_articles == 2
    split = scanned(body(1, 2, 3, 40, 5, 6), body(1, 2, 3, 41, 5, 6), body(*range(30, 38), 5, 6))
    assert split.passages is not None
    row = next(row for row, match in enumerate(split.matches) if (match.left, match.right) == (0, 1))
    assert [passage.n_articles for passage in split.passages.of(row, split.articles[0])] == [2, 3]


def test_a_thousand_identical_texts_share_one_passage_each_with_the_first() -> None:
    n = 1000
    report = scanned(*[body(1, 2, 3, 4)] * n)
    assert report.passages is not None
    assert len(report.passages.n_words) == n - 1
    assert set(report.passages.n_articles.tolist()) == {n}


def test_texts_that_repeat_themselves_are_compared_in_little_time() -> None:
    def compared(n: int) -> list[int]:
        articles = [Article(text=sentence(1) * (n + 1)), Article(text=f"{sentence(2)} {sentence(1) * n}")]
        return [passage.n_words for passage in passages(articles, Spans.whole(articles), 5)]

    assert compared(3) == [3 * 14]  # compiles
    before = process_time()
    assert compared(40_000) == [40_000 * 14]
    assert process_time() - before < 15  # takes 1 s; without the limit 6 s for 5,000, 23 s for 10,000, and so on


def test_related_articles_and_no_matches_have_no_passages() -> None:
    report = scanned(body(1, 2, 3), body(4, 5, 6))
    assert report.passages is not None
    assert len(report.passages.n_words) == 0
    related = Matches(
        np.array([0], np.int32),
        np.array([1], np.int32),
        np.array([Verdict.RELATED.code], np.int8),
        *np.ones((4, 1)),
    )
    articles = [Article(text=body(1, 2)), Article(text=body(1, 2))]
    features = features_of([article.text for article in articles], report.settings)
    assert len(shared_passages(articles, Spans.whole(articles), features, related, report.settings).n_words) == 0


def test_sentences_of_one_side_alone_are_told() -> None:
    articles = [Article(text=f"{body(1, 2, 3)}\n\nHe left."), Article(text=f"{body(3, 9, 1)} He left. He stayed.")]
    spans = Spans.whole(articles)
    only_left, only_right = only_one_side(articles, spans, passages(articles, spans, 5))
    assert [s.text for s in only_left] == [sentence(2)]
    assert [s.text for s in only_right] == [sentence(9), "He stayed."]
    for side, article in ((only_left, articles[0]), (only_right, articles[1])):
        assert all(article.text[s.start : s.end] == s.text for s in side)


def test_sentences_that_were_set_aside_are_on_neither_side() -> None:
    articles = [Article(text=f"Sign in. {body(1)}"), Article(text=body(2))]
    spans = Spans(np.array([0, 1, 2]), np.array([9, 0], np.int32), np.array([len(a.text) for a in articles], np.int32))
    only_left, _ = only_one_side(articles, spans, ())
    assert [s.text for s in only_left] == [sentence(1)]


@pytest.mark.parametrize("seed", range(3))
def test_carriers_are_the_articles_that_hold_every_shingle(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_blocks, "_BLOCK_CHARS", 500)
    monkeypatch.setattr(carriers, "_BLOCK", 3)
    random = Random(seed)
    report = scanned(*(body(*random.sample(range(12), 7)) for _ in range(12)))
    assert report.passages is not None
    size = report.settings.shingle_size
    held = [shingles(article.text, size) for article in report.articles]
    n_seen = 0
    for row, match in enumerate(report.matches):
        for passage in report.passages.of(row, report.articles[match.left]):
            assert passage.n_articles == sum(shingles(passage.text, size) <= of_article for of_article in held)
            n_seen += passage.n_articles > 2
    assert n_seen
