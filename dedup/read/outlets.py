"""Who published an article, where its record does not say: its address, else its dateline."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from dedup.read.agencies import agency_of, names_without_spaces
from dedup.read.urls import unarchived

# A dateline stands near the top, below a caption or a few highlights at most; a long text has brackets everywhere.
_N_LINES = 12
# `London (CNN)Text`, `NAIROBI, 3 May (Examplewire) - Text`, `(CNN) -- Text`.
_DATELINE = re.compile(
    r"(?P<place>[^()\n]{0,60}?)\s*[(（](?P<name>[^()\n]{2,30})[)）](?P<dash>\s*[-–—]+\s|\s?[—–])?(?P<rest>\S.{30,})"
)
# `© 2031 Example Media Ltd.`, `Copyright (c) Example`: a picture's `Name © 2031` does not start its line.
_COPYRIGHT = re.compile(r"\W*(?:copyright\b.{0,3})?(?:©|\(c\))\s*\w", re.I)
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_MAX_PLACE_WORDS = 6
# `Rio de Janeiro`, `Frankfurt am Main`, `Ho Chi Minh City`.
_MAX_SMALL_WORD = 3
# Nearly all addresses begin so, and their host is read in a tenth of the time that parsing them takes.
_PLAIN = re.compile(r"https?://(?!web\.archive\.org/)([a-z\d.-]+)(?:/|$)", re.A)


def domain_of(url: str) -> str:
    """Return the host of a URL without `www.`, or ""; of a page in the Internet Archive, that of the page.

    >>> domain_of("https://www.Example.com:443/a?b")
    'example.com'
    """
    if plain := _PLAIN.match(url):
        return plain[1].removeprefix("www.")
    url = unarchived(url)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def dateline_outlet(text: str) -> str:
    """Return the outlet that the dateline at the start of `text` names, or "" where that is not certain.

    A dateline is a place, perhaps a date, and a name in brackets that a dash or, without a space, the first word of
    a sentence follows. `The World Health Organization (WHO) said` and `Ann Example (D-Ohio) voted` are none, and
    neither is `(New York) - `. An agency's credit is no outlet: most pages that carry one are others'.

    >>> dateline_outlet("NAIROBI, 3 May (Examplewire) - The council voted nine to two on Monday to close the bridge.")
    'Examplewire'
    >>> dateline_outlet("The Road Safety Board (RSB) said on Monday that the old bridge was closed until next spring.")
    ''
    """
    lines = text.lstrip().split("\n")[:_N_LINES]
    names = {_name_in(line.strip()) for line in lines if "(" in line or "（" in line} - {""}
    name = names.pop() if len(names) == 1 else ""
    return "" if name and _is_of_another(name, text) else name


def _is_of_another(name: str, text: str) -> bool:
    """Return whether the last lines of `text` hold copyright notices, and none of them names `name`."""
    notices = [line.casefold() for line in text.rstrip().split("\n")[-_N_LINES:] if _COPYRIGHT.match(line)]
    return bool(notices) and not any(name.casefold() in notice for notice in notices)


def _name_in(line: str) -> str:
    match = _DATELINE.match(line)
    if not match or not _is_place(match["place"]) or _is_abbreviation(match["name"], match["place"]):
        return ""
    name, rest = match["name"].strip(), match["rest"]
    glued = match["dash"] is None and line[match.end("name") + 1] == rest[0] and rest[0].isalpha()
    if not glued and not (match["dash"] and match["place"]):
        return ""
    if rest[0].islower() or name[0].islower() or _YEAR.search(name):
        return ""
    if agency_of(name) or any(agency in name for agency in names_without_spaces()):  # "（新华社临江电）"
        return ""
    return name if all(c.isalnum() or c in " .&'’" for c in name) else ""


def _is_place(place: str) -> bool:
    """Return whether `place` could be one: a few words in capitals, with small words and, after a comma, a date."""
    words = _WORD.findall(place)
    if len(words) > _MAX_PLACE_WORDS or any(c in place for c in ':;!?"“”„«»@#'):
        return False
    before_comma = _WORD.findall(place.partition(",")[0])
    return all(not word[0].islower() or len(word) <= _MAX_SMALL_WORD for word in before_comma) and not (
        words and (words[0][0].islower() or not before_comma)
    )


def _is_abbreviation(name: str, place: str) -> bool:
    """Return whether the letters of `name` stand in `place` in the same order, as in `Road Safety Board (RSB)`."""
    letters = iter(place.casefold())
    return bool(place) and all(letter in letters for letter in name.casefold() if letter.isalnum())
