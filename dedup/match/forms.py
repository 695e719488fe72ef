"""Pairs worded alike -> those that are one form filled in twice: police appeals, match reports, weather warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.background import background
from dedup.features.kernel import IS_NAME, IS_PAIR
from dedup.features.occurrences import MARKS
from dedup.features.weights import Rows, idf_of, prior_articles
from dedup.match.near_duplicates import for_all_articles
from dedup.match.pairs import Pairs
from dedup.match.reprints import Aligned

MAX_RARE: Final = 0.5
"""Two texts are one form if the part of their rare terms that both have is less than this times that of their wording.

The quotient is 0.60 to 2.9, in most above 1.3, for the 239 pairs of one story in eight labelled sets that are worded
alike and no copies. For 356 of 363 pairs of invented forms in 14 languages, five to eight of each, it is below 0.5."""

MAX_NAMES: Final = 0.75
"""The same for names, where both have `MIN_NAMES`: 0.81 for one of those pairs, 1.24 or more for the others. Names tell
forms of which a folder has but two or three, so that their words are not common in it."""

MIN_NAMES: Final = 3
"""A text with fewer different names has too few to tell."""

MAX_OTHERS: Final = 4
"""Articles, beside the two of a pair, that count for how common a term is: enough to tell the words of a form. The
names in a story that many outlets print, each in its own version, are common, too. Of thirty versions made of real
articles, alone in a folder, 19% of the pairs worded alike would be taken for forms with 8 in English and 64% in
Vietnamese; with 4 it is 0.1% and 27%, and the stories that are found are the same as without."""


def same_forms(rows: Rows, languages: Sequence[str], first: NDArray[np.int32], alike: Aligned) -> Pairs:
    """Return those of the pairs worded `alike` that are one form filled in with other names, places and deeds.

    What makes a form is common, and what it is filled in with is rare. So two texts are one form if they share their
    wording, but far less of their rare terms, or of their names. Where one text is reworked they share both. Texts may
    have names alone in scripts with capitals, and rare terms in all.

    A term is rare if its IDF is at least the mean IDF in its article, where each counts by its square, as in the length
    of a row. In a language without a word list the folder alone tells what is common: there only names count.
    `languages` are those of the articles, `first`, (n_articles,), is from `first_of_identical`.
    """
    totals = {language: n + prior_articles(background(language), n) for language, n in Counter(languages).items()}
    total = np.array([totals[language] for language in languages], np.float64)
    is_listed = np.array([len(background(language).terms) > 0 for language in languages], np.bool_)
    rare, names = _shared(rows.bounds, rows.terms, rows.weights, rows.n_articles_with, total, *alike.pairs).T
    are_forms = (rare < MAX_RARE * alike.in_blocks) & is_listed[alike.pairs.left] & is_listed[alike.pairs.right]
    are_forms |= names < MAX_NAMES * alike.in_blocks
    return for_all_articles(first, alike.pairs.where(are_forms))


@njit(cache=True, nogil=True)
def _shared(bounds, terms, weights, n_articles_with, total, left, right):  # type: ignore[no-untyped-def]
    """Return which parts of one article's rare terms and of its names the other has, (n_pairs, 2).

    Of the two articles, each part is that of the one of which the other has more; of names it is 1 where one has fewer
    than `MIN_NAMES`. `total`, (n_articles,), is of how many articles document frequencies in its language are parts.
    """
    shared = np.zeros((len(left), 2), np.float64)
    for pair in range(len(left)):
        for one, other in ((left[pair], right[pair]), (right[pair], left[pair])):
            start, k, end = bounds[one], bounds[other], bounds[other + 1]
            n = bounds[one + 1] - start
            rarity, is_shared = np.empty(n, np.float64), np.zeros(n, np.bool_)
            squares, cubes, n_names, n_shared_names = 0.0, 0.0, 0, 0
            for i in range(n):
                term = terms[start + i]
                while k < end and terms[k] < term:
                    k += 1
                is_shared[i] = k < end and terms[k] == term
                rarity[i] = _rarity(idf_of(weights.idf, one, term), n_articles_with[term], is_shared[i], total[one])
                squares += rarity[i] ** 2
                cubes += rarity[i] ** 3
                is_name = MARKS[weights.occurrences.kinds[start + i]] & (IS_NAME | IS_PAIR) == IS_NAME
                n_names += is_name
                n_shared_names += is_name and is_shared[i]
            n_rare = n_shared_rare = 0
            for i in range(n):
                is_rare = rarity[i] * squares >= cubes
                n_rare += is_rare
                n_shared_rare += is_rare and is_shared[i]
            shared[pair, 0] = max(shared[pair, 0], n_shared_rare / max(n_rare, 1))
            shared[pair, 1] = max(shared[pair, 1], n_shared_names / n_names if n_names >= MIN_NAMES else 1.0)
    return shared


@njit(cache=True, nogil=True, forceinline=True)
def _rarity(idf, n_with, is_shared, total):  # type: ignore[no-untyped-def]
    """Return the IDF of a term as if the other article of a pair had it not, and at most `MAX_OTHERS` other ones had.

    What two articles of a small folder share would be common by that alone. `n_with` articles of the folder have it,
    the one at hand included.
    """
    n_others = n_with - 1 - is_shared
    n_left_out = n_with - 1 - min(n_others, MAX_OTHERS)
    frequency = np.exp(-np.float64(idf)) - n_left_out / total
    return -np.log(min(max(frequency, 1 / total), 1.0))
