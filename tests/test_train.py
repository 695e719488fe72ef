"""What a story model is made of: labelled files in any order, and none that it cannot be made of."""

from __future__ import annotations

import json
from itertools import permutations
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
    path.parent.mkdir(exist_ok=True)
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


@pytest.mark.parametrize(
    "place", ["news/2031/march/harbour-post/the-ferry-ran-aground-{}.txt", "old news/a.zip!ferry.jsonl#{}", "{}"]
)
def test_a_list_of_labels_that_only_names_its_articles_is_an_error(tmp_path: Path, place: str) -> None:
    rows = [f"{place.format(number)},{number // 2}" for number in range(6)]
    labels = tmp_path / "labels.csv"
    labels.write_text("\n".join(["article,story", *rows]))
    with pytest.raises(InputError, match=r"labels\.csv says where articles are, such as .*, and has no texts"):
        train([labels])


def test_what_a_scan_skips_is_not_learnt_from(tmp_path: Path) -> None:
    short = ("The ferry sank.", "The ferry has sunk.", "Old bridge closed.")
    with pytest.raises(InputError, match="no two articles of one story"):
        train([labelled(tmp_path / "a.jsonl", *short, labels="aab")])


def test_the_order_of_files_does_not_change_the_model(tmp_path: Path) -> None:
    council = ("The council closed the old bridge on Monday.", "On Monday the old bridge was closed by the council.")
    first = labelled(tmp_path / "first.jsonl", *FERRY, *council, labels="aabb")
    others = [
        labelled(tmp_path / name, *council, f"The council of {name[:4]} opened a bridge.", *FERRY, labels="aacbb")
        for name in ("east/second.jsonl", "west/second.jsonl")
    ]
    made = {train(files).to_json() for files in permutations([first, *others])}
    assert len(made) == 1
