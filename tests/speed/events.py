"""What happens in an invented world: events, the articles that outlets write on them, and the copies of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tests.speed.words import mixed, uniform

N_EVENTS: Final = 2048
"""Events of a batch; batches are independent of each other, so that memory is bounded."""

_STORY_EXPONENT: Final = 3.0
"""k outlets report an event with a chance in proportion to k**-3: six articles in ten are alone with their event. In
`speed-allsides` 9 in 10 are, in `speed-reuters` 7, in `gva` 4."""
_MAX_STORY: Final = 60
_WITH_COPIES: Final = 0.07
"""Part of the reports that others copy; with `_MORE_COPIES` 9% of all articles are copies. Of `speed-reuters` 4% are,
of `speed-allsides` and `speed-german`, samples of larger crawls, less than 1%: a crawl of agency texts has more."""
_MORE_COPIES: Final = 0.45

IDENTICAL, EDITED, CUT = 0, 1, 2
_KINDS: Final = (0.35, 0.35, 0.3)

_N_TOPICS: Final = 200
_N_AFFAIRS: Final = 2000
"""Affairs (a trial, a campaign) go on for `_BATCHES_OF_AFFAIRS` batches, some 60 days; each event is part of one."""
_BATCHES_OF_AFFAIRS: Final = 20
_N_OUTLETS: Final = 2000
_REPORT_DAYS: Final = 0.8
"""Mean days from an event to a report on it, and from a report to its copy."""
_COPY_DAYS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of a batch as columns (n_articles,); those of an event stand together, reports first."""

    event: NDArray[np.int64]
    """Number within the batch."""
    keys: dict[str, NDArray[np.uint64]]
    """Of the `event`, the `article`, the `affair` and the `topic`: 64 bits that no other has."""
    source: NDArray[np.int64]
    """The report that an article copies, an index into the batch; of a report itself."""
    kind: NDArray[np.int64]
    """`IDENTICAL`, `EDITED` or `CUT`; meaningless for a report."""
    outlet: NDArray[np.int64]
    days: NDArray[np.float64]
    """Since the start of the batch."""

    def __len__(self) -> int:
        return len(self.event)


def happen(random: Generator, articles_per_day: float, seed: int, batch: int) -> Articles:
    """Return the articles on the `N_EVENTS` events of a batch, which takes as many days as they need."""
    sizes = np.arange(1, _MAX_STORY + 1)
    weights = sizes**-_STORY_EXPONENT
    n_reports = random.choice(sizes, N_EVENTS, p=weights / weights.sum())
    event_of_report = np.repeat(np.arange(N_EVENTS), n_reports)
    n_copies = (random.random(len(event_of_report)) < _WITH_COPIES) * random.geometric(
        1 - _MORE_COPIES, len(event_of_report)
    )
    # Reports and copies, sorted by event and reports first, so that a source stands before its copies.
    report = np.concatenate([np.arange(len(n_copies)), np.repeat(np.arange(len(n_copies)), n_copies)])
    is_copy = np.arange(len(report)) >= len(n_copies)
    order = np.lexsort((report, is_copy, event_of_report[report]))
    report, is_copy = report[order], is_copy[order]
    place = np.empty(len(n_copies), np.int64)
    place[report[~is_copy]] = np.flatnonzero(~is_copy)
    event = event_of_report[report]
    n = len(event)
    happened = random.random(N_EVENTS) * n / articles_per_day
    reported = happened[event_of_report] + random.exponential(_REPORT_DAYS, len(n_copies))
    return Articles(
        event=event,
        keys=_keys(random, event, seed, batch),
        source=place[report],
        kind=random.choice(len(_KINDS), n, p=_KINDS),
        outlet=_outlets(random, n),
        days=reported[report] + is_copy * random.exponential(_COPY_DAYS, n),
    )


def _keys(random: Generator, event: NDArray[np.int64], seed: int, batch: int) -> dict[str, NDArray[np.uint64]]:
    """Return the keys of the articles' contexts; some topics and affairs have many more events than others."""
    affair = (_N_AFFAIRS * random.random(N_EVENTS) ** 2).astype(np.int64)
    affairs = mixed(seed, batch // _BATCHES_OF_AFFAIRS, affair)[event]
    return {
        "event": mixed(seed, batch, event),
        "article": mixed(seed, batch, np.arange(len(event)), 1),
        "affair": affairs,
        "topic": mixed(seed, (_N_TOPICS * uniform(mixed(affairs)) ** 2).astype(np.int64)),
    }


def _outlets(random: Generator, n: int) -> NDArray[np.int64]:
    """Return outlets by Zipf's law: 10,000 articles come from some 1,400 outlets, the largest has 9% of them."""
    return (_N_OUTLETS ** random.random(n)).astype(np.int64) - 1


def chance(*numbers: int | NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a number in [0, 1) that stands for good for these `numbers`."""
    return uniform(mixed(*numbers))
