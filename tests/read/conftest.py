from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.read import read_file
from dedup.records import Skipped

Found = list[Article | Skipped]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, bytes | str], Found]:
    """Write a file of that name and content, and return what is read from it."""

    def write_and_read(name: str, content: bytes | str) -> Found:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read_file(path))

    return write_and_read
