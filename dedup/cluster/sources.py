"""Copies of a text, or an excerpt -> where it most likely comes from: by credits, then dates, then containment.

A confidence is `high` where a credit names the source and nothing speaks against it; `medium` where the credit stands
alone, dates contradict it, or it is a mention that no date confirms, where an agency's own article carries no credit
elsewhere, or where the first article of one outlet, or the first that holds all the others, is taken; `low` where dates
or containment alone tell, since two outlets that print one text rarely had it from each other. Where nothing tells, the
source is unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.credits import Credits, credited, is_of_site, names_of
from dedup.cluster.publication import certainly_first, end_order, is_before
from dedup.cluster.sentences import all_stand_in, sentence_hashes, word_hashes
from dedup.read.agencies import UNNAMED, agency_of
from dedup.read.urls import registered_domain
from dedup.records import Confidence, Source, Spans

HIGH, MEDIUM, LOW = Confidence

# A text that holds all sentences of another is what that was cut from only if it is longer by more than the words of a
# headline or a byline.
_MIN_LONGER: Final = 1.1
# "PV Magazine Australia" is nothing but the name of a site, and "new york" is.
_MIN_PARTS: Final = 3


def source_of_copies(
    articles: Sequence[Article],
    spans: Spans,
    n_body_words: NDArray[np.int32],
    members: Sequence[int],
    longer: Sequence[int] = (),
) -> Source:
    """Return the source of one text, whose copies are `members`; `n_body_words` are those compared.

    `longer` are the articles of which members are excerpts.
    """
    return _Group(articles, spans, n_body_words, members, longer).source()


class _Group:
    """The copies of one text, and what each says of its source."""

    def __init__(
        self,
        articles: Sequence[Article],
        spans: Spans,
        n_body_words: NDArray[np.int32],
        members: Sequence[int],
        longer: Sequence[int],
    ) -> None:
        self._articles = articles
        self._spans = spans
        self._n_body_words = n_body_words
        self._members = members
        self._longer = longer
        outlets = _spellings(articles[number].outlet for number in members)
        self._names = {number: names_of(articles[number]) for number in members}
        self._owners: dict[str, list[int]] = defaultdict(list)
        for number, names in self._names.items():
            for name in names:
                self._owners[name].append(number)
        self._words: dict[int, bytes] = {}
        reader = Credits(outlets)
        has_others = len(set(outlets.values())) > 1
        self._credits: dict[int, frozenset[str]] = {}
        self._clearly_credited: set[str] = set()
        for number in members:
            text = articles[number].text
            self._credits[number] = reader.of(articles[number], text)
            self._clearly_credited |= self._credits[number]
            if has_others:
                self._credits[number] |= self._mentioned(number, text, reader)
        self._give_to_sites()
        self._first = certainly_first(articles, members)

    def _give_to_sites(self) -> None:
        """Make credited names those of the copies from whose sites they are: `WKRN` that of the copy on wkrn.com."""
        for name in frozenset().union(*self._credits.values()) - self._owners.keys():
            own = [number for number in self._members if is_of_site(name, self._articles[number])]
            if own and (outlet := self._articles[own[0]].outlet):
                self._rename(name, outlet)

    def _rename(self, name: str, outlet: str) -> None:
        """Let the copies that credit `name` credit an outlet, unless it is their own."""
        for number, names in self._credits.items():
            if name in names:
                self._credits[number] = (names - {name}) | ({outlet} - self._names[number])
        if name in self._clearly_credited:
            self._clearly_credited.add(outlet)

    def _mentioned(self, number: int, text: str, reader: Credits) -> frozenset[str]:
        """Return the outlets of other copies that a line at either end names, where those copies lack that line."""
        found = set()
        for name, line in reader.mentioned(text):
            owners = self._owners.get(name)
            if owners and name not in self._names[number] and word_hashes(line) not in self._words_of(owners[0]):
                found.add(name)
        return frozenset(found)

    def source(self) -> Source:
        """Return the most likely source of the group."""
        n_credits = Counter(name for names in self._credits.values() for name in names if name != UNNAMED)
        if n_credits:
            return self._credited(n_credits)
        agencies = {agency for name in self._owners if (agency := agency_of(name))}
        if len(agencies) == 1:
            return self._from_agency(*agencies)
        if self._first is not None:
            return self._published_first(self._first)
        whole = self._longest()
        if whole is None or self._is_later(whole) or not self._holds_others(whole):
            return Source(None, "", None, self._why_unknown())
        reason = "it holds every sentence of the other copies, and more; dates do not tell"
        return Source(whole, self._articles[whole].outlet, LOW, reason)

    def _credited(self, n_credits: Counter[str]) -> Source:
        most = max(n_credits.values())
        names = sorted(name for name, n in n_credits.items() if n == most)
        here = [name for name in names if name in self._owners]
        if len(here or names) > 1:
            return Source(None, "", None, f"the copies credit {_listed(here or names)} alike")
        name = (here or names)[0]
        by = f"{_of(most, len(self._members))} credit{'s' if most == 1 else ''} {name}"
        if agency := self._agency_behind(name):
            name, by = agency, f"{by}, which credits {agency}"
        if name not in self._owners:
            sure = len(n_credits) == 1 and most > 1 and bool(agency_of(name))
            confidence = HIGH if sure else MEDIUM
            if longer := [number for number in self._longer if name in names_of(self._articles[number])]:
                return Source(self._earliest(longer), name, confidence, f"{by}, whose own article is longer")
            return Source(None, name, confidence, f"{by}, whose own article is not among them")
        own = self._earliest(self._owners[name])
        if self._is_later(own):
            return Source(own, name, MEDIUM, f"{by}, though another copy is dated earlier than the credited article")
        sure = len(n_credits) == 1 and (name in self._clearly_credited or own == self._first)
        return Source(own, name, HIGH if sure else MEDIUM, f"{by}, and this is its own article")

    def _agency_behind(self, name: str) -> str:
        """Return the agency that the article of a credited outlet has its text from, if it is one; else ""."""
        if name not in self._owners or agency_of(name):
            return ""
        agencies = [each for each in self._credits[self._earliest(self._owners[name])] if agency_of(each)]
        return agencies[0] if len(agencies) == 1 else ""

    def _from_agency(self, agency: str) -> Source:
        own = self._earliest(self._owners[agency])
        if self._is_later(own):
            return Source(own, agency, LOW, f"from {agency}, an agency, though another copy is dated earlier")
        return Source(own, agency, HIGH if own == self._first else MEDIUM, f"from {agency}, an agency")

    def _published_first(self, first: int) -> Source:
        outlet = self._articles[first].outlet
        if UNNAMED in self._credits[first]:
            return Source(None, "", None, "the first copy credits an agency without naming it")
        n_undated = sum(self._articles[number].published is None for number in self._members)
        if n_undated:
            return Source(first, outlet, LOW, f"published first of those with a date; {n_undated} without")
        if {self._articles[number].outlet for number in self._members} == {outlet} != {""}:
            return Source(first, outlet, MEDIUM, f"the first of {len(self._members)} versions of one outlet")
        if self._longest() == first and self._holds_others(first):
            return Source(first, outlet, MEDIUM, "published first, and it holds every sentence of the other copies")
        return Source(first, outlet, LOW, "published first; no copy credits anyone")

    def _longest(self) -> int | None:
        """Return the one copy that is longer than all others, which then look cut from it where it holds them whole."""
        size = {number: int(self._n_body_words[number]) for number in self._members}
        longest, second = sorted(self._members, key=lambda number: (-size[number], number))[:2]
        return longest if size[longest] >= _MIN_LONGER * size[second] else None

    def _holds_others(self, longest: int) -> bool:
        held_in = self._words_of(longest)
        return all(all_stand_in(self._sentences(number), held_in) for number in self._members if number != longest)

    def _sentences(self, number: int) -> list[bytes]:
        return sentence_hashes(self._articles[number], self._spans, number)

    def _is_later(self, number: int) -> bool:
        """Whether the article is certainly later than some other of its group."""
        own = self._articles[number].published
        dates = (self._articles[other].published for other in self._members)
        return own is not None and any(date is not None and is_before(date, own) for date in dates)

    def _why_unknown(self) -> str:
        n_dated = sum(self._articles[number].published is not None for number in self._members)
        dates = "no copy has a date" if not n_dated else "dates do not tell which copy was first"
        return f"{dates}, and no copy credits another outlet"

    def _words_of(self, number: int) -> bytes:
        if number not in self._words:
            self._words[number] = word_hashes(self._articles[number].text)
        return self._words[number]

    def _earliest(self, members: list[int]) -> int:
        return min(members, key=lambda number: end_order(self._articles[number].published))


def source_of_excerpt(articles: Sequence[Article], part: int, whole: int, of_whole: Source | None) -> Source:
    """Return the source of an excerpt: a credit, an agency it is from, or whichever was published first.

    `of_whole` is the source of the longer article, where that is a copy itself.
    """
    if of_whole and of_whole.article is not None:
        whole = of_whole.article
    excerpt, longer = articles[part], articles[whole]
    named = credited(excerpt, _spellings([longer.outlet])) - {UNNAMED}
    if named & names_of(longer) or any(is_of_site(name, longer) for name in named):
        return Source(whole, longer.outlet, HIGH, "it credits the outlet of the longer article it stands in")
    others = [name for name in named if not is_of_site(name, excerpt)]
    if len(others) == 1:
        return Source(None, others[0], MEDIUM, "it credits this source itself")
    if credited(longer, _spellings([excerpt.outlet])) & names_of(excerpt):
        return Source(part, excerpt.outlet, HIGH, "the longer article it stands in credits its outlet")
    if of_whole and of_whole.article is None and of_whole.outlet:
        return Source(None, of_whole.outlet, LOW, "it stands in a longer article from this source")
    published, other = excerpt.published, longer.published
    is_later = bool(published and other and is_before(other, published))
    if agency_of(excerpt.outlet) and not is_later:
        return Source(part, excerpt.outlet, MEDIUM, "from an agency, and taken up by a longer article")
    confidence = MEDIUM if excerpt.outlet and excerpt.outlet == longer.outlet else LOW
    if is_later:
        return Source(whole, longer.outlet, confidence, "the longer article it stands in was published before it")
    if published and other and is_before(published, other):
        return Source(part, excerpt.outlet, confidence, "published before the longer article it stands in")
    return Source(None, "", None, "dates do not tell whether it was cut from the longer article or taken up by it")


def _spellings(outlets: Iterable[str]) -> dict[str, str]:
    """Return case-folded name -> outlet.

    A domain counts whole, for without its ending it may be a town, as boston.com; and where hyphens part it, also by
    these words if they are `_MIN_PARTS` or more: die-zeit.de may be something that takes its time.
    """
    named = {outlet.casefold(): agency_of(outlet) or outlet for outlet in outlets if outlet}
    parted = {_in_words(name): outlet for name, outlet in named.items() if "." in name}
    return {name: outlet for name, outlet in parted.items() if len(name.split()) >= _MIN_PARTS} | named


def _in_words(domain: str) -> str:
    return registered_domain(domain).partition(".")[0].replace("-", " ")


def _of(n: int, total: int) -> str:
    return f"all {total} copies" if n == total else f"{n} of {total} copies"


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]])
