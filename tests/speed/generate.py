"""`python -m tests.speed.generate N OUT.jsonl`: invented news, as many articles as you like, to measure speed on.

The same N, options and seed give the same bytes, and a larger N gives the articles of a smaller one and more after
them. Each record has `label`, the event it reports, and `copy_of`, the `id` of the article it copies, or null. How near
this is to real news is told in the docstring of `tests.speed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
import orjson

from dedup.lengths import bounds_of
from tests.speed.events import Articles, chance, happen
from tests.speed.texts import Texts, bodies, phrase_words, titles
from tests.speed.words import FUNCTION_WORDS, N_FUNCTION, mixed, name, spelt, spelt_upto

ARTICLES_PER_DAY: Final = 1000.0
START: Final = np.datetime64("2031-01-01T00:00:00")

_TABLE: Final = 1 << 17
"""Words whose spelling is kept; 1 token in 300 is beyond and spelt when it comes."""
_CAPITALISED: Final = _TABLE
_STOPS: Final = _TABLE + N_FUNCTION
_DATELINES: Final = 0.15
_TEASERS: Final = 0.1
_MAX_FURNITURE: Final = 4
_KINDS_OF_OUTLETS: Final = ("Courier", "Post", "Wire", "Daily", "Observer", "Gazette", "Online", "News")


class Spelling:
    """Turns words into the text they make; one serves all, for it takes a second to make."""

    def __init__(self) -> None:
        words = spelt_upto(_TABLE)
        pieces = [f" {word}" for word in (*words, *(word.capitalize() for word in FUNCTION_WORDS))]
        self._pieces = np.array([*pieces, "", ",", ".", ".\n\n"], object)
        self._is_capital = np.array([not word[0].islower() for word in words])

    def strings(self, texts: Texts) -> list[str]:
        """Return the texts, sentences capitalised."""
        after_stop = np.concatenate([[False], texts.stops[:-1] >= 2])
        after_stop[texts.bounds[:-1][texts.bounds[:-1] < len(texts.words)]] = True
        starts = np.flatnonzero(after_stop)
        words = texts.words.copy()
        first = words[starts]
        # A sentence starts with a name, a number or a function word: others would need a table twice as large.
        lower = (first >= _TABLE) | ~self._is_capital[np.minimum(first, _TABLE - 1)]
        words[starts[lower]] = _CAPITALISED + first[lower] % N_FUNCTION
        rare = np.flatnonzero((texts.words >= _TABLE) & (words == texts.words))
        spelt_rarely = [f" {spelt(word)}" for word in words[rare].tolist()]
        words[rare] = 0
        n_pieces = 1 + (texts.stops > 0)
        ends = bounds_of(n_pieces)
        pieces = np.empty(ends[-1], object)
        pieces[ends[:-1]] = self._pieces[words]
        pieces[ends[:-1][rare]] = spelt_rarely
        stopped = np.flatnonzero(texts.stops)
        pieces[ends[stopped] + 1] = self._pieces[_STOPS + texts.stops[stopped].astype(np.int64)]
        parts, at = pieces.tolist(), ends[texts.bounds].tolist()
        return ["".join(parts[start:end])[1:].rstrip("\n").replace("\n\n ", "\n\n") for start, end in pairwise(at)]


@cache
def spelling() -> Spelling:
    """Return the one spelling there is."""
    return Spelling()


class Outlets:
    """What outlets are called, and the lines that stand on their pages beside the articles."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._furniture: dict[int, list[tuple[str, float, bool]]] = {}

    def name(self, outlet: int) -> str:
        """Return its name."""
        return f"{name(outlet)} {_KINDS_OF_OUTLETS[outlet % len(_KINDS_OF_OUTLETS)]}"

    def url(self, outlet: int, number: str) -> str:
        """Return the address of its article `number`."""
        return f"https://www.{self.name(outlet).replace(' ', '-').lower()}.example/{number}"

    def page(self, outlet: int, body: str, chances: list[float], town: int, teaser: str) -> str:
        """Return `body` as it stands on the outlet's page: at times with a dateline, lines of the outlet, a teaser."""
        if chances[_MAX_FURNITURE] < _DATELINES:
            body = f"{name(town).upper()} ({self.name(outlet)}) - {body}"
        above: list[str] = []
        below: list[str] = []
        for (line, share, is_above), drawn_now in zip(self._lines(outlet), chances, strict=False):
            if drawn_now < share:
                (above if is_above else below).append(line)
        if chances[_MAX_FURNITURE + 1] < _TEASERS:
            below.append(f"Read more: {teaser}")
        return "\n\n".join([*above, body, *below])

    def _lines(self, outlet: int) -> list[tuple[str, float, bool]]:
        """Return the outlet's lines, the part of its pages that have each, and whether it stands above the article."""
        if outlet not in self._furniture:
            n = int(chance(self._seed, outlet, 1) * (_MAX_FURNITURE + 1))
            rows = np.arange(n)
            lengths = (5 + 10 * chance(self._seed, outlet, rows, 2)).astype(np.int64)
            bounds = bounds_of(lengths)
            line = np.repeat(rows, lengths)
            keys = mixed(self._seed, outlet, line, 3)
            words = phrase_words(keys, np.arange(bounds[-1]) - bounds[line], keys)
            stops = np.zeros(len(words), np.int8)
            stops[bounds[1:] - 1] = 2
            self._furniture[outlet] = list(
                zip(
                    spelling().strings(Texts(bounds, words, stops)),
                    (0.3 + 0.6 * chance(self._seed, outlet, rows, 4)).tolist(),
                    (chance(self._seed, outlet, rows, 5) < 0.3).tolist(),
                    strict=True,
                )
            )
        return self._furniture[outlet]


def generate(n: int, *, mean_words: float = 300.0, dated: bool = True, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the records of `n` articles, day by day in batches of some 3,000; articles of a batch are shuffled."""
    outlets = Outlets(seed)
    done = batch = 0
    while done < n:
        random = np.random.Generator(np.random.PCG64([seed, batch]))
        articles = happen(random, ARTICLES_PER_DAY, seed, batch)
        texts = spelling().strings(bodies(random, articles, mean_words))
        headlines = spelling().strings(titles(random, articles))
        chances = random.random((len(articles), _MAX_FURNITURE + 2)).tolist()
        others = random.integers(0, len(articles), len(articles)).tolist()
        order = random.permutation(len(articles))
        numbers = np.empty(len(articles), np.int64)
        numbers[order] = done + np.arange(len(articles))
        ids = [f"{number:07d}" for number in numbers.tolist()]
        dates = _dates(articles, done) if dated else [None] * len(articles)
        columns = [articles.outlet.tolist(), articles.source.tolist(), articles.event.tolist()]
        for i in order[: n - done].tolist():
            outlet, source, event = (column[i] for column in columns)
            yield {
                "id": ids[i],
                "title": headlines[i],
                "text": outlets.page(outlet, texts[i], chances[i], event, headlines[others[i]]),
                "outlet": outlets.name(outlet),
                "date": dates[i],
                "url": outlets.url(outlet, ids[i]),
                "lang": "en",
                "label": f"{batch}-{event}",
                "copy_of": ids[source] if source != i else None,
            }
        done += len(articles)
        batch += 1


def _dates(articles: Articles, done: int) -> list[str]:
    """Return ISO dates with the second; the batch starts when `done` articles were published."""
    seconds = ((done / ARTICLES_PER_DAY + articles.days) * 86400).astype(np.int64)
    return [f"{moment}Z" for moment in (START + seconds).astype(str).tolist()]


def write(out: Path, n: int, *, mean_words: float = 300.0, dated: bool = True, seed: int = 1) -> None:
    """Write the records of `n` articles as JSON lines."""
    with out.open("wb") as file:
        for record in generate(n, mean_words=mean_words, dated=dated, seed=seed):
            file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


@click.command(help=__doc__)
@click.argument("n", type=click.IntRange(min=1))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--undated", is_flag=True, help="Leave out all dates.")
@click.option("--words", default=300.0, show_default=True, type=click.FloatRange(min=20), help="Mean words of a text.")
@click.option("--seed", default=1, show_default=True, help="Another one gives other articles.")
def main(n: int, out: Path, undated: bool, words: float, seed: int) -> None:
    write(out, n, mean_words=words, dated=not undated, seed=seed)


if __name__ == "__main__":
    main()
