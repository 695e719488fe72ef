from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedup.read.folders import read_folders
from dedup.settings import Settings
from tests.read.builders import BODY


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (["GAZETTE", "Gazette", "GAZETTE", "Post"], ["GAZETTE", "GAZETTE", "GAZETTE", "Post"]),
        (["gazette", "GAZETTE", "Gazette", ""], ["Gazette", "Gazette", "Gazette", ""]),
        (["Zu\u0308rcher", "Z\u00fcrcher", "Z\u00fcrcher"], ["Z\u00fcrcher"] * 3),
        (["Gazette", "Gazette Online"], ["Gazette", "Gazette Online"]),
    ],
)
def test_outlets_that_differ_in_capitals_alone_have_the_name_that_most_have(
    tmp_path: Path, names: list[str], taken: list[str]
) -> None:
    lines = [json.dumps({"title": str(n), "text": BODY, "outlet": name}) for n, name in enumerate(names)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found, _ = read_folders([tmp_path], Settings())
    assert [article.outlet for article in found] == taken


@pytest.mark.parametrize(
    ("named", "domain", "taken"),
    [
        (("Harbour Post", "https://www.harbourpost.example/2"), "harbourpost.example", "Harbour Post"),
        (("HARBOUR-POST", "http://harbourpost.example:80/2"), "harbourpost.example", "HARBOUR-POST"),
        (("El País", "https://elpais.example/2"), "elpais.example", "El País"),
        (("Harbour Post", ""), "harbourpost.example", "harbourpost.example"),
        (("Harbour Post", "https://other.example/2"), "harbourpost.example", "harbourpost.example"),
        (("Harbour Post Online", "https://harbourpost.example/2"), "harbourpost.example", "harbourpost.example"),
        (("AFP", "https://harbourpost.example/2"), "harbourpost.example", "harbourpost.example"),
    ],
)
def test_an_outlet_known_by_its_domain_has_the_name_that_others_have_there_and_that_reads_the_same(
    tmp_path: Path, named: tuple[str, str], domain: str, taken: str
) -> None:
    by_name = {"title": "1", "text": BODY, "outlet": named[0], "url": named[1]}
    by_domain = {"title": "2", "text": BODY, "url": f"https://{domain}/1"}
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, [by_name, by_domain])))
    found, _ = read_folders([tmp_path], Settings())
    assert [(article.outlet, article.outlet_from) for article in found] == [(named[0], "field"), (taken, "url")]
