"""Values as JSON nests them -> plain text: lists of paragraphs, `{"name": ...}`, `{"$date": ...}`, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

# The key that holds the value where a mapping stands in its place, best first.
_VALUE_KEYS = (
    *("value", "text", "main", "name", "title", "rendered", "content", "body", "html", "#text", "$t", "@id"),
    *("$date", "$oid", "$numberLong", "label", "uri", "domain", "url", "original"),
)
# A body in parts, as fundus keeps it: all of them are its text, in this order.
_BODY_KEYS = ("sections", "paragraphs")
_OUTLINE = ("summary", "headline", *_BODY_KEYS)
# No real article nests its text deeper; a hostile one may, and must not overflow the stack.
_MAX_DEPTH = 8
_WORD = re.compile(r"[^\W\d_]+")
# Of 43 real pages none lacks a title; headings, menus and samples of markup have no line so long, any report has.
# Without spaces, as in Chinese, a clause is one word of many characters.
_MIN_WORDS_OF_LINE = 8
_MIN_CHARS_OF_LINE = 16
_BLOCK = re.compile(r"<(?:p|div|section|article|h[1-6]|ul|ol|li|br|table|blockquote|figure|html|body)\b[^>]*>", re.I)
_PARAGRAPH = re.compile(r"<(?:p|div|section|li|tr)\b", re.I)
_MARKUP = re.compile(r"</?[a-z][^<>]*>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);", re.I)
# What titles are marked up with; other words in angle brackets are text, such as the tickers of Reuters.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strong|sub|sup|tt|u|wbr)\b"
    r"[^<>]*>",
    re.I,
)
_ENTITY = re.compile(r"&(?:[a-z]+\d*|#\d+|#x[0-9a-f]+);", re.I)
# What programs write where they have no value: pandas, `str()` of Python and of JavaScript, and people in tables.
_NO_VALUES = frozenset(("nan", "NaN", "None", "null", "NULL", "N/A", "n/a", "[]", "{}"))
_LONGEST_NO_VALUE = 4
# What newsdata.io gives instead of texts that one does not pay for.
_WITHHELD = re.compile(r"ONLY AVAILABLE IN [A-Z, ]+ PLANS?")
_PAGE = re.compile(r"(?i:https?)://[^\s/]\S*")  # under `re.I` the rest would be folded letter by letter


def scalar(value: object, depth: int = 0) -> object:
    """Return the string or number inside `value`, or None.

    >>> scalar({"$date": {"$numberLong": "1718719200000"}})
    '1718719200000'
    """
    if type(value) is str or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    if depth < _MAX_DEPTH:
        if isinstance(value, Mapping):
            inner = (scalar(value[key], depth + 1) for key in _VALUE_KEYS if key in value)
            return next((found for found in inner if found not in (None, "")), None)
        if isinstance(value, list) and value:
            return scalar(value[0], depth + 1)
    return None


def scalar_text(value: object) -> str:
    """Return the string or number inside `value` as text, or ""."""
    return _told((value if type(value) is str else str(scalar(value) or "")).strip())


def _told(text: str) -> str:
    """Return a value as text; "" where it only says that there is none, even of an outlet called None."""
    if len(text) <= _LONGEST_NO_VALUE:
        return "" if text in _NO_VALUES else text
    return "" if text.startswith("ONLY") and _WITHHELD.fullmatch(text) else text


def first_text(value: object) -> str:
    """Return the one line of text inside `value`, without markup; the first where there are several.

    >>> first_text([{"role": "main", "value": "Ferries &amp; trams <em>back</em>"}])
    'Ferries & trams back'
    """
    text = scalar_text(value)
    may_have_markup = "<" in text or "&" in text  # ten times as fast as the pattern
    return unescape(_INLINE.sub("", text)) if may_have_markup and has_markup(text) else text


def has_markup(text: str) -> bool:
    """Return whether `text` has tags or entities of HTML."""
    return _MARKUP.search(text) is not None


def page_url(text: str) -> str:
    """Return `text` where it is the address of a page, else ""."""
    text = text.strip()
    return text if _PAGE.fullmatch(text) else ""


def is_sentence(line: str) -> bool:
    """Return whether a line is as long as a sentence of news, in scripts with and without spaces."""
    words = [len(word) for word in _WORD.findall(line)]
    return len(words) >= _MIN_WORDS_OF_LINE or max(words, default=0) >= _MIN_CHARS_OF_LINE


def paragraphs(value: object) -> str:
    """Return the text inside `value` with one blank line between its parts."""
    if isinstance(value, str) and "<" not in value:
        return _told(_without_inline_markup(value).strip())
    parts = _parts(value, 0)
    return "\n\n".join(
        text_of_markup(part) if _has_blocks(part) else _without_inline_markup(part) for part in parts
    ).strip()


def _without_inline_markup(text: str) -> str:
    """Return text without the tags inside its lines, and with what its entities stand for.

    Without a closing tag there are none: `<B>` is a ticker. Only whole entities are decoded: `unescape` alone would
    make `rock®gae` of `rock&reggae`.
    """
    if "</" in text:
        text = _INLINE.sub("", text)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def _has_blocks(text: str) -> bool:
    """Whether there is the tag of a block; behind the last ">" no tag ends, and each "<p" would be read to the end."""
    return _BLOCK.search(text, 0, text.rfind(">") + 1) is not None


def paragraphs_of_html(value: object) -> str:
    """Return what `paragraphs` does of a value whose name says that it is HTML, whatever it looks like."""
    return "\n\n".join(map(text_of_markup, _parts(value, 0))).strip()


def _parts(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif depth < _MAX_DEPTH:
        if isinstance(value, Mapping) and not value.get("text") and any(key in value for key in _BODY_KEYS):
            for key in _OUTLINE:
                yield from _parts(value.get(key), depth + 1)
        elif isinstance(value, Mapping):
            for key in _VALUE_KEYS:
                if parts := list(_parts(value.get(key), depth + 1)):
                    yield from parts
                    break
        elif isinstance(value, list):
            for item in _body_items(value):
                yield from _parts(item, depth + 1)


def _body_items(items: Sequence[object]) -> Sequence[object]:
    """Return those items of a list that make up the body.

    ninjs holds the same body in several media types: plain text is taken, else HTML. The Washington Post's TREC
    collection lists kicker, title, byline and paragraphs: where some call themselves paragraphs, they are the body.
    """
    mappings = [item for item in items if isinstance(item, Mapping)]
    for key in ("contenttype", "contentType"):
        for wanted in ("text/plain", "text/html"):
            if chosen := [item for item in mappings if item.get(key) == wanted]:
                return chosen[:1]
    return [item for item in mappings if item.get("subtype") == "paragraph"] or items


def text_of_markup(markup: str) -> str:
    r"""Return the text of an HTML fragment, one blank line between its blocks.

    >>> text_of_markup("<p>One<br>two</p><p>three</p>"), text_of_markup("One<br>two\n\nthree")
    ('One\ntwo\n\nthree', 'One\ntwo\n\nthree')
    """
    from resiliparse.extract.html2text import extract_plain_text

    if not _PARAGRAPH.search(markup):
        # Plain text with a tag or two in it: its own line ends are all that parts its paragraphs.
        markup = re.sub(r"(?:<br\s*/?>)?\n", "<br>", markup, flags=re.I)
    text: str = extract_plain_text(markup, preserve_formatting=True, list_bullets=False, links=False)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()
