from __future__ import annotations

import gzip
import time
from io import BytesIO

import pytest

from dedup.read.records import Record, Unreadable
from dedup.read.web.mailbox import read_mailbox
from dedup.settings import Settings
from tests.read.builders import BODY, Read, article, articles, skipped

BEGIN = "From ida@post.example Wed Mar  5 10:00:00 2031\n"


def mail(subject: str, text: str = BODY) -> str:
    return f"{BEGIN}From: Ida Holm <ida@post.example>\nSubject: {subject}\n\n{text}\n\n"


@pytest.mark.parametrize("name", ["a.mbox", "a.txt", "a"])
def test_each_mail_of_a_mailbox_is_an_article(read: Read, name: str) -> None:
    found = articles(read(name, mail("Pier") + mail("Ferry", f"{BODY} Again.")))
    assert [(each.title, each.text) for each in found] == [("Pier", BODY), ("Ferry", f"{BODY} Again.")]
    assert [each.location.rpartition("#")[2] for each in found] == ["1", "2"]


def test_a_mailbox_is_known_by_its_first_mail_however_long_that_is(read: Read) -> None:
    found = articles(read("a", mail("Long", f"{BODY}\n" * 2000) + mail("Short")))
    assert [each.title for each in found] == ["Long", "Short"]


def test_what_looks_like_the_begin_of_a_mail_stays_in_its_text(read: Read) -> None:
    text = f"{BODY}\n\nFrom here on, at 10:00, it rained.\n\n>{BEGIN}>>{BEGIN}Later"
    assert article(read("a.mbox", mail("Pier", text))).text == text.replace(">From", "From")


def test_a_mail_that_is_too_large_is_skipped_and_those_around_it_are_read() -> None:
    box = mail("First") + mail("Huge", f"{BODY}\n" * 300) + mail("Line", "x" * 30_000) + mail("Last")
    first, huge, line, last = read_mailbox(BytesIO(box.encode()), Settings(max_document_mb=0.02))
    assert isinstance(first, Record)
    assert first.values["title"] == "First"
    assert isinstance(huge, Unreadable)
    assert isinstance(line, Unreadable)
    assert (huge.number, huge.reason, line.number, line.reason) == (2, "too large", 3, "too large")
    assert isinstance(last, Record)
    assert (last.number, last.values["title"]) == (4, "Last")


def test_the_mails_before_damage_are_read(read: Read) -> None:
    packed = gzip.compress("".join(mail(str(n), f"{BODY} {n}" * 9) for n in range(500)).encode())
    found = read("a.mbox.gz", packed[: len(packed) // 2])
    assert len(articles(found)) > 1
    assert skipped(found).reason == "damaged file"


def test_lines_that_nearly_begin_a_mail_take_no_time() -> None:
    line = b"From a" + b" 11:11" * 500_000 + b" x\n"
    start = time.perf_counter()
    assert len(list(read_mailbox(BytesIO(BEGIN.encode() + b"\n" + line), Settings()))) == 1
    assert time.perf_counter() - start < 2
