"""Outlets whose names differ in capitals or in composition alone are one outlet, as `Gazette` and `GAZETTE`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter
from unicodedata import normalize

from dedup.article import Article


def use_one_spelling(articles: Sequence[Article]) -> None:
    """Give all articles of an outlet, whom nobody else has yet, the spelling of its name that most of them have.

    Of spellings that are as frequent, one of capitals and small letters is taken before others.
    """
    counts = Counter(map(attrgetter("outlet"), articles))
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        spellings[normalize("NFC", name).casefold()].append(name)
    taken: dict[str, str] = {}
    for names in spellings.values():
        most = max(names, key=lambda name: (counts[name], not name.isupper() and not name.islower(), name))
        taken.update(dict.fromkeys(names, most))
    if all(name == most for name, most in taken.items()):
        return
    for article in articles:
        if article.outlet != (name := taken[article.outlet]):
            object.__setattr__(article, "outlet", name)
