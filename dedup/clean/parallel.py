"""Outlets -> the furniture on their pages, found by several processes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article, file_of
from dedup.clean.outlets import Marked, Outlet, mark
from dedup.clean.screening import screen_batch
from dedup.machine.processes import end_ahead
from dedup.machine.workers import Work
from dedup.settings import Settings
from dedup.tasks import ArticleColumns, Helpers

MIN_CHARS = 1 << 25
"""Characters per other process: cleaning them takes 1 s, and starting a process 0.8 s.

Idle cores pay for that: 12,000 articles, of 68 million characters, are cleaned in 0.8 of the time."""

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_TASK_CHARS = 1 << 22

_Task = list[Outlet]


def start_helpers(articles: Sequence[Article], settings: Settings) -> None:
    """Start the processes that are going to help `mark_outlets`: one core is idle for a third of the time before.

    Where most of the text is of one outlet it has no use for some of them, and they are ended again.
    """
    file = file_of(articles) if settings.boilerplate else None
    n_useful = (file.n_chars_of_all - _TASK_CHARS) // MIN_CHARS if file else 0
    if helpers := Helpers.of(articles, n_useful, settings):
        helpers.start_ahead()


def mark_outlets(
    articles: Sequence[Article], outlets: Sequence[Outlet], lengths: NDArray[np.int32], settings: Settings
) -> Marked:
    """Return what `mark` does, the same whatever the number of processes; `lengths` are those of the texts.

    Other processes help where there is enough work and they can read the texts, which must be in a file, and not on
    Windows. They do not help where functions had to be compiled in this run: they would have to compile theirs, too.
    """
    min_share = settings.min_boilerplate_share
    tasks = _tasks(outlets, lengths)
    n_useful = sum(_n_chars(task, lengths) for task in tasks[1:]) // MIN_CHARS
    helpers = None if screen_batch.stats.cache_misses else Helpers.of(articles, n_useful, settings)
    if not helpers:
        end_ahead()
        return mark(articles, outlets, min_share)

    def here(tasks: Iterator[_Task]) -> Marked:
        return mark(articles, chain.from_iterable(tasks), min_share)

    def elsewhere(task: _Task) -> Work:
        columns = ArticleColumns.of(
            [articles[index] for index in _indices(task)], helpers.file, "title", "outlet", "url"
        )
        return partial(_mark, columns, _apart(task), min_share)

    marked, others = helpers.divide(tasks, here, elsewhere, "looked for furniture of pages")
    for task, found in others:
        marked.take(found, np.array(_indices(task), np.int32))
    return marked


def _tasks(outlets: Sequence[Outlet], lengths: NDArray[np.int32]) -> list[_Task]:
    """Return all outlets as tasks: those with most characters first, small ones together."""
    parts = [part for outlet in outlets for part in ([outlet] if outlet.learns else _parts(outlet, lengths))]
    n_chars = [_n_chars([part], lengths) for part in parts]
    tasks: list[_Task] = []
    room = 0
    for size, number in sorted((-size, number) for number, size in enumerate(n_chars)):
        if room <= 0:
            tasks.append([])
            room = _TASK_CHARS
        tasks[-1].append(parts[number])
        room += size
    return tasks


def _n_chars(outlets: Iterable[Outlet], lengths: NDArray[np.int32]) -> int:
    return sum(int(lengths[outlet.indices].sum(dtype=np.int64)) for outlet in outlets)


def _parts(outlet: Outlet, lengths: NDArray[np.int32]) -> Iterator[Outlet]:
    """Yield an outlet from which nothing is learned in parts."""
    indices = np.array(outlet.indices)
    part = np.cumsum(lengths[indices], dtype=np.int64) // _TASK_CHARS
    for some in np.split(indices, np.flatnonzero(np.diff(part)) + 1):
        yield Outlet(some.tolist(), learns=False)


def _indices(task: _Task) -> list[int]:
    return [index for outlet in task for index in outlet.indices]


def _apart(task: _Task) -> list[Outlet]:
    """Return each outlet of a task, with articles of its own alone."""
    bounds = accumulate((len(outlet.indices) for outlet in task), initial=0)
    return [Outlet(range(*places), outlet.learns) for outlet, places in zip(task, pairwise(bounds), strict=True)]


def _mark(columns: ArticleColumns, outlets: Sequence[Outlet], min_share: float) -> Iterator[Marked]:
    yield mark(columns.articles(), outlets, min_share)
