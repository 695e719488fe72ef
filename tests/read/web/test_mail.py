from __future__ import annotations

from datetime import datetime, timezone
from email.message import EmailMessage

from tests.read.builders import BODY, Read, article, articles

PAGE = f"<html><head><title>Pier</title></head><body><article><h1>Pier</h1><p>{BODY}</p></article></body></html>"


def mail(subject: str = "Pier to be rebuilt") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ida Holm <ida@post.example>"
    message["Subject"] = subject
    message["Date"] = "Wed, 05 Mar 2031 17:00:00 +0100"
    message["Message-ID"] = "<1@post.example>"
    return message


def test_a_saved_page_is_read_like_the_page(read: Read) -> None:
    message = mail("Saved title")
    message["Snapshot-Content-Location"] = "https://post.example/pier"
    message.set_content(PAGE, subtype="html", cte="quoted-printable")
    found = article(read("a.mhtml", message.as_bytes()))
    assert (found.title, found.text, found.url) == ("Pier", BODY, "https://post.example/pier")
    assert found.outlet == "post.example"


def test_the_plain_text_of_a_mail_goes_before_its_page(read: Read) -> None:
    message = mail()
    message.set_content(BODY)
    message.add_alternative(PAGE, subtype="html")
    found = article(read("a.eml", message.as_bytes()))
    assert (found.title, found.text, found.author) == ("Pier to be rebuilt", BODY, "Ida Holm")
    assert found.published == datetime(2031, 3, 5, 16, tzinfo=timezone.utc)


def test_the_offset_of_a_mail_may_have_a_colon(read: Read) -> None:
    found = article(read("a.eml", f"Date: Wed, 05 Mar 2031 17:00:00 +01:00\nSubject: Pier\n\n{BODY}"))
    assert found.published == datetime(2031, 3, 5, 16, tzinfo=timezone.utc)


def test_a_mail_of_a_page_alone_has_its_text(read: Read) -> None:
    message = mail()
    message.set_content(f"<p>{BODY}</p><p>More.</p>", subtype="html")
    assert article(read("a.eml", message.as_bytes())).text == f"{BODY}\n\nMore."


def test_a_header_in_another_encoding_than_it_says_is_mended(read: Read) -> None:
    raw = mail("@").as_bytes().replace(b"@\n", "=?windows-1252?Q?Harbour’s_pier?=\n".encode(), 1)
    assert article(read("a.eml", raw + b"\n" + BODY.encode())).title == "Harbour’s pier"


def test_a_part_whose_charset_is_no_name_is_read_by_its_bytes(read: Read) -> None:
    head = b"From: ida@post.example\nSubject: Pier\nMIME-Version: 1.0\nContent-Type: text/plain; charset="
    assert article(read("a.eml", head + b'"ut\0f"\n\n' + BODY.encode())).text == BODY


def test_a_newsgroup_post_needs_no_extension(read: Read) -> None:
    found = article(read("51060", f"From: ida@x.example (Ida)\nSubject: Re: Pier\nLines: 1\n\n{BODY}\n"))
    assert (found.title, found.text) == ("Re: Pier", BODY)


def test_text_with_headers_of_its_own_is_no_mail(read: Read) -> None:
    assert article(read("a.txt", f"Title: Pier\nSource: Post\n\n{BODY}")).outlet == "Post"


def test_the_articles_of_an_export_that_was_mailed_are_read(read: Read) -> None:
    message = mail("Your export")
    message.set_content("See the attachment.")
    one = '<a name="DocID_{0}"></a><p>Pier {0}</p><p><strong>Full text: </strong>{1}</p><p>Title: x</p>'
    page = "".join(one.format(number, BODY) for number in (1, 2))
    message.add_attachment(f"<html><body>{page}</body></html>", subtype="html", filename="docs.html")
    found = articles(read("a.eml", message.as_bytes()))
    assert [(each.title, each.text) for each in found] == [("Pier 1", BODY), ("Pier 2", BODY)]
