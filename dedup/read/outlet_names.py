"""Outlets whose names differ in capitals or in composition alone are one outlet, as `Gazette` and `GAZETTE`.

So are one that is known by its domain alone and one that has a name there which reads the same: `harbourpost.example`
and `Harbour Post`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from unicodedata import normalize

from dedup.article import Article
from dedup.read.outlets import domain_of
from dedup.read.urls import registered_domain


def use_one_name(articles: Sequence[Article]) -> None:
    """Give all articles of an outlet, whom nobody else has yet, one name.

    Of spellings of a name it is the one that most articles have; of those that are as frequent, one of capitals and
    small letters is taken before others. A name is taken before a domain, see `_names_of_domains`.
    """
    _rename(articles, _spellings(Counter(map(attrgetter("outlet"), articles))))
    _rename(articles, _names_of_domains(articles))


def _rename(articles: Sequence[Article], names: Mapping[str, str]) -> None:
    """Call each outlet among the keys of `names` as these do."""
    if not names:
        return
    for article in articles:
        if name := names.get(article.outlet):
            object.__setattr__(article, "outlet", name)


def _spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Return spelling -> the one to take in its place."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        spellings[normalize("NFC", name).casefold()].append(name)
    taken: dict[str, str] = {}
    for names in spellings.values():
        most = max(names, key=lambda name: (counts[name], not name.isupper() and not name.islower(), name))
        taken.update((name, most) for name in names if name != most)
    return taken


def _names_of_domains(articles: Sequence[Article]) -> dict[str, str]:
    """Return domain -> name, of the outlets that some articles have for their domain alone and others by name.

    An article under the name has an address of that domain, and the name has the letters of the domain without its
    ending: what else stands on a domain may be others' articles.
    """
    domains: dict[str, set[str]] = defaultdict(set)
    for domain in {article.outlet for article in articles if article.outlet_from == "url"}:
        domains[_letters(domain.partition(".")[0])].add(domain)
    named = {outlet for outlet in set(map(attrgetter("outlet"), articles)) if domains.get(_letters(outlet))}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles if named else ():
        if article.outlet in named and article.url:
            domain = registered_domain(domain_of(article.url))
            if domain in domains[_letters(article.outlet)]:
                counts[domain][article.outlet] += 1
    return {domain: max(names, key=lambda name: (names[name], name)) for domain, names in counts.items()}


def _letters(name: str) -> str:
    """Return the letters and digits of a name without case and accents.

    >>> _letters("El País")
    'elpais'
    """
    return "".join(filter(str.isalnum, normalize("NFKD", name.casefold())))
