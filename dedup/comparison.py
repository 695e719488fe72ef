"""What comparing two articles gives: the verdict and all the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.article import Article
from dedup.matches import Match, Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one text, with code-point offsets into it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term of both articles and the part of their cosine it accounts for."""

    term: str
    cosine_share: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a pair in plain words, and the log-odds it adds to the probability."""

    feature: str
    value: float
    log_odds: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two articles, the verdict on them, and the evidence."""

    left: Article
    right: Article
    match: Match | None
    """Measures and verdict with indices 0 and 1; None where the two have nothing to do with each other."""
    jaccard: float
    containment: float
    cosine: float
    probability: float
    ruled_out: str
    """Why the two are not one story however alike, and their probability is 0 whatever the reasons sum to: `template`
    where they are one form filled in twice, or two of a series; `languages` where they are in two; `days` where more
    than `max_days_apart` lie between them; else empty."""
    passages: tuple[Passage, ...]
    """Longest first."""
    terms: tuple[SharedTerm, ...]
    """Heaviest first."""
    reasons: tuple[Reason, ...]
    """Heaviest first; their log-odds sum to that of the probability, unless they are `ruled_out`."""
    only_left: tuple[Sentence, ...] = ()
    """The sentences that only the left text has, in its order."""
    only_right: tuple[Sentence, ...] = ()
    """Those that only the right text has."""
