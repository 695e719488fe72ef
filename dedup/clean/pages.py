"""Texts -> pages: the passages of each, for all texts of an outlet at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dedup.clean.cutting import PROSE, UNSURE, count_pages, cut_batch
from dedup.clean.passages import Page, Span, is_prose
from dedup.clean.signs import SignTable
from dedup.features.tokenize import code_points
from dedup.features.vocabulary import Vocabulary

BATCH_CODES: Final = 200_000

TABLE: Final = SignTable()


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where n texts are cut; the passages of text i are `bounds[i]:bounds[i + 1]`: its lines, opening and closing."""

    bounds: NDArray[np.int64]  # (n + 1,)
    n_lines: NDArray[np.int32]  # (n,)
    n_opening: NDArray[np.int32]  # (n,)
    repeats: NDArray[np.bool_]  # (n,) whether a line starts with all of the line before it
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    n_pages: NDArray[np.int32]  # see `Page.n_pages`
    prose: NDArray[np.uint8]  # of a line: whether it is `PROSE`, `PLAIN`, or `UNSURE`, which `is_prose` decides


def cut(texts: Sequence[str]) -> Cuts:
    """Return where `texts` are cut; compiled nearly all, and without the GIL."""
    parts = [_cut_batch(texts[batch]) for batch in _batches(texts)] or [_cut_batch([])]
    n_passages, n_lines, n_opening, repeats, start, end, prefix, prose = map(np.concatenate, zip(*parts, strict=True))
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_passages)])
    n_pages = count_pages(bounds, Vocabulary().number(prefix))
    return Cuts(bounds, n_lines, n_opening, repeats, start, end, n_pages, prose)


def pages_of(texts: Sequence[str], cuts: Cuts) -> Iterator[Page]:
    """Yield the page of each of `texts`, which `cut` has cut so."""
    spans = zip(cuts.start.tolist(), cuts.end.tolist(), strict=True)
    n_pages, prose = cuts.n_pages.tolist(), cuts.prose.tobytes()
    columns = zip(texts, pairwise(cuts.bounds.tolist()), cuts.n_lines.tolist(), cuts.n_opening.tolist(), strict=True)
    for (text, (low, high), n_lines, n_opening), repeats in zip(columns, cuts.repeats.tolist(), strict=True):
        own = list(islice(spans, high - low))
        lines = own[:n_lines]
        middle = n_lines + n_opening
        yield Page(
            text,
            lines,
            own[n_lines:middle],
            own[middle:],
            n_pages[low:high],
            _prose(text, lines, prose[low : low + n_lines]),
            repeats,
        )


def split_page(text: str) -> Page:
    """Return the page of one text."""
    return next(pages_of([text], cut([text])))


def _prose(text: str, lines: Sequence[Span], known: bytes) -> list[int]:
    return [
        number
        for number, kind in enumerate(known)
        if kind == PROSE or (kind == UNSURE and is_prose(text[slice(*lines[number])]))
    ]


def _batches(texts: Sequence[str]) -> Iterator[slice]:
    first, size = 0, 0
    for i, text in enumerate(texts, 1):
        size += len(text)
        if size >= BATCH_CODES or i == len(texts):
            yield slice(first, i)
            first, size = i, 0


def _cut_batch(texts: Sequence[str]) -> tuple[NDArray[Any], ...]:
    codes = code_points("".join(texts))
    TABLE.learn(codes)
    bounds = np.array([0, *accumulate(map(len, texts))], np.int64)
    columns: tuple[NDArray[Any], ...] = cut_batch(codes, bounds, TABLE.flags, TABLE.scale, TABLE.added)
    return columns
