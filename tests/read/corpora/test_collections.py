from __future__ import annotations

from datetime import date, datetime, timezone

from tests.read.builders import BODY, Read, article, articles

REUTERS = (
    '<REUTERS TOPICS="YES" NEWID="{0}">\n<DATE> 9-MAR-1987 04:58:41.12</DATE>\n<TOPICS><D>trade</D></TOPICS>\n'
    "<UNKNOWN>&#5;&#22;f0416</UNKNOWN>\n<TEXT>&#2;\n<TITLE>PIER &lt;PIR> TO BE REBUILT</TITLE>\n"
    "<DATELINE>    PORT SALLOW, March 9 - </DATELINE><BODY>The council voted\nseven to four.\n    Work begins in May.\n"
    " REUTER\n&#3;</BODY></TEXT>\n</REUTERS>\n"
)


def test_stories_of_reuters_21578_are_read_one_by_one(read: Read) -> None:
    found = articles(read("a.sgm", '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + REUTERS.format(1) + REUTERS.format(2)))
    assert [(each.id, each.location[-2:]) for each in found] == [("1", "#1"), ("2", "#2")]
    assert found[0].title == "PIER <PIR> TO BE REBUILT"
    assert found[0].text == "The council voted seven to four.\n\nWork begins in May."
    assert (found[0].outlet, found[0].published) == ("Reuters", datetime(1987, 3, 9, 4, 58, 41, tzinfo=timezone.utc))


def test_a_story_of_a_title_alone_and_one_not_processed_are_read(read: Read) -> None:
    brief = (
        '<REUTERS NEWID="1">\n<TEXT TYPE="BRIEF">&#2;\n'
        "******<TITLE>PIER REBUILT</TITLE>\nBlah blah blah.\n&#3;</TEXT>\n</REUTERS>\n"
    )
    unprocessed = (
        '<REUTERS NEWID="2">\n<TEXT TYPE="UNPROC">&#2;\nPIER\n    SALLOW - Two lines\nof text.\n</TEXT>\n</REUTERS>\n'
    )
    found = articles(read("a.sgm", '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + brief + unprocessed))
    assert (found[0].title, found[0].text) == ("PIER REBUILT", "")
    assert (found[1].title, found[1].text) == ("", "PIER\n\nSALLOW - Two lines of text.")


def test_documents_of_gigaword_have_agency_and_day_from_their_ids(read: Read) -> None:
    document = (
        '<DOC id="NWI_ENG_20310305.00{0}" type="story" >\n<HEADLINE>\nPier\n</HEADLINE>\n'
        "<DATELINE>\nSALLOW\n</DATELINE>\n"
        "<TEXT>\n<P>\nThe council &AMP; the mayor\nvoted.\n</P>\n<P>\nWork begins in May.\n</P>\n</TEXT>\n</DOC>\n"
    )
    found = articles(read("nwi", document.format(1) + document.format(2)))
    assert len(found) == 2
    assert found[0].text == "The council & the mayor voted.\n\nWork begins in May."
    assert (found[0].outlet, found[0].published, found[0].id) == ("NWI", date(2031, 3, 5), "NWI_ENG_20310305.001")


def test_documents_of_trec_name_their_own(read: Read) -> None:
    document = f"<DOC>\n<DOCNO> FT1-1 </DOCNO>\n<HEADLINE>Pier</HEADLINE>\n<TEXT>\n{BODY}\n</TEXT>\n</DOC>\n"
    found = article(read("ft.sgml", document))
    assert (found.title, found.text, found.id) == ("Pier", BODY, "FT1-1")


def test_a_document_that_was_cut_off_gives_what_is_there(read: Read) -> None:
    whole = REUTERS.format(1)
    found = article(read("a.sgm", whole[: whole.index("Work")]))
    assert found.text == "The council voted seven to four."


def test_rcv1_has_the_day_its_metadata_tell(read: Read) -> None:
    document = (
        '<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="7" date="1996-08-20" xml:lang="en">'
        f"<title>SALLOW: Pier.</title><headline>Pier.</headline><byline>Ida Holm</byline>"
        f"<text><p>{BODY}</p><p>More.</p>"
        '</text><copyright>(c)</copyright><metadata><dc element="dc.publisher" value="Nordwire"/>'
        '<dc element="dc.date.published" value="1996-08-21"/></metadata></newsitem>'
    )
    found = article(read("7newsML.xml", document))
    assert (found.title, found.text, found.outlet) == ("Pier.", f"{BODY}\n\nMore.", "Nordwire")
    assert (found.published, found.author, found.id) == (date(1996, 8, 21), "Ida Holm", "7")


def test_highlights_of_a_story_are_no_text(read: Read) -> None:
    assert article(read("a.story", f"{BODY}\n\n@highlight\n\nPier rebuilt\n\n@highlight\n\nIn May\n")).text == BODY


def test_what_trafilatura_writes_as_xml_is_read(read: Read) -> None:
    document = (
        '<doc sitename="Post" title="Pier" author="Ida Holm" date="2031-03-05" url="https://post.example/pier">'
        f'<main><head rend="h1">Pier</head><p>{BODY}</p></main><comments><p>First!</p></comments></doc>'
    )
    found = article(read("a.xml", document))
    assert (found.title, found.text, found.outlet, found.author) == ("Pier", BODY, "Post", "Ida Holm")
    assert (found.published, found.url) == (date(2031, 3, 5), "https://post.example/pier")


def test_tei_is_read_with_its_source(read: Read) -> None:
    source = (
        "<biblFull><publicationStmt><publisher>Post (post.example)</publisher><date>2031-03-05</date>"
        '<ptr type="URL" target="https://post.example/pier"/></publicationStmt></biblFull>'
    )
    document = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Pier</title></titleStmt>'
        f"<sourceDesc>{source}</sourceDesc></fileDesc></teiHeader><text><body><p>{BODY}</p></body></text></TEI>"
    )
    found = article(read("a.xml", document))
    assert (found.title, found.text, found.outlet) == ("Pier", BODY, "Post")
    assert (found.published, found.url) == (date(2031, 3, 5), "https://post.example/pier")
