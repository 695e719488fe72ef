"""Terms of articles -> how their own texts spell them: a term is a stem, which nobody wants to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.distinct import each_once
from dedup.features.batch import BATCH_CODES
from dedup.features.codes import codes_of, join_pieces, read_codes, string_of
from dedup.features.extract import title_text
from dedup.features.kernel import IS_PAIR
from dedup.features.tokenize import INITIAL, TABLE
from dedup.features.weights import Rows
from dedup.machine.threads import in_order
from dedup.match.phrases import MAX_FORMS, forms_of, join_terms, places_of, tokenize_texts
from dedup.records import Spans


class Entries(NamedTuple):
    """Some entries of TF-IDF rows, and what is needed to find them in texts, so that the rows need not be kept."""

    numbers: NDArray[np.int64]  # (n,) places in the rows
    articles: NDArray[np.int64]  # (n,)
    terms: NDArray[np.uint64]  # (n,)
    is_pair: NDArray[np.bool_]  # (n,)

    @classmethod
    def of(cls, rows: Rows, numbers: NDArray[np.int64]) -> Entries:
        """Return the entries of `rows` with these `numbers`, in that order."""
        is_pair = rows.marks_of(numbers) & IS_PAIR > 0
        return cls(numbers, rows.articles_of(numbers), rows.vocabulary[rows.terms[numbers]], is_pair)

    def at(self, places: NDArray[np.int64] | slice) -> Entries:
        """Return those at some places."""
        numbers, articles, terms, is_pair = self
        return Entries(numbers[places], articles[places], terms[places], is_pair[places])

    @property
    def width(self) -> NDArray[np.int64]:
        """The number of tokens in each term, (n,)."""
        return np.where(self.is_pair, 2, 1)


class Phrases(NamedTuple):
    """Phrases in columns: terms that mostly stand side by side, such as a name of two words.

    Most phrases are one term. Those of an article are next to each other, and articles are in order.
    """

    articles: NDArray[np.int64]  # (n,) ascending
    n_phrases: NDArray[np.int64]  # (n,)
    words: list[str]
    is_inside: NDArray[np.bool_]
    """It was seen inside a sentence of the body, where a capital says that it is a name."""
    n_terms: NDArray[np.int64]
    entries: NDArray[np.int64]
    """Of the rows, those of one phrase in the order they stand."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the texts of articles spell the terms in them."""

    articles: Sequence[Article]
    spans: Spans

    def words(self, entries: Entries) -> list[str]:
        """Return the words of `entries`, in their order, each as its article mostly spells it."""
        return self.words_and_phrases(entries, entries.at(slice(0)))[0]

    def phrases(self, entries: Entries) -> Phrases:
        """Return the phrases that `entries` form, in the order of each article's entries, as it mostly spells them.

        Terms that stand side by side in most places of either are one phrase, at the place of the first: `Port` and
        `Sallow` are `Port Sallow`, and pairs of characters the word they are parts of.
        """
        return self.words_and_phrases(entries.at(slice(0)), entries)[1]

    def words_and_phrases(self, alone: Entries, beside: Entries) -> tuple[list[str], Phrases]:
        """Return `words` of the entries `alone` and `phrases` of those `beside`, reading each text once for both.

        Equal spellings are one string, whatever articles they are from.
        """
        words = np.empty(len(alone.numbers), np.object_)
        none, seen = np.zeros(0, np.int64), dict[str, str]()
        parts = [Phrases(none, none, [], np.zeros(0, np.bool_), none, none)]
        for places, spelt, phrases in in_order(self._spell, self._batches(alone, beside)):
            words[places] = [seen.setdefault(word, word) for word in spelt]
            parts += [part._replace(words=[seen.setdefault(word, word) for word in part.words]) for part in phrases]
        articles, n_phrases, of_phrases, *columns = zip(*parts, strict=True)
        of_articles = np.concatenate(articles), np.concatenate(n_phrases)
        found: list[str] = words.tolist()
        return found, Phrases(*of_articles, list(chain.from_iterable(of_phrases)), *map(np.concatenate, columns))

    def _batches(self, *several: Entries) -> Iterator[_Batch]:
        """Yield entries by their articles, those of one article in their order."""
        which = each_once(np.concatenate([entries.articles for entries in several]))
        orders = [np.argsort(entries.articles, kind="stable") for entries in several]
        bounds = [
            np.append(np.searchsorted(entries.articles[order], which), len(order))
            for entries, order in zip(several, orders, strict=True)
        ]
        size = np.cumsum(self.spans.n_chars[which])
        ends = np.flatnonzero(np.diff(size // BATCH_CODES, append=-1)) + 1
        for start, stop in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=False):
            parts = []
            for entries, order, of_all in zip(several, orders, bounds, strict=True):
                places = order[of_all[start] : of_all[stop]]
                parts.append(_Part(of_all[start : stop + 1] - of_all[start], places, entries.at(places)))
            yield _Batch(which[start:stop], *parts)

    def _spell(self, batch: _Batch) -> tuple[NDArray[np.int64], list[str], list[Phrases]]:
        texts, alone = self._texts(batch.articles), batch.alone
        words, _ = texts.spelt(*texts.places_of(alone), alone.entries.width)
        return alone.places, words, [texts.phrases(batch.articles, batch.beside)] if len(batch.beside.places) else []

    def _texts(self, which: NDArray[np.int64]) -> _Texts:
        articles = [self.articles[i] for i in which.tolist()]
        titles = [title_text(article, self.spans, i) for article, i in zip(articles, which.tolist(), strict=True)]
        of_titles, title_bounds = codes_of(titles, TABLE)
        texts, text_bounds = read_codes(articles, TABLE)
        # The titles stand before all texts, and as a piece of its own before those of each.
        codes = np.concatenate([of_titles, texts])
        codes.flags.writeable = False
        some = self.spans.of(which)
        first = some.bounds
        before = np.repeat(title_bounds[-1] + text_bounds[:-1], np.diff(first))
        starts = np.insert(before + some.start.astype(np.int64), first[:-1], title_bounds[:-1])
        ends = np.insert(before + some.end.astype(np.int64), first[:-1], title_bounds[1:])
        codes, pieces = join_pieces(codes, starts, ends)
        begin = pieces[first + np.arange(len(first))]
        bounds, stems, start, end, flags = tokenize_texts(codes, begin, TABLE.facts, TABLE.folded)
        title_end = np.repeat(begin[:-1] + np.diff(title_bounds), np.diff(bounds))
        return _Texts(codes, bounds, stems, start, end, flags, (start > title_end) & (flags & INITIAL == 0))


class _Part(NamedTuple):
    """The entries of some articles; those of article i are `bounds[i]:bounds[i + 1]`."""

    bounds: NDArray[np.int64]  # (n_articles + 1,)
    places: NDArray[np.int64]  # (n_entries,) where they stand among all
    entries: Entries


class _Batch(NamedTuple):
    """Some articles, and their entries: those to be spelt alone, and those to be joined into phrases."""

    articles: NDArray[np.int64]  # (n,) ascending
    alone: _Part
    beside: _Part


class _Texts(NamedTuple):
    """The texts of some articles one after the other, and their tokens, (n_tokens,) each."""

    codes: NDArray[np.uint32]
    bounds: NDArray[np.int64]  # (n + 1,) tokens
    stems: NDArray[np.uint64]
    start: NDArray[np.int64]  # places in `codes`
    end: NDArray[np.int64]
    flags: NDArray[np.uint8]
    is_inside: NDArray[np.bool_]  # inside a sentence of the body

    def places_of(self, part: _Part) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the tokens at which terms begin, ascending; those of term k are `bounds[k]:bounds[k + 1]`."""
        text = np.repeat(np.arange(len(part.bounds) - 1), np.diff(part.bounds))
        bounds, places = places_of(self.stems, self.bounds, text, part.entries.terms, part.entries.width)
        return bounds, places

    def phrases(self, articles: NDArray[np.int64], part: _Part) -> Phrases:
        """Return the phrases that the entries of these `articles` form."""
        numbers, width = part.entries.numbers, part.entries.width
        where = self.places_of(part)
        n_phrases, chain_bounds, chains, bounds, places = join_terms(
            part.bounds, numbers, width, *where, self.bounds, self.start, self.end, self.flags
        )
        n_tokens = np.diff(chain_bounds) - 1 + width[chains[chain_bounds[:-1]]]
        words, is_inside = self.spelt(bounds, places, n_tokens)
        return Phrases(articles, n_phrases, words, is_inside, np.diff(chain_bounds), numbers[chains])

    def spelt(
        self, bounds: NDArray[np.int64], places: NDArray[np.int64], n_tokens: NDArray[np.int64]
    ) -> tuple[list[str], NDArray[np.bool_]]:
        """Return for each phrase the spelling to show, and whether it stands inside a sentence of the body.

        Phrase k has `n_tokens[k]` tokens and begins at the tokens `places[bounds[k]:bounds[k + 1]]`. Inside sentences
        words have their proper case; in headlines, in datelines and after full stops they may not.
        """
        ends = self.end[places + np.repeat(n_tokens, np.diff(bounds)) - 1]
        starts, is_inside = self.start[places], self.is_inside[places]
        form_bounds, first, counts = forms_of(self.codes, bounds, starts, ends, is_inside)
        n_forms, is_inside = np.diff(form_bounds), is_inside[first]
        forms = self._strings(starts[first], ends[first])
        phrase = np.repeat(np.arange(len(n_tokens)), n_forms)
        for k in np.flatnonzero(n_tokens[phrase] > 1).tolist():
            forms[k] = " ".join(forms[k].split())
        # Some are equal on one line, and of many forms some are listed again: the first counts for all.
        may_recur = np.flatnonzero(((n_forms > 1) & (n_tokens > 1) | (n_forms > MAX_FORMS))[phrase])
        seen: dict[tuple[int, bool, str], int] = {}
        for k, *of in np.column_stack([may_recur, phrase[may_recur], is_inside[may_recur]]).tolist():
            same = seen.setdefault((*of, forms[k]), k)
            if same != k:
                counts[same] += counts[k]
                counts[k] = 0
        is_upper = np.fromiter(map(str.isupper, forms), np.bool_, len(forms))
        shown = np.lexsort((-counts, ~is_inside, is_upper, phrase))[form_bounds[:-1]]  # of equals the first
        return [forms[k] for k in shown.tolist()], is_inside[shown]

    def _strings(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> list[str]:
        codes, bounds = join_pieces(self.codes, start, end)
        text = string_of(codes)
        return [text[low : high - 1] for low, high in pairwise(bounds.tolist())]
