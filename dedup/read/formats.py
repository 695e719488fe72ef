"""The formats that can be read, one line each: a new one is a module and a line here."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.errors import SettingsError
from dedup.read.corpora.rcv1 import read_rcv1
from dedup.read.corpora.sgml import read_gigaword, read_reuters
from dedup.read.corpora.story import read_story
from dedup.read.corpora.tei import read_tei
from dedup.read.csv import read_csv
from dedup.read.databases.documents import read_docx, read_rtf
from dedup.read.databases.europresse import read_europresse
from dedup.read.databases.factiva import read_factiva
from dedup.read.databases.nexis import read_nexis
from dedup.read.databases.proquest import read_proquest
from dedup.read.html import read_html
from dedup.read.json import read_json, read_json_lines
from dedup.read.locations import LINES_EXTENSIONS, PAGE_EXTENSIONS, TABLE_EXTENSIONS, extension_of
from dedup.read.markdown import read_markdown
from dedup.read.parquet import read_parquet
from dedup.read.plain_text import read_text
from dedup.read.recognise import recognise, unreadable
from dedup.read.records import FormatReader
from dedup.read.web.feeds import read_feed
from dedup.read.web.mail import read_mail
from dedup.read.web.mailbox import read_mailbox
from dedup.read.web.warc import read_warc
from dedup.read.wires.anpa1312 import read_anpa1312
from dedup.read.wires.iptc7901 import read_iptc7901
from dedup.read.wires.newsml import read_newsml
from dedup.read.wires.newsml_g2 import read_newsml_g2
from dedup.read.wires.nitf import read_nitf
from dedup.read.xml_records import read_xml_records


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which files hold articles."""

    name: str
    extensions: tuple[str, ...]
    """Those that decide where the content can be several things; most formats are known by their content alone."""
    holds: str
    """What a file of it gives, in words."""
    reader: FormatReader
    extra: str = ""
    """The extra that installs what it needs, one of `dedup.read.extras.EXTRAS`."""


_TABLE = (
    Format("text", (".txt", ".text", ""), "one article: a title or headers on top, then the text", read_text),
    Format("markdown", (".md", ".markdown"), "one article: front matter or a heading, then the text", read_markdown),
    Format("html", PAGE_EXTENSIONS, "one article, taken out of the page", read_html),
    Format("json", (".json",), "one object, a list of them, a table, or the answer of a news API", read_json),
    Format("json-lines", LINES_EXTENSIONS, "one article a line", read_json_lines),
    Format("csv", TABLE_EXTENSIONS, "one article a row, columns named in the first", read_csv),
    Format("feed", (".rss", ".atom"), "RSS, RDF, Atom or a WordPress export: one article an item", read_feed),
    Format("mail", (".mhtml", ".mht", ".eml"), "a page saved as MHTML, a mail or a newsgroup post", read_mail),
    Format("mailbox", (".mbox",), "one article a mail, of mbox files", read_mailbox),
    Format("nitf", (), "one article of a news agency", read_nitf),
    Format("newsml", (), "NewsML 1.0 to 1.2: one article an item", read_newsml),
    Format("newsml-g2", (), "NewsML-G2: one article an item", read_newsml_g2),
    Format("iptc-7901", (), "wire messages of European agencies, one article each", read_iptc7901),
    Format("anpa-1312", (), "wire messages of American agencies, one article each", read_anpa1312),
    Format("reuters-21578", (".sgm",), "the Reuters collection of 1987, one article a document", read_reuters),
    Format("gigaword", (".sgml",), "Gigaword and TREC collections, one article a document", read_gigaword),
    Format("rcv1", (), "the Reuters corpora RCV1 and RCV2, one article a file", read_rcv1),
    Format("story", (".story",), "the CNN and Daily Mail collection: a text and its highlights", read_story),
    Format("tei", (), "TEI, and the XML of trafilatura: one article", read_tei),
    Format("xml", (".xml",), "records whose elements are named like fields, as Scrapy writes them", read_xml_records),
    Format("nexis", (), "LexisNexis and Nexis Uni, as text or HTML, also inside rtf and docx", read_nexis),
    Format("factiva", (), "Dow Jones Factiva, as HTML, XML or text, also inside rtf", read_factiva),
    Format("proquest", (), "ProQuest, as text or HTML, also inside mail, rtf and docx", read_proquest),
    Format("europresse", (), "Europresse, as HTML", read_europresse),
    Format("docx", (".docx",), "a Word document: an export of a database, or one article", read_docx),
    Format("rtf", (".rtf",), "the same as RTF", read_rtf, "exports"),
    Format("warc", (".warc", ".arc"), "archives of crawlers, one article a page", read_warc, "warc"),
    Format("parquet", (".parquet",), "one article a row", read_parquet, "parquet"),
)

FORMATS: dict[str, Format] = {each.name: each for each in _TABLE}
_BY_EXTENSION = {extension: each for each in _TABLE for extension in each.extensions}


def format_named(name: str) -> Format:
    """Return the format of that name; raise `SettingsError` where there is none."""
    if name not in FORMATS:
        raise SettingsError(f"input_format must be one of {', '.join(FORMATS)}, got {name}")
    return FORMATS[name]


def format_of(head: bytes, name: str, *, named: bool) -> Format | str | None:
    """Return the format of a file, the name of its kind of archive, or None where it cannot be read.

    `head` is the start of the uncompressed file and `name` its name. A text whose extension is not in the table is read
    only where the user `named` the file.
    """
    if unreadable(head):
        return None
    found = recognise(head, name)
    if found:
        return FORMATS.get(found, found)
    extension = extension_of(name)
    if extension == ".tar":  # an empty one, or one older than the mark in its header
        return "tar"
    return _BY_EXTENSION.get(extension) or (FORMATS["text"] if named else None)
