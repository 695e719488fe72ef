from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timezone

import pytest

from tests.read.builders import BODY, Read, article, articles, skipped

OLD = """


                               {0} of 2 DOCUMENTS


                                 The Sallow Post

                            March 5, 2031 Wednesday
                                   Edition 1;
                                    Scotland

Pier to be rebuilt;
before the storms return

BYLINE: Ida Holm

SECTION: NEWS; Pg. 6

LENGTH: 40 words

The harbour council voted seven to four on Tuesday to rebuild
the northern pier.

LONDON: Work begins in May.

LOAD-DATE: March 6, 2031

LANGUAGE: ENGLISH

                       Copyright 2031 The Sallow Post
                              All Rights Reserved
"""
NEW = (
    "Pier to be rebuilt\nThe Sallow Post\nMarch 5, 2031 Wednesday 4:09 PM GMT\n\n"
    "Copyright 2031 Post All Rights Reserved\n\n"
    "Section:\u00a0NEWS; Pg. 4\nLength:\u00a040 words\nByline:\u00a0Ida Holm\nBody\n\n"
    + BODY
    + "\n\nWork begins in May.\n\n"
    "Load-Date:\u00a0March 6, 2031\n\nEnd of Document\n"
)
TEXT = f"{BODY}\n\nWork begins in May."


def test_the_older_text_export_is_read(read: Read) -> None:
    found = articles(read("a.TXT", "Download Request: Selected Items: 1-2\n" + OLD.format(1) + OLD.format(2)))
    assert len(found) == 2
    first = found[0]
    assert (first.title, first.outlet) == ("Pier to be rebuilt; before the storms return", "The Sallow Post")
    assert first.text == (
        "The harbour council voted seven to four on Tuesday to rebuild the northern pier.\n\n"
        "LONDON: Work begins in May."
    )
    assert (first.published, first.author, first.language) == (date(2031, 3, 5), "Ida Holm", "en")


def test_the_older_page_export_is_read_and_what_was_not_delivered_listed(read: Read) -> None:
    document = (
        "<!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->{0}<!-- Hide XML section from browser\n"
        "</DOCFULL>\n</DOC> -->"
    )
    lines = (
        "<DIV><P><SPAN>1 of 2 DOCUMENTS</SPAN></P></DIV><BR><DIV><P>Le Courrier</P></DIV>"
        "<DIV><P><SPAN>12</SPAN><SPAN> mars 2031 mercredi</SPAN><BR>Correction</P></DIV><DIV><P>Le quai</P></DIV>"
        "<DIV><P>RUBRIQUE: <SPAN>VILLE; Pg. 3</SPAN></P></DIV><DIV><P>LONGUEUR: 40 mots</P></DIV>"
        "<DIV><P>Premier paragraphe.</P><P>Second paragraphe.</P></DIV><DIV><P>DATE-CHARGEMENT: 13 mars 2031</P></DIV>"
    )
    page = f"<HTML><BODY>{document.format(lines)}{document.format('<P>We are sorry.</P>')}</BODY></HTML>"
    found = read("a.html", page)
    (first,) = articles(found)
    assert (first.title, first.outlet, first.published) == ("Le quai", "Le Courrier", date(2031, 3, 12))
    assert first.text == "Premier paragraphe.\n\nSecond paragraphe."
    assert "We are sorry." in skipped(found).detail


def test_the_newer_text_export_is_read(read: Read) -> None:
    found = articles(read("a.txt", "1. Pier to be rebuilt\nClient/Matter: -None-\n\n" + NEW + "\n" + NEW))
    assert len(found) == 2
    assert (found[0].title, found[0].outlet, found[0].text) == ("Pier to be rebuilt", "The Sallow Post", TEXT)
    assert found[0].published == datetime(2031, 3, 5, 16, 9, tzinfo=timezone.utc)
    assert found[0].author == "Ida Holm"


def word(text: str) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{paragraphs}</w:body></w:document>")
    return packed.getvalue()


def test_an_export_as_a_word_document_is_read_also_in_a_zip_file(read: Read) -> None:
    found = articles(read("Files.DOCX", word(NEW + NEW)))
    assert [each.text for each in found] == [TEXT, TEXT]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.DOCX", word(NEW))
    assert article(read("Files.ZIP", packed.getvalue())).location.endswith("Files.ZIP!one.DOCX#1")


def test_a_word_document_of_ones_own_is_one_article(read: Read) -> None:
    found = article(read("a.docx", word(f"Pier to be rebuilt\n{BODY * 2}\nMore.")))
    assert (found.title, found.text) == ("Pier to be rebuilt", f"{BODY * 2}\n\nMore.")


def test_an_office_document_without_a_text_is_not_supported(read: Read) -> None:
    assert skipped(read("a.xlsx", word("x").replace(b"word/", b"cell/"))).reason == "format not supported"


def test_an_export_as_rtf_is_read(read: Read) -> None:
    pytest.importorskip("striprtf", reason="needs the extra exports")
    rtf = "{\\rtf1\\ansi\\ansicpg1252 " + NEW.replace("\u00a0", "\\'a0").replace("\n", "\\par\n") + "}"
    found = article(read("a.rtf", rtf))
    assert (found.title, found.text, found.author) == ("Pier to be rebuilt", TEXT, "Ida Holm")


def test_rtf_without_its_library_is_one_line_with_the_command(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "striprtf.striprtf", None)
    assert skipped(read("a.rtf", "{\\rtf1 x}")).detail == "needs striprtf: pip install 'news-dedup[exports]'"


def test_a_damaged_word_document_is_skipped(read: Read) -> None:
    assert skipped(read("a.docx", word(NEW)[:200])).reason == "damaged file"
