"""Every sample of ../shared/formats: how many articles it holds, and the first of them, as a person reads the file.

`samples.csv` was written from the samples themselves; texts stand in it by their ends and by a digest of all texts of
the file, with one space for white space.
"""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

import pytest

from dedup.read import read_file
from dedup.records import Skipped
from tests.conftest import SHARED

from .builders import articles

pytestmark = pytest.mark.shared

with (Path(__file__).parent / "samples.csv").open(encoding="utf-8", newline="") as _table:
    SAMPLES = list(csv.DictReader(_table))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["path"])
def test_a_sample_gives_all_its_articles(sample: dict[str, str]) -> None:
    found = list(read_file(SHARED / "formats" / sample["path"]))
    read = articles(found)
    assert len(read) == int(sample["articles"])
    assert " / ".join(sorted({each.reason for each in found if isinstance(each, Skipped)})) == sample["skipped"]
    if not read:
        return
    first, text = read[0], on_one_line(read[0].text)
    published = first.published.isoformat() if first.published else ""
    assert first.title.startswith(sample["title"])
    assert (first.outlet, published) == (sample["outlet"], sample["published"])
    assert text.startswith(sample["starts"])
    assert text.endswith(sample["ends"])
    texts = "\n".join(on_one_line(article.text) for article in read)
    assert sha256(texts.encode()).hexdigest()[:12] == sample["digest"]


def on_one_line(text: str) -> str:
    return " ".join(text.split())
