"""Article -> whose text it says it is: agencies and outlets credited where pages credit them, not in running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import Final, TypeVar

from dedup.article import Article
from dedup.clean.labels import CREDIT
from dedup.clean.passages import BRACKETS, TRAILING_BRACKET, ends_sentence, weight
from dedup.read.agencies import ALONE, agency_of, names_without_spaces
from dedup.read.outlets import dateline_outlet, domain_of
from dedup.read.urls import registered_domain

Found = TypeVar("Found")

# A credit stands in the byline, in the dateline, on a line of its own at either end, or after the last sentence.
_HEAD_CHARS: Final = 1000
_HEAD_LINES: Final = 6
_TAIL_CHARS: Final = 400
_TAIL_LINES: Final = 3
# "First published by ..." may be followed by links and advertisements.
_END_CHARS: Final = 2000
_END_LINES: Final = 12
_DATELINE_CHARS: Final = 80
_MAX_CREDIT_WEIGHT: Final = 80
# "By Ann Example and Bo Example, Associated Press", "Mit Material von dpa": words beside the names.
_MAX_OTHER_WORDS: Final = 8
_MAX_NAME_WORDS: Final = 4
# Of names with fewer letters too many domains begin with them.
_MIN_SITE_LETTERS: Final = 4

# "LONDON (Reuters)", "/ ТАСС /", "[ロイター]", "【ワシントン共同】", "(서울=연합뉴스)".
_BRACKET: Final = re.compile(
    r"[(（\[［【/]\s*([^()（）\[\]［］【】\n]{2,60}?)\s*[)）\]］】/](?=\W|$|[A-Z\d\u3040-\uffff])"
)
# "BERLIN taz/dpa | ", "AP — "; and "МОСКВА, 3 мая - РИА Новости. ".
_BEFORE_DASH: Final = re.compile(r"([^.!?。:：;\"“”„«»()]{2,60}?)\s*(?:\||\s[–—-]{1,2})\s")
_AFTER_DASH: Final = re.compile(r"[^.!?。:：;\"“”„«»()]{2,60}?\s[–—-]\s*([^.\n]{2,30})\.\s")
# "新华社北京5月3日电".
_WIRED: Final = re.compile(r"\W{0,2}([^\s，。]{2,30}?)[电電讯訊](?:\W|$)")
# Each of the four has one of these signs; most lines have none.
_DATELINE_SIGN: Final = re.compile("[(（\\[［【/|–—\\-电電讯訊]")
# "Copyright 2031 The Associated Press. All rights reserved.", but not a picture's "Image copyright".
_COPYRIGHT: Final = re.compile(r"(?:^|[.!?]\s)\W*(?:copyright|©|\(c\))[\s©\d,–-]*(?:by\s)?([^.|\n]{2,60})", re.I)
# Behind what a copyright notice may name: "WNEM (Meredith Corporation)". The rest is one name, as in "Time Warner".
_OWNER_END: Final = re.compile(r"\s[(\[–—]|[,;]\s")
# Of a byline, "Ann Example, Associated Press; Bo Example | dpa", each part may be a credit.
_BYLINE_PARTS: Final = re.compile(r"[,;|]")
# "Quelle: ", "Source : ", "Источник: ", in any language.
_LABEL: Final = re.compile(r"\W*[^\W\d]{2,12}\s?[:：]")
_SENTENCE_ENDS: Final = '.!?。！？…"”“»'
_LAST_SENTENCE_END: Final = re.compile(rf".*[{_SENTENCE_ENDS}]\s*", re.S)
# Reuters names its staff so, in every language it writes: "(Reporting by ...; Editing by ...)".
_REUTERS_STAFF: Final = re.compile(
    r"\b(?:editing by|redigiert von|edité par|édité par|editado (?:en español )?por|edição de|editing di)\b", re.I
)
# One of these stands in all that the patterns of staff and of copyright match, case-folded; patterns that ignore case
# take a Turkish ı for an i.
_OF_STAFF: Final = ("edi", "édi", "edı", "édı")
_OF_NOTICES: Final = ("©", "copyr", "(c)")
_NOBODY: Final[frozenset[str]] = frozenset()
# What is no part of the word that it stands before or behind.
_AROUND: Final = ".’'"
_WORDS: Final = re.compile(r"[^\s,;:；：，、／｜/|&+=·•©\"“”„«»()（）\[\]［］【】]+")


def credited(article: Article, outlets: Mapping[str, str]) -> frozenset[str]:
    """Return the agencies and outlets, other than its own, that `article` says its text is from, see `Credits`."""
    return Credits(outlets).of(article, article.text)


class _Once(dict[str, Found]):
    """What is read in lines, each read once; quicker to make than a `cache`, as every group of copies has its own."""

    def __init__(self, read: Callable[[str], Found]) -> None:
        self._read = read

    def __missing__(self, line: str) -> Found:
        found = self[line] = self._read(line)
        return found


class Credits:
    """What articles say of where their texts are from; copies of a text share lines, and each line is read once.

    Agencies go by their names in `dedup.read.agencies`; `outlets` maps the case-folded names of other outlets to the
    names to return.
    """

    def __init__(self, outlets: Mapping[str, str]) -> None:
        self._first_words = frozenset(name.partition(" ")[0] for name in outlets)
        self._in_first_lines = _Once(partial(_name_in_first_lines, outlets))
        self._in_byline = _Once(partial(_names_in_byline, outlets))
        self._at_head = _Once(partial(_names_at_head, outlets))
        self._at_tail = _Once(partial(_names_at_tail, outlets, _sites(outlets.values())))
        self._may_be_named = _Once(partial(_holds_any, self._first_words))
        self._in_line = _Once(partial(_names_in_line, outlets, self._first_words))

    def of(self, article: Article, text: str) -> frozenset[str]:
        """Return the agencies and outlets, other than its own, that `article`, with this text, says it is from.

        A name in a dateline that nobody knows is returned as it stands there.
        """
        at_head, at_tail = self._at_head, self._at_tail
        found = {self._in_first_lines[text[:_HEAD_CHARS]], *self._in_byline[article.author]}
        found.update(*[at_head[line] for line in _head(text)], *[at_tail[line] for line in _tail(text)])
        found.discard("")
        return frozenset(found - names_of(article)) if found else _NOBODY

    def mentioned(self, text: str) -> list[tuple[str, str]]:
        """Return the outlets that the first and last lines of an article's `text` name, each with its line.

        "This article first appeared in ...", in whatever words: where another outlet has the same text without that
        line, the line says where the text is from.
        """
        ends = f"{text[:_HEAD_CHARS]}\n{text[-_END_CHARS:]}".casefold()
        if not self._may_be_named[ends]:  # as in most: told without looking at any line
            return []
        lines = dict.fromkeys([*_head(text), *_tail(text, _END_CHARS, _END_LINES)])
        return [(name, line) for line in lines for name in self._in_line[line]]


def _holds_any(words: Set[str], text: str) -> bool:
    return any(word in text for word in words)


def names_of(article: Article) -> frozenset[str]:
    """Return the names under which others credit the outlet of `article`; an agency goes by its own."""
    domain = domain_of(article.url)
    return frozenset({article.outlet, agency_of(article.outlet), agency_of(domain)} - {""})


def is_of_site(name: str, article: Article) -> bool:
    """Whether the name in a credit, that of no agency, is what the domain of the article's site is called.

    So broadcasters are credited: `Wkrn` for wkrn.com. Written in capitals, it may also be what the domain begins with:
    `WAVE` for wave3.com.
    """
    letters = _letters(name)
    if len(letters) < _MIN_SITE_LETTERS or agency_of(name):
        return False
    site = _site_letters(domain_of(article.url) or article.outlet)
    return site == letters or (name.isupper() and site.startswith(letters))


def _head(text: str) -> list[str]:
    return [line for line in map(str.strip, text[:_HEAD_CHARS].split("\n")) if line][:_HEAD_LINES]


def _tail(text: str, n_chars: int = _TAIL_CHARS, n_lines: int = _TAIL_LINES) -> list[str]:
    lines = text[-n_chars:].split("\n")
    # The first may have lost its beginning, and look like a line of few words.
    whole = lines[1:] if len(text) > n_chars and len(lines) > 1 else lines
    return [line for line in map(str.strip, whole) if line][-n_lines:]


def _name_in_first_lines(outlets: Mapping[str, str], head: str) -> str:
    dateline = dateline_outlet(head)
    return (_known(dateline, outlets) or dateline) if dateline else ""


def _names_in_byline(outlets: Mapping[str, str], byline: str) -> frozenset[str]:
    parts = list(filter(None, map(str.strip, _BYLINE_PARTS.split(byline))))
    found = {name for part in parts for name in _on_own_line(part, outlets)}
    found.update(_at_start(part, outlets) or agency_of(part) for part in parts)
    return frozenset(found - {""})


def _at_start(part: str, outlets: Mapping[str, str]) -> str:
    """Return the name that part of a byline begins with, "Reuters in London"; "" of a person: "Antara Example"."""
    words = _WORDS.findall(part)
    for n in range(min(_MAX_NAME_WORDS, len(words) - 1), 0, -1):
        if words[n][0].islower() and (name := _known(" ".join(words[:n]), outlets)):
            return name
    return ""


def _names_at_head(outlets: Mapping[str, str], line: str) -> frozenset[str]:
    found = [*_in_dateline(line, outlets)] if _DATELINE_SIGN.search(line, 0, _DATELINE_CHARS) else []
    if len(line) <= _MAX_CREDIT_WEIGHT:
        found += _on_own_line(line, outlets)
    return frozenset(found) if found else _NOBODY


def _sites(outlets: Iterable[str]) -> dict[str, str]:
    """Return the letters of a domain without its ending -> the outlet, for those that are known by their domain."""
    letters = {_site_letters(outlet): outlet for outlet in outlets if "." in outlet}
    return {name: outlet for name, outlet in letters.items() if len(name) >= _MIN_SITE_LETTERS}


def _site_letters(domain: str) -> str:
    return _letters(registered_domain(domain).partition(".")[0])


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _names_at_tail(outlets: Mapping[str, str], sites: Mapping[str, str], line: str) -> frozenset[str]:
    found = [*_at_end(line, outlets, sites)]
    if len(line) <= _MAX_CREDIT_WEIGHT:
        found += _on_own_line(line, outlets)
    return frozenset(found) if found else _NOBODY


def _names_in_line(outlets: Mapping[str, str], first_words: Set[str], line: str) -> frozenset[str]:
    """Return the outlets named in a line, whatever it says of them; `first_words` are those of their names.

    "The metro was closed" does not name the Metro: a name has its capital, unless it is a domain.
    """
    folded = line.casefold()
    if not any(word in folded for word in first_words):
        return _NOBODY
    words = [word.strip(_AROUND) for word in _WORDS.findall(line)]
    begins = [place for place, word in enumerate(words) if word.casefold() in first_words]
    named = (_longest_name(words[place : place + _MAX_NAME_WORDS], outlets) for place in begins)
    return frozenset(outlet for name, outlet in named if outlet and ("." in name or _has_capital_of(outlet, name)))


def _longest_name(words: Sequence[str], outlets: Mapping[str, str]) -> tuple[str, str]:
    """Return the longest name that begins with the first of `words`, and its outlet; both empty where there is none."""
    names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next(((name, outlets[name.casefold()]) for name in names if name.casefold() in outlets), ("", ""))


def _has_capital_of(outlet: str, name: str) -> bool:
    return outlet[0].islower() or not name[0].islower()


def _in_dateline(line: str, outlets: Mapping[str, str]) -> Iterator[str]:
    """Yield the names in a line's dateline, where it has a `_DATELINE_SIGN`."""
    start = line[:_DATELINE_CHARS]
    for bracket in _BRACKET.finditer(start):
        yield from _unless_explained(_names(bracket[1], outlets), start[: bracket.start()], outlets)
        yield from _run_together(bracket[1])
    if (dash := _BEFORE_DASH.match(start)) and _are_places(dash[1], outlets):
        yield from _names(dash[1], outlets)
    if dash := _AFTER_DASH.match(start):
        yield _known(dash[1], outlets)
    if wired := _WIRED.match(start):
        yield from (agency_of(name) for name in names_without_spaces() if wired[1].startswith(name))


def _on_own_line(line: str, outlets: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of a line that is a credit and nothing else: with a label, or ending in a name; no picture's."""
    if weight(line) > _MAX_CREDIT_WEIGHT or ends_sentence(line) or CREDIT.match(line.casefold()):
        return
    words = [word for word in _WORDS.findall(line) if not any(map(str.isdigit, word))]
    label = _LABEL.match(line)
    if label or any(_known(" ".join(words[-n:]), outlets) for n in range(1, _MAX_NAME_WORDS + 1)):
        yield from _names(line, outlets)
    if label:
        yield agency_of(line[label.end() :])


def _at_end(line: str, outlets: Mapping[str, str], sites: Mapping[str, str]) -> Iterator[str]:
    """Yield the names after the last sentence of a line: "... he said. (mit dpa)", "... he said. dpa/AFP"."""
    # Seeing that a line has none of these takes a fraction of the time of the patterns.
    folded = line.casefold()
    if any(part in folded for part in _OF_STAFF) and _REUTERS_STAFF.search(line):
        yield "Reuters"
    for notice in _COPYRIGHT.finditer(line) if any(part in folded for part in _OF_NOTICES) else ():
        yield from _names(notice[1], outlets)
        yield sites.get(_letters(_OWNER_END.split(notice[1], maxsplit=1)[0]), "")
    # With a full stop behind it, or none before it, a bracket may also explain a name: "of the agency (dpa)."
    if line[-1] in BRACKETS and (bracket := TRAILING_BRACKET.search(line)):
        yield from _unless_explained(_names(bracket.group(), outlets), line[: bracket.start()], outlets)
        return
    if line[-1] in _SENTENCE_ENDS:  # as most lines do
        return
    closing = _LAST_SENTENCE_END.sub("", line, count=1)
    if closing != line and weight(closing) <= _MAX_CREDIT_WEIGHT and not CREDIT.match(closing.casefold()):
        yield from _names(closing, outlets)


def _names(passage: str, outlets: Mapping[str, str]) -> list[str]:
    """Return the known names in a short passage, none where other words outnumber what a credit has."""
    words = [word.strip(_AROUND) for word in _WORDS.findall(passage)]
    found, n_other, place = [], 0, 0
    while place < len(words):
        for n in range(min(_MAX_NAME_WORDS, len(words) - place), 0, -1):
            if name := _known(" ".join(words[place : place + n]), outlets):
                found.append(name)
                place += n
                break
        else:
            n_other += 1
            place += 1
    return found if n_other <= _MAX_OTHER_WORDS else []


def _known(name: str, outlets: Mapping[str, str]) -> str:
    """Return the agency or outlet that goes by `name` wherever a credit may stand."""
    return (name not in ALONE and agency_of(name)) or outlets.get(name.strip().casefold(), "")


def _unless_explained(names: Iterable[str], before: str, outlets: Mapping[str, str]) -> Iterator[str]:
    """Yield the names the words before do not give in full: "the Deutsche Presse-Agentur (dpa)" credits nobody."""
    explained = set(_names(" ".join(before.split()[-_MAX_NAME_WORDS:]), outlets))
    return (name for name in names if name not in explained)


def _run_together(content: str) -> Iterator[str]:
    yield from (agency_of(name) for name in names_without_spaces() if content.endswith(name))


def _are_places(passage: str, outlets: Mapping[str, str]) -> bool:
    """Whether a dateline may read so: it ends in a name, and what comes before is written like names or a date."""
    *before, last = _WORDS.findall(passage) or [""]
    return bool(_known(last, outlets)) and not any(word[0].islower() and len(word) > len("vom") for word in before)
