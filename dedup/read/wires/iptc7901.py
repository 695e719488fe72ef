r"""Reads IPTC 7901 messages, the text protocol of European agencies.

A message is `SOH source number priority category words optional CR LF keywords STX headlines text ETX day and time`,
see IPTC 7901, The IPTC recommended message format (1995). Lines are wrapped at about 69 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.read.limits import of_document
from dedup.read.plain_text import unwrapped
from dedup.read.records import Record, Unreadable
from dedup.read.wires.framing import full_year, records_of
from dedup.settings import Settings

_SOURCE = re.compile(r"(\S+)\s+\d{2,4}\s*$")
_STAMP = re.compile(r"\s*(\d{2})(\d{2})(\d{2})\s*(?:(?:GMT|UTC)\s*)?([^\W\d]{3})\w*\.?\s*(\d{2}|\d{4})\b")
# The headlines end with an equals sign at the end of a line.
_HEADLINES = re.compile(r"\A(?P<lines>.*?)[ \t]*=[ \t]*\n(?P<body>.*)\Z", re.S)
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Door)\s+[^\W\d_].*")
# Notes to editors, which agencies put below a heading of this name in all their languages.
_NOTEBOOK = re.compile(r"^#+ *(?:\w+ +)?notebook\b.*\Z|^(?:\* ){3,}\*?[ \t]*$.*\Z", re.S | re.I | re.M)
_MONTHS = (
    ("jan", "ene"), ("feb", "fev", "fév"), ("mar", "mär", "mrz"), ("apr", "avr", "abr"),
    ("may", "mai", "maj", "mei"), ("jun",), ("jul",), ("aug", "aoû", "ago"),
    ("sep", "set"), ("oct", "okt", "out"), ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, 1) for name in names}


@of_document
def read_iptc7901(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of each message; the moment of sending is in GMT, as the standard has it."""
    yield from records_of(data, _values)


def _values(message: re.Match[str]) -> dict[str, object]:
    header, _, keywords = message["header"].strip().partition("\n")
    source = _SOURCE.search(header)
    split = _HEADLINES.match(message["text"])
    headlines, body = (split["lines"].split("\n"), split["body"]) if split else ([], message["text"])
    bylines = [line for line in headlines if _BYLINE.fullmatch(line)]
    return {
        "title": _title([line for line in headlines if line not in bylines]) or keywords.strip(" \n/"),
        "text": unwrapped(_NOTEBOOK.sub("", body)),
        "outlet": source[1] if source else "",
        "published": _published(message["tail"] or ""),
        "author": bylines[0] if bylines else "",
    }


def _title(lines: list[str]) -> str:
    """Return the headline; marks of versions, such as `1ST LEAD` and `(Repeat)`, stand on lines of their own above."""
    lines = [line.strip() for line in lines if line.strip()]
    while len(lines) > 1 and (lines[0].isupper() or lines[0][0] == "("):
        lines = lines[1:]
    return " ".join(lines)


def _published(tail: str) -> str:
    """Return the moment of sending in ISO 8601, from `131137 GMT Nov 13`: day, hour, minute, month, year."""
    stamp = _STAMP.match(tail)
    month = _MONTH_OF.get(stamp[4].lower()) if stamp else None
    if stamp is None or month is None:
        return ""
    return f"{full_year(int(stamp[5]))}-{month:02}-{stamp[1]}T{stamp[2]}:{stamp[3]}:00Z"
