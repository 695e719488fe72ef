"""The first bytes of a file -> its format: content first, and the extension where content can be several things."""

from __future__ import annotations

import codecs
import re

from dedup.read.decode import unix_lines
from dedup.read.field_names import field_of
from dedup.read.locations import LINES_EXTENSIONS, TABLE_EXTENSIONS, extension_of
from dedup.read.records import Unreadable

# What begins so is known and cannot be read, whatever it is called: some may hold articles, some never do.
_UNREADABLE = (
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old office document: save it as .docx, .rtf or .txt"),
    (re.compile(rb"7z\xbc\xaf|Rar!\x1a"), "a 7z or RAR archive: unpack it first"),
    (re.compile(rb"SQLite format 3\0"), "an SQLite database: export its articles as JSON lines or CSV"),
)
_NO_ARTICLES = (
    (re.compile(rb"\xff\xd8\xff|\x89PNG\r|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP", re.S), "an image"),
    (re.compile(rb"RIFF.{4}(?:WAVE|AVI )|OggS\0|ID3[\2-\4]|\x1aE\xdf\xa3|.{4}ftyp", re.S), "sound or video"),
    (re.compile(rb"\x7fELF|MZ.{58,}PE\0\0", re.S), "a program"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:urlset|sitemapindex)\b"), "a sitemap: addresses without articles"),
)
# The name of the first member: those further down may be of a document that stands in a zip file of documents.
_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|mimetype)", re.S)
_MAGIC = (
    (re.compile(rb"PK\x03\x04|PK\x05\x06\0"), "zip"),
    (re.compile(rb".{257}ustar", re.S), "tar"),
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"WARC/\d"), "warc"),
    (re.compile(rb"filedesc://"), "warc"),
    (re.compile(rb"\s*\{\\rtf"), "rtf"),
    (re.compile(rb"From \S+ .{,80}\d\d:\d\d.{,40}\d\s*\n[A-Za-z-]+: "), "mailbox"),
    (re.compile(rb"\x16[\x16\x01]"), "anpa-1312"),
    (re.compile(rb"\x01[a-z]{3}\d{3,4} "), "iptc-7901"),
)

_COMMENT = r"<!--(?:(?!-->).)*-->"
_PROLOGUE = (
    rf"\s*(?:<\?xml[^>]*>\s*)?(?:{_COMMENT}\s*|<\?[^>]*>\s*|<!DOCTYPE\s[^>\[]*(?:\[(?:(?!\]\s*>).)*\]\s*)?>\s*)*"
)
_ROOT = re.compile(_PROLOGUE + r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.S | re.I)
_DOCTYPE = re.compile(rf"\s*(?:<\?xml[^>]*>\s*)?(?:{_COMMENT}\s*)*<!DOCTYPE\s+(\w+)", re.S | re.I)
_XML_DECLARATION = re.compile(r"\s*<\?xml\s")
_ROOTS = {
    "nitf": "nitf",
    "NewsML": "newsml",
    **dict.fromkeys(("newsMessage", "newsItem", "packageItem", "conceptItem", "contentSet"), "newsml-g2"),
    **dict.fromkeys(("knowledgeItem", "planningItem", "catalogItem"), "newsml-g2"),
    "newsitem": "rcv1",
    **dict.fromkeys(("rss", "feed", "RDF"), "feed"),
    "PPSResponse": "factiva",
    "REUTERS": "reuters-21578",
    "DOC": "gigaword",
    **dict.fromkeys(("TEI", "doc"), "tei"),
}
# Pages in which databases deliver articles; before generic HTML, which would take them for one article. All but the
# first are of text in lower case and begin with letters that stand as they are: so written they take a tenth of the
# time, which was a third of that of reading a page.
_NEXIS = re.compile(r"<DOC(?: NUMBER=|FULL>)")
_DATABASES = (
    (re.compile(r"<title>\s*factiva\s*</title>"), "factiva"),
    (re.compile(r"class=.article [a-z]{2}article"), "factiva"),
    (re.compile(r"docpublicationname"), "europresse"),
    (re.compile(r"cedrom-sni"), "europresse"),
    (re.compile(r'name="docid_'), "proquest"),
    (re.compile(r"proquest document link"), "proquest"),
    (re.compile(r"search\.proquest\.com/docview"), "proquest"),
)
_HTML = re.compile(rf"\s*(?:<\?xml[^>]*>\s*)?(?:{_COMMENT}\s*)*<(?:!doctype html|html\b)", re.I | re.S)
_MARKUP = re.compile(r"\s*<[a-z!?]", re.I)

_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{\]])')
_JSON_LINES = re.compile(r"\s*\{[^\n]*\}\s*\n\s*\{")
# No line of it alone is a record: an object over several lines, or a list of objects.
_JSON_DOCUMENT = re.compile(r"\s*[\[{]\s*\n|\s*\[\s*\{")
# Each line can be matched in one way alone: a line of blanks taken apart in several took for ever.
_HEADER_BLOCK = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_HEADERS = re.compile(r"^(?:MIME-Version|Received|Message-ID|Newsgroups|Lines|Content-Type): ", re.I | re.M)
_FROM = re.compile(r"^From: ", re.M)
# Texts whose lines tell where they come from: each of the patterns is there. Tables are not asked, as their cells may
# hold such texts. Where a line begins is written as the line feed before it, which is found in a tenth of the time of
# `^`: that was a fifth of reading a text.
_TEXTS = (
    (
        "nexis",
        re.compile(r"\n[ \t]*(?:Dokument )?\d+ (?:of|de|von|di|van) \d+(?: DOCUMENT(?:S|EN|OS|I)?)?[ \t]*$", re.M),
    ),
    ("nexis", re.compile(r"\nBody\s*$", re.M), re.compile(r"\n(?:Load-Date: .*\s+)?End of Document\s*$", re.M)),
    ("factiva", re.compile(r"\nHD {2,}\S"), re.compile(r"\n(?:LP|TD) *$", re.M)),
    ("proquest", re.compile(r"\n(?:Full text|ProQuest document ID): "), re.compile(r"\A\s*_{40,}\s*$", re.M)),
    ("story", re.compile(r"\n@highlight\s*$", re.M)),
)
# Delimiter -> the columns with known names that tell a table; all but tabs stand in sentences too.
_KNOWN_COLUMNS = {"\t": 1, ",": 2, ";": 2, "|": 2}


def recognise(head: bytes, name: str) -> str:
    """Return the name of the format or archive that the content of a file shows, or "" where it shows none.

    `head` is the start of the uncompressed file. The extension of `name` counts where content is ambiguous, as rows of
    a table may look like anything.
    """
    for pattern, found in _MAGIC:
        if pattern.match(head):
            return "docx" if found == "zip" and _OFFICE.match(head) else found
    extension = extension_of(name)
    if extension in TABLE_EXTENSIONS:
        return "csv"
    text = _text_of(head)
    return _of_markup(text) or _of_json(text, extension) or _of_text(text)


def unreadable(head: bytes) -> Unreadable | None:
    """Return why a file that begins with `head` is no article or cannot be read; empty where that is not known."""
    head = head.removeprefix(codecs.BOM_UTF8)
    if _OFFICE.match(head) and b"word/" not in head:
        return Unreadable(0, "format not supported", "an office document or e-book: save it as .docx, .csv or .txt")
    for reason, table in (("format not supported", _UNREADABLE), ("not an article", _NO_ARTICLES)):
        for pattern, what in table:
            if pattern.match(head):
                return Unreadable(0, reason, what)
    return None


def _of_markup(text: str) -> str:
    if not _MARKUP.match(text):
        return ""
    if _NEXIS.search(text):
        return "nexis"
    lower = text.lower()
    if found := next((database for pattern, database in _DATABASES if pattern.search(lower)), ""):
        return found
    if _HTML.match(text):
        return "html"
    doctype, root = _DOCTYPE.match(text), _ROOT.match(text)
    if doctype and doctype[1].lower() == "lewis":
        return "reuters-21578"
    if root and root[1] in _ROOTS:
        return _ROOTS[root[1]]
    return "xml" if _XML_DECLARATION.match(text) else ""


def _of_json(text: str, extension: str) -> str:
    if not _JSON.match(text):
        return ""
    is_named_lines = extension in LINES_EXTENSIONS and not _JSON_DOCUMENT.match(text)
    return "json-lines" if is_named_lines or _JSON_LINES.match(text) else "json"


def _of_text(text: str) -> str:
    first_line = text.partition("\n")[0]
    if any(_names_columns(first_line, mark, enough) for mark, enough in _KNOWN_COLUMNS.items()):
        return "csv"
    block = _HEADER_BLOCK.match(text)
    if block and _FROM.search(block[0]) and _MAIL_HEADERS.search(block[0]):
        return "mail"
    lines = f"\n{text}"
    return next((name for name, *patterns in _TEXTS if all(pattern.search(lines) for pattern in patterns)), "")


def _names_columns(line: str, delimiter: str, enough: int) -> bool:
    """Return whether a line is the header of a table: it names titles or texts, and at least `enough` known columns."""
    columns = [field_of(name) for name in line.split(delimiter)] if delimiter in line else []
    return {"title", "text"} & {*columns} != set() and len(list(filter(None, columns))) >= enough


def _text_of(head: bytes) -> str:
    """Return the start as text; it may be wrong beyond ASCII, but the marks of formats are ASCII."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head.decode("utf-16", "ignore")
    elif head[1:2] == b"\0":
        text = head.decode("utf-16-le", "ignore")
    elif head[:1] == b"\0":
        text = head.decode("utf-16-be", "ignore")
    else:
        text = head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    return unix_lines(text)
