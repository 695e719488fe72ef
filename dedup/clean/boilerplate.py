"""Boilerplate learned from the folder: passages that recur over one outlet's pages while the rest of the page differs.

Copies of one story recur too. What tells a menu from a reprint is the company it keeps: five copies of a wire text
agree in all the rest as well, five pages with one menu do not. So a passage counts how many different contexts it
stands in, not how many pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import islice, takewhile

import numpy as np
from numpy.typing import NDArray

from dedup.clean.cutting import count_pages
from dedup.clean.pages import Pages, hash_passages
from dedup.clean.passages import Page, Span, ends_sentence, weight
from dedup.clean.word_pairs import part_shared, word_pairs
from dedup.features.vocabulary import Vocabulary

MIN_CONTEXTS = 3
# A sentence may recur because reporters write it again ("No one was hurt."), a menu item hardly.
SENTENCE_CONTEXTS = 5
# A paragraph that recurs may be the background to a running story: each such length asks for one context more.
CHARS_PER_CONTEXT = 100
# Between an article's own paragraphs stands the article, as a rule: there a passage must prove itself twice over.
INTERIOR_FACTOR = 2
# What stands on nearly every page of an outlet needs few contexts, however long it is.
EVERYWHERE = 0.8
EVERYWHERE_CONTEXTS = 4
EVERYWHERE_PAGES = 6
# Sentences glued to the article's own line are the least certain: they must stand on this part of the pages.
MIN_GLUED_SHARE = 0.1
MIN_GLUED_WEIGHT = 15
# Pages whose own texts have this part of their word pairs in common (of the shorter one's) are one context: of pairs
# of pages on different stories 99% have less than 10%, and a quarter of those on one story have more than 15%.
MAX_SHARED_PAIRS = 0.15
# A page with fewer own characters than this tells nothing about the context; nor does one with more recurring
# paragraphs than own text, for it may be an updated copy.
MIN_OWN_WEIGHT = 80
# Pages read before a passage is given up: bounds the work on a text that was copied a thousand times.
MAX_WITNESSES = 64
# Pages read on either side to tell whether a passage belongs to its pages' topic.
TOPIC_SAMPLE = 16
# Its longest words tell as much: with all of them the same passages are kept on the German and the American outlets.
TOPIC_WORDS = 12

_WORD = re.compile(r"[^\W\d]+")
_NONE = np.zeros(0, np.uint64)
_Key = tuple[int, bool]
"""A passage's number, and whether it is a line of its own."""


def recurring_passages(pages: Pages, min_share: float) -> dict[int, list[Span]]:
    """Return the passages that are boilerplate of those of one outlet's `pages` that have any.

    A passage is boilerplate when it stands on at least `min_share` of the pages and in enough different contexts:
    the more, the longer it is and the more it reads like news. One that recurs only in copies of one text never is.
    The order of the pages is irrelevant.
    """
    keys = _recurring_keys(pages)
    if not keys:
        return {}
    outlet = _Outlet(pages, keys)
    learned = {key for key in outlet.carriers if _is_boilerplate(key, outlet, min_share)}
    found = {index: list(_find(pages[index], of_page, learned)) for index, of_page in keys.items()} if learned else {}
    return {index: spans for index, spans in found.items() if spans}


def _recurring_keys(pages: Pages) -> dict[int, dict[Span, _Key]]:
    """Return page -> the keys of those of its passages that `MIN_CONTEXTS` pages or more have, where there are any."""
    cuts = pages.cuts
    places = np.flatnonzero(cuts.n_pages >= MIN_CONTEXTS)
    if not len(places):
        return {}
    page = np.searchsorted(cuts.bounds, places, side="right") - 1
    is_line = places - cuts.bounds[page] < cuts.n_lines[page]
    spans = list(zip(cuts.start[places].tolist(), cuts.end[places].tolist(), strict=True))
    hashes = hash_passages(
        [pages.texts[index][start:end] for index, (start, end) in zip(page.tolist(), spans, strict=True)]
    )
    ids = Vocabulary().number(hashes ^ is_line)
    recurs = count_pages(np.searchsorted(page, np.arange(len(pages) + 1)), ids) >= MIN_CONTEXTS
    keys: dict[int, dict[Span, _Key]] = defaultdict(dict)
    for number in np.flatnonzero(recurs).tolist():
        keys[int(page[number])][spans[number]] = int(ids[number]), bool(is_line[number])
    return dict(keys)


def _is_boilerplate(key: _Key, outlet: _Outlet, min_share: float) -> bool:
    carriers, passage, is_line = outlet.carriers[key], outlet.passage(key), key[1]
    if not is_line and weight(passage) < MIN_GLUED_WEIGHT:
        return False
    if len(carriers) < (min_share if is_line else max(min_share, MIN_GLUED_SHARE)) * len(outlet.pages):
        return False
    needed = SENTENCE_CONTEXTS if ends_sentence(passage) or not is_line else MIN_CONTEXTS
    needed += weight(passage) // CHARS_PER_CONTEXT
    if len(carriers) >= max(EVERYWHERE * len(outlet.pages), EVERYWHERE_PAGES):
        needed = min(needed, EVERYWHERE_CONTEXTS)
    if not outlet.reaches(needed, carriers):
        return False
    if outlet.is_topical(passage, carriers):
        return False
    n_interior = sum(outlet.is_interior(key, index) for index in carriers) if is_line else 0
    return 2 * n_interior <= len(carriers) or outlet.reaches(INTERIOR_FACTOR * needed, carriers)


def _find(page: Page, keys: dict[Span, _Key], learned: set[_Key]) -> Iterator[Span]:
    """Yield the lines of `page` that were learned, and the sentences that were, from either end inwards."""
    yield from (span for span, key in keys.items() if key[1] and key in learned)
    for sentences in (page.opening, page.closing):
        yield from takewhile(lambda sentence: keys.get(sentence) in learned, sentences)


class _Outlet:
    """The pages of one outlet, the passages they share, and what else they hold.

    Samples take the first pages, so these come in an order of their own, which does not depend on that of the files.
    """

    def __init__(self, pages: Pages, keys: Mapping[int, dict[Span, _Key]]) -> None:
        self.pages = pages
        self.keys = keys
        """See `_recurring_keys`."""
        self.carriers: dict[_Key, list[int]] = defaultdict(list)
        """The pages that have a passage, in their own order."""
        self._places: dict[int, bytes] = {}
        for index in sorted(keys, key=self._place):
            for key in set(keys[index].values()):
                self.carriers[key].append(index)
        self._own_texts: dict[int, str] = {}
        self._word_pairs: dict[int, NDArray[np.uint64]] = {}
        self._bodies: dict[int, Span] = {}

    def passage(self, key: _Key) -> str:
        """Return the passage as the first page in order has it."""
        index = self.carriers[key][0]
        start, end = next(span for span, other in self.keys[index].items() if other == key)
        return self.pages.texts[index][start:end]

    def _place(self, index: int) -> bytes:
        """Return the page's place in the order of the pages."""
        if index not in self._places:
            text = self.pages.texts[index].encode("utf-8", "surrogatepass")
            self._places[index] = blake2b(text, digest_size=16).digest()
        return self._places[index]

    @cached_property
    def _in_order(self) -> list[int]:
        return sorted(range(len(self.pages)), key=self._place)

    def reaches(self, n_contexts: int, carriers: Sequence[int]) -> bool:
        """Whether the own texts of the pages `carriers` are `n_contexts` different ones, or more."""
        if len(carriers) < n_contexts:
            return False
        contexts: list[NDArray[np.uint64]] = []
        for index in carriers[:MAX_WITNESSES]:
            pairs = self._own_word_pairs(index)
            if len(pairs) and all(part_shared(pairs, other) < MAX_SHARED_PAIRS for other in contexts):
                contexts.append(pairs)
                if len(contexts) == n_contexts:
                    return True
        return False

    def is_topical(self, passage: str, carriers: Sequence[int]) -> bool:
        """Whether the rarer words of `passage` are those of its pages' own texts, and not of the other pages.

        So it is with the headline over each part of a story and with the background to a running one. The words of
        a menu stand in the texts beside it no more often than elsewhere.
        """
        if 2 * len(carriers) > len(self.pages):
            return False
        with_it = set(carriers)
        beside = [self._own_text(index).replace(passage.casefold(), "") for index in carriers[:TOPIC_SAMPLE]]
        others = (index for index in self._in_order if index not in with_it)
        elsewhere = [self._own_text(index) for index in islice(others, TOPIC_SAMPLE)]
        words = sorted(_words(passage), key=lambda word: (-len(word), word))[:TOPIC_WORDS]
        rarer = [word for word in words if 3 * sum(word in text for text in elsewhere) < len(elsewhere)]
        shared = [word for word in rarer if 3 * sum(word in text for text in beside) >= 2 * len(beside)]
        return bool(rarer) and 2 * len(shared) >= len(rarer)

    def is_interior(self, key: _Key, index: int) -> bool:
        """Whether each line `key` of the page stands between paragraphs that are the page's own."""
        first, last = self._body(index)
        return all(first < span[0] < last for span, other in self.keys[index].items() if other == key)

    def _body(self, index: int) -> Span:
        """Return where the first and the last paragraph start that are the page's own; (0, 0) where it has none."""
        if index not in self._bodies:
            page, keys = self.pages[index], self.keys[index]
            own = [page.lines[number][0] for number in page.prose if page.lines[number] not in keys]
            self._bodies[index] = (own[0], own[-1]) if own else (0, 0)
        return self._bodies[index]

    def _own_lines(self, index: int) -> list[Span]:
        recurring = self.keys.get(index, {})
        return [line for line in self.pages[index].lines if line not in recurring]

    def _own_text(self, index: int) -> str:
        if index not in self._own_texts:
            text = self.pages.texts[index]
            own = "\n".join(text[start:end] for start, end in self._own_lines(index))
            self._own_texts[index] = own.casefold()
        return self._own_texts[index]

    def _own_word_pairs(self, index: int) -> NDArray[np.uint64]:
        """Return the pairs of neighbouring words; none where the page has too little text of its own."""
        if index not in self._word_pairs:
            own, page, keys = self._own_text(index), self.pages[index], self.keys[index]
            prose = (page.lines[number] for number in page.prose)
            recurring = sum(weight(page.text[start:end]) for start, end in prose if (start, end) in keys)
            enough = max(MIN_OWN_WEIGHT, recurring)
            has_enough = len(own) >= enough or weight(own) >= enough
            self._word_pairs[index] = word_pairs(own) if has_enough else _NONE
        return self._word_pairs[index]


def _words(passage: str) -> set[str]:
    """Return the words of `passage`; where no spaces part them, every two neighbouring characters."""
    words = set(_WORD.findall(passage.casefold()))
    return {piece for word in words for piece in _pieces(word) if len(piece) > 1}


def _pieces(word: str) -> list[str]:
    return [word] if weight(word) == len(word) else [word[at : at + 2] for at in range(len(word) - 1)]
