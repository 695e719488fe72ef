from __future__ import annotations

import gzip
from datetime import datetime, timezone
from io import BytesIO
from typing import Any

import pytest

from .builders import BODY, Read, article, articles, skipped

pyarrow: Any = pytest.importorskip("pyarrow", reason="needs the extra parquet")


def table(n_rows: int) -> bytes:
    from pyarrow import parquet

    out = BytesIO()
    rows = pyarrow.table({"title": ["Pier"] * n_rows, "maintext": [BODY] * n_rows, "authors": [["Ida", "Bo"]] * n_rows})
    parquet.write_table(rows, out)
    return out.getvalue()


def test_each_row_is_an_article_also_of_more_rows_than_a_batch(read: Read) -> None:
    found = articles(read("a.parquet", table(1500)))
    assert [each.location.rpartition("#")[2] for each in found] == [str(number) for number in range(1, 1501)]
    assert (found[0].title, found[0].text, found[0].author) == ("Pier", BODY, "Ida, Bo")


def test_dates_of_every_kind_are_read(read: Read) -> None:
    from pyarrow import parquet

    moment = datetime(2031, 3, 5, 16, 9, tzinfo=timezone.utc)
    for kind in ("s", "ms", "us", "ns"):
        out = BytesIO()
        column = pyarrow.array([moment], pyarrow.timestamp(kind, "UTC"))
        parquet.write_table(pyarrow.table({"text": [BODY], "published": column}), out)
        assert article(read("a.parquet", out.getvalue())).published == moment


def test_it_is_told_by_its_content_and_read_in_compressed_files(read: Read) -> None:
    assert article(read("a.bin.gz", gzip.compress(table(1)))).text == BODY


def test_a_file_that_was_cut_off_is_damaged(read: Read) -> None:
    assert skipped(read("a.parquet", table(3)[:-20])).reason == "damaged file"


def test_without_its_library_it_is_one_line_with_the_command(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    content = table(1)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert skipped(read("a.parquet", content)).detail == "needs pyarrow: pip install 'news-dedup[parquet]'"
