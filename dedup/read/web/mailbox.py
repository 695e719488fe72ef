"""Reads mailboxes: files of many mails, each behind a line that begins with `From `."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from dedup.read.limits import MEGABYTE, read_lines
from dedup.read.records import Entry, Unreadable
from dedup.read.web.mail import read_mail
from dedup.settings import Settings

# Who sent it and when: sentences that begin so have no clock and do not end in figures (RFC 4155, appendix A).
_BEGINS = re.compile(rb"From \S+ .{,80}\d\d:\d\d.{,40}\d\s*")
# Lines of a text that would part it have a mark before them, and one more where they had marks already (`mboxrd`).
_QUOTED = re.compile(rb"^>(?=>*From )", re.M)


def read_mailbox(stream: BinaryIO, settings: Settings) -> Iterator[Entry]:
    """Yield what `read_mail` does of each mail; one mail is held at a time."""
    number = 0
    for mail in _mails(stream, settings.max_document_mb):
        if mail is None:
            number += 1
            limit = f"{settings.max_document_mb:g} MB"
            yield Unreadable(number, "too large", f"a mail of more than {limit}: raise --max-document-mb to read it")
        else:
            for entry in read_mail(BytesIO(_QUOTED.sub(b"", mail)), settings):
                number += 1
                yield replace(entry, number=number)


def _mails(stream: BinaryIO, max_mb: float) -> Iterator[bytes | None]:
    """Yield the mails without the line before each, and None for one of more than `max_mb` megabytes."""
    max_bytes = int(max_mb * MEGABYTE)
    mail = bytearray()
    is_begun, is_whole, is_after_blank = False, True, True
    for line in read_lines(stream, max_mb):
        if line and is_after_blank and _BEGINS.fullmatch(line):
            if is_begun:
                yield bytes(mail) if is_whole else None
            mail.clear()
            is_begun = is_whole = True
        elif line is None or len(mail) + len(line) > max_bytes:
            mail.clear()
            is_whole = False
        elif is_whole:
            mail += line
        is_after_blank = line is not None and not line.strip()
    yield bytes(mail) if is_whole else None
