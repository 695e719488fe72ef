from __future__ import annotations

from .builders import BODY, Read, articles, skipped


def test_the_mind_collection_needs_no_header(read: Read) -> None:
    row = "N{0}\tnews\tnewsworld\tPier {0}\tThe council voted.\thttps://post.example/{0}\t[]\t[]\n"
    found = articles(read("news.tsv", row.format(1) + row.format(2)))
    assert [(each.title, each.text, each.id) for each in found] == [
        ("Pier 1", "The council voted.", "N1"),
        ("Pier 2", "The council voted.", "N2"),
    ]


def test_a_table_of_trafilatura_needs_no_header(read: Read) -> None:
    row = f'https://post.example/1\tnull\t5604afd1680651ee\tpost.example\tPier\tnull\t2031-03-05\t"{BODY}\nMore."\tnull\tnull\tnull\n'
    (found,) = articles(read("a.tsv", row))
    assert (found.title, found.text, found.id) == ("Pier", f"{BODY}\nMore.", "")


def test_another_table_without_a_header_is_refused(read: Read) -> None:
    assert skipped(read("a.tsv", f"1\tPier\t{BODY}\n")).reason == "no header"
