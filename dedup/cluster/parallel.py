"""Groups of copies and excerpts -> where each text most likely comes from, found by several processes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.excerpts import Excerpt, excerpts_of, holders
from dedup.cluster.sources import source_of_copies, source_of_excerpt
from dedup.features.extract import Features
from dedup.machine.forks import share
from dedup.matches import Matches
from dedup.records import Copies, Source, Spans
from dedup.settings import Settings

MIN_MEMBERS = 2000
"""Copies for which one more process is worth it: finding their sources takes 0.2 s."""

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_TASK_MEMBERS = 1000

_Task = list[Copies]


def find_sources(
    articles: Sequence[Article],
    spans: Spans,
    features: Features,
    copies: Sequence[Copies],
    matches: Matches,
    settings: Settings,
) -> dict[int, Source]:
    """Return article -> source, for every member of `copies` and every excerpt.

    The result does not depend on the number of processes, `settings.jobs`.
    """
    excerpts = excerpts_of(features.n_shingles, matches)
    of_copies = _of_copies(articles, spans, features.n_body_words, copies, excerpts, settings)
    sources: dict[int, Source] = {}
    for group in copies:
        sources.update(dict.fromkeys(group.articles, of_copies[group.articles[0]]))
    for part, whole in holders(features.n_shingles, excerpts):
        if part not in sources:
            sources[part] = source_of_excerpt(articles, part, whole, sources.get(whole))
    return sources


def _of_copies(
    articles: Sequence[Article],
    spans: Spans,
    n_body_words: NDArray[np.int32],
    copies: Sequence[Copies],
    excerpts: Sequence[Excerpt],
    settings: Settings,
) -> dict[int, Source]:
    """Return first member -> source, for each group of `copies`; other processes help where there are many."""
    wholes: dict[int, list[int]] = defaultdict(list)
    for part, whole, _ in excerpts:
        wholes[part].append(whole)

    def source_of(members: Sequence[int]) -> Source:
        longer = sorted({whole for number in members for whole in wholes.get(number, ())})
        return source_of_copies(articles, spans, n_body_words, members, longer)

    def work(tasks: Iterator[_Task]) -> dict[int, Source]:
        return {group.articles[0]: source_of(group.articles) for task in tasks for group in task}

    tasks = _tasks(copies)
    n_useful = sum(len(group.articles) for task in tasks[1:] for group in task) // MIN_MEMBERS
    found = share(tasks, work, n_useful, settings.jobs, "looked for sources of copies")
    return dict(chain.from_iterable(sources.items() for sources in found))


def _tasks(copies: Sequence[Copies]) -> list[_Task]:
    """Return all groups, in their order: the largest first."""
    tasks: list[_Task] = []
    room = 0
    for group in copies:
        if room <= 0:
            tasks.append([])
            room = _TASK_MEMBERS
        tasks[-1].append(group)
        room -= len(group.articles)
    return tasks
