from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tests.read.builders import BODY, Read, article, articles, skipped

AT_16 = datetime(2031, 3, 5, 16, tzinfo=timezone.utc)
RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour news</title><language>en-gb</language>{}'
    "</channel></rss>"
)
ATOM_LINK = '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="https://post.example/news/rss.xml"/>'
ITEM = (
    "<item><title>Pier &amp;amp; quay</title><link>https://post.example/pier</link><guid>p1</guid>"
    "<pubDate>Wed, 05 Mar 2031 17:00:00 +0100</pubDate><dc:creator>Ida Holm</dc:creator>"
    "<description>Short.</description><content:encoded><![CDATA[<p>{}</p><p>Caf&eacute;s open.</p>]]></content:encoded>"
    "</item>"
)


def test_an_item_of_rss_has_its_whole_text_and_all_its_fields(read: Read) -> None:
    found = article(read("feed", RSS.format(ITEM.format(BODY))))
    assert (found.title, found.text) == ("Pier & quay", f"{BODY}\n\nCafés open.")
    assert (found.published, found.url, found.author) == (AT_16, "https://post.example/pier", "Ida Holm")
    assert (found.outlet, found.language, found.id) == ("post.example", "en", "p1")
    assert found.location.endswith("feed#1")


def test_an_item_without_a_body_has_its_summary(read: Read) -> None:
    item = f"<item><title>Pier</title><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item>"
    found = article(read("a.xml", RSS.format(item)))
    assert (found.text, found.outlet) == (BODY, "Harbour news")


@pytest.mark.parametrize(
    "media",
    [
        '<media:content url="a.jpg"><media:credit>Photo: Ida Holm, for the Harbour Post</media:credit></media:content>',
        "<media:title>A picture</media:title><media:description>Boats at the pier.</media:description>",
        "<itunes:title>A sound</itunes:title><itunes:summary>Hear the pier.</itunes:summary>",
    ],
)
@pytest.mark.parametrize("declared", [True, False])
def test_what_a_feed_says_of_a_picture_or_a_sound_is_not_taken_for_the_article(
    read: Read, media: str, declared: bool
) -> None:
    names = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    item = f"<item>{media}<title>Pier</title><description>{BODY}</description></item>"
    found = article(read("a.xml", f'<rss version="2.0" {names if declared else ""}><channel>{item}</channel></rss>'))
    assert (found.title, found.text) == ("Pier", BODY)


def test_an_item_that_has_nothing_else_has_the_title_and_summary_of_its_sound(read: Read) -> None:
    item = f"<item><itunes:title>A sound</itunes:title><itunes:summary>{BODY}</itunes:summary></item>"
    names = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    found = article(read("a.xml", f'<rss version="2.0" {names}><channel>{item}</channel></rss>'))
    assert (found.title, found.text) == ("A sound", BODY)


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content>',
        f"<summary>{BODY}</summary>",
    ],
)
def test_atom_is_read_whatever_form_its_text_has(read: Read, content: str) -> None:
    entry = (
        '<entry><title>Pier</title><link rel="self" href="https://x.example/feed"/><id>urn:1</id>'
        '<link href="https://x.example/pier"/><published>2031-03-05T16:00:00Z</published>'
        f"<updated>2031-03-06T16:00:00Z</updated><author><name>Ida Holm</name></author>{content}</entry>"
    )
    found = article(read("a.xml", f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{entry}</feed>'))
    assert (found.text, found.published, found.author) == (BODY, AT_16, "Ida Holm")
    assert (found.url, found.id) == ("https://x.example/pier", "urn:1")


@pytest.mark.parametrize("channel", ["<link>https://post.example/</link>", ATOM_LINK, f"<link>/</link>{ATOM_LINK}"])
def test_an_address_without_a_host_is_of_the_site_of_the_feed(read: Read, channel: str) -> None:
    found = article(read("a.xml", RSS.format(channel + ITEM.format(BODY).replace("https://post.example", ""))))
    assert (found.url, found.outlet) == ("https://post.example/pier", "post.example")


def test_posts_of_wordpress_are_articles_and_attachments_and_drafts_are_not(read: Read) -> None:
    def post(kind: str, status: str) -> str:
        told = f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>"
        return (
            f"<item><title>Pier</title><link>https://x.example/1</link><description>{BODY}</description>{told}</item>"
        )

    items = post("post", "publish") + post("attachment", "inherit") + post("post", "draft")
    wordpress = 'xmlns:wp="http://wordpress.org/export/1.2/"'
    found = read("a.xml", RSS.format(items).replace("<rss ", f"<rss {wordpress} "))
    assert [each.outlet for each in articles(found)] == ["Harbour news"]
    details = [each.detail for each in found if not hasattr(each, "title")]
    assert details == ["a WordPress attachment", "a WordPress post with the status draft"]


@pytest.mark.parametrize("cut", ["<![CD", "<item><title><![CDATA[", "<item><tit"])
def test_items_before_the_end_of_a_feed_that_was_cut_off_are_read(read: Read, cut: str) -> None:
    whole = RSS.format(ITEM.format(BODY) + "@")
    found = articles(read("a.xml", whole.partition("@")[0] + cut))
    assert [each.id for each in found] == ["p1"]


def test_a_feed_with_names_of_no_known_namespace_is_read(read: Read) -> None:
    item = ITEM.format(BODY).replace("<guid>", "<itunes:subtitle>x</itunes:subtitle><guid>")
    assert article(read("a.xml", RSS.format(item))).id == "p1"


def test_a_feed_without_items_holds_no_text(read: Read) -> None:
    assert skipped(read("a.rss", RSS.format(""))).reason == "no text"


@pytest.mark.parametrize(
    "body",
    [
        "The council voted on it.\n\nWork begins in May.",
        "&lt;p&gt;The council voted on it.&lt;/p&gt;&lt;p&gt;Work begins in May.&lt;/p&gt;",
    ],
)
def test_a_first_line_that_stands_apart_from_the_body_is_put_before_it(read: Read, body: str) -> None:
    told = f"<c:first_line>The pier &amp; quay are rebuilt.</c:first_line><c:body>{body}</c:body>"
    entry = f"<entry><title>Pier</title><c:all>{told}</c:all></entry>"
    found = article(read("a.xml", f'<?xml version="1.0"?><feed xmlns:c="x">{entry}</feed>'))
    assert found.text == "The pier & quay are rebuilt.\n\nThe council voted on it.\n\nWork begins in May."
