"""Factiva, ProQuest and Europresse."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from dedup.read import read_file
from dedup.settings import Settings
from tests.read.builders import BODY, Read, article, articles

FACTIVA = (
    f"SE   News\nHD   Pier to be rebuilt\n  before the storms return\nBY   Ida Holm\nWC   40 words\nPD   5 March 2031\n"
    f"ET   16:09\nSN   The Sallow Post\nSC   POST\nLA   English\nLP\n{BODY}\n\n"
    "TD\nWork begins\nin May.\n\nIt ends in June.\n\n"
    "NS   x : y\nAN   Document POST1\n\n"
)
FACTIVA_TEXT = f"{BODY}\n\nWork begins in May.\n\nIt ends in June."


def test_factiva_text_is_read_by_its_codes(read: Read) -> None:
    found = articles(read("a.txt", FACTIVA + FACTIVA + "Search Summary\nText  pier\n"))
    assert len(found) == 2
    assert (found[0].title, found[0].text) == ("Pier to be rebuilt before the storms return", FACTIVA_TEXT)
    assert (found[0].outlet, found[0].author, found[0].id) == ("The Sallow Post", "Ida Holm", "POST1")
    assert found[0].published == datetime(2031, 3, 5, 16, 9, tzinfo=timezone.utc)


def test_factiva_pages_with_codes_are_read(read: Read) -> None:
    fields = {"HD": "<b>Le quai</b>", "PD": "5 mars 2031", "SN": "Le Courrier", "LA": "Français", "AN": "Document C1"}
    rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in fields.items())
    rows += "<tr><td><p><b>LP</b></p></td><td><p>Un.</p><p>Deux.</p></td></tr>"
    rows += "<tr><td><b>TD</b></td><td><p>Trois.</p></td></tr>"
    page = (
        "<html><head><title>Factiva</title></head><body>"
        f'<div class="article frArticle"><table>{rows}</table></div></body></html>'
    )
    found = article(read("a.html", page))
    assert (found.title, found.text, found.outlet, found.language) == (
        "Le quai",
        "Un.\n\nDeux.\n\nTrois.",
        "Le Courrier",
        "fr",
    )
    assert (found.published, found.id) == (date(2031, 3, 5), "C1")


def test_factiva_pages_without_codes_are_read_by_their_order(read: Read) -> None:
    rows = "".join(
        f"<div>{row}</div>" for row in ("Ida Holm", "40 Wörter", "5 März 2031", "Hafenpost", "HP", "Deutsch")
    )
    page = (
        '<html><head><title>Factiva</title></head><body><div id="article-hp1" class="article">'
        '<div class="article deArticle">'
        f'<div id="hd"><span class="deHeadline">Neue Mole</span></div>{rows}'
        '<p class="articleParagraph">Eins.</p><p class="articleParagraph">Zwei.</p>'
        "<p>Dokument hp1</p></div></div></body></html>"
    )
    found = article(read("a.html", page))
    assert (found.title, found.text, found.outlet, found.language) == ("Neue Mole", "Eins.\n\nZwei.", "Hafenpost", "de")
    assert (found.published, found.author, found.id) == (date(2031, 3, 5), "Ida Holm", "hp1")


def test_factiva_xml_is_read(read: Read) -> None:
    document = (
        '<?xml version="1.0"?><PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><article>'
        "<accessionNo>P1</accessionNo><baseLanguage>EN</baseLanguage><headline><paragraph>A <hlt>pier</hlt></paragraph>"
        f"</headline><leadParagraph><paragraph>{BODY}</paragraph></leadParagraph><publicationDate>"
        "<dateTime>2031-03-05T16:09:00Z</dateTime></publicationDate><sourceName>Post</sourceName><tailParagraphs>"
        "<paragraph>More.</paragraph></tailParagraphs></article></ppsArticleResponse></PPSResponse>"
    )
    found = article(read("a.xml", document))
    assert (found.title, found.text, found.outlet) == ("A pier", f"{BODY}\n\nMore.", "Post")
    assert (found.published, found.id) == (datetime(2031, 3, 5, 16, 9, tzinfo=timezone.utc), "P1")


def test_proquest_text_is_read_and_a_sentence_with_a_colon_is_no_field(read: Read) -> None:
    rule = "_" * 60
    document = (
        f"{rule}\n\nPier to be rebuilt\nAuthor: Ida Holm\nAbstract: Short.\nFull text: {BODY}\n\n"
        "The mayor puts it simply: at last.\nTitle: Pier to be rebuilt\nPublication title: Post; Sallow\n"
        "Publication date: Mar 5, 2031\nLanguage of publication: English\nProQuest document ID: 300\n"
        "Document URL: https://www.proquest.com/docview/300\n\n"
    )
    found = articles(read("a.txt", document + document + f"{rule}\n\nContact ProQuest\n"))
    assert len(found) == 2
    assert found[0].text == f"{BODY}\n\nThe mayor puts it simply: at last."
    assert (found[0].title, found[0].outlet, found[0].author) == ("Pier to be rebuilt", "Post", "Ida Holm")
    assert (found[0].published, found[0].id) == (date(2031, 3, 5), "300")


def test_proquest_documents_without_a_full_text_have_their_abstract(read: Read) -> None:
    document = f"{'_' * 60}\n\nPier\nAbstract: {BODY}\nTitle: Pier\nProQuest document ID: 300\n\n"
    assert article(read("a.txt", document)).text == BODY


def test_proquest_pages_are_read_without_captions(read: Read) -> None:
    document = (
        '<a name="DocID_1"></a><p></p><p>Pier</p><p><strong>Author: </strong>Ida Holm</p>'
        '<p><strong>Full text: </strong><text><div class="document_view_image"><a>Enlarge this image.</a></div>'
        f"<p>{BODY}</p><p>More.</p></text></p><p><strong>Subject: </strong>Piers</p>"
        "<p><strong>Publication title: </strong>Post</p><p><strong>Publication date: </strong>Mar 5, 2031</p>"
    )
    found = article(read("a.html", f"<div>{document}</div>"))
    assert (found.title, found.text, found.outlet) == ("Pier", f"{BODY}\n\nMore.", "Post")


def test_the_newer_pages_of_europresse_are_read(read: Read) -> None:
    one = (
        '<article><header><span class="DocPublicationName">Le Courrier </span><span class="DocHeader">'
        'Ville, mercredi 5 mars 2031, p. 3</span><div class="titreArticle">'
        '<p class="titreArticleVisu">Le quai</p></div><div>Ida Holm</div></header>'
        '<section><div class="DocText"><div><p>Un <mark>mot</mark>.</p><p>Deux.</p></div></div></section>'
        "<aside><b>Note(s) :</b><p>Une note</p></aside>"
        "<footer><small>© 2031</small><p>news·20310305·LC·1</p></footer></article>"
    )
    found = articles(read("a.html", f"<!DOCTYPE html><html><body>{one}{one}</body></html>"))
    assert len(found) == 2
    assert (found[0].title, found[0].text, found[0].outlet) == ("Le quai", "Un mot.\n\nDeux.", "Le Courrier")
    assert (found[0].published, found[0].author, found[0].id) == (date(2031, 3, 5), "Ida Holm", "news·20310305·LC·1")


def test_the_older_pages_of_europresse_are_read(read: Read) -> None:
    page = (
        '<html><body><table><tr><td><span class="DocPublicationName">Le Courrier, no. 9</span><br>'
        '<span class="DocHeader">mercredi </span><span class="DocHeader">5 mars 2031</span><br><br>'
        '<span class="TitreArticleVisu">Le quai</span><br><br>Ida Holm<br><p></p>Un mot.<p></p>Deux.<p></p>'
        "<b>© 2031 Le Courrier.</b><p></p>Numéro de document : news·20310305·LC·1</td></tr></table></body></html>"
    )
    found = article(read("a.html", page))
    assert (found.title, found.text, found.outlet) == ("Le quai", "Un mot.\n\nDeux.", "Le Courrier")
    assert (found.published, found.author) == (date(2031, 3, 5), "Ida Holm")


@pytest.mark.parametrize("name", ["nexis", "factiva", "proquest", "europresse"])
@pytest.mark.parametrize(
    "content",
    ["<!DOCTYPE html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHT\0\0', "<!-- -->", "<p>", '<?xml\x01encoding=""'],
)
def test_a_page_without_an_element_is_no_export(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "a.html").write_text(content)
    assert articles(list(read_file(tmp_path / "a.html", Settings(input_format=name)))) == []
