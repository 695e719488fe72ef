"""What of a title is furniture: the wire's slug before it ("UPDATE 2-") and the outlet's name after it (" | Outlet").

A slug is known by its word and its shape, an outlet's name by the record. Any other first or last segment is furniture
where it recurs over the outlet's titles and its words stand in hardly any of the texts: a section's name does not, a
topic's does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dedup.article import Article
from dedup.clean.furniture import Mark
from dedup.clean.labels import SLUG, SLUG_AT_END
from dedup.clean.passages import Span, casefolded, weight
from dedup.read.outlets import domain_of

SLUG_MARK: Final = "slug of the title"
OUTLET_MARK: Final = "outlet's name in the title"
RECURS_MARK: Final = "recurs over the outlet's titles"

# What is left of a title must still say something.
MIN_LEFT_WEIGHT: Final = 12
# "Name - Place News, Weather | Station": more segments than these are rarely one outlet's.
MAX_SEGMENTS: Final = 3
# A segment recurs if so many different titles have it.
MIN_TITLES: Final = 5
# It is a topic where its longest word stands in more than this part of the texts below those titles. A section's name
# stood in under a tenth of them on the German outlets, the name of what the article is about in more than half.
MAX_TEXTS_WITH: Final = 0.25
# A tail on this part of an outlet's titles is its name, whether or not its texts have it: no topic is so common.
MIN_TAIL_SHARE: Final = 0.5
TEXT_SAMPLE: Final = 32

_HEAD: Final = re.compile(r"\A\s*(?P<segment>[^\s|｜:：].{0,59}?)(?:\s+[-–—•·»]+\s+|\s*[|｜]\s*|\s*(?::\s+|：))")
_TAIL: Final = re.compile(r"(?:\s+[-–—•·«»]+\s+|\s*[|｜]\s*)(?P<segment>[^\s|｜](?:(?!\s[-–—•·«»|]).){0,59}?)\s*$")
_WORD: Final = re.compile(r"\w+")
# A title without one of these signs, as most are, has neither a segment nor a slug.
_SIGN: Final = re.compile(r"[-–—•·«»|｜:：/)）\]］】>]")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What may stand at one end of a title, and a sign that it always has and that is quicker to look for."""

    find_in: Callable[[str], re.Match[str] | None]
    sign: re.Pattern[str]

    def find(self, title: str) -> re.Match[str] | None:
        return self.find_in(title) if self.sign.search(title) else None


# Each begins with the sign itself: a search for white space before it would look at every character.
_HEADS: Final = _Shape(_HEAD.match, re.compile(r"[-–—•·»|｜:：](?:(?<=\s[-–—•·»])|(?<=[|｜：])|(?<=:)(?=\s))"))
_TAILS: Final = _Shape(_TAIL.search, re.compile(r"[-–—•·«»|｜](?:(?<=\s[-–—•·«»])|(?<=[|｜]))"))
_SLUGS: Final = _Shape(SLUG.match, re.compile(r"[-–—/:：|｜)）\]］】>]"))
_SLUGS_AT_END: Final = _Shape(SLUG_AT_END.search, re.compile(r"[-–—)）\]］】>](?:(?<=\s[-–—])|(?<![-–—])(?=\s*\Z))"))


_Ends = tuple["re.Match[str] | None", "re.Match[str] | None"]
"""The first and the last segment of a title, where it has such."""


@dataclass(frozen=True, slots=True)
class Title:
    """What of a title is compared, and the furniture on either side of it."""

    part: Span
    marks: list[Mark]


def clean_titles(articles: Sequence[Article], indices: Sequence[int]) -> dict[int, Title]:
    """Return article -> its title, for those `articles` at `indices`, of one outlet, whose titles have furniture.

    A title of which next to nothing would be left is kept whole.
    """
    titles = ((index, articles[index].title) for index in indices)
    suspects = {index: (_HEADS.find(title), _TAILS.find(title)) for index, title in titles if _SIGN.search(title)}
    learned = _recurring(articles, indices, suspects)
    found = {}
    for index, ends in suspects.items():
        article = articles[index]
        title = _clean(article, ends, learned)
        left = article.title[slice(*title.part)]
        if (
            title.marks
            and weight(left) >= MIN_LEFT_WEIGHT
            and (len(_WORD.findall(left)) > 1 or weight(left) > len(left))
        ):
            found[index] = title
    return found


def _clean(article: Article, ends: _Ends, learned: tuple[frozenset[str], frozenset[str]]) -> Title:
    """Take furniture off both ends of the title, from the outside in: slugs, outlets' names and what was learned.

    Its outermost segments are `ends`.
    """
    title = article.title
    low, high, marks = 0, len(title), []
    for segments, slugs, outermost, recurring in zip(
        (_HEADS, _TAILS), (_SLUGS, _SLUGS_AT_END), ends, learned, strict=True
    ):
        for _ in range(MAX_SEGMENTS):
            part = title[low:high]
            reason, match = SLUG_MARK, slugs.find(part)
            if not match and (match := outermost if part == title else segments.find(part)):
                key = _key(match["segment"])
                is_outlet = _names_outlet(key, article)
                reason = OUTLET_MARK if is_outlet else RECURS_MARK if key in recurring else ""
            if not match or not reason:
                break
            marks.append(Mark(low + match.start(), low + match.end(), reason))
            low, high = (low + match.end(), high) if segments is _HEADS else (low, low + match.start())
    return Title((low, high), marks)


def _key(segment: str) -> str:
    """Return what segments are compared by: case, white space and punctuation do not count."""
    return "".join(_WORD.findall(segment.casefold()))


def _names_outlet(key: str, article: Article) -> bool:
    """Whether a segment of that key is the name of the article's outlet, by its record or by its URL."""
    return key in _names_of(article.outlet, domain_of(article.url))


@lru_cache(maxsize=10_000)
def _names_of(outlet: str, domain: str) -> frozenset[str]:
    """Return the outlet as titles name it: by its name, what stands in brackets there aside, or by its domain."""
    without_brackets = outlet.partition(" (")[0]
    without_ending = (name.rpartition(".")[0] for name in (outlet, domain) if " " not in name)
    return frozenset(_key(name) for name in (outlet, domain, without_brackets, *without_ending)) - {""}


def _recurring(
    articles: Sequence[Article], indices: Sequence[int], suspects: Mapping[int, _Ends]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the heads and tails that recur over one outlet's titles and are no topic of the articles below.

    `indices` are all of the outlet's articles, and `suspects` those whose titles have a `_SIGN`.
    """
    heads, tails = (_by_segment(articles, [(i, ends[at]) for i, ends in suspects.items()]) for at in (0, 1))
    n_titles = len({_key(articles[index].title) for index in indices} - {""}) if tails else 0
    names = {key for key, by_title in tails.items() if len(by_title) >= MIN_TAIL_SHARE * n_titles}
    return (
        frozenset(key for key, by_title in heads.items() if not _is_topic(articles, by_title)),
        frozenset(key for key, by_title in tails.items() if key in names or not _is_topic(articles, by_title)),
    )


def _by_segment(
    articles: Sequence[Article], segments: Iterable[tuple[int, re.Match[str] | None]]
) -> dict[str, dict[str, tuple[str, int]]]:
    """Return segment -> title -> the segment as it stands there, and the article, for those on `MIN_TITLES` or more."""
    having: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, match in segments:
        if match and (key := _key(match["segment"])):
            having[key].append((index, match["segment"]))
    found = {}
    for key, places in having.items():
        if len(places) < MIN_TITLES:
            continue
        by_title: dict[str, tuple[str, int]] = {}
        for index, segment in places:
            by_title.setdefault(_key(articles[index].title), (segment, index))
        if len(by_title) >= MIN_TITLES:
            found[key] = by_title
    return found


def _is_topic(articles: Sequence[Article], by_title: Mapping[str, tuple[str, int]]) -> bool:
    """Whether a segment says what the articles are about: more of their texts have its longest word than a name's."""
    sample = [by_title[title] for title in sorted(by_title)[:TEXT_SAMPLE]]
    longest = (max(_WORD.findall(segment.casefold()), key=lambda word: (len(word), word)) for segment, _ in sample)
    n_with = sum(word in casefolded(articles[index].text) for word, (_, index) in zip(longest, sample, strict=True))
    return n_with > MAX_TEXTS_WITH * len(sample)
