"""Report -> the reasons of the page's pairs, packed: tens of thousands of pairs have 18 small numbers each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dedup.match.model import PRIOR
from dedup.match.pair_features import FEATURES
from dedup.matches import Reasons, Verdict
from dedup.records import Report
from dedup.report.page.limits import MAX_REASONS, MAX_RELATED_REASONS, Chosen
from dedup.report.reason_words import FOLDER, NAMES, TIME, TOPICS, Topic

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Of numbers to the base of 64: none of them means anything to JSON or HTML."""

NAME_DIGITS: Final = 4
"""Of a name's number: the page holds far fewer than 16 million."""


def reasons_values(report: Report, chosen: Chosen, number: Callable[[str], int]) -> dict[str, Any] | None:
    """Return the reasons of the page's pairs; None where the run has none. `number` returns the number of a name.

    `packed` has a text for each pair, empty where its reasons are left out. It holds, for each feature in the order of
    `topics`, the hundredths of its log-odds in `width` digits; then a bit for each feature, set where it is unknown;
    then names.
    """
    reasons = report.reasons
    if reasons is None or not len(reasons.log_odds):
        return None
    is_packed = with_reasons(report, chosen)
    rows = chosen.pairs[is_packed]
    width, numbers = _packed_numbers(reasons, rows)
    names = _packed_names([reasons.names[row] for row in rows.tolist()], number)
    packed = [""] * len(chosen.pairs)
    for pair, numbers_of_pair, names_of_pair in zip(np.flatnonzero(is_packed).tolist(), numbers, names, strict=True):
        packed[pair] = numbers_of_pair + names_of_pair
    return {
        "words": PRIOR,
        "prior": round(reasons.prior * 100),
        "topics": [_topic(topic, len(report.articles)) for topic in TOPICS],
        "time": TOPICS.index(TIME),
        "names": TOPICS.index(NAMES),
        "width": width,
        "packed": packed,
    }


def with_reasons(report: Report, chosen: Chosen) -> NDArray[np.bool_]:
    """Return which pairs of the page have their reasons in it, (n_pairs,): those with the strongest verdicts."""
    verdict = report.matches.verdict[chosen.pairs]
    is_related = verdict == Verdict.RELATED.code
    shown = np.argsort(verdict, kind="stable")[:MAX_REASONS]
    is_shown = np.zeros(len(verdict), np.bool_)
    is_shown[shown] = report.reasons is not None
    if np.count_nonzero(is_related) > MAX_RELATED_REASONS:
        is_shown &= ~is_related
    return is_shown


def _topic(topic: Topic, n_articles: int) -> list[object]:
    words = [f"{n_articles:,} {said}" for said in topic.words] if topic is FOLDER else list(topic.words)
    return [words, list(topic.features.values())]


def _packed_numbers(reasons: Reasons, rows: NDArray[np.int64]) -> tuple[int, Iterator[str]]:
    """Return the digits of a log-odds, and the packed numbers of each of `rows`."""
    features = list(FEATURES)
    order = [features.index(name) for topic in TOPICS for name in topic.features]
    parts = reasons.log_odds[rows][:, order].astype(np.float64)
    # Each running sum is rounded, so that what is shown adds up to the sum shown, whatever is lost on the way.
    sums = np.cumsum(np.column_stack([np.full(len(rows), reasons.prior), parts]), axis=1)
    hundredths = np.diff(np.rint(sums * 100).astype(np.int64), axis=1)
    width = 2
    while len(rows) and np.abs(hundredths).max() >= 64**width // 2:
        width += 1
    unknown = reasons.unknown[rows][:, order].astype(np.int64) @ (1 << np.arange(len(order), dtype=np.int64))
    n_bit_digits = -(-len(order) // 6)
    digits = [_split(hundredths + 64**width // 2, width), _split(unknown[:, None], n_bit_digits)]
    n_digits = width * len(order) + n_bit_digits
    return width, _cut(np.concatenate(digits, axis=1), np.arange(len(rows) + 1) * n_digits)


def _packed_names(names: Sequence[Sequence[str]], number: Callable[[str], int]) -> Iterator[str]:
    """Yield the numbers of the names of each pair, which `names` has."""
    numbers = np.fromiter(map(number, chain.from_iterable(names)), np.int64)
    ends = np.cumsum([0, *map(len, names)]) * NAME_DIGITS
    return _cut(_split(numbers[:, None], NAME_DIGITS), ends)


def _split(numbers: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Return the digits of numbers, (n, k), the highest of each first: (n, k * width)."""
    places = 64 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return (numbers[:, :, None] // places % 64).reshape(len(numbers), numbers.shape[1] * width)


def _cut(digits: NDArray[np.int64], bounds: NDArray[np.int64]) -> Iterator[str]:
    """Yield the digits between each two of `bounds` as text."""
    text = np.frombuffer(DIGITS.encode(), np.uint8)[digits].tobytes().decode()
    return (text[start:end] for start, end in pairwise(bounds.tolist()))
