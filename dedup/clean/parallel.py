"""Outlets -> the furniture on their pages, found by several processes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean.outlets import Marked, mark
from dedup.machine.forks import share
from dedup.settings import Settings

MIN_CHARS = 1 << 23
"""Characters for which another process is worth it: cleaning them takes 0.2 s."""

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_TASK_CHARS = 1 << 22

_Task = list[Sequence[int]]
"""Outlets, each of them the places of its articles."""


def mark_outlets(
    articles: Sequence[Article], outlets: Sequence[Sequence[int]], lengths: NDArray[np.int32], settings: Settings
) -> Marked:
    """Return what `mark` does, the same whatever the number of processes; `lengths` are those of the texts."""

    def work(tasks: Iterator[_Task]) -> Marked:
        return mark(articles, chain.from_iterable(tasks), settings.min_boilerplate_share)

    tasks = _tasks(outlets, lengths)
    n_useful = sum(_n_chars(task, lengths) for task in tasks[1:]) // MIN_CHARS
    marked, *others = share(tasks, work, n_useful, settings.jobs, "looked for furniture of pages")
    for other in others:
        marked.take(other)
    return marked


def _tasks(outlets: Sequence[Sequence[int]], lengths: NDArray[np.int32]) -> list[_Task]:
    """Return all outlets as tasks: those with most characters first, small ones together."""
    n_chars = [_n_chars([outlet], lengths) for outlet in outlets]
    tasks: list[_Task] = []
    room = 0
    for size, number in sorted((-size, number) for number, size in enumerate(n_chars)):
        if room <= 0:
            tasks.append([])
            room = _TASK_CHARS
        tasks[-1].append(outlets[number])
        room += size
    return tasks


def _n_chars(outlets: Iterable[Sequence[int]], lengths: NDArray[np.int32]) -> int:
    return sum(int(lengths[outlet].sum(dtype=np.int64)) for outlet in outlets)
