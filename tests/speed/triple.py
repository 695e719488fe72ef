"""A file of JSON lines -> one of several times its size, with other words: bigger, and not full of copies.

Words are ordered by how often they come, and the k-th copy of the articles takes for each word the one k places further
in its group of as many words as there are copies. A word that comes once gets another spelling in each copy, so that
the vocabulary grows about as it does with real articles: of `speed-allsides`, 42% of whose words come once, to 1.8
times as much where Heaps' law has 1.7. So each copy has the same lengths, sentences and frequencies, and what is alike
in one is alike in the others, but articles of two copies have in common no more than any two articles. The commonest
words stay, and so does the case of letters.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson

KEPT_WORDS: Final = 128
"""So many of the commonest words stay: half of all tokens, and no text is known by them."""
_FIELDS: Final = ("title", "text")
_MARK: Final = "q"
"""Goes before a rare word, once for each copy before: terms are told apart by their first letters."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines, gzipped or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
        yield from map(orjson.loads, file)


def multiply(source: Path, out: Path, times: int) -> None:
    """Write the articles of `source` `times` times, from the second time on with other words."""
    counts: Counter[str] = Counter()
    for record in read_records(source):
        for field in _FIELDS:
            counts.update(_WORD.findall((record[field] or "").lower()))
    words = sorted((word for word in counts if counts[word] > 1), key=lambda word: (-counts[word], word))
    rare = [word for word in counts if counts[word] == 1]
    with gzip.open(out, "wb", compresslevel=6) if out.suffix == ".gz" else out.open("wb") as file:
        for copy in range(times):
            others = exchanged(words, rare, copy, times)
            for record in read_records(source):
                changed = {field: reworded(record[field], others) for field in _FIELDS if record[field]}
                changed["id"] = f"{record['id']}-{copy}"
                file.write(orjson.dumps({**record, **changed}, option=orjson.OPT_APPEND_NEWLINE))


def exchanged(words: list[str], rare: list[str], copy: int, group: int) -> dict[str, str]:
    """Return what copy number `copy` takes for each of `words`, commonest first, and of the `rare` ones.

    >>> words = [*map(str, range(128)), "a", "b", "c", "d"]
    >>> exchanged(words, ["e"], 1, 3) == {"a": "b", "b": "c", "c": "a", "d": "d", "e": "qe"}
    True
    >>> exchanged(words, ["e"], 0, 3)
    {}
    """
    if copy == 0:
        return {}
    result = {word: _MARK * copy + word for word in rare}
    for start in range(KEPT_WORDS, len(words), group):
        members = words[start : start + group]
        for place, word in enumerate(members):
            result[word] = members[(place + copy) % len(members)]
    return result


def reworded(text: str, others: Mapping[str, str]) -> str:
    """Return `text` with each word exchanged, capitals kept.

    >>> reworded("Bears eat BEETS.", {"bears": "wolves", "beets": "figs"})
    'Wolves eat FIGS.'
    """

    def other(match: re.Match[str]) -> str:
        word = match[0]
        new = others.get(word.lower(), word)
        if word.islower():
            return new
        return new.upper() if len(word) > 1 and word.isupper() else new.capitalize()

    return _WORD.sub(other, text) if others else text
