"""What terms of stories must come to, in plain Python: slow, and easy to check by eye."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dedup.article import Article
from dedup.features.extract import body_text, title_text
from dedup.features.kernel import IS_NAME, IS_NUMBER, IS_PAIR, pair_of
from dedup.features.tokenize import INITIAL, tokenize
from dedup.features.weights import Rows
from dedup.match.story_terms import MAX_ENDING, MIN_FORM, MIN_TERM_SHARE, SHOWN
from dedup.records import Spans, Story


class Phrase(NamedTuple):
    """What `Phrases` have of one."""

    words: str
    entries: tuple[int, ...]
    is_inside: bool


class PlainSpelling:
    """The text of one article, by the terms that stand in it."""

    def __init__(self, article: Article, number: int, spans: Spans, rows: Rows) -> None:
        title = title_text(article, spans, number)
        self._rows = rows
        self._n_title = len(title)
        self._text = f"{title}\n{body_text(article, spans, number)}"
        self._tokens = tokenize(self._text)
        self._stems = self._tokens.stems

    def word(self, entry: int) -> str:
        return self._spelt(self._places(entry), self._width(entry))[0]

    def phrases(self, entries: Sequence[int]) -> Iterator[Phrase]:
        places = {entry: self._places(entry) for entry in entries}
        at = {(self._width(entry), place): entry for entry, found in places.items() for place in found}
        seen: set[int] = set()
        for entry in entries:
            if entry not in seen:
                chain, starts = self._grown(entry, places, at, seen)
                seen.update(chain)
                yield Phrase(*self._named(chain, starts, len(chain) - 1 + self._width(entry)))

    def _named(self, chain: list[int], starts: list[int], n_tokens: int) -> tuple[str, tuple[int, ...], bool]:
        words, is_inside = self._spelt(starts, n_tokens)
        return words, tuple(chain), is_inside

    def _grown(
        self, entry: int, places: dict[int, list[int]], at: dict[tuple[int, int], int], seen: set[int]
    ) -> tuple[list[int], list[int]]:
        chain, starts, width = [entry], places[entry], self._width(entry)
        while True:
            for offset in (len(chain), -1):
                joined = [start for start in starts if self._is_joined(start, offset)]
                beside = Counter(at.get((width, start + offset)) for start in joined)
                found = [(n, other) for other, n in beside.items() if other is not None]
                n, other = max(found, default=(0, -1))
                if n >= 2 and 2 * n > max(len(starts), len(places[other])) and other not in {*chain, *seen}:
                    starts = [start + min(offset, 0) for start in joined if at.get((width, start + offset)) == other]
                    chain = [*chain, other] if offset > 0 else [other, *chain]
                    break
            else:
                return chain, starts

    def _is_joined(self, start: int, offset: int) -> bool:
        left, right = (start + offset - 1, start + offset) if offset > 0 else (start - 1, start)
        if left < 0 or right >= len(self._stems) or self._tokens.flags[right] & INITIAL:
            return False
        return int(self._tokens.start[right] - self._tokens.end[left]) <= 1

    def _width(self, entry: int) -> int:
        return 2 if self._rows.marks_of(np.array(entry)) & IS_PAIR else 1

    def _places(self, entry: int) -> list[int]:
        sought, last = int(self._rows.vocabulary[self._rows.terms[entry]]), len(self._stems) - self._width(entry)
        return [place for place in range(last + 1) if self._term(place, self._width(entry)) == sought]

    def _term(self, place: int, width: int) -> int:
        return int(self._stems[place] if width == 1 else pair_of(self._stems[place], self._stems[place + 1]))

    def _spelt(self, starts: list[int], n_tokens: int) -> tuple[str, bool]:
        forms: Counter[tuple[bool, bool, str]] = Counter()
        for start in starts:
            low, high = int(self._tokens.start[start]), int(self._tokens.end[start + n_tokens - 1])
            words = " ".join(self._text[low:high].split())
            is_inside = low > self._n_title and not self._tokens.flags[start] & INITIAL
            forms[not words.isupper(), is_inside, words] += 1
        (_, is_inside, words), _ = max(forms.items(), key=lambda form: (form[0][:2], form[1]))
        return words, is_inside


def terms_of(story: Story, articles: Sequence[Article], spans: Spans, rows: Rows) -> tuple[str, ...]:
    """Return the terms of a story."""
    central = _entries(story.central, rows)
    share, n_with = dict.fromkeys(central, 0.0), dict.fromkeys(central, 1)
    weights, marks = (of(np.arange(len(rows.terms))) for of in (rows.weights_of, rows.marks_of))
    is_name = {term: bool(marks[entry] & IS_NAME) for term, entry in central.items()}
    for article in story.articles:
        other = _entries(article, rows)
        for term in central.keys() & other.keys() if article != story.central else ():
            share[term] += float(weights[central[term]]) * float(weights[other[term]])
            n_with[term] += 1
            is_name[term] |= bool(marks[other[term]] & IS_NAME)
    held = [
        term
        for term, entry in central.items()
        if n_with[term] > 1
        and 2 * n_with[term] >= len(story.articles)
        and 0 < share[term] >= MIN_TERM_SHARE * max(share.values())
        and not marks[entry] & IS_NUMBER
    ]
    heaviest = sorted(held, key=lambda term: (-np.round(share[term], 9), term))[: 2 * SHOWN]
    names = {central[term] for term in heaviest if is_name[term]}
    spelling = PlainSpelling(articles[story.central], story.central, spans, rows)
    phrases = spelling.phrases([central[term] for term in heaviest])
    named = [(phrase, phrase.is_inside or names & set(phrase.entries)) for phrase in phrases]
    return tuple(shown([phrase.words if is_name else phrase.words.lower() for phrase, is_name in named]))


def shown(terms: Sequence[str]) -> list[str]:
    """Return the first of `terms` that say more than those before."""
    said: list[str] = []
    found: list[str] = []
    for term in terms:
        words = term.casefold().split()
        if not any(_are_forms(word, other) for word in words for other in said):
            said += words
            found.append(term)
    return found[:SHOWN]


def _entries(article: int, rows: Rows) -> dict[int, int]:
    low, high = int(rows.bounds[article]), int(rows.bounds[article + 1])
    return dict(zip(rows.terms[low:high].tolist(), range(low, high), strict=True))


def _are_forms(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return word == other or (len(short) >= MIN_FORM and long.startswith(short) and len(long) - len(short) <= MAX_ENDING)
