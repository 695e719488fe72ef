"""Reads MHTML pages, mails and newsgroup posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from functools import lru_cache
from io import BytesIO
from typing import Any

from dedup.read.databases.europresse import read_europresse
from dedup.read.databases.factiva import read_factiva
from dedup.read.databases.nexis import read_nexis
from dedup.read.databases.proquest import read_proquest
from dedup.read.dates import COLON_OF_OFFSET
from dedup.read.decode import NotTextError, decode
from dedup.read.html import page_record
from dedup.read.limits import of_document
from dedup.read.recognise import recognise
from dedup.read.records import Entry, FormatReader, Record, Unreadable, known
from dedup.read.values import text_of_markup
from dedup.settings import Settings

_DATABASES: Mapping[str, FormatReader] = {
    "nexis": read_nexis,
    "factiva": read_factiva,
    "proquest": read_proquest,
    "europresse": read_europresse,
}
"""Format -> its reader, of exports that databases mail."""


@lru_cache(maxsize=1 << 10)
def _parsed(name: str, value: str) -> Any:
    """Return a header as the library reads it, but for dates, whose offsets may have a colon.

    A mail's header of its type is asked for some twenty times, and mails have few types: parsed anew each time, it took
    three quarters of the time of reading mails.
    """
    return policy.default.header_factory(name, COLON_OF_OFFSET.sub("", value) if name.lower() == "date" else value)


_POLICY = policy.default.clone(header_factory=_parsed)


@of_document
def read_mail(data: bytes, settings: Settings) -> Iterator[Entry]:
    """Yield the article of a saved page or a mail, or the articles of the database export a mail brings.

    A page saved as MHTML is read like the page. A mail's subject is its title and its sender the author; the plain
    text goes before the HTML that says the same.
    """
    message = message_from_bytes(data.lstrip(), policy=_POLICY)
    parts = [part for part in message.walk() if not part.is_multipart()]
    for part in parts:
        content = _content(part)
        if reader := _database(content):
            yield from reader(BytesIO(content), settings)
            return
    page = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    if pages and (page or message.get_content_type() == "multipart/related"):
        found = page_record(_text(pages[0]), settings)
        told = {"url": page or _header(pages[0], "Content-Location"), "title": _header(message, "Subject")}
        if isinstance(found, Unreadable):
            yield found
        else:
            values = {**known(told), **found.values}
            yield Record(0, values, is_page=True)
    else:
        yield Record(0, _mail_values(message, parts))


def _mail_values(message: EmailMessage, parts: list[EmailMessage]) -> dict[str, object]:
    plain = [_text(part) for part in parts if part.get_content_type() == "text/plain" and not part.is_attachment()]
    pages = [_text(part) for part in parts if part.get_content_type() == "text/html" and not part.is_attachment()]
    text = "\n\n".join(filter(None, (text.strip() for text in plain)))
    sender, address = parseaddr(_header(message, "From"))
    return {
        "title": _header(message, "Subject"),
        "text": text or "\n\n".join(map(text_of_markup, pages)),
        "author": sender or address,
        "published": _header(message, "Date"),
        "id": _header(message, "Message-ID"),
    }


def _database(content: bytes) -> FormatReader | None:
    """Return the reader of a database export; ProQuest mails what a user picked as a page in an attachment."""
    return _DATABASES.get(recognise(content, ""))


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage) -> str:
    """Return the text of a part as its header says; where that does not hold, as its bytes say."""
    content, charset = _content(part), part.get_content_charset()
    try:
        return content.decode(charset or "utf-8").replace("\r\n", "\n")
    except (ValueError, LookupError):  # a name with a NUL in it is a ValueError that is no UnicodeError
        pass
    try:
        return decode(content, html=part.get_content_type() == "text/html").replace("\r\n", "\n")
    except NotTextError:
        return ""


def _header(message: EmailMessage, name: str) -> str:
    """Return a header on one line; the library raises errors of many kinds over headers that are not valid."""
    try:
        text = " ".join(str(message.get(name, "")).split())
    except (MessageError, ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""
    try:  # what says it is Windows-1252 is hardly ever valid UTF-8, unless it was UTF-8
        return text if text.isascii() else text.encode("cp1252").decode()
    except UnicodeError:
        return text
