"""TF-IDF rows -> the articles nearest to each article, by their heaviest terms alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numba import njit, uint32
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY, Article
from dedup.features.search import first_from
from dedup.features.weights import Rows
from dedup.machine.memory import give_back
from dedup.machine.stored import StoredArrays
from dedup.machine.threads import in_order
from dedup.match.arrays import longer, select_kth
from dedup.match.prefetch import prefetch
from dedup.match.term_index import HEAVIEST, Heaviest, HeaviestOfAll, TermIndex
from dedup.match.timeline import Timeline

NEAREST: Final = 100
"""An article is paired with the 100 nearest to it by their heaviest terms, and with those to which it is one of the
100. That bounds time and memory: in a folder of 21,578 wire briefs it keeps one in eight of the pairs with a cosine of
`MIN_COSINE`. A story of more texts than that may lose pairs; copies do not count. With 200 the B-cubed F1 of seven
labelled sets is the same, within 0.0003."""

_MIN_PARTIAL: Final = 0.02
"""Lowest cosine over the heaviest terms alone for which the exact one is worked out."""

_PLACES: Final = 32_768
"""Articles that one is compared with at a time, so that their sums stay in the processor's cache: spread over the 4 MB
that a million articles need, the sums take almost three times as long."""

_START: Final = 64
"""Entries prefetched of a term's list before it is walked; from there on the processor prefetches by itself."""

CONFUSABLE: Final = ("da nb nn no", "bs hr sh sr", "id ms", "cs sk", "gl pt", "bg mk")
"""Languages that an identifier confuses in short texts: pairs across them are proposed."""


class NearSome(NamedTuple):
    """The neighbours of some articles, one list after the other: `articles[k]` has the next `n_near[k]` of `near`."""

    articles: NDArray[np.int32]  # (n_some,)
    n_near: NDArray[np.int32]  # (n_some,)
    near: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Near:
    """The neighbours of every article of a folder: too many for memory, so they are read some articles at a time."""

    articles: NDArray[np.int32]  # (n_articles,) in the order of publication
    n_near: list[NDArray[np.int32]]
    near: StoredArrays[np.int32]

    @classmethod
    def of(cls, rows: Rows, articles: Sequence[Article], paired: NDArray[np.bool_], max_days_apart: float) -> Near:
        """Return the neighbours of each `paired` article, (n_articles,), published at most `max_days_apart` from it."""
        published_s = np.array([article.published_s for article in articles], np.float64)
        timeline = Timeline.of(published_s, max_days_apart * SECONDS_PER_DAY)
        languages = language_codes([article.language for article in articles])[timeline.articles]
        heaviest = HeaviestOfAll(rows, paired, timeline.articles)
        index = TermIndex.of(heaviest, len(rows.n_articles_with))
        give_back()  # what the index was made from

        def work(part: tuple[int, Heaviest]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
            found: tuple[NDArray[np.int32], NDArray[np.int32]]
            found = _nearest(*part, index, timeline, languages, NEAREST, _PLACES)
            return found

        n_near, near = [], StoredArrays(np.int32)
        for of_each, found in in_order(work, heaviest):
            n_near.append(of_each)
            near.append(found)
        return cls(timeline.articles, n_near, near)

    def __iter__(self) -> Iterator[NearSome]:
        """Yield the neighbours of all articles, in the order of publication."""
        start = 0
        for n_near, near in zip(self.n_near, self.near, strict=True):
            yield NearSome(self.articles[start : start + len(n_near)], n_near, near)
            start += len(n_near)


def language_codes(languages: Sequence[str]) -> NDArray[np.int32]:
    """Return a number for each language, the same for those that are `CONFUSABLE`, and -1 for an unknown one."""
    names = {code: group for group in CONFUSABLE for code in group.split()}
    codes: dict[str, int] = {"": -1}
    return np.array([codes.setdefault(names.get(code, code), len(codes)) for code in languages], np.int32)


@njit(cache=True, nogil=True)
def _nearest(start, heads, index, timeline, languages, n_nearest, n_places):  # type: ignore[no-untyped-def]
    """Return the number of neighbours of each article whose heaviest terms are `heads`, and the neighbours themselves.

    The articles are those at the places from `start` on in the order of publication, in which `languages` are, too.
    Neighbours are the `n_nearest` with the highest cosine over the heaviest terms, and any as near as the last of
    these. An article is compared with `n_places` others at a time.
    """
    n, n_heads = len(languages), len(heads.bounds) - 1
    partial, touched = np.zeros(n_places, np.float32), np.empty(n_places + 1, np.uint32)
    others, scores, at = np.empty(n + 1, np.int32), np.empty(n + 1, np.float32), np.empty(HEAVIEST, np.int64)
    n_near, near, n_all = np.empty(n_heads, np.int32), np.empty(n_heads * n_nearest, np.int32), 0
    for head in range(n_heads):
        for k in range(heads.bounds[head], heads.bounds[head + 1]):
            at[k - heads.bounds[head]] = index.of_term[heads.terms[k]]
        own, n_met, full, least = start + head, 0, 2 * n_nearest, np.float32(_MIN_PARTIAL)
        first, last = timeline.first[timeline.articles[own]], timeline.last[timeline.articles[own]]
        for low, high in ((np.int64(first), np.int64(last)), (timeline.n_dated, n)):
            for place in range(low, high, n_places):
                for t in range(_add_up(heads, head, index, place, min(place + n_places, high), at, partial, touched)):
                    there = touched[t]
                    if partial[there] >= least:
                        others[n_met], scores[n_met] = place + there, partial[there]
                        n_met += 1
                        if n_met == full:  # raises the bar: few of those to come are as near
                            n_met, least = _nearest_of(n_met, others, scores, own, languages, n_nearest)
                            full = 2 * max(n_met, n_nearest)
                    partial[there] = 0
        n_near[head], _ = _nearest_of(n_met, others, scores, own, languages, n_nearest)
        if n_all + n_near[head] > len(near):
            near = longer(near, 2 * (n_all + n_near[head]))
        for t in range(n_near[head]):
            near[n_all] = timeline.articles[others[t]]
            n_all += 1
    return n_near, near[:n_all].copy()


@njit(cache=True, nogil=True)
def _nearest_of(n_met, others, scores, own, languages, n_nearest):  # type: ignore[no-untyped-def]
    """Move the nearest of the first `n_met` of `others` to the front; return their number and the lowest score kept.

    They are the `n_nearest`, and any as near as the last of these. The article itself, at place `own`, and articles in
    other languages are left out.
    """
    n_left = 0
    for t in range(n_met):
        place, language = others[t], languages[others[t]]
        others[n_left], scores[n_left] = place, scores[t]
        n_left += (place != own) & ((language == languages[own]) | (language < 0) | (languages[own] < 0))
    if n_left <= n_nearest:
        return n_left, np.float32(_MIN_PARTIAL)
    least, n_met, n_left = select_kth(scores[:n_left], n_nearest), n_left, 0
    for t in range(n_met):
        others[n_left], scores[n_left] = others[t], scores[t]
        n_left += scores[t] >= least
    return n_left, least


@njit(cache=True, nogil=True)
def _add_up(heads, head, index, low, high, at, partial, touched):  # type: ignore[no-untyped-def]
    """Add to `partial` the cosine, over the heaviest terms, of an article with each of those at places `low` to `high`.

    Write the places met, counted from `low`, to `touched`, and return their number. `at` holds how far the list of each
    term has been walked.
    """
    n_touched = uint32(0)
    for k in range(heads.bounds[head], heads.bounds[head + 1]):
        if k + 1 < heads.bounds[head + 1]:
            later = at[k + 1 - heads.bounds[head]]
            prefetch(index.places, later, later + _START)
            prefetch(index.weights_there, later, later + _START)
        p, end, weight = at[k - heads.bounds[head]], index.of_term[heads.terms[k] + 1], heads.weights[k]
        if p < end and index.places[p] < low:
            p = first_from(low, index.places, p, end)
        places, weights_there, n_there = index.places[p:end], index.weights_there[p:end], end - p
        for entry in range(len(places)):
            if places[entry] >= high:  # found on the way: a search would fetch cache lines that are not walked
                n_there = entry
                break
            place = uint32(places[entry] - low)
            before = partial[place]
            touched[n_touched] = place
            n_touched += before == 0  # no branch: it could not be predicted
            partial[place] = before + weight * weights_there[entry]
        at[k - heads.bounds[head]] = p + n_there
    return n_touched
