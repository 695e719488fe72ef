"""Boilerplate learned from the folder: passages that recur over one outlet's pages while the rest of the page differs.

Copies of one story recur too. What tells a menu from a reprint is the company it keeps: five copies of a wire text
agree in all the rest as well, five pages with one menu do not. So a passage counts how many different contexts it
stands in, not how many pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice, takewhile

import numpy as np
from numpy.typing import NDArray

from dedup.clean.passages import Page, Span, ends_sentence, fingerprint, weight
from dedup.clean.word_pairs import part_shared, word_pairs

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
"""A passage's fingerprint, and whether it is a line of its own."""


def recurring_passages(pages: Sequence[Page], min_share: float) -> list[list[Span]]:
    """Return for each of one outlet's `pages` the passages that are boilerplate.

    A passage is boilerplate when it stands on at least `min_share` of the pages and in enough different contexts:
    the more, the longer it is and the more it reads like news. One that recurs only in copies of one text never is.
    The order of the pages is irrelevant.
    """
    if len(pages) < MIN_CONTEXTS:
        return [[] for _ in pages]
    order = sorted(range(len(pages)), key=lambda index: _digest(pages[index]))
    outlet = _Outlet([pages[index] for index in order])
    learned = {key for key in outlet.carriers if _is_boilerplate(key, outlet, min_share)}
    found: list[list[Span]] = [[] for _ in pages]
    for index, page, keys in zip(order, outlet.pages, outlet.keys, strict=True):
        found[index] = list(_find(page, keys, learned))
    return found


def _digest(page: Page) -> bytes:
    """Return the page's place in an order that does not depend on that of the files."""
    return blake2b(page.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


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
    if not keys:
        return
    for sentences in (page.opening, page.closing):
        yield from takewhile(lambda sentence: keys.get(sentence) in learned, sentences)


class _Outlet:
    """The pages of one outlet, the passages they share, and what else they hold.

    Samples take the first pages, so these must come in an order of their own.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.keys = _recurring_keys(pages)
        """For each page the keys of those passages that `MIN_CONTEXTS` pages or more have."""
        self.carriers: dict[_Key, list[int]] = defaultdict(list)
        for index, keys in enumerate(self.keys):
            for key in set(keys.values()):
                self.carriers[key].append(index)
        self._own_texts: dict[int, str] = {}
        self._word_pairs: dict[int, NDArray[np.uint64]] = {}
        self._bodies: dict[int, Span] = {}

    def passage(self, key: _Key) -> str:
        """Return the passage as the first page in order has it."""
        index = self.carriers[key][0]
        start, end = next(span for span, other in self.keys[index].items() if other == key)
        return self.pages[index].text[start:end]

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
        others = (index for index in range(len(self.pages)) if index not in with_it)
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
        return [line for line in self.pages[index].lines if line not in self.keys[index]]

    def _own_text(self, index: int) -> str:
        if index not in self._own_texts:
            text = self.pages[index].text
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


def _recurring_keys(pages: Sequence[Page]) -> list[dict[Span, _Key]]:
    keys: list[dict[Span, _Key]] = []
    for page in pages:
        lines = len(page.lines)
        keys.append(
            {
                span: (fingerprint(page.text[span[0] : span[1]]), place < lines)
                for place, (span, n_pages) in enumerate(zip(page.passages(), page.n_pages, strict=True))
                if n_pages >= MIN_CONTEXTS
            }
        )
    carriers = Counter(key for page_keys in keys for key in set(page_keys.values()))
    return [{span: key for span, key in page.items() if carriers[key] >= MIN_CONTEXTS} for page in keys]


def _words(passage: str) -> set[str]:
    """Return the words of `passage`; where no spaces part them, every two neighbouring characters."""
    words = set(_WORD.findall(passage.casefold()))
    return {piece for word in words for piece in _pieces(word) if len(piece) > 1}


def _pieces(word: str) -> list[str]:
    return [word] if weight(word) == len(word) else [word[at : at + 2] for at in range(len(word) - 1)]
