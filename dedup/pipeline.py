"""The whole run on one screen: folders in, report out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean import clean, stubs, too_short
from dedup.cluster.agreement import UNSURE, log_odds_shift
from dedup.cluster.copies import group_copies, texts_of, without_forms, without_pairs_inside
from dedup.cluster.keep import decide
from dedup.cluster.parallel import find_sources
from dedup.cluster.stories import group_stories
from dedup.comparison import Comparison
from dedup.errors import InputError
from dedup.features.extract import Features, extract
from dedup.features.weights import Rows, weigh
from dedup.machine.memory import give_back, lean
from dedup.machine.stored import page_out
from dedup.match.candidates import propose, ruled_out
from dedup.match.evidence import passages, shared_passages
from dedup.match.excerpts import excerpts
from dedup.match.explanation import reasons_of_pair, shared_terms
from dedup.match.forms import same_forms
from dedup.match.hubs import first_of_hubs
from dedup.match.judge import judge
from dedup.match.likely import likely_pairs
from dedup.match.model import StoryModel, chance, load_model
from dedup.match.near_duplicates import (
    are_near,
    first_of_identical,
    measure_shingles,
    near_duplicates,
    paired_articles,
)
from dedup.match.overlaps import find_overlaps
from dedup.match.pair_features import FEATURES, MIN_BEST, Surroundings
from dedup.match.pairs import NO_PAIRS, Pairs
from dedup.match.reasons import names_of_matches, reasons_of_matches
from dedup.match.reprints import reprints, worded_alike
from dedup.match.sentences import only_one_side
from dedup.match.spelling import Spelling
from dedup.match.story_terms import heaviest_terms, with_terms
from dedup.match.term_sums import TermSums
from dedup.matches import Matches
from dedup.read import read_file, read_folders
from dedup.read.locations import file_of, location_of
from dedup.records import Copies, Report, SetAside, Skipped, Spans, Story
from dedup.settings import Settings
from dedup.stages import Progress, Stages, no_progress

_COSINE = list(FEATURES).index("cosine")


def scan(
    folders: Sequence[Path],
    settings: Settings | None = None,
    progress: Progress = no_progress,
    stages: Stages | None = None,
) -> Report:
    """Read, clean, match and cluster the articles below `folders`, which may also be files.

    What each stage takes is added to `stages`.

    Raises `InputError` where a folder does not exist or holds no article, `ModelError` for a bad model, `TypeError`
    where `folders` is one path and `ValueError` where it is empty; a file or record that cannot be read is in the
    report's `skipped`.
    """
    if isinstance(folders, str | PathLike):
        raise TypeError(f"folders must be a sequence of paths, got one {type(folders).__name__}: put it in a list")
    if not folders:
        raise ValueError("folders is empty: name at least one folder of articles, or a file")
    settings, stages = settings or Settings(), stages or Stages()
    with stages.stage("read"):
        articles, skipped = read_folders([Path(folder) for folder in folders], settings, progress)
    return scan_articles(articles, settings, progress, skipped, stages, folders)


def scan_articles(
    articles: Sequence[Article],
    settings: Settings | None = None,
    progress: Progress = no_progress,
    skipped: Sequence[Skipped] = (),
    stages: Stages | None = None,
    folders: Sequence[Path] = (),
) -> Report:
    """Clean, match and cluster articles that were read from `folders`; `skipped` and `stages` are what reading left.

    Raises `ModelError` for a bad model. Articles that are too short, or none, are added to `skipped`.
    """
    settings, stages = settings or Settings(), stages or Stages()
    model = load_model(settings.model)
    with _threads(settings.jobs):
        with stages.stage("clean"):
            articles, short = too_short(articles, settings)
            articles, stubbed = stubs(articles)
        measured = measure(articles, settings, progress, stages, model=model)
        with lean(), stages.stage("cluster"):
            verified, shift = _judged(measured, model, settings)
            matches, copies, stories = _grouped(articles, verified, measured.forms, settings)
        with lean(), stages.stage("evidence"):
            heaviest, names = heaviest_terms(stories, measured.rows), names_of_matches(measured.rows, matches)
            are_matches, values = measured.pairs.are_in(Pairs(*matches.sides)), measured.values
            spans, set_aside, features = measured.spans, measured.set_aside, measured.features
            del measured  # the terms take more memory than everything still to come
            give_back()
            words, phrases = Spelling(articles, spans).words_and_phrases(names.entries, heaviest.entries)
            stories = with_terms(stories, heaviest, phrases)
            why = reasons_of_matches(model, shift, values[are_matches], names, words)
            del heaviest, names, are_matches, values, words, phrases
            give_back()
            shared = shared_passages(articles, spans, features, matches, settings)
        with lean(), stages.stage("cluster"):
            sources = find_sources(articles, spans, features, copies, matches, settings)
            verify = partial(are_near, features, min_jaccard=settings.min_jaccard)
            decisions = decide(articles, spans, copies, verified, sources, settings, verify)
    return Report(
        settings=settings,
        articles=tuple(articles),
        matches=matches,
        copies=copies,
        stories=stories,
        skipped=tuple(sorted([*skipped, *short, *stubbed])),
        sources=sources,
        decisions=decisions,
        set_aside=set_aside,
        passages=shared,
        reasons=why,
        log_odds_shift=shift,
        folders=tuple(location_of(Path(folder)) for folder in folders),
        seconds=dict(stages.seconds),
        peak_memory_bytes=dict(stages.peak_memory_bytes),
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """What matching measured: the candidate pairs of a folder, and everything known of them."""

    spans: Spans
    set_aside: tuple[SetAside, ...]
    features: Features
    rows: Rows
    pairs: Pairs
    reprinted: Pairs
    """Those of `pairs` that are one text reworked or damaged."""
    values: NDArray[np.float64]  # (n_pairs, n_features), see `FEATURES`
    templates: NDArray[np.bool_]  # (n_pairs,): one form filled in twice, kept only because it is in `always`
    forms: Pairs
    """Those left out since they are one form filled in twice."""
    paired: NDArray[np.bool_]  # (n_articles,): those compared with more than the text that stands for them
    are_copies: NDArray[np.bool_]  # (n_pairs,): near-duplicates and reprints

    @property
    def cosine(self) -> NDArray[np.float64]:
        """Of the TF-IDF rows of each pair, (n_pairs,)."""
        return self.values[:, _COSINE]


def measure(
    articles: Sequence[Article],
    settings: Settings,
    progress: Progress = no_progress,
    stages: Stages | None = None,
    always: Pairs = NO_PAIRS,
    model: StoryModel | None = None,
    min_best: float = MIN_BEST,
) -> Measured:
    """Return the candidate pairs of `articles` (copies, excerpts and same-story alike) and their features.

    The pairs in `always` are included whether or not an index proposes them. With a `model` the others are, beside
    copies and excerpts, only those that it takes for possible matches. `min_best` is 0 where one is to learn from them.
    """
    stages = stages or Stages()
    with _threads(settings.jobs):
        with stages.stage("clean"):
            spans, set_aside = clean(articles, settings)
        with stages.stage("features"):
            features, terms = extract(articles, spans, settings, progress)
            rows = weigh(terms, features.n_words, [article.language for article in articles])
            del terms  # its arrays are those of the rows now
            give_back()
        with stages.stage("match"):
            first = first_of_hubs(features, first_of_identical(features, settings.min_words), settings)
            paired = paired_articles(first)
            near = near_duplicates(features, first, settings)
            features = features.without_bands()
            give_back()
            excerpted, reprinted, forms = _worded_alike(articles, spans, features, rows, first, near, settings, always)
            copied = Pairs.union(near, excerpted)
            give_back()
            others = Pairs.union(copied, reprinted, always)
            blocks = propose(rows, articles, paired, settings.max_days_apart, others)
            give_back()
            sums = TermSums.of(rows)
            around = Surroundings.of(sums, features.n_words, articles, blocks, min_best)
            least = min(settings.min_related, UNSURE[0])
            likely = likely_pairs(around, blocks, copied, reprinted, forms, model, least, always)
            reprinted = reprinted.where(reprinted.are_in(likely.pairs.where(~likely.templates)))
            are_copies = likely.pairs.are_in(Pairs.union(near, reprinted))
            del around, sums, blocks
            give_back()
    return Measured(
        spans=spans,
        set_aside=set_aside,
        features=features,
        rows=rows,
        **likely._asdict(),
        reprinted=reprinted,
        paired=paired,
        are_copies=are_copies,
    )


def _worded_alike(
    articles: Sequence[Article],
    spans: Spans,
    features: Features,
    rows: Rows,
    first: NDArray[np.int32],
    near: Pairs,
    settings: Settings,
    always: Pairs,
) -> tuple[Pairs, Pairs, Pairs]:
    """Return the excerpts, the reprints and the forms filled in twice; `near` are the near-duplicates."""
    overlaps = find_overlaps(features, first)
    excerpted = excerpts(features, first, overlaps, settings)
    give_back()
    alike = worded_alike(articles, spans, features, overlaps, settings, always)
    del overlaps
    give_back()
    reprinted = reprints(articles, features, first, alike, near, settings)
    forms = same_forms(rows, [article.language for article in articles], first, alike)
    return excerpted, reprinted, forms


def _judged(measured: Measured, model: StoryModel, settings: Settings) -> tuple[Matches, float]:
    """Return the matches, and the shift of the folder's log-odds, see `log_odds_shift`."""
    log_odds = model.log_odds(measured.values)
    shift = log_odds_shift(measured.pairs, log_odds, measured.paired, measured.are_copies, settings.min_probability)
    reprinted, cosine = measured.reprinted, measured.cosine.copy()
    page_out(measured.values)
    return judge(measured.features, measured.pairs, reprinted, cosine, chance(log_odds + shift), settings), shift


def _grouped(
    articles: Sequence[Article], verified: Matches, forms: Pairs, settings: Settings
) -> tuple[Matches, tuple[Copies, ...], tuple[Story, ...]]:
    """Return the matches that remain, the groups of copies and the stories."""
    copies = group_copies(articles, verified)
    text_of = texts_of(len(articles), copies)
    matches = without_forms(without_pairs_inside(verified, copies), text_of, forms)
    return matches, copies, group_stories(articles, matches, text_of, settings.min_probability)


def compare(left: Path, right: Path, settings: Settings | None = None) -> Comparison:
    """Return the verdict on the articles in two files, with every measure and the evidence.

    Of a file that holds several, one is named by `#` and its number, as in reports: `news.csv#3`. Raises `InputError`
    where it is not exactly one article, or one that a scan would skip as too short.
    """
    settings = settings or Settings()
    articles = [_only_article(Path(left), settings), _only_article(Path(right), settings)]
    for short in too_short(articles, settings)[1]:
        raise InputError(f"{short.location} is too short to compare: {short.detail}; lower --min-words to compare it")
    model = load_model(settings.model)
    only = Pairs(np.array([0], np.int32), np.array([1], np.int32))
    measured = measure(articles, settings, always=only)
    jaccard, containment = measure_shingles(measured.features, only)
    why = "template" if measured.templates[0] else ruled_out(articles[0], articles[1], settings.max_days_apart)
    probability = np.zeros(1) if why else model.probability(measured.values)
    matches = judge(measured.features, only, measured.reprinted, measured.cosine, probability, settings)
    found = passages(articles, measured.spans, settings.shingle_size)
    only_left, only_right = only_one_side(articles, measured.spans, found)
    return Comparison(
        left=articles[0],
        right=articles[1],
        match=matches[0] if len(matches) else None,
        jaccard=float(jaccard[0]),
        containment=float(containment[0]),
        cosine=float(measured.cosine[0]),
        probability=float(probability[0]),
        ruled_out=why,
        passages=found,
        terms=shared_terms(articles, measured.spans, measured.rows),
        reasons=reasons_of_pair(model, measured.values[0], articles, measured.spans, measured.rows),
        only_left=only_left,
        only_right=only_right,
    )


def _only_article(path: Path, settings: Settings) -> Article:
    """Return the article that is alone in a file, or that `path` names as reports do, such as `news.csv#3`."""
    file, inside = file_of(path)
    if not file.is_file():
        raise InputError(f"{path} is not a file: name a file that holds one article")
    place = location_of(file) + inside
    found, n_read = [], 0
    for each in read_file(file, settings):
        n_read += 1
        if not inside or each.location == place:
            found.append(each)
    if n_read and not found:
        raise InputError(f"{path} does not exist: {file} holds {n_read:,} others")
    articles = [article for article in found if isinstance(article, Article)]
    if len(articles) == 1:
        return articles[0]
    why = "; ".join(f"{item.reason}: {item.detail}" for item in found if isinstance(item, Skipped))
    if articles:
        why = f"name one of them, such as {articles[0].location}"
    raise InputError(f"{path} holds {len(articles)} articles, and one is needed" + (f" ({why})" if why else ""))


@contextmanager
def _threads(jobs: int) -> Iterator[None]:
    """Run the compiled parts of the block in that many threads; 0 uses all cores."""
    before = numba.get_num_threads()
    numba.set_num_threads(min(jobs, numba.config.NUMBA_NUM_THREADS) if jobs else numba.config.NUMBA_NUM_THREADS)
    try:
        yield
    finally:
        numba.set_num_threads(before)
