"""Two articles -> why they are a match or none: the terms they share, and the reasons for their probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.comparison import Reason, SharedTerm
from dedup.features.weights import Rows
from dedup.match.model import PRIOR, StoryModel
from dedup.match.pair_features import FEATURES
from dedup.match.pairs import Pairs
from dedup.match.reasons import shared_names
from dedup.match.spelling import Entries, Spelling
from dedup.records import Spans


def shared_terms(articles: Sequence[Article], spans: Spans, rows: Rows) -> tuple[SharedTerm, ...]:
    """Return the terms that two articles share with their parts of the cosine, heaviest first."""
    left, right = _shared_entries(rows)
    share = rows.weights_of(left).astype(np.float64) * rows.weights_of(right)
    words = Spelling(articles, spans).words(Entries.of(rows, left))
    terms = [SharedTerm(word, float(value)) for word, value in zip(words, share.tolist(), strict=True)]
    return tuple(sorted(terms, key=lambda term: (-term.cosine_share, term.term)))


def reasons_of_pair(
    model: StoryModel, values: NDArray[np.float64], articles: Sequence[Article], spans: Spans, rows: Rows
) -> tuple[Reason, ...]:
    """Return what each feature of a pair, (n_features,), adds to the log-odds, heaviest first.

    With the model's intercept they sum to the log-odds of the probability.
    """
    _, names = shared_names(rows, Pairs(np.array([0], np.int32), np.array([1], np.int32)))
    named = Spelling(articles, spans).words(Entries.of(rows, names))
    found = [Reason("base rate", float("nan"), model.intercept, PRIOR)]
    contributions = model.contributions(values[None, :])[0]
    for name, value, log_odds in zip(FEATURES, values.tolist(), contributions.tolist(), strict=True):
        listed = named if name == "names_in_text_best" else []
        found.append(Reason(name, value, log_odds, _in_words(name, value, listed)))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.log_odds), reason.feature)))


def _in_words(name: str, value: float, listed: Sequence[str]) -> str:
    """Return what a feature with this value tells, with the words that are examples of it."""
    if np.isnan(value):
        return f"not known: {FEATURES[name]}"
    if name == "log_days_apart":
        return f"{np.expm1(value):.3g} days apart"
    if name == "log_articles":
        return f"{round(np.exp(value)):,} articles in the folder"
    return f"{FEATURES[name]} ({value:.2f})" + (f": {', '.join(listed)}" if listed else "")


def _shared_entries(rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the entries of row 0 and of row 1 that hold the same terms."""
    middle = int(rows.bounds[1])
    _, left, right = np.intersect1d(
        rows.terms[:middle], rows.terms[middle : rows.bounds[2]], assume_unique=True, return_indices=True
    )
    return left, right + middle
