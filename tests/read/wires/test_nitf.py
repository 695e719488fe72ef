from __future__ import annotations

from datetime import datetime, timedelta, timezone

from tests.read.builders import BODY, Read, article

CET = timezone(timedelta(hours=1))


def nitf(head: str = "", body_head: str = "", content: str = f"<p>{BODY}</p>") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><nitf><head><title>Slug</title><docdata>{head}</docdata></head>'
        f"<body><body.head>{body_head}</body.head><body.content>{content}</body.content></body></nitf>"
    )


def test_an_article_has_what_its_head_tells(read: Read) -> None:
    found = article(
        read(
            "a.xml",
            nitf(
                '<date.issue norm="20310305T170000+0100"/><doc-id id-string="nw.1"/><doc.copyright holder="Nordwire"/>',
                "<hedline><hl1>Pier to be rebuilt</hl1></hedline><byline>By Ida Holm, <byttl>Reporter</byttl></byline>",
            ),
        )
    )
    assert (found.title, found.text, found.outlet) == ("Pier to be rebuilt", BODY, "Nordwire")
    assert found.published == datetime(2031, 3, 5, 17, tzinfo=CET)
    assert (found.author, found.id) == ("By Ida Holm, Reporter", "nw.1")


def test_an_embargoed_article_is_published_when_it_is_released(read: Read) -> None:
    dates = '<date.issue norm="20310305T170000+0100"/><date.release norm="20310306T000100+0100"/>'
    assert article(read("a.xml", nitf(dates))).published == datetime(2031, 3, 6, 0, 1, tzinfo=CET)


def test_paragraphs_headings_and_lists_are_text_and_pictures_are_not(read: Read) -> None:
    content = (
        "<block><p>One <em>and</em>\n two<br/>three.</p><hl2>Next</hl2><ul><li>Four</li></ul></block>"
        "<media><media-caption>A pier</media-caption></media><p>Five &amp; six.</p>"
    )
    note = "<note><body.content><p>To editors: new lead.</p></body.content></note>"
    assert article(read("a.xml", nitf("", note, content))).text == "One and two three.\n\nNext\n\nFour\n\nFive & six."


def test_markup_that_was_escaped_into_a_paragraph_is_no_text(read: Read) -> None:
    content = "<p>One</p><p>Embed: &lt;script src=&quot;x&quot;&gt;&lt;/script&gt;</p><p>Two</p>"
    assert article(read("a.xml", nitf(content=content))).text == "One\n\nEmbed:\n\nTwo"


def test_entities_are_not_expanded_and_no_file_is_read(read: Read) -> None:
    bomb = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    doctype = f'<!DOCTYPE nitf [<!ENTITY a "lol"><!ENTITY x SYSTEM "file:///etc/hostname">{bomb}]>'
    page = nitf(content=f"<p>{BODY}&i;&x;</p>").replace("<nitf>", f"{doctype}<nitf>")
    assert article(read("a.xml", page)).text == BODY


def test_a_declared_encoding_is_heard_and_a_wrong_one_is_not(read: Read) -> None:
    page = nitf(content=f"<p>Café “{BODY}”</p>").replace("UTF-8", "ISO-8859-1")
    assert article(read("a.xml", page.encode("cp1252"))).text.startswith("Café “The")
    assert article(read("b.xml", page.replace("ISO-8859-1", "UTF-8").encode("cp1252"))).text.startswith("Café “The")


def test_what_precedes_the_damage_is_read(read: Read) -> None:
    whole = nitf(content=f"<p>{BODY}</p><p>Lost in")
    assert article(read("a.xml", whole[: whole.index("Lost")])).text == BODY
