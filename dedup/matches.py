"""What is said of verified pairs: verdict and measures, the reasons for them, and the passages they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article


class Verdict(str, Enum):
    """What two articles are to each other, strongest first."""

    IDENTICAL = "identical"
    NEAR_DUPLICATE = "near-duplicate"
    REPRINT = "reprint"
    EXCERPT = "excerpt"
    SAME_STORY = "same story"
    RELATED = "related"

    @property
    def code(self) -> int:
        """Its place in the order, 0 for the strongest: what `Matches.verdict` holds."""
        return VERDICTS.index(self)

    @property
    def is_copy(self) -> bool:
        """True where both articles are one text."""
        return self.code <= Verdict.REPRINT.code


VERDICTS = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Match:
    """A verified pair; `left` and `right` are indices into `Report.articles`, `left` the smaller."""

    left: int
    right: int
    verdict: Verdict
    jaccard: float
    """Shingles shared, of all shingles of both; 0 to 1."""
    containment: float
    """Shingles shared, of those of the article that has fewer; 0 to 1."""
    cosine: float
    """Of the TF-IDF vectors of title and text; 0 to 1."""
    probability: float
    """The calibrated chance that both are on the same story; 0 to 1."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Verified pairs as columns, each pair once, ordered by (left, right).

    All arrays have the shape (n_matches,); see `Match` for what each holds.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    verdict: NDArray[np.int8]
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]
    cosine: NDArray[np.float64]
    probability: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, row: int) -> Match:
        return Match(
            int(self.left[row]),
            int(self.right[row]),
            VERDICTS[self.verdict[row]],
            float(self.jaccard[row]),
            float(self.containment[row]),
            float(self.cosine[row]),
            float(self.probability[row]),
        )

    def __iter__(self) -> Iterator[Match]:
        return (self[row] for row in range(len(self)))

    def where(self, kept: NDArray[np.bool_]) -> Matches:
        """Return the matches for which `kept`, (n_matches,), is true."""
        return Matches(*(getattr(self, column.name)[kept] for column in fields(self)))

    @property
    def sides(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Both articles of each match, (n_matches,) each."""
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Reasons:
    """What each feature adds to the log-odds of each match's probability, to 4 decimals; rows as in `Matches`.

    The features are those of `dedup.match.pair_features.FEATURES`, in their order.
    """

    prior: float
    """The log-odds before anything is known of a pair: the model's intercept and the folder's shift."""
    log_odds: NDArray[np.float32]  # (n_matches, n_features)
    unknown: NDArray[np.bool_]  # (n_matches, n_features): the feature could not be known of this pair
    names: tuple[tuple[str, ...], ...]
    """Of each match the rarest names that both have, as the left article spells them; none of merely related ones."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two texts share in the same order, with code-point offsets into both original texts."""

    text: str
    n_words: int
    left_start: int
    left_end: int
    right_start: int
    right_end: int
    n_articles: int = 2
    """Articles of the folder that carry it, these two included."""


@dataclass(frozen=True, slots=True)
class SharedPassages:
    """Passages as columns, (n_passages,) each; those of match i are `bounds[i]:bounds[i + 1]`, longest first."""

    bounds: NDArray[np.int64]  # (n_matches + 1,)
    n_words: NDArray[np.int32]
    left_start: NDArray[np.int32]
    left_end: NDArray[np.int32]
    right_start: NDArray[np.int32]
    right_end: NDArray[np.int32]
    n_articles: NDArray[np.int32]

    def of(self, match: int, left: Article) -> Iterator[Passage]:
        """Yield the passages of a match, whose left article is `left`."""
        rows = range(self.bounds[match], self.bounds[match + 1])
        text = left.text if rows else ""
        for row in rows:
            start, end = int(self.left_start[row]), int(self.left_end[row])
            yield Passage(
                text[start:end],
                int(self.n_words[row]),
                start,
                end,
                int(self.right_start[row]),
                int(self.right_end[row]),
                int(self.n_articles[row]),
            )
