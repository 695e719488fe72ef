"""The words of invented articles: who shares which with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from dedup.lengths import bounds_of
from tests.speed.events import CUT, EDITED, Articles
from tests.speed.words import N_FUNCTION, mixed, octaves, ranks, uniform

LENGTH_SPREAD: Final = 0.55
"""Standard deviation of the logarithm of an article's words; `speed-allsides` has 0.55, `speed-german` 0.77."""
MIN_WORDS: Final = 20

# A word that is no function word is, with these chances, one of the words that the event, the article, the affair or
# the topic has for its own; all others are anybody's. Set so that words recur within and between articles as they do in
# `speed-allsides`; see the docstring of the package.
PARTS: Final = {"event": 0.17, "article": 0.13, "affair": 0.12, "topic": 0.32}
PART_OF_EVENT_IN_LEAD: Final = 0.32
PART_OF_EVENT_IN_TITLE: Final = 0.75
LEAD_WORDS: Final = 30
CLOSENESS: Final = (0.5, 1.7)
"""Some reports keep to the event and others tell of much else: their part of its words is multiplied by this."""
# So many words of each octave of ranks are their own; a topic has more where octaves are large.
OWN_WORDS: Final = {"event": 8, "article": 8, "affair": 10, "topic": 6}
TOPIC_PART: Final = 64
TITLE_WORDS_OF_EVENT: Final = 1

STOCK_PART: Final = 0.015
"""Part of all words that stand in phrases common to articles that have nothing else in common."""
QUOTES: Final = 2
"""Statements that each report of an event takes, of the three that were made."""
MAX_EDITS: Final = 0.06
"""Most words that are replaced in an edited copy; the mean is half."""
TITLE_WORDS: Final = (6, 14)


@dataclass(frozen=True, slots=True)
class Texts:
    """Words of many texts, one after the other."""

    bounds: NDArray[np.int64]  # (n_texts + 1,)
    words: NDArray[np.int64]  # (n_words,), ranks
    stops: NDArray[np.int8]  # (n_words,), what follows a word: 0 nothing, 1 a comma, 2 a full stop, 3 a paragraph's end


def bodies(random: Generator, articles: Articles, mean_words: float) -> Texts:
    """Return the texts of all articles: reports anew, copies from their sources."""
    is_report = articles.source == np.arange(len(articles))
    reports = np.flatnonzero(is_report)
    log_mean = np.log(mean_words) - LENGTH_SPREAD**2 / 2
    n_words = np.maximum(random.lognormal(log_mean, LENGTH_SPREAD, len(reports)), MIN_WORDS).astype(np.int64)
    bounds = bounds_of(n_words)
    author = np.repeat(reports, n_words)
    in_lead = np.arange(bounds[-1]) - np.repeat(bounds[:-1], n_words) < LEAD_WORDS
    closeness = random.uniform(*CLOSENESS, len(articles))
    of_event = np.where(in_lead, PART_OF_EVENT_IN_LEAD, PARTS["event"]) * closeness[author]
    words = _in_context(random, ranks(random.random(bounds[-1])), articles, author, of_event, OWN_WORDS["event"])
    _put_stock(random, words, bounds)
    _put_quotes(random, words, bounds, articles.event[reports], articles.keys["event"][reports])
    written = Texts(bounds, words, _stops(random, bounds))
    report_number = np.cumsum(is_report) - 1
    return _copied(random, articles, written, report_number[articles.source], is_report)


def titles(random: Generator, articles: Articles) -> Texts:
    """Return a title for each article: copies have that of their source, unless they are edited."""
    number = np.arange(len(articles))
    titled_as = np.where(articles.kind == EDITED, number, articles.source)
    n_words = random.integers(*TITLE_WORDS, len(articles))
    bounds = bounds_of(n_words)
    author = np.repeat(number, n_words)
    # Titles are made of fewer function words than texts.
    drawn_ranks = ranks(0.15 + 0.85 * random.random(bounds[-1]))
    of_event = np.full(bounds[-1], PART_OF_EVENT_IN_TITLE)
    words = _in_context(random, drawn_ranks, articles, author, of_event, TITLE_WORDS_OF_EVENT)
    lengths = n_words[titled_as]
    taken = np.repeat(bounds[titled_as] - bounds_of(lengths)[:-1], lengths) + np.arange(lengths.sum())
    return Texts(bounds_of(lengths), words[taken], np.zeros(len(taken), np.int8))


def phrase_words(
    keys: NDArray[np.uint64], places: NDArray[np.int64], contexts: NDArray[np.uint64]
) -> NDArray[np.int64]:
    """Return word `places` of the phrase `keys`, the same whenever it is asked for; half are words of `contexts`."""
    words = ranks(uniform(mixed(keys, places)))
    is_own = (words >= N_FUNCTION) & (uniform(mixed(keys, places, 1)) < 0.5)
    words[is_own] = _owned(words[is_own], contexts[is_own], np.int64(OWN_WORDS["event"]))
    return words


def _in_context(
    random: Generator,
    words: NDArray[np.int64],
    articles: Articles,
    author: NDArray[np.int64],
    of_event: NDArray[np.float64],
    n_of_event: int,
) -> NDArray[np.int64]:
    """Return `words` with most that are no function words replaced by their event's, article's, affair's or topic's.

    A word is replaced by one of its own octave of ranks, so that words remain as frequent as they were.
    """
    others = np.flatnonzero(words >= N_FUNCTION)
    left = random.random(len(others))
    for name, part in PARTS.items():
        parts = of_event[others] if name == "event" else part
        at = others[(left >= 0) & (left < parts)]
        left -= parts
        n_own: NDArray[np.int64] = np.full(len(at), n_of_event if name == "event" else OWN_WORDS[name], np.int64)
        if name == "topic":
            n_own = np.maximum((1 << octaves(words[at])) // TOPIC_PART, n_own)
        words[at] = _owned(words[at], articles.keys[name][author[at]], n_own)
    return words


def _owned(
    words: NDArray[np.int64], keys: NDArray[np.uint64], n_own: NDArray[np.int64] | np.int64
) -> NDArray[np.int64]:
    """Return for each word the one of the same octave that `keys` has for its own in its place.

    Of the `n_own` words of an octave the first are used most.
    """
    octave = octaves(words)
    base = np.int64(1) << octave
    slot = (n_own * ((words - base) / base) ** 2).astype(np.int64)
    own: NDArray[np.int64] = base + (mixed(keys, octave, slot) & (base - 1).astype(np.uint64)).astype(np.int64)
    return own


def _put(
    words: NDArray[np.int64],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    keys: NDArray[np.uint64],
    contexts: NDArray[np.uint64],
) -> None:
    """Write phrases over `words`, at `starts`; all others are (n_phrases,) too."""
    phrase = np.repeat(np.arange(len(starts)), lengths)
    place = np.arange(len(phrase)) - bounds_of(lengths)[phrase]
    words[starts[phrase] + place] = phrase_words(keys[phrase], place, contexts[phrase])


def _put_stock(random: Generator, words: NDArray[np.int64], bounds: NDArray[np.int64]) -> None:
    n = int(STOCK_PART * len(words) / 6)
    keys = mixed((2.0 ** (20 * random.random(n))).astype(np.int64))
    lengths = 5 + (keys % np.uint64(4)).astype(np.int64)
    starts = np.sort(random.integers(0, len(words), n))
    fits = starts + lengths <= bounds[np.searchsorted(bounds, starts, "right")]
    _put(words, starts[fits], lengths[fits], keys[fits], keys[fits])


def _put_quotes(
    random: Generator,
    words: NDArray[np.int64],
    bounds: NDArray[np.int64],
    event: NDArray[np.int64],
    event_keys: NDArray[np.uint64],
) -> None:
    shared = np.flatnonzero(np.bincount(event)[event] > 1)
    for _ in range(QUOTES):
        keys = mixed(event_keys[shared], random.integers(0, 3, len(shared)))
        lengths = 10 + (keys % np.uint64(14)).astype(np.int64)
        room = bounds[shared + 1] - bounds[shared] - lengths
        starts = bounds[shared] + (random.random(len(shared)) * room).astype(np.int64)
        fits = room >= 0
        _put(words, starts[fits], lengths[fits], keys[fits], event_keys[shared][fits])


def _stops(random: Generator, bounds: NDArray[np.int64]) -> NDArray[np.int8]:
    """Return what follows each word: sentences of 19 words in the mean, two to a paragraph, as in `speed-allsides`."""
    n = int(bounds[-1])
    stops = (random.random(n) < 0.05).astype(np.int8)
    lengths = np.clip(random.lognormal(np.log(18), 0.5, n // 10), 4, 60).astype(np.int64)
    ends = np.cumsum(lengths)
    ends = ends[ends < n] - 1
    stops[ends] = np.where(random.random(len(ends)) < 0.48, 3, 2)
    last = bounds[1:] - 1
    for before in range(1, 4):
        stops[last - before] = 0
    stops[last] = 3
    return stops


def _copied(
    random: Generator, articles: Articles, written: Texts, source: NDArray[np.int64], is_report: NDArray[np.bool_]
) -> Texts:
    """Return the texts of all articles, those of copies made of `source`, a report among those `written`."""
    n_words = np.diff(written.bounds)[source]
    kept = np.where(~is_report & (articles.kind == CUT), 0.4 + 0.5 * random.random(len(articles)), 1.0)
    lengths = np.maximum((n_words * kept).astype(np.int64), np.minimum(n_words, MIN_WORDS))
    bounds = bounds_of(lengths)
    author = np.repeat(np.arange(len(articles)), lengths)
    taken = np.arange(bounds[-1]) + (written.bounds[source] - bounds[:-1])[author]
    words, stops = written.words[taken], written.stops[taken]
    edits = np.where(~is_report & (articles.kind == EDITED), MAX_EDITS * random.random(len(articles)), 0.0)
    at = np.flatnonzero(random.random(len(words)) < edits[author])
    words[at] = ranks(random.random(len(at)))
    stops[bounds[1:] - 1] = 3
    return Texts(bounds, words, stops)
