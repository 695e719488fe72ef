"""Where the passages stand that several pages of one outlet have: in columns, since most outlets have thousands."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.clean.cutting import count_pages
from dedup.clean.pages import Pages
from dedup.clean.passages import Span
from dedup.distinct import each_once, is_first
from dedup.lengths import bounds_of

MIN_CONTEXTS: Final = 3


class Recurring:
    """The n places of passages that at least `MIN_CONTEXTS` pages of an outlet have, in the order of the pages.

    Passages have a key, 0 to n_keys - 1, the same for passages that differ in case, digits or white space alone. A line
    never has the key of a sentence within a line.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages, cuts = pages, pages.cuts
        first, n_pages = count_pages(cuts.bounds, cuts.n_lines, cuts.hashes)
        self.place: NDArray[np.int64] = np.flatnonzero(n_pages >= MIN_CONTEXTS)  # (n,) among the passages of all pages
        self.page: NDArray[np.int64] = np.searchsorted(cuts.bounds, self.place, side="right") - 1  # (n,)
        self.is_line: NDArray[np.bool_] = self.place - cuts.bounds[self.page] < cuts.n_lines[self.page]  # (n,)
        is_new = first[self.place] == self.place
        self.key: NDArray[np.int64] = np.searchsorted(self.place[is_new], first[self.place])  # (n,)
        self.of_lines: NDArray[np.bool_] = self.is_line[is_new]  # (n_keys,)
        self.n_carriers: NDArray[np.int32] = n_pages[self.place[is_new]]  # (n_keys,) pages

    def carriers(self, key: int) -> NDArray[np.int64]:
        """Return the pages that have the passage, ascending."""
        carriers: NDArray[np.int64] = self.page[self._firsts[self._of_key(key)]]
        return carriers

    def span(self, key: int, page: int) -> Span:
        """Return where the passage first stands on a page that has it."""
        firsts = self._firsts[self._of_key(key)]
        place = self.place[firsts[np.searchsorted(self.page[firsts], page)]]
        return int(self.pages.cuts.start[place]), int(self.pages.cuts.end[place])

    def lines(self, page: int) -> tuple[list[Span], list[Span]]:
        """Return the lines of a page that do not recur, and its paragraphs that do."""
        cuts = self.pages.cuts
        low = int(cuts.bounds[page])
        of_lines = slice(low, low + int(cuts.n_lines[page]))
        spans, recurs = cuts.spans(of_lines), self._recurs[of_lines]
        own, paragraphs = ~recurs, recurs & cuts.prose[of_lines]
        return list(compress(spans, own.tolist())), list(compress(spans, paragraphs.tolist()))

    @cached_property
    def n_interior(self) -> NDArray[np.int64]:
        """For each passage that is a line, on how many pages it stands between two of the page's own paragraphs.

        The shape is (n_keys,). Where a page has the line several times, each must stand so.
        """
        cuts = self.pages.cuts
        own = np.append(np.flatnonzero(cuts.prose & ~self._recurs), 0)
        first, after = np.searchsorted(own[:-1], cuts.bounds[:-1]), np.searchsorted(own[:-1], cuts.bounds[1:])
        start = cuts.start[self.place]
        follows = cuts.start[own[first]][self.page] < start
        precedes = start < cuts.start[own[after - 1]][self.page]
        inside = follows & precedes & (first < after)[self.page] & self.is_line
        return self.n_carriers - self._n_pages(~inside)

    def _n_pages(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return for each passage the pages on which a `chosen` one of its places is."""
        n = len(self.pages)
        pairs = each_once(self.key[chosen].astype(np.int64) * n + self.page[chosen])
        return np.bincount(pairs // n, minlength=len(self.of_lines))

    @cached_property
    def _recurs(self) -> NDArray[np.bool_]:
        """Whether each passage of all pages is one of these."""
        recurs = np.zeros(len(self.pages.cuts.start), np.bool_)
        recurs[self.place] = True
        return recurs

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        """The first place of each passage on each page that has it, in the order of the keys and the pages."""
        by_key = np.argsort(self.key, kind="stable")
        return by_key[is_first(self.key[by_key], self.page[by_key])]

    def _of_key(self, key: int) -> slice:
        """Return which of `_firsts` are those of a passage."""
        return slice(*self._key_bounds[key : key + 2])

    @cached_property
    def _key_bounds(self) -> list[int]:
        bounds: list[int] = bounds_of(self.n_carriers).tolist()
        return bounds
