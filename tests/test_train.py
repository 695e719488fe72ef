"""Labelled files that a story model cannot be made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.train import train

FERRY = (
    "The ferry ran aground off Marrow Point on Saturday.",
    "A ferry off Marrow Point ran aground, and none was hurt.",
)
BRIDGE = ("Der Stadtrat stimmte am Montag für die Schließung.", "В понедельник совет закрыл старый мост на ремонт.")


def labelled(path: Path, *texts: str, labels: str) -> Path:
    rows = ({"text": text, "story": label} for text, label in zip(texts, labels, strict=True))
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.mark.parametrize(
    ("texts", "labels", "told"),
    [
        (FERRY, "aa", "no two articles of two stories have words in common"),
        ((*FERRY, BRIDGE[0]), "aba", "no two articles of one story have words in common"),
        (BRIDGE, "aa", "no two articles of one story have words in common"),
        (FERRY, "ab", "no two articles of one story: records need a field"),
    ],
)
def test_articles_that_give_pairs_of_one_kind_alone_are_an_error(
    tmp_path: Path, texts: tuple[str, ...], labels: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        train([labelled(tmp_path / "a.jsonl", *texts, labels=labels)])
