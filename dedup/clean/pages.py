"""Texts -> pages: the passages of each text, found for many texts at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, chain, pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article, read_utf8
from dedup.clean.cutting import cut_batch, hash_batch
from dedup.clean.furniture import REPEATS
from dedup.clean.lines import PLAIN, PROSE, UNSURE
from dedup.clean.passages import Page, Span, is_prose
from dedup.clean.signs import TABLE
from dedup.clean.suspects import label_words
from dedup.features.codes import codes_of, read_codes, string_of
from dedup.lengths import bounds_of
from dedup.machine.threads import in_order

BATCH_CODES: Final = 200_000
N_TEXT_COLUMNS: Final = 5
"""The first columns of a part are of texts, the others of passages."""

_Part = tuple[NDArray[Any], ...]


class _Piece(NamedTuple):
    """Some articles of an outlet."""

    outlet: Sequence[Article]
    places: slice
    n_codes: int

    @property
    def is_last(self) -> bool:
        return bool(self.places.stop == len(self.outlet))


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where n texts are cut. Text i has the passages `bounds[i]:bounds[i + 1]`: its lines, opening and closing."""

    bounds: NDArray[np.int64]  # (n + 1,)
    n_lines: NDArray[np.int32]  # (n,)
    n_opening: NDArray[np.int32]  # (n,)
    rules: NDArray[np.uint8]  # (n,) which ones of `furniture` may fire on the page
    digests: NDArray[np.bytes_]  # (n,)
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    ink: NDArray[np.int32]  # where what follows is no white space; the text's length where nothing does
    hashes: NDArray[np.uint64]  # see `hash_passages`
    prose: NDArray[np.bool_]  # of a line: whether it is a paragraph, see `is_prose`

    def spans(self, places: slice | Sequence[int] | NDArray[np.int64]) -> list[Span]:
        """Return where the passages at `places` are in their texts."""
        return list(zip(self.start[places].tolist(), self.end[places].tolist(), strict=True))


def cut_each(outlets: Iterable[Sequence[Article]]) -> Iterator[Cuts]:
    """Yield the cuts of each outlet's texts; threads run a little ahead, share large outlets, and join small ones.

    With each outlet on its own, 2,000 outlets of 20 pages added a fifth to the time of cleaning.
    """
    parts = []
    pieces = chain.from_iterable(map(_pieces, outlets))
    for part, piece in chain.from_iterable(in_order(_cut_pieces, _joined(pieces))):
        parts.append(part)
        if piece.is_last:
            yield _cuts(parts)
            parts = []


def _pieces(outlet: Sequence[Article]) -> Iterator[_Piece]:
    lengths = [article.n_chars for article in outlet]
    for places in batches(lengths):
        yield _Piece(outlet, places, sum(lengths[places]))


def _joined(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield lists of pieces, each worked on at once."""
    joined, size = [], 0
    for piece in pieces:
        joined.append(piece)
        size += piece.n_codes
        if size >= BATCH_CODES:
            yield joined
            joined, size = [], 0
    if joined:
        yield joined


def _cuts(parts: Sequence[_Part]) -> Cuts:
    columns = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
    n_passages, *others = columns
    return Cuts(bounds_of(n_passages), *others)


class Pages:
    """The pages of `articles`, whose texts were cut by `cut_each`.

    A page, with its text, is made each time it is accessed, since few are.
    """

    def __init__(self, articles: Sequence[Article], cuts: Cuts) -> None:
        self.articles, self.cuts = articles, cuts

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Page]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, index: int) -> Page:
        cuts = self.cuts
        low, high = cuts.bounds[index : index + 2].tolist()
        spans = cuts.spans(slice(low, high))
        lines = int(cuts.n_lines[index])
        opening = lines + int(cuts.n_opening[index])
        prose = cuts.prose[low : low + lines].nonzero()[0].tolist()
        text, repeats = self.articles[index].text, bool(cuts.rules[index] & REPEATS)
        return Page(text, spans[:lines], spans[lines:opening], spans[opening:], prose, repeats)


def hash_passages(passages: Sequence[str]) -> NDArray[np.uint64]:
    """Return 64 bits for each passage, the same for passages that differ in case, digits or white space alone.

    The passages are free of outer white space.

    >>> same, also, other = hash_passages(["Page 1  of 20", "PAGE 7 of 31", "Page one"])
    >>> bool(same == also), bool(same == other)
    (True, False)
    """
    parts = [
        hash_batch(*codes_of(passages[batch], TABLE), TABLE.flags, TABLE.scale, TABLE.added)
        for batch in batches(list(map(len, passages)))
    ]
    return np.concatenate(parts)


def batches(lengths: Sequence[int]) -> Iterator[slice]:
    """Yield slices of the texts to work on at a time, so that few code points are in memory; at least one slice."""
    ends, first, size = list(accumulate(lengths)), 0, 0
    if not ends:
        yield slice(0, 0)
    while first < len(ends):
        stop = min(bisect_left(ends, size + BATCH_CODES, first) + 1, len(ends))
        yield slice(first, stop)
        first, size = stop, ends[stop - 1]


def _cut_pieces(pieces: Sequence[_Piece]) -> list[tuple[_Part, _Piece]]:
    """Return the columns of `Cuts` for each of `pieces`, with numbers of passages in place of `bounds`."""
    articles = [article for piece in pieces for article in piece.outlet[piece.places]]
    text_bounds = bounds_of([piece.places.stop - piece.places.start for piece in pieces])
    columns = _cut_batch(articles)
    passage_bounds = bounds_of(columns[0])[text_bounds]
    cut_pieces = []
    for piece, of_texts, of_passages in zip(
        pieces, pairwise(text_bounds.tolist()), pairwise(passage_bounds.tolist()), strict=True
    ):
        of_column = [slice(*of_texts)] * N_TEXT_COLUMNS + [slice(*of_passages)] * (len(columns) - N_TEXT_COLUMNS)
        # Copies, for a view would hold the columns of all the others.
        part = tuple(column[places].copy() for column, places in zip(columns, of_column, strict=True))
        cut_pieces.append((part, piece))
    return cut_pieces


def _cut_batch(articles: Sequence[Article]) -> _Part:
    texts = read_utf8(articles)
    codes, bounds = read_codes(articles, TABLE, texts)
    *of_texts, start, end, ink, hashes, prose = cut_batch(
        *(codes, bounds),
        *codes_of([article.title for article in articles], TABLE),
        *(TABLE.flags, TABLE.scale, TABLE.added, TABLE.folded),
        label_words(),
    )
    unsure = np.flatnonzero(prose == UNSURE)
    texts_of = np.searchsorted(np.cumsum(of_texts[0]), unsure, side="right")
    for place, at in zip(unsure.tolist(), bounds[texts_of].tolist(), strict=True):
        passage = string_of(codes[at + start[place] : at + end[place]])
        prose[place] = PROSE if is_prose(passage) else PLAIN
    digests = [blake2b(text, digest_size=16).digest() for text in texts]
    return (*of_texts, np.array(digests, "S16"), start, end, ink, hashes, prose == PROSE)
