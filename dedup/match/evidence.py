"""What shows that two articles match: passages they share word for word, terms, and reasons in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.features.extract import body_text
from dedup.features.kernel import IS_NUMBER, IS_PAIR
from dedup.features.tokenize import Tokens, tokenize
from dedup.features.weights import Rows
from dedup.match.model import StoryModel
from dedup.match.pair_features import FEATURES
from dedup.records import Article, Passage, Reason, SharedTerm, Spans

NAMED = 5
"""Names or numbers that a reason lists."""


def passages(articles: Sequence[Article], spans: Spans, min_words: int) -> tuple[Passage, ...]:
    """Return the runs of at least `min_words` words that the bodies of two articles share, longest first.

    Each run is as long as it can be; of runs that overlap in either text the longest is kept whole and the others are
    cut to what is left of them, if that is still long enough. Offsets point into the original texts.
    """
    left, right = _body_tokens(articles[0], spans, 0), _body_tokens(articles[1], spans, 1)
    free_left, free_right = np.ones(len(left.hashes), np.bool_), np.ones(len(right.hashes), np.bool_)
    found: list[Passage] = []
    for i, j, n in sorted(_runs(left.hashes, right.hashes, min_words), key=lambda run: (-run[2], run[0], run[1])):
        both = free_left[i : i + n] & free_right[j : j + n]
        start, length = _longest_true(both)
        if length < min_words:
            continue
        a, b = slice(i + start, i + start + length), slice(j + start, j + start + length)
        free_left[a], free_right[b] = False, False
        left_start, left_end = int(left.start[a.start]), int(left.end[a.stop - 1])
        right_start, right_end = int(right.start[b.start]), int(right.end[b.stop - 1])
        text = articles[0].text[left_start:left_end]
        found.append(Passage(text, length, left_start, left_end, right_start, right_end))
    return tuple(sorted(found, key=lambda passage: (-passage.n_words, passage.left_start)))


def shared_terms(articles: Sequence[Article], spans: Spans, rows: Rows) -> tuple[SharedTerm, ...]:
    """Return the terms that two articles share with their parts of the cosine, heaviest first."""
    left, right = _shared_entries(rows)
    share = rows.weights[left].astype(np.float64) * rows.weights[right]
    words = _words(articles[0], spans, rows, left)
    terms = [SharedTerm(word, float(value)) for word, value in zip(words, share.tolist(), strict=True)]
    return tuple(sorted(terms, key=lambda term: (-term.cosine_share, term.term)))


def reasons(
    model: StoryModel, values: NDArray[np.float64], articles: Sequence[Article], spans: Spans, rows: Rows
) -> tuple[Reason, ...]:
    """Return what each feature of a pair, (n_features,), adds to the log-odds, heaviest first.

    With the model's intercept they sum to the log-odds of the probability.
    """
    left, right = _shared_entries(rows)
    heaviest = left[np.argsort(-rows.idf[left], kind="stable")]
    of_left = dict(zip(left.tolist(), right.tolist(), strict=True))
    names = [k for k in heaviest.tolist() if rows.names[k] > 0 and rows.names[of_left[k]] > 0][:NAMED]
    numbers = [k for k in heaviest.tolist() if rows.kinds[k] & IS_NUMBER][:NAMED]
    listed = {"names_cosine": names, "numbers_cosine": numbers}
    contributions = model.contributions(values[None, :])[0]
    found = [Reason("base rate", float("nan"), model.intercept, "before anything is known of the two")]
    for name, value, log_odds in zip(FEATURES, values.tolist(), contributions.tolist(), strict=True):
        words = FEATURES[name]
        if listed.get(name):
            words += ": " + ", ".join(_words(articles[0], spans, rows, np.array(listed[name])))
        if name == "log_days_apart":
            words = "dates unknown" if np.isnan(value) else f"{np.expm1(value):.3g} days apart"
        found.append(Reason(name, value, log_odds, words))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.log_odds), reason.feature)))


def _body_tokens(article: Article, spans: Spans, i: int) -> Tokens:
    """Return the tokens of the part of a body that is compared, with offsets into the whole of it."""
    parts = []
    for k in range(spans.bounds[i], spans.bounds[i + 1]):
        start, end = int(spans.start[k]), int(spans.end[k])
        tokens = tokenize(article.text[start:end])
        parts.append(Tokens(tokens.hashes, tokens.start + start, tokens.end + start, tokens.flags))
    return Tokens(*(np.concatenate(columns) for columns in zip(*parts, strict=True))) if parts else tokenize("")


def _runs(left: NDArray[np.uint64], right: NDArray[np.uint64], min_words: int) -> list[tuple[int, int, int]]:
    """Return every run of equal hashes that cannot be made longer, as (left, right, length)."""
    places: dict[bytes, list[int]] = defaultdict(list)
    for j in range(len(right) - min_words + 1):
        places[right[j : j + min_words].tobytes()].append(j)
    runs: list[tuple[int, int, int]] = []
    ends: dict[int, int] = {}  # diagonal -> where its last run ends in the left text
    for i in range(len(left) - min_words + 1):
        for j in places.get(left[i : i + min_words].tobytes(), ()):
            if ends.get(j - i, -1) > i:
                continue
            n = min_words
            while i + n < len(left) and j + n < len(right) and left[i + n] == right[j + n]:
                n += 1
            runs.append((i, j, n))
            ends[j - i] = i + n - min_words + 1
    return runs


def _longest_true(mask: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the start and length of the longest run of true values, the first of equals."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    best = int(np.argmax(lengths)) if len(lengths) else 0
    return (int(starts[best]), int(lengths[best])) if len(lengths) else (0, 0)


def _shared_entries(rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the entries of row 0 and of row 1 that hold the same terms."""
    middle = int(rows.bounds[1])
    _, left, right = np.intersect1d(
        rows.terms[:middle], rows.terms[middle : rows.bounds[2]], assume_unique=True, return_indices=True
    )
    return left, right + middle


def _words(article: Article, spans: Spans, rows: Rows, entries: NDArray[np.int64]) -> list[str]:
    """Return the words of row 0's `entries` as they first stand in the article."""
    text = f"{article.title}\n{body_text(article, spans, 0)}"
    tokens = tokenize(text)
    last = rows.first[entries] + ((rows.kinds[entries] & IS_PAIR) != 0)
    return [text[tokens.start[a] : tokens.end[b]] for a, b in zip(rows.first[entries], last, strict=True)]
