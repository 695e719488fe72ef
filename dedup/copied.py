"""The part of a run that finds copies and no stories: all that `NearDuplicates` needs to group texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean import clean, stubs, too_short
from dedup.cluster.copies import group_copies
from dedup.cluster.keep import decide
from dedup.cluster.parallel import find_sources
from dedup.features.extract import Features, extract, extract_features
from dedup.features.weights import weigh
from dedup.match.excerpts import excerpts
from dedup.match.hubs import first_of_hubs
from dedup.match.judge import judge
from dedup.match.near_duplicates import are_near, first_of_identical, for_all_articles, near_duplicates
from dedup.match.overlaps import MIN_PASSAGE_WORDS, Overlaps, find_overlaps
from dedup.match.pair_features import Surroundings
from dedup.match.pairs import Pairs
from dedup.match.reprints import reprints, worded_alike
from dedup.match.templates import are_templates
from dedup.match.term_sums import TermSums, shared_sums
from dedup.records import Copies, Decision, Source, Spans
from dedup.settings import Settings


@dataclass(frozen=True, slots=True)
class Copied:
    """The copies among some articles, as in a `Report`; numbers are indices into `articles`."""

    articles: tuple[Article, ...]
    """Those that are long enough and no stubs."""
    spans: Spans
    copies: tuple[Copies, ...]
    sources: Mapping[int, Source]
    decisions: Mapping[int, Decision]


def find_copies(articles: Sequence[Article], settings: Settings, with_language: Callable[[Article], Article]) -> Copied:
    """Return the copies, sources and decisions that `scan_articles` finds, in a third of its time.

    No terms are weighed and no stories sought. Languages are identified only for articles that look like copies, by
    `with_language`.
    """
    articles, _ = too_short(articles, settings)
    articles, _ = stubs(articles)
    spans, _ = clean(articles, settings)
    features = extract_features(articles, spans, settings)
    first = first_of_hubs(features, first_of_identical(features, settings.min_words), settings)
    near = near_duplicates(features, first, settings)
    overlaps = find_overlaps(features, first, settings.min_words)
    missed = _missed_by_signatures(features, first, overlaps, settings)
    overlaps = overlaps.where(_shorter(features, overlaps.pairs) >= MIN_PASSAGE_WORDS)
    copied = Pairs.union(near, missed, excerpts(features, first, overlaps, settings))
    aligned = worded_alike(articles, spans, features, overlaps, settings)
    reprinted = reprints(articles, features, first, aligned, near, settings)
    templates = _are_templates(articles, spans, reprinted, settings, with_language)
    reprinted = reprinted.where(reprinted.are_in(copied) | ~templates)
    pairs = Pairs.union(copied, reprinted)
    unknown = np.zeros(len(pairs.left))
    matches = judge(features, pairs, reprinted, unknown, unknown, settings)
    copies = group_copies(articles, matches)
    sources = find_sources(articles, spans, features, copies, matches, settings)
    members = {number for group in copies for number in group.articles}
    articles = [with_language(article) if number in members else article for number, article in enumerate(articles)]
    verify = partial(are_near, features, min_jaccard=settings.min_jaccard)
    decisions = decide(articles, spans, copies, matches, sources, settings, verify)
    return Copied(tuple(articles), spans, copies, sources, decisions)


def _shorter(features: Features, pairs: Pairs) -> NDArray[np.int32]:
    n_words = features.n_body_words
    return np.minimum(n_words[pairs.left], n_words[pairs.right])


def _missed_by_signatures(
    features: Features, first: NDArray[np.int32], overlaps: Overlaps, settings: Settings
) -> Pairs:
    """Return near-duplicates among pairs that overlap: MinHash misses some that a whole run finds by their terms."""
    near = are_near(features, overlaps.pairs, settings.min_jaccard)
    return for_all_articles(first, overlaps.pairs.where(near))


def _are_templates(
    articles: Sequence[Article],
    spans: Spans,
    pairs: Pairs,
    settings: Settings,
    with_language: Callable[[Article], Article],
) -> NDArray[np.bool_]:
    """Return which pairs are one form with other figures, see `are_templates`, from the terms of these alone."""
    which, places = np.unique(np.stack(pairs), return_inverse=True)
    left, right = places.reshape(2, -1).astype(np.int32)
    some = [with_language(articles[number]) for number in which.tolist()]
    features, terms = extract(some, spans.of(which), settings)
    # Terms are counted here, and not weighed: so no language's frequencies are needed.
    rows = weigh(terms, features.n_words, [""] * len(some))
    sums = TermSums.of(rows)
    around = Surroundings.of(sums, features.n_words, some, [])
    of_some = Pairs(left, right)
    return are_templates(around, of_some, shared_sums(rows, of_some), np.ones(len(left), np.bool_))
