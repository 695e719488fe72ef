"""XML in any encoding, well formed or not -> elements, and elements -> text; what most XML formats share.

No entity is expanded and nothing outside the document is looked at, so that neither a bomb nor a file of this
machine can get into an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import TypeAlias

from lxml import etree

from dedup.read.decode import decode
from dedup.read.values import has_markup, text_of_markup

Element: TypeAlias = etree._Element  # lxml has no public name for it

_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)""")
# As browsers do: what calls itself Latin-1 or ASCII and has bytes from 0x80 to 0x9F means them as Windows-1252.
_CP1252 = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
# A file that was cut off here would have the rest of the mark for a text.
_CUT = re.compile(r"<!?(?:\[C?D?A?T?A?)?\s*\Z")
_XML_ENTITIES = ("amp;", "lt;", "gt;", "quot;", "apos;")
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt"),
        *("dd", "table", "tr", "td", "th", "caption", "blockquote", "pre", "hr", "block", "hl1", "hl2", "bq", "list"),
        *("nitf-table", "head", "ab", "item", "quote", "lg", "lead"),
    )
)
"""Elements that begin a paragraph, in HTML, NITF and TEI."""


def parse_xml(data: bytes) -> Element | None:
    """Return the root of a document, as much of it as can be read, or None where there is none.

    Raises:
        NotTextError: where the bytes are not text.
    """
    text = _NOT_XML.sub("", _ENTITY.sub(_character, _DECLARATION.sub("", _decode(data), count=1)))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_CUT.sub("", text).strip().encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _decode(data: bytes) -> str:
    """Return the text as its declaration says, where that holds; else as the bytes say."""
    declared = _ENCODING.match(data)
    if declared:
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("cp1252" if name in _CP1252 else name)
        except (ValueError, LookupError):
            pass
    return decode(data)


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity of HTML, which feeds use in XML; those of XML stay for the parser."""
    return entity[0] if entity[1] in _XML_ENTITIES else html5.get(entity[1], entity[0])


def local(element: Element) -> str:
    """Return the name without its namespace, declared or not."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names in `element` and below, in document order, whatever their namespace."""
    yield from element.iter(*(f"{{*}}{name}" for name in names))


def first(element: Element, *names: str) -> Element | None:
    """Return the first element called by the first of `names` that is there, in `element` or below."""
    return next((found for name in names for found in descendants(element, name)), None)


def text_of(element: Element | None) -> str:
    """Return all text in an element on one line."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def first_text_of(element: Element, *names: str) -> str:
    """Return the first text that is not empty of the elements of these names, better names first."""
    return next((text for name in names for found in descendants(element, name) if (text := text_of(found))), "")


def attribute_of(element: Element, name: str, attribute: str) -> str:
    """Return the first value that is not empty of an attribute of the elements of that name."""
    values = (found.get(attribute, "").strip() for found in descendants(element, name))
    return next(filter(None, values), "")


def language_of(element: Element) -> str:
    """Return `xml:lang` of the element."""
    return str(element.get("{http://www.w3.org/XML/1998/namespace}lang", ""))


def block_text(element: Element, skip: frozenset[str] = frozenset()) -> str:
    r"""Return the text in an element with one blank line between paragraphs, without the elements called in `skip`.

    >>> block_text(etree.fromstring("<body><p>One <i>and</i>\n two</p>three</body>"))
    'One and two\n\nthree'
    """
    paragraphs: list[list[str]] = [[]]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        name = local(node)
        if event == "start" and name in skip:
            walk.skip_subtree()
        elif event == "start":
            if name in BLOCKS:
                paragraphs.append([])
            paragraphs[-1].append(" " if name == "br" else node.text or "")
        if event == "end" and node is not element:
            if name in BLOCKS:
                paragraphs.append([])
            paragraphs[-1].append(node.tail or "")
    return "\n\n".join(filter(None, (_plain("".join(parts)) for parts in paragraphs)))


def _plain(paragraph: str) -> str:
    """Return a paragraph on one line; some agencies put HTML into it a second time."""
    line = " ".join(paragraph.split())
    return " ".join(text_of_markup(line).split()) if has_markup(line) else line
