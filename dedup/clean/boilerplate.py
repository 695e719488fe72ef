"""Boilerplate learned from the folder: passages that recur over one outlet's pages while the rest of the page differs.

Copies of one story recur too. What tells a menu from a reprint is the company it keeps: five copies of a wire text
agree in all the rest as well, five pages with one menu do not. So a passage counts how many different contexts it
stands in, not how many pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import islice, takewhile
from math import ceil

import numpy as np
from numpy.typing import NDArray

from dedup.clean.pages import Pages
from dedup.clean.passages import casefolded, ends_sentence, weight
from dedup.clean.recurring import MIN_CONTEXTS, Recurring
from dedup.clean.word_pairs import part_shared, word_pairs

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
# Unless the passage stands everywhere: beneath short articles furniture may be so many times as long. Then own texts
# must have less than this in common: invented briefs of 55 words had up to 4%, updates on one fire 5% to 15%.
MAX_TIMES_OWN = 3
MAX_SHARED_BY_SHORT = 0.05
# Pages read before a passage is given up: bounds the work on a text that was copied a thousand times.
MAX_WITNESSES = 64
# Pages read on either side to tell whether a passage belongs to its pages' topic.
TOPIC_SAMPLE = 16
# Its longest words tell as much: with all of them the same passages are kept on the German and the American outlets.
TOPIC_WORDS = 12

_WORD = re.compile(r"[^\W\d]+")


def recurring_passages(pages: Pages, min_share: float) -> NDArray[np.int64]:
    """Return which of the passages of one outlet's `pages` are boilerplate, as places in the columns of their `cuts`.

    A passage is boilerplate when it stands on at least `min_share` of the pages and in enough different contexts:
    the more, the longer it is and the more it reads like news. One that recurs only in copies of one text never is.
    The order of the pages is irrelevant.
    """
    if len(pages) < MIN_CONTEXTS or not len((recurring := Recurring(pages)).place):
        return np.zeros(0, np.int64)
    outlet = _Outlet(recurring)
    n_keys = len(recurring.of_lines)
    learned = np.fromiter((_is_boilerplate(key, outlet, min_share) for key in range(n_keys)), np.bool_, n_keys)
    return _find(recurring, learned)


def _is_boilerplate(key: int, outlet: _Outlet, min_share: float) -> bool:
    recurring = outlet.recurring
    n_pages, n_carriers, is_line = len(recurring.pages), recurring.n_carriers[key], recurring.of_lines[key]
    if n_carriers < (min_share if is_line else max(min_share, MIN_GLUED_SHARE)) * n_pages:
        return False
    if not is_line and n_carriers < min(SENTENCE_CONTEXTS, EVERYWHERE_CONTEXTS):
        return False  # told without the pages' order, which the passage depends on
    carriers = outlet.carriers(key)
    passage = outlet.passage(key, int(carriers[0]))
    if not is_line and weight(passage) < MIN_GLUED_WEIGHT:
        return False
    needed = SENTENCE_CONTEXTS if ends_sentence(passage) or not is_line else MIN_CONTEXTS
    needed += weight(passage) // CHARS_PER_CONTEXT
    if is_everywhere := n_carriers >= max(EVERYWHERE * n_pages, EVERYWHERE_PAGES):
        needed = min(needed, EVERYWHERE_CONTEXTS)
    if n_carriers < needed:
        return False  # without looking through the outlet for what is interior
    if 2 * recurring.n_interior[key] > n_carriers:
        needed *= INTERIOR_FACTOR
    reached = outlet.reaches(needed, carriers) or (is_everywhere and outlet.reaches(needed, carriers, of_short=True))
    return reached and not outlet.is_topical(passage, carriers)


def _find(recurring: Recurring, learned: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the learned lines, and the learned sentences at either end of a page."""
    is_learned = learned[recurring.key]
    cuts, lines, sentences = recurring.pages.cuts, is_learned & recurring.is_line, is_learned & ~recurring.is_line
    places, found = set(recurring.place[sentences].tolist()), list[int]()
    for page in sorted({*recurring.page[sentences].tolist()}):
        first, end = cuts.bounds[page : page + 2].tolist()
        opening = first + int(cuts.n_lines[page])
        closing = opening + int(cuts.n_opening[page])
        for end_of_page in (range(opening, closing), range(closing, end)):
            found += takewhile(places.__contains__, end_of_page)
    return np.append(recurring.place[lines], np.array(found, np.int64))


class _Outlet:
    """The pages of one outlet, the passages they share, and what else they hold.

    Samples take the first pages, so pages are shuffled into an order that does not depend on that of the files.
    """

    def __init__(self, recurring: Recurring) -> None:
        self.recurring = recurring
        self.articles = recurring.pages.articles
        self._own_texts: dict[int, str] = {}
        self._recurring_weight: dict[int, int] = {}  # of the paragraphs that are not its own
        self._word_pairs: dict[int, NDArray[np.uint64]] = {}

    def carriers(self, key: int) -> NDArray[np.int64]:
        """Return the pages that have a passage, in order."""
        return self._in_order[np.sort(self._place[self.recurring.carriers(key)])]

    def passage(self, key: int, page: int) -> str:
        """Return the passage as a page has it."""
        start, end = self.recurring.span(key, page)
        return self.articles[page].text[start:end]

    @cached_property
    def _in_order(self) -> NDArray[np.int64]:
        """The pages in order."""
        return np.argsort(self.recurring.pages.cuts.digests, kind="stable")

    @cached_property
    def _place(self) -> NDArray[np.int64]:
        """The place of each page in that order."""
        return np.argsort(self._in_order)

    def reaches(self, n_contexts: int, carriers: NDArray[np.int64], of_short: bool = False) -> bool:
        """Whether the own texts of the pages `carriers` make at least `n_contexts` different contexts.

        `of_short`: pages count, too, whose recurring paragraphs are longer than their own text.
        """
        if len(carriers) < n_contexts:
            return False
        contexts: list[NDArray[np.uint64]] = []
        max_shared = MAX_SHARED_BY_SHORT if of_short else MAX_SHARED_PAIRS
        for index in carriers[:MAX_WITNESSES].tolist():
            if not self._has_enough(index, of_short):
                continue
            pairs = self._own_word_pairs(index)
            if len(pairs) and all(part_shared(pairs, other) < max_shared for other in contexts):
                contexts.append(pairs)
                if len(contexts) == n_contexts:
                    return True
        return False

    def is_topical(self, passage: str, carriers: NDArray[np.int64]) -> bool:
        """Whether the rarer words of `passage` are typical of its pages' own texts, and not of the other pages.

        At least half of them must be. They are for the headline over each part of a story, and for the background to a
        running one. The words of a menu stand in the texts beside it no more often than elsewhere.
        """
        if 2 * len(carriers) > len(self.articles):
            return False
        words = sorted(_words(passage), key=lambda word: (-len(word), word))[:TOPIC_WORDS]
        folded, with_it = passage.casefold(), carriers[:TOPIC_SAMPLE].tolist()
        beside = cache(lambda index: self._own_text(index).replace(folded, ""))
        shared = {word for word in words if _stands_in(word, map(beside, with_it), len(with_it), 2 / 3)}
        if not shared:
            return False
        others = self._without(carriers)
        n_rarer = sum(self._is_rarer(word, others) for word in shared)
        not_shared = (word for word in words if word not in shared and self._is_rarer(word, others))
        return n_rarer > 0 and len([*islice(not_shared, n_rarer + 1)]) <= n_rarer

    def _is_rarer(self, word: str, others: Sequence[int]) -> bool:
        return not _stands_in(word, map(self._own_text, others), len(others), 1 / 3)

    def _without(self, carriers: NDArray[np.int64]) -> list[int]:
        """Return the first pages in order that are none of `carriers`."""
        is_other = np.ones(min(len(carriers) + TOPIC_SAMPLE, len(self.articles)), np.bool_)
        places = self._place[carriers]
        is_other[places[places < len(is_other)]] = False
        others: list[int] = self._in_order[np.flatnonzero(is_other)[:TOPIC_SAMPLE]].tolist()
        return others

    def _own_text(self, index: int) -> str:
        if index not in self._own_texts:
            text, (own, paragraphs) = self.articles[index].text, self.recurring.lines(index)
            self._own_texts[index] = casefolded("\n".join([text[start:end] for start, end in own]))
            self._recurring_weight[index] = sum(weight(text[start:end]) for start, end in paragraphs)
        return self._own_texts[index]

    def _has_enough(self, index: int, of_short: bool) -> bool:
        """Whether the page has enough text of its own to tell a context."""
        own = self._own_text(index)
        enough = max(MIN_OWN_WEIGHT, self._recurring_weight[index] // (MAX_TIMES_OWN if of_short else 1))
        return len(own) >= enough or weight(own) >= enough

    def _own_word_pairs(self, index: int) -> NDArray[np.uint64]:
        if index not in self._word_pairs:
            self._word_pairs[index] = word_pairs(self._own_text(index))
        return self._word_pairs[index]


def _stands_in(word: str, texts: Iterable[str], n_texts: int, share: float) -> bool:
    """Whether `word` stands in at least that `share` of `n_texts` texts; no more are read than it takes to know."""
    needed, left = ceil(share * n_texts), n_texts
    for text in texts:
        needed -= word in text
        left -= 1
        if not 0 < needed <= left:
            break
    return needed <= 0


def _words(passage: str) -> set[str]:
    """Return the words of `passage`; in scripts without spaces, every two neighbouring characters."""
    words = set(_WORD.findall(passage.casefold()))
    return {piece for word in words for piece in _pieces(word) if len(piece) > 1}


def _pieces(word: str) -> list[str]:
    return [word] if weight(word) == len(word) else [word[at : at + 2] for at in range(len(word) - 1)]
