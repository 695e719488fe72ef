"""Terms of an article -> how its own text spells them: a term is a stem, which nobody wants to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.features.extract import body_text, title_text
from dedup.features.kernel import IS_PAIR
from dedup.features.tokenize import INITIAL, tokenize
from dedup.features.weights import Rows
from dedup.records import Article, Spans

MIN_TOGETHER = 2
"""Times that two terms stand side by side before they are one: once is chance."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand side by side more often than not, such as a name of two words; most often one term alone."""

    words: str
    entries: tuple[int, ...]
    """Of the rows, in the order they stand."""
    is_inside: bool
    """It was seen inside a sentence of the body, where a capital says that it is a name."""


class Spelling:
    """The text of one article, by the terms that stand in it."""

    def __init__(self, article: Article, number: int, spans: Spans, rows: Rows) -> None:
        title = title_text(article, spans, number)
        self._rows = rows
        self._n_title = len(title)
        self._text = f"{title}\n{body_text(article, spans, number)}"
        self._tokens = tokenize(self._text)
        self._stems = self._tokens.stems

    def words_of(self, entries: NDArray[np.int64]) -> list[str]:
        """Return the words of `entries` of the article's row, as it mostly spells them."""
        return [self._spelt(self._places(entry), self._width(entry))[0] for entry in entries.tolist()]

    def phrases(self, entries: NDArray[np.int64]) -> Iterator[Phrase]:
        """Yield `entries` of the article's row in their order, as it mostly spells them.

        Those that stand side by side in most places of either are one phrase, at the place of the first: `Port` and
        `Sallow` are `Port Sallow`, and pairs of characters the word they are parts of.
        """
        places = {entry: self._places(entry) for entry in entries.tolist()}
        at = {(self._width(entry), place): entry for entry, found in places.items() for place in found}
        seen: set[int] = set()
        for entry in entries.tolist():
            if entry in seen:
                continue
            chain, starts = self._grown(entry, places, at, seen)
            seen.update(chain)
            words, is_inside = self._spelt(starts, len(chain) - 1 + self._width(entry))
            yield Phrase(words, tuple(chain), is_inside)

    def _grown(
        self, entry: int, places: dict[int, list[int]], at: dict[tuple[int, int], int], seen: set[int]
    ) -> tuple[list[int], list[int]]:
        """Return the entries of the phrase with `entry`, and the tokens at which it begins."""
        chain, starts, width = [entry], places[entry], self._width(entry)
        while True:
            for offset in (len(chain), -1):
                beside = Counter(at.get((width, start + offset)) for start in starts if self._is_joined(start, offset))
                found = [(n, other) for other, n in beside.items() if other is not None]
                n, other = max(found, default=(0, -1))
                if n >= MIN_TOGETHER and 2 * n > max(len(starts), len(places[other])) and other not in {*chain, *seen}:
                    starts = [start for start in starts if at.get((width, start + offset)) == other]
                    starts = [start for start in starts if self._is_joined(start, offset)]
                    chain = [*chain, other] if offset > 0 else [other, *chain]
                    starts = starts if offset > 0 else [start - 1 for start in starts]
                    break
            else:
                return chain, starts

    def _is_joined(self, start: int, offset: int) -> bool:
        """Return whether only a space, a hyphen or nothing stands before the token that would join, or after it."""
        left, right = (start + offset - 1, start + offset) if offset > 0 else (start - 1, start)
        if left < 0 or right >= len(self._stems) or self._tokens.flags[right] & INITIAL:
            return False
        return int(self._tokens.start[right] - self._tokens.end[left]) <= 1

    def _width(self, entry: int) -> int:
        return 2 if self._rows.kinds[entry] & IS_PAIR else 1

    def _places(self, entry: int) -> list[int]:
        """Return the tokens at which a term begins, ascending."""
        first, stems = int(self._rows.first[entry]), self._stems
        if self._width(entry) == 1:
            return np.flatnonzero(stems == stems[first]).tolist()
        both = (stems[:-1] == stems[first]) & (stems[1:] == stems[first + 1])
        return np.flatnonzero(both).tolist()

    def _spelt(self, starts: list[int], n_tokens: int) -> tuple[str, bool]:
        """Return the spelling to show, and whether it stands inside a sentence of the body.

        Inside sentences words have the case they should have, and not in headlines, in datelines and behind full stops.
        """
        forms: Counter[tuple[bool, bool, str]] = Counter()
        for start in starts:
            low, high = int(self._tokens.start[start]), int(self._tokens.end[start + n_tokens - 1])
            words = " ".join(self._text[low:high].split())
            is_inside = low > self._n_title and not self._tokens.flags[start] & INITIAL
            forms[not words.isupper(), is_inside, words] += 1
        (_, is_inside, words), _ = max(forms.items(), key=lambda form: (form[0][:2], form[1]))
        return words, is_inside
