from __future__ import annotations

from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.read import read_folders, read_labels
from dedup.settings import Settings

LINES = (
    '{"text": "a", "story": "s1"}\n{"text": "b", "label": 7}\n{"text": "c", "story": null}\n{"text": "d", "story": 0}\n'
)


def test_labels_are_found_by_the_locations_of_their_articles(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINES)
    (tmp_path / "b.txt").write_text("Label: none\n\nA text about the pier.")
    articles, _ = read_folders([tmp_path], Settings())
    labels = read_labels(tmp_path)
    assert [labels.get(article.location) for article in articles] == ["s1", "7", None, "0", None]


def test_labels_of_nothing_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_labels(tmp_path / "missing.jsonl")
