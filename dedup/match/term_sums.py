"""Articles and pairs -> sums over their terms: the raw numbers of the story model and of the rule on templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.kernel import IN_LEAD, IN_TITLE, IS_NAME, IS_NUMBER
from dedup.features.occurrences import MARKS
from dedup.features.weights import Rows, idf_of, weight_of
from dedup.machine.threads import over_ranges
from dedup.match.pairs import Pairs
from dedup.match.prefetch import prefetch
from dedup.match.shared_terms import ahead, clear, find_shared, spread_out, weigh_row

# Columns of the sums over one article's own terms.
TITLE: Final = 0
"""Squared IDF of the terms in the title."""
LEAD: Final = 1
"""Squared IDF of those in the lead."""
NAMES: Final = 2
"""Squared IDF of the names."""
N_FIGURES: Final = 3
"""How many terms are figures: the article's different ones."""
N_FORM: Final = 4
"""How many are neither figures nor names."""
N_TITLE_WORDS: Final = 5
"""How many of the title are no figures."""
N_OWN: Final = 6

# Columns of the sums over the terms that both articles of a pair have.
COSINE: Final = 0
"""Product of the two weights."""
LARGEST_PRODUCT: Final = 1
"""The largest such product, which is no sum."""
RARITY: Final = 2
"""IDF, of two languages the lower one."""
BOTH_TITLES: Final = 3
"""Squared IDF of the terms in both titles."""
BOTH_LEADS: Final = 4
LEFT_TITLE: Final = 5
"""Squared IDF of those in the left one's title, wherever they stand in the right one; the next five are alike."""
RIGHT_TITLE: Final = 6
LEFT_NAMES: Final = 7
RIGHT_NAMES: Final = 8
LEFT_LEAD: Final = 9
RIGHT_LEAD: Final = 10
SHARED_FIGURES: Final = 11
"""How many terms are figures."""
SHARED_FORM: Final = 12
"""How many are neither figures nor names, in either article."""
SHARED_TITLE_WORDS: Final = 13
"""How many are no figures and in both titles."""
N_SHARED: Final = 14

# For each kind of occurrence, 1 where it has the mark: factors in place of branches, which could not be predicted.
_IN_TITLE, _IN_LEAD, _IS_NAME = ((MARKS & mark > 0).astype(np.float64) for mark in (IN_TITLE, IN_LEAD, IS_NAME))

_RANGE: Final = 4096
"""Articles whose own terms are summed up at a time."""


@dataclass(frozen=True, slots=True)
class TermSums:
    """The rows from which sums over terms are taken, and the sums of each article's own terms."""

    rows: Rows
    own: NDArray[np.float32]  # (n_articles, N_OWN)

    @classmethod
    def of(cls, rows: Rows) -> TermSums:
        """Return the sums over the terms of each article in `rows`."""

        def work(start: int, stop: int) -> NDArray[np.float32]:
            own: NDArray[np.float32] = _sum_own(start, stop, rows.bounds, rows.terms, rows.weights)
            return own

        return cls(rows, np.concatenate([*over_ranges(len(rows), _RANGE, work)]))


def shared_sums(rows: Rows, pairs: Pairs) -> NDArray[np.float32]:
    """Return for each pair the sums over the terms that both articles have, (n_pairs, N_SHARED).

    Pairs in their order are quickest: those with one left article share the work of spreading it out.
    """
    sums = np.zeros((len(pairs.left), N_SHARED), np.float32)
    _sum_shared(rows.bounds, rows.terms.view(np.uint32), rows.weights, *pairs, sums)
    return sums


@njit(cache=True, nogil=True)
def _sum_own(start, stop, bounds, terms, weights):  # type: ignore[no-untyped-def]
    """Return the sums of the articles from `start` to `stop`."""
    all_sums = np.zeros((stop - start, N_OWN), np.float32)
    for a in range(start, stop):
        sums = all_sums[a - start]
        for i in range(bounds[a], bounds[a + 1]):
            marks = MARKS[weights.occurrences.kinds[i]]
            if marks & (IN_TITLE | IN_LEAD | IS_NAME):  # as few are, and where an IDF is takes long to look up
                own_idf = idf_of(weights.idf, a, terms[i])
                square = own_idf * own_idf
                sums[TITLE] += square if marks & IN_TITLE else 0.0
                sums[LEAD] += square if marks & IN_LEAD else 0.0
                sums[NAMES] += square if marks & IS_NAME else 0.0
            if marks & IS_NUMBER:
                sums[N_FIGURES] += 1
            else:
                sums[N_FORM] += not marks & IS_NAME
                sums[N_TITLE_WORDS] += marks & IN_TITLE
    return all_sums


@njit(cache=True, nogil=True)
def _longest(bounds, articles):  # type: ignore[no-untyped-def]
    """Return the number of terms in the longest row among some `articles`."""
    longest = 0
    for article in articles:
        longest = max(longest, bounds[article + 1] - bounds[article])
    return longest


@njit(cache=True, nogil=True)
def _sum_shared(bounds, terms, weights, left, right, sums):  # type: ignore[no-untyped-def]
    """Fill `sums`, (n_pairs, N_SHARED).

    The left row is spread out over all terms, and each right row looks up its terms there. Terms are added in ascending
    order, as a merge of both rows would add them.
    """
    occurrences, lengths, idf = weights
    kinds, languages, n_terms = occurrences.kinds, idf.of_article, len(idf.starts) - 1
    is_in, place_of = np.zeros(n_terms, np.uint8), np.empty(n_terms, np.uint32)  # the left row
    longest = 1 + max(_longest(bounds, left), _longest(bounds, right))
    of_left, idf_left = np.empty(longest, np.float32), np.empty(longest, np.float32)
    shared = np.empty(longest, np.uint32)  # places in the right one
    spread, row = -1, terms[:0]
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if a != spread:
            clear(row, is_in)
            spread, row = a, terms[bounds[a] : bounds[a + 1]]
            spread_out(row, is_in, place_of)
            weigh_row(weights, a, bounds[a], row, idf_left, of_left)
        known, later = ahead(pair, right)
        prefetch(bounds, known, known + 2)
        prefetch(lengths, known, known + 1)
        prefetch(languages, known, known + 1)
        prefetch(terms, bounds[later], bounds[later + 1])
        prefetch(kinds, bounds[later], bounds[later + 1])
        cosine, heaviest, rarity, both_titles, both_leads = 0.0, 0.0, 0.0, 0.0, 0.0
        left_title, right_title, left_names, right_names, left_lead, right_lead = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        figures, form, title_words = 0, 0, 0
        is_one_language = languages[a] == languages[b]
        other_row = terms[bounds[b] : bounds[b + 1]]
        for t in range(find_shared(other_row, is_in, shared)):
            place = place_of[other_row[shared[t]]]
            i, j = bounds[a] + place, bounds[b] + shared[t]
            left_idf = idf_left[place]
            right_idf = left_idf if is_one_language else idf_of(idf, b, terms[j])
            product = np.float64(of_left[place]) * np.float64(weight_of(weights, b, j, right_idf))
            cosine, heaviest = cosine + product, product if product > heaviest else heaviest
            rarity += min(left_idf, right_idf)
            one, other = kinds[i], kinds[j]
            square = np.float64(left_idf) * np.float64(right_idf)
            both_titles += square * _IN_TITLE[one] * _IN_TITLE[other]
            both_leads += square * _IN_LEAD[one] * _IN_LEAD[other]
            left_title += square * _IN_TITLE[one]
            right_title += square * _IN_TITLE[other]
            left_names += square * _IS_NAME[one]
            right_names += square * _IS_NAME[other]
            left_lead += square * _IN_LEAD[one]
            right_lead += square * _IN_LEAD[other]
            is_word = not MARKS[one] & IS_NUMBER
            figures += not is_word
            form += is_word & (not (MARKS[one] | MARKS[other]) & IS_NAME)
            title_words += is_word & MARKS[one] & MARKS[other] & IN_TITLE
        sums[pair, COSINE], sums[pair, LARGEST_PRODUCT], sums[pair, RARITY] = cosine, heaviest, rarity
        sums[pair, BOTH_TITLES], sums[pair, BOTH_LEADS] = both_titles, both_leads
        sums[pair, LEFT_TITLE], sums[pair, RIGHT_TITLE] = left_title, right_title
        sums[pair, LEFT_NAMES], sums[pair, RIGHT_NAMES] = left_names, right_names
        sums[pair, LEFT_LEAD], sums[pair, RIGHT_LEAD] = left_lead, right_lead
        sums[pair, SHARED_FIGURES], sums[pair, SHARED_FORM], sums[pair, SHARED_TITLE_WORDS] = figures, form, title_words
