"""Opening files, compressed or not: the one place that knows compression."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import BinaryIO, cast

COMPRESSED = {".gz": gzip.open}
"""Extension -> opener; the extension before it names the format, as in `news.jsonl.gz`."""

DamagedErrors = (gzip.BadGzipFile, EOFError, zlib.error)
"""What reading raises where compressed data is damaged or ends early."""


def extensions(name: str) -> tuple[str, str]:
    """Return the format's extension and that of the compression, lower case, each with its dot or empty.

    >>> extensions("News.JSONL.gz")
    ('.jsonl', '.gz')
    >>> extensions("a.txt")
    ('.txt', '')
    """
    path = Path(name)
    last = path.suffix.lower()
    if last in COMPRESSED:
        return Path(path.stem).suffix.lower(), last
    return last, ""


def open_file(path: Path) -> BinaryIO:
    """Return `path` opened for reading bytes, decompressed where its name says it is compressed."""
    _, compression = extensions(path.name)
    opener = COMPRESSED.get(compression)
    return cast(BinaryIO, opener(path, "rb")) if opener else path.open("rb")
