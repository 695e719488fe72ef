"""Record -> Article: what its values are, and what can be told where they are missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import starmap, zip_longest
from operator import eq
from sys import intern

from dedup.article import Article
from dedup.read.decode import C1_CONTROLS, LONE_SURROGATES
from dedup.read.field_names import field_of
from dedup.read.fields import Fields
from dedup.read.html import page_record
from dedup.read.languages import identify, language_code
from dedup.read.limits import MEGABYTE
from dedup.read.outlets import domain_of
from dedup.read.records import Record, Unreadable
from dedup.read.urls import registered_domain
from dedup.records import Skipped
from dedup.settings import Settings

# The same controls in UTF-8, where texts in Windows-1252 that were taken for Latin-1 leave them.
_C1_BYTES = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_CUT_MARK = re.compile(r"(?:…|\.\.\.)? ?\[\+-?\d+ chars\]$")
_TITLE_TAIL = re.compile(r"(.+\S)\s+[-–—|·•»:]+\s+(\S.*)")
# Longer than lists of keywords, addresses and codes: words, or letters of scripts without spaces.
_MIN_WORDS_OF_TEXT, _MIN_LETTERS_OF_TEXT = 30, 60
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]")


Identify = Callable[[str, str], str]
"""Title, text -> their language, see `dedup.read.languages.identify`."""


def article_of(
    record: Record, location: str, settings: Settings, *, tell_language: Identify = identify
) -> Article | Skipped:
    """Return the article of a record, or why it is none.

    A record with a title and no text is an article with an empty text: a headline. Where there is no body, that of
    the record's HTML page is taken, else its summary or lead. Without an outlet of its own, an
    article has the registered domain of its address, which is a fact; after that, the name in its dateline.
    """
    fields = own = Fields(record.values)
    body = fields.first("text")
    if not body and (page := fields.first("page")):
        inner = page_record(page, settings)
        if isinstance(inner, Unreadable):
            return Skipped(location, inner.reason, inner.detail)
        fields = Fields(record.values, inner.values)
        body = fields.first("text")
    title, text = _writable(fields.first("title")), _writable(body or fields.first("summary"))
    if not title and not text:
        return Skipped(location, "no text", f"neither title nor body{_other_names(record.values)}")
    if not text and (name := _name_of_text(record.values)):
        return Skipped(location, "no text", f"a title alone, but {name} may be its text: --map text={name} takes it so")
    if len(text) > settings.max_record_mb * MEGABYTE:
        limit = f"{settings.max_record_mb:g} million characters"
        return Skipped(location, "too large", f"a text of more than {limit}: raise --max-record-mb to read it")
    url = _writable(fields.first("url"))
    named = _writable(fields.first("outlet")).removeprefix("www.")
    outlet = named or registered_domain(domain_of(url)) or record.dateline
    title = _without_outlet(title, outlet)
    of_page = record.is_page or (fields is not own and not own.first("outlet"))
    return Article(
        text=_without_cut_mark(_without_title(text, title)),
        title=title,
        outlet=intern(outlet),
        outlet_from=_outlet_from(named, url, outlet, of_page=of_page),
        published=fields.published(),
        author=intern(_writable(fields.first("author"))),
        url=url,
        language=language_code(fields.first("language")) or tell_language(title, text),
        id=_writable(fields.first("id")),
        version=_writable(fields.first("version")),
        location=location,
    )


def _other_names(values: Mapping[str, object]) -> str:
    """Return what a record without title and text has instead, for the message that says so."""
    if pairs := _pairs_of_inner(values):
        return "; " + " ".join(f"--map {field}={path}" for field, path in pairs.items()) + " reads what is in an object"
    names = [str(name)[:20] for name, value in values.items() if value and not field_of(str(name))]
    return f"; --map tells which they are among {', '.join(names[:8])}" if names else ""


def _pairs_of_inner(values: Mapping[str, object]) -> dict[str, str]:
    """Return title and text -> the path of the first value in an object that has its name, as in Reddit's `data`."""
    pairs: dict[str, str] = {}
    objects = {name: held for name, held in values.items() if field_of(str(name)) not in ("outlet", "author")}
    for name, held in objects.items():
        for key, value in held.items() if isinstance(held, Mapping) else ():
            if value and (field := field_of(str(key))) in ("title", "text"):
                pairs.setdefault(field, f"{name}.{key}")
    return pairs


def _name_of_text(values: Mapping[str, object]) -> str:
    """Return the name of the longest value that may be a text under a name that is not known; "" where none may.

    A text in an object goes by the names of both: `meta.story`.
    """
    unknown = {str(name): value for name, value in values.items() if not field_of(str(name))}
    inner = {
        f"{name}.{key}": value
        for name, held in unknown.items()
        if isinstance(held, Mapping)
        for key, value in held.items()
    }
    texts = {name: value for name, value in (unknown | inner).items() if isinstance(value, str)}
    name = max(texts, key=lambda each: len(texts[each]), default="")
    return name if name and _may_be_text(texts[name]) else ""


def _may_be_text(value: str) -> bool:
    n_words, n_letters = len(value.split()), len(_WITHOUT_SPACES.findall(value))
    return n_words >= _MIN_WORDS_OF_TEXT or n_letters >= _MIN_LETTERS_OF_TEXT


def _outlet_from(named: str, url: str, outlet: str, *, of_page: bool) -> str:
    """Return what names the outlet, see `Article.outlet_from`."""
    if named:
        return "page" if of_page else "field"
    if domain_of(url):
        return "url"
    return "dateline" if outlet else ""


def _writable(text: str) -> str:
    """Return `text` with line feeds alone as line ends, and U+FFFD for lone surrogates, which UTF-8 cannot hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    # Ten times as fast as to look for them in the text: all but a few have none.
    try:
        written = text.encode()
    except UnicodeEncodeError:
        return LONE_SURROGATES.sub("\ufffd", C1_CONTROLS.sub(_as_windows, text))
    return C1_CONTROLS.sub(_as_windows, text) if b"\xc2" in written and _C1_BYTES.search(written) else text


def _as_windows(control: re.Match[str]) -> str:
    """Return what a control character from 0x80 to 0x9F stands for in Windows-1252, as which it was meant."""
    return control[0].encode("latin-1").decode("cp1252", "ignore")


def _without_title(text: str, title: str) -> str:
    """Return the body without the title that some extractors put on its first line."""
    if not title or (text[:1] != title[:1] and text[:1].isalnum() and title[:1].isalnum()):
        return text  # as nearly all do
    end = text.find("\n")
    if end < 0 or not _have_same_letters(text[:end], title):
        return text
    return text[end:].lstrip() or text


def _without_cut_mark(text: str) -> str:
    """Return the text without NewsAPI's note that it was cut.

    >>> _without_cut_mark("The ferries are back… [+409 chars]")
    'The ferries are back'
    """
    # The pattern alone would try every place in the text: it took longer than all the rest of reading.
    return _CUT_MARK.sub("", text) if text.endswith(" chars]") else text


def _have_same_letters(one: str, other: str) -> bool:
    """Compare letters and digits alone: title and body often differ in their quotation marks."""
    return all(starmap(eq, zip_longest(filter(str.isalnum, one), filter(str.isalnum, other))))


def _without_outlet(title: str, outlet: str) -> str:
    """Return the title without ` | Outlet`, where what follows the mark is the outlet's name to the letter.

    >>> _without_outlet("Ferries are back | Example Post", "Example Post")
    'Ferries are back'
    """
    if not outlet or not title.casefold().endswith(outlet.casefold()):
        return title
    match = _TITLE_TAIL.fullmatch(title)
    return match[1] if match and match[2].casefold() == outlet.casefold() else title
