from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tests.read.builders import BODY, Read, article, articles, skipped

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def newsml(content: str, lines: str = "<HeadLine>Pier</HeadLine><ByLine>Ida Holm</ByLine>") -> str:
    return (
        '<NewsML Version="1.2"><NewsEnvelope><SentFrom><Party FormalName="Nordwire"/></SentFrom></NewsEnvelope>'
        '<NewsItem xml:lang="en"><Identification><NewsIdentifier><PublicIdentifier>urn:nw:1</PublicIdentifier>'
        "</NewsIdentifier></Identification><NewsManagement><FirstCreated>20310305T160000Z</FirstCreated></NewsManagement>"
        f"<NewsComponent><NewsLines>{lines}</NewsLines><ContentItem><DataContent>{content}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )


def item(content: str, nature: str = "text", number: int = 1) -> str:
    return (
        f'<newsItem {G2} guid="urn:nw:{number}" xml:lang="en-GB"><itemMeta><itemClass qcode="ninat:{nature}"/>'
        '<provider qcode="nprov:NW"><name>Nordwire</name></provider>'
        "<versionCreated>2031-03-06T09:00:00Z</versionCreated>"
        "<firstCreated>2031-03-05T16:00:00Z</firstCreated></itemMeta><contentMeta><by>Ida Holm</by>"
        f"<headline>Pier</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


CONTENTS = (
    f"<nitf><body><body.content><p>{BODY}</p></body.content></body></nitf>",
    f"<html><head><title>x</title></head><body><header><h1>Pier</h1></header><p>{BODY}</p></body></html>",
    f"<![CDATA[<P>{BODY}</P>]]>",
    BODY,
)


@pytest.mark.parametrize("content", CONTENTS)
def test_newsml_is_read_whatever_form_its_text_has(read: Read, content: str) -> None:
    found = article(read("a.xml", newsml(content)))
    assert (found.title, found.text, found.outlet, found.author) == ("Pier", BODY, "Nordwire", "Ida Holm")
    assert (found.published, found.id) == (datetime(2031, 3, 5, 16, tzinfo=timezone.utc), "urn:nw:1")


def test_newsml_without_a_text_is_no_article(read: Read) -> None:
    assert skipped(read("a.xml", newsml(""))).reason == "not an article"


@pytest.mark.parametrize("content", CONTENTS)
def test_newsml_g2_is_read_whatever_form_its_text_has(read: Read, content: str) -> None:
    tag = "inlineXML" if content.startswith(("<nitf", "<html")) else "inlineData"
    found = article(read("a.xml", item(f"<{tag}>{content}</{tag}>")))
    assert (found.title, found.text, found.outlet, found.author) == ("Pier", BODY, "Nordwire", "Ida Holm")
    assert (found.published, found.id) == (datetime(2031, 3, 5, 16, tzinfo=timezone.utc), "urn:nw:1")


def test_items_of_a_message_are_numbered_and_packages_beside_them_passed_over(read: Read) -> None:
    text = f"<inlineData>{BODY}</inlineData>"
    items = f"<packageItem/>{item(text)}{item('', 'picture', 2)}{item(text, number=3)}"
    found = read("a", f"<newsMessage {G2}><itemSet>{items}</itemSet></newsMessage>")
    assert [each.location[-2:] for each in articles(found)] == ["#1", "#3"]
    assert skipped(found).detail == "a news item of class picture"


@pytest.mark.parametrize("kind", ["packageItem", "conceptItem"])
def test_packages_and_concepts_alone_are_no_articles(read: Read, kind: str) -> None:
    assert kind in skipped(read("a.xml", f"<{kind} {G2}><itemMeta/></{kind}>")).detail
