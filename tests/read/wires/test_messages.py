"""IPTC 7901 and ANPA 1312: messages framed by control characters."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tests.read.builders import Read, article, articles

IPTC = (
    "\x01nwa062 4 i 211  nordwire 061\r\n\r\nPort-Sallow/\r\n\x02{headlines} =\r\n\r\n"
    "   Port Sallow (nordwire) - The harbour council voted seven to\r\nfour to rebuild the pier.\r\n\r\n"
    "   Work begins in May.\r\n\r\n# nordwire Notebook\r\n\r\n## Contacts\r\n- Desk: 555\r\n\r\n\x03{stamp}\r\n\x7f\x04"
)
BODY = "Port Sallow (nordwire) - The harbour council voted seven to four to rebuild the pier.\n\nWork begins in May."
ANPA = (
    "\x16\x16\x01W2870\x1f_wire\r\nf l\x13\x11 BC-Pier     03-05 0049\r\n\x02^BC-Pier,49<\r\n"
    "^Pier to be ``rebuilt''<\r\n^NW Photo NW101<\r\n^Eds: With photos.<\r\n^By IDA HOLM=\r\n^Nordwire=\r\n"
    "\t   PORT SALLOW (NW) _ The council voted seven to four.\r\n \r\n\t   ``At last,'' said the mayor.\r\n"
    "\r\n\t   \x03NW-WF-03-05-31 1609GMT<\r\n\r\n\x0c\r\n\x04\r\n"
)


def iptc(headlines: str = "Pier to be rebuilt", stamp: str = "051609 GMT Mar 31 ") -> str:
    return IPTC.format(headlines=headlines, stamp=stamp)


def test_an_iptc_message_gives_all_its_parts(read: Read) -> None:
    found = article(read("a.wire", iptc("1ST LEAD\r\nPier to be rebuilt\r\nBy Ida Holm, nordwire")))
    assert (found.title, found.text, found.outlet) == ("Pier to be rebuilt", BODY, "nordwire")
    assert (found.author, found.published) == (
        "By Ida Holm, nordwire",
        datetime(2031, 3, 5, 16, 9, tzinfo=timezone.utc),
    )


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("071341 GMT Okt 15", datetime(2015, 10, 7, 13, 41, tzinfo=timezone.utc)),
        ("211259 Nov 88", datetime(1988, 11, 21, 12, 59, tzinfo=timezone.utc)),
        ("010800 GMT Mär 21", datetime(2021, 3, 1, 8, tzinfo=timezone.utc)),
        ("997799 GMT Nov 18", None),
        ("nothing", None),
    ],
)
def test_the_stamp_of_an_iptc_message_is_its_date(read: Read, stamp: str, published: datetime | None) -> None:
    assert article(read("a.txt", iptc(stamp=stamp))).published == published


def test_an_iptc_message_in_a_file_of_several_has_its_number(read: Read) -> None:
    found = articles(read("a.txt", iptc() + iptc("Second pier")))
    assert [each.location[-2:] for each in found] == ["#1", "#2"]


def test_an_iptc_message_without_headlines_has_its_keywords_as_title(read: Read) -> None:
    assert article(read("a.txt", iptc().replace(" =", ""))).title == "Port-Sallow"


def test_an_anpa_message_gives_all_its_parts(read: Read) -> None:
    found = article(read("a.tst", ANPA))
    assert (found.title, found.outlet, found.author) == ("Pier to be “rebuilt”", "NW", "By IDA HOLM")
    assert found.text == "PORT SALLOW (NW) – The council voted seven to four.\n\n“At last,” said the mayor."
    assert found.published == datetime(2031, 3, 5, 16, 9, tzinfo=timezone.utc)


def test_an_anpa_message_without_a_headline_has_its_keyword_as_title(read: Read) -> None:
    assert article(read("a.tst", ANPA.replace("^Pier to be ``rebuilt''<\r\n", ""))).title == "BC-Pier"


def test_a_message_that_was_cut_off_gives_what_is_there(read: Read) -> None:
    assert article(read("a.tst", ANPA.partition("\r\n \r\n")[0])).text.endswith("seven to four.")
