"""Reads Word documents and RTF: an export of a database, or one article."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dedup.read.archives import seekable
from dedup.read.compression import DamagedError
from dedup.read.databases.factiva import parse_factiva
from dedup.read.databases.nexis import parse_nexis
from dedup.read.databases.proquest import parse_proquest
from dedup.read.decode import unix_lines
from dedup.read.extras import import_extra
from dedup.read.limits import MEGABYTE, TooLargeError, of_document
from dedup.read.plain_text import article_record
from dedup.read.recognise import recognise
from dedup.read.records import Record, Unreadable
from dedup.read.xml import descendants, local, parse_xml
from dedup.settings import Settings

_PARSERS = {"nexis": parse_nexis, "factiva": parse_factiva, "proquest": parse_proquest}


def read_docx(stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the articles of a Word document.

    Raises:
        DamagedError: where it is not a whole zip file.
        TooLargeError: where its text unpacks to more than `settings.max_document_mb`.
    """
    with seekable(stream) as whole:
        try:
            with zipfile.ZipFile(whole) as archive:
                document = archive.getinfo("word/document.xml")
                n_bytes = document.file_size
                data = archive.read(document) if n_bytes <= settings.max_document_mb * MEGABYTE else b""
        except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, ValueError) as error:
            raise DamagedError(f"not a whole Word document: {error}") from error
    if not data:
        limit = f"{settings.max_document_mb:g} MB"
        raise TooLargeError(f"its text unpacks to more than {limit}: raise --max-document-mb to read it")
    root = parse_xml(data)
    if root is not None:
        lines = ("".join(_runs(paragraph)) for paragraph in descendants(root, "p"))
        yield from _of_text("\n".join(lines))


def _runs(paragraph: object) -> Iterator[str]:
    for run in descendants(paragraph, "t", "br", "cr", "tab"):
        yield run.text or "" if local(run) == "t" else "\t" if local(run) == "tab" else "\n"


@of_document
def read_rtf(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the articles of an RTF document.

    Raises:
        DamagedError: where it is no whole RTF document.
        MissingExtraError: where striprtf is not installed.
    """
    striprtf = import_extra("striprtf.striprtf", "exports")
    try:
        text: str = striprtf.rtf_to_text(data.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamagedError(f"not a whole RTF document: {error}") from error
    yield from _of_text(text)


def _of_text(text: str) -> Iterator[Record | Unreadable]:
    text = unix_lines(text).replace("\f", "\n")
    parse = _PARSERS.get(recognise(text.encode("utf-8", "replace"), ""))
    if parse:
        yield from parse(text)
    else:
        yield article_record("\n\n".join(line for line in text.split("\n") if line.strip()))
