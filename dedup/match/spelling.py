"""Terms of articles -> how their own texts spell them: a term is a stem, which nobody wants to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.batch import BATCH_CODES
from dedup.features.extract import body_text, title_text
from dedup.features.kernel import IS_PAIR
from dedup.features.tokenize import INITIAL, TABLE, code_points
from dedup.features.weights import Rows
from dedup.match.phrases import forms_of, join_terms, places_of, tokenize_texts
from dedup.match.words import compared_chars
from dedup.records import Spans
from dedup.threads import in_order


class Phrase(NamedTuple):
    """Terms that stand side by side more often than not, such as a name of two words; most often one term alone."""

    words: str
    entries: tuple[int, ...]
    """Of the rows, in the order they stand."""
    is_inside: bool
    """It was seen inside a sentence of the body, where a capital says that it is a name."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """The texts of articles, by the terms that stand in them: entries of `rows`."""

    articles: Sequence[Article]
    spans: Spans
    rows: Rows

    def words(self, entries: NDArray[np.int64]) -> list[str]:
        """Return the words of `entries`, each as its article mostly spells it."""
        words = np.empty(len(entries), np.object_)
        for batch, spelt in in_order(self._words, self._batches(entries)):
            words[batch.places] = spelt
        found: list[str] = words.tolist()
        return found

    def phrases(self, entries: NDArray[np.int64]) -> dict[int, list[Phrase]]:
        """Return article -> the phrases that `entries` of its row are in, in their order, as it mostly spells them.

        Those that stand side by side in most places of either are one phrase, at the place of the first: `Port` and
        `Sallow` are `Port Sallow`, and pairs of characters the word they are parts of.
        """
        found: dict[int, list[Phrase]] = {}
        for of_batch in in_order(self._phrases, self._batches(entries)):
            found.update(of_batch)
        return found

    def _batches(self, entries: NDArray[np.int64]) -> Iterator[_Batch]:
        """Yield `entries` by their articles, those of one article in their order."""
        article = np.searchsorted(self.rows.bounds, entries, "right") - 1
        order = np.argsort(article, kind="stable")
        which, first = np.unique(article[order], return_index=True)
        bounds = np.append(first, len(entries))
        size = np.cumsum(compared_chars(self.spans)[which])
        ends = np.flatnonzero(np.diff(size // BATCH_CODES, append=-1)) + 1
        for start, stop in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=False):
            places = order[bounds[start] : bounds[stop]]
            yield _Batch(which[start:stop], bounds[start : stop + 1] - bounds[start], places, entries[places])

    def _words(self, batch: _Batch) -> tuple[_Batch, list[str]]:
        texts, width = self._texts(batch.articles), self._width(batch.entries)
        bounds, places = texts.places_of(self.rows, batch, width)
        return batch, [words for words, _ in texts.spelt(bounds, places, width)]

    def _phrases(self, batch: _Batch) -> dict[int, list[Phrase]]:
        texts, width = self._texts(batch.articles), self._width(batch.entries)
        where = texts.places_of(self.rows, batch, width)
        n_phrases, chain_bounds, chains, bounds, places = join_terms(
            batch.bounds, batch.entries, width, *where, texts.bounds, texts.start, texts.end, texts.flags
        )
        n_tokens = np.diff(chain_bounds) - 1 + width[chains[chain_bounds[:-1]]]
        ends, entries = chain_bounds.tolist(), batch.entries[chains].tolist()
        phrases = [
            Phrase(words, tuple(entries[ends[k] : ends[k + 1]]), is_inside)
            for k, (words, is_inside) in enumerate(texts.spelt(bounds, places, n_tokens))
        ]
        of_article = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_phrases)]).tolist()
        return {number: phrases[of_article[k] : of_article[k + 1]] for k, number in enumerate(batch.articles.tolist())}

    def _texts(self, which: NDArray[np.int64]) -> _Texts:
        titles = [title_text(self.articles[i], self.spans, i) for i in which.tolist()]
        bodies = [body_text(self.articles[i], self.spans, i) for i in which.tolist()]
        texts = [f"{title}\n{body}" for title, body in zip(titles, bodies, strict=True)]
        text, begin = "".join(texts), np.cumsum([0, *map(len, texts)])
        codes = code_points(text)
        TABLE.learn(codes)
        bounds, stems, start, end, flags = tokenize_texts(codes, begin, TABLE.facts, TABLE.folded)
        title_end = np.repeat(begin[:-1] + [len(title) for title in titles], np.diff(bounds))
        return _Texts(text, codes, bounds, stems, start, end, flags, (start > title_end) & (flags & INITIAL == 0))

    def _width(self, entries: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(self.rows.marks[entries] & IS_PAIR, 2, 1)


class _Batch(NamedTuple):
    """Some articles, and entries of their rows."""

    articles: NDArray[np.int64]  # (n,) ascending
    bounds: NDArray[np.int64]  # (n + 1,) those of article i are entries[bounds[i]:bounds[i + 1]]
    places: NDArray[np.int64]  # (n_entries,) where they stand among all
    entries: NDArray[np.int64]  # (n_entries,)


class _Texts(NamedTuple):
    """The texts of some articles one after the other, and their tokens, (n_tokens,) each."""

    text: str
    codes: NDArray[np.uint32]  # of `text`
    bounds: NDArray[np.int64]  # (n + 1,) tokens
    stems: NDArray[np.uint64]
    start: NDArray[np.int64]  # code points into `text`
    end: NDArray[np.int64]
    flags: NDArray[np.uint8]
    is_inside: NDArray[np.bool_]  # inside a sentence of the body

    def places_of(
        self, rows: Rows, batch: _Batch, width: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the tokens at which terms begin, ascending; those of term k are `bounds[k]:bounds[k + 1]`."""
        text = np.repeat(np.arange(len(batch.articles)), np.diff(batch.bounds))
        bounds, places = places_of(self.stems, self.bounds, text, rows.vocabulary[rows.terms[batch.entries]], width)
        return bounds, places

    def spelt(
        self, bounds: NDArray[np.int64], places: NDArray[np.int64], n_tokens: NDArray[np.int64]
    ) -> Iterator[tuple[str, bool]]:
        """Yield of each phrase the spelling to show, and whether it stands inside a sentence of the body.

        Phrase k has `n_tokens[k]` tokens and begins at the tokens `places[bounds[k]:bounds[k + 1]]`. Inside sentences
        words have the case they should have, and not in headlines, in datelines and behind full stops.
        """
        ends = self.end[places + np.repeat(n_tokens, np.diff(bounds)) - 1]
        starts, is_inside = self.start[places], self.is_inside[places]
        form_bounds, first, counts = forms_of(self.codes, bounds, starts, ends, is_inside)
        columns = (column.tolist() for column in (starts[first], ends[first], is_inside[first], counts))
        forms = [(_on_one_line(self.text[low:high]), inside, n) for low, high, inside, n in zip(*columns, strict=True)]
        for low, high in pairwise(form_bounds.tolist()):
            yield forms[low][:2] if high - low == 1 else _best_form(forms[low:high])


def _best_form(forms: Sequence[tuple[str, bool, int]]) -> tuple[str, bool]:
    """Return the spelling to show of those that were seen, each in or out of sentences, and how often."""
    counts: dict[tuple[str, bool], int] = {}
    for words, is_inside, n in forms:  # some are equal on one line
        counts[words, is_inside] = counts.get((words, is_inside), 0) + n
    return max(counts, key=lambda form: (not form[0].isupper(), form[1], counts[form]))


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
