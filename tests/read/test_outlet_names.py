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
