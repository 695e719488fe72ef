from __future__ import annotations

from pathlib import Path

import pytest

from dedup.read import read_file
from dedup.settings import Settings

from .builders import BODY, Read, article, articles, skipped


def test_elements_named_like_fields_are_records(read: Read) -> None:
    item = f"<item><title>Pier {{0}}</title><body><value>{BODY}\n\nMore.</value></body><tags><t>a</t></tags></item>"
    found = articles(read("a.xml", f'<?xml version="1.0"?><items>{item.format(1)}{item.format(2)}</items>'))
    assert [(each.title, each.text, each.location[-2:]) for each in found] == [
        ("Pier 1", f"{BODY}\n\nMore.", "#1"),
        ("Pier 2", f"{BODY}\n\nMore.", "#2"),
    ]


def test_html_in_an_element_is_read_as_html(read: Read) -> None:
    row = f"<row><headline>Pier</headline><content>&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content></row>"
    assert article(read("a.xml", f'<?xml version="1.0"?><list>{row}</list>')).text == f"{BODY}\n\nMore."


def test_names_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        f"<?xml version='1.0'?><rows><row><kop>Pier</kop><words>{BODY}</words></row></rows>"
    )
    found = article(list(read_file(tmp_path / "a.xml", Settings(map=("title=kop", "text=words")))))
    assert (found.title, found.text) == ("Pier", BODY)


def test_other_xml_is_no_article_and_its_root_is_named(read: Read) -> None:
    found = skipped(read("a.xml", '<?xml version="1.0"?><project><name>x</name></project>'))
    assert (found.reason, found.detail) == ("not an article", "XML of no known kind: its root is project")


def test_entities_that_nobody_declared_are_passed_over(read: Read) -> None:
    row = f"<row>&who;<title>Pier</title>&what;<text>{BODY}</text></row>"
    assert article(read("a.xml", f'<?xml version="1.0"?><list>{row}</list>')).text == BODY


@pytest.mark.parametrize("encoding", ["base64", "quopri", "zlib", "rot13", "undefined", "idna"])
def test_an_encoding_that_is_none_for_text_is_not_heard(read: Read, encoding: str) -> None:
    row = f"<row><title>Pier</title><text>{BODY}</text></row>"
    assert article(read("a.xml", f'<?xml version="1.0" encoding="{encoding}"?><list>{row}</list>')).text == BODY
