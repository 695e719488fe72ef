"""The records that pass from room to room: what people read is frozen, what is computed on is columnar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.lengths import bounds_of
from dedup.matches import Matches, Reasons, SharedPassages
from dedup.settings import Settings


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A file or record that is not among the articles, and why."""

    location: str
    reason: str
    """A short class of reasons that can be counted, such as `too short` or `not text`."""
    detail: str = ""
    """What exactly was found, for the person who mends it."""


@dataclass(frozen=True, slots=True)
class Spans:
    """The parts of each article's text that are compared, in the order of the text; the rest is set aside.

    Article `i` owns the spans `bounds[i]:bounds[i + 1]`; a span is `text[start:end]` in code points. Words on both
    sides of a gap count as neighbours, so that a teaser in the middle of a text does not break its copy.
    """

    bounds: NDArray[np.int64]  # (n_articles + 1,)
    start: NDArray[np.int32]  # (n_spans,)
    end: NDArray[np.int32]  # (n_spans,)
    titles: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Article -> the part of its title that is compared, `title[start:end]`, where that is not all of it."""

    @classmethod
    def whole(cls, articles: Sequence[Article]) -> Spans:
        """Return the spans that set nothing aside."""
        n = len(articles)
        ends = np.array([article.n_chars for article in articles], np.int32)
        return cls(np.arange(n + 1, dtype=np.int64), np.zeros(n, np.int32), ends)

    @property
    def n_chars(self) -> NDArray[np.int64]:
        """How many code points of each text are compared, (n_articles,)."""
        compared: NDArray[np.int64] = np.diff(bounds_of(self.end - self.start)[self.bounds])
        return compared

    def of(self, articles: Sequence[int] | NDArray[np.integer]) -> Spans:
        """Return the spans of some `articles`, given by their numbers, with these renumbered by their places."""
        which = np.asarray(articles, np.int64)
        first, n_spans = self.bounds[which], self.bounds[which + 1] - self.bounds[which]
        bounds = bounds_of(n_spans)
        rows = np.arange(bounds[-1]) + np.repeat(first - bounds[:-1], n_spans)
        titles = {place: self.titles[number] for place, number in enumerate(which.tolist()) if number in self.titles}
        return Spans(bounds, self.start[rows], self.end[rows], titles)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A passage that is furniture of the page, not part of the article, and is left out of every comparison."""

    outlet: str
    """Whose furniture it is; empty where it was recognised in a page whose outlet is unknown."""
    reason: str
    """How it was recognised, such as `recurs over the outlet's pages` or `list of teasers`."""
    n_articles: int
    n_chars: int
    """Characters set aside over all those articles."""
    example: str
    """The location of the first article that has it."""
    passage: str


@dataclass(frozen=True, slots=True)
class Link:
    """One tie between two articles, and how strong it is (0 to 1)."""

    left: int
    right: int
    strength: float


@dataclass(frozen=True, slots=True)
class Copies:
    """A group of two or more articles that are one text.

    Every member was verified against `representative`, so no two texts are joined through a third.
    """

    articles: tuple[int, ...]
    """Ascending indices into `Report.articles`."""
    representative: int
    weakest: Link
    """The member least like the representative; the strength is their Jaccard similarity, also of a reprint: far
    below the threshold of near-duplicates there, for damage breaks most shingles."""


class Confidence(str, Enum):
    """How sure a source is: `high` where credits name it, `medium` and `low` where dates or containment alone do."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text that several articles share most likely comes from; unknown without a confidence."""

    article: int | None
    """The index of the article that is the source, where it is among those read."""
    outlet: str
    """Whose text it is: an agency or another outlet, credited or known; empty where that is unknown."""
    confidence: Confidence | None
    reason: str
    """In plain words, also where the source is unknown."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to keep an article."""

    in_favour_of: int | None
    """The index of the article kept in its place; None where it is kept itself."""
    reason: str
    """In plain words."""

    @property
    def is_kept(self) -> bool:
        """False where the article is dropped."""
        return self.in_favour_of is None


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, copies included; an article nothing matches is a story of its own."""

    articles: tuple[int, ...]
    """Indices into `Report.articles`, earliest first, those without a date last."""
    central: int
    """The article with the highest probabilities to the others: its title stands for the story."""
    weakest: Link | None
    """The least probable link between texts that the story needs to hold together, or between copies where it is one
    text; None for a story of one article."""
    terms: tuple[str, ...] = ()
    """What the articles have in common, as the central one spells it: heaviest first; none for a story of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All a run found, in a stable order."""

    settings: Settings
    articles: tuple[Article, ...]
    """In the order of their locations."""
    matches: Matches
    copies: tuple[Copies, ...]
    """Largest first, then by first article."""
    stories: tuple[Story, ...]
    """A partition of the articles: largest first, then by first article."""
    skipped: tuple[Skipped, ...]
    sources: Mapping[int, Source] = field(default_factory=dict)
    """Article -> the source of its text, for the members of groups of copies and for excerpts."""
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    """Article -> whether it is kept, for the members of groups of copies; all other articles are."""
    set_aside: tuple[SetAside, ...] = ()
    """Most characters first."""
    passages: SharedPassages | None = None
    """What the articles of each match share word for word; None where it was not looked for."""
    reasons: Reasons | None = None
    """Why each match has its probability; None where it was not kept, as in runs of older versions."""
    folders: tuple[str, ...] = ()
    """The folders and files that were read, as they were named."""
    log_odds_shift: float = 0.0
    """What the folder adds to the log-odds of all its pairs: less than 0 where they contradict each other."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall-clock seconds of each stage, in the order they ran."""
    peak_memory_bytes: Mapping[str, int | None] = field(default_factory=dict)
    """The most memory the run had taken by the end of each stage, see `dedup.stages.Stages`."""
    memo: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What several files need, and is worked out once: function -> result, see `dedup.report.once`."""
