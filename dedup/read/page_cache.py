"""What was found in pages, kept from run to run: finding it takes most of the time of reading them.

An entry is a file named by the digest of its page and of everything that decides what is found there. Entries appear
whole, so that several runs may share a folder; an unreadable one counts as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from dedup.errors import InputError

_LIBRARIES = (
    *("babel", "courlan", "dateparser", "htmldate", "lxml", "python-dateutil", "resiliparse"),
    "trafilatura",
)


def kept_values(folder: Path, page: str) -> dict[str, str] | None:
    """Return what an earlier run found in `page`; None where there is no such entry, or it is damaged."""
    try:
        values = json.loads(_entry(folder, page).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        return None
    return values


def keep_values(folder: Path, page: str, values: dict[str, str]) -> None:
    """Keep what was found in `page` for later runs; `InputError` where it cannot be written."""
    entry = _entry(folder, page)
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=entry.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(json.dumps(values).encode())
            Path(part).replace(entry)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"cannot write the cache {folder}: {error.strerror or error}; what was read until now is kept there"
        raise InputError(message) from error


def _entry(folder: Path, page: str) -> Path:
    digest = hashlib.sha256(_extractor())
    digest.update(page.encode("utf-8", "surrogatepass"))
    name = digest.hexdigest()
    return folder / "pages" / name[:2] / f"{name[2:]}.json"


@lru_cache(maxsize=1)
def _extractor() -> bytes:
    """Return the digest of what finds the values: the libraries' versions, and our own code in this room."""
    digest = hashlib.sha256(repr([(name, version(name)) for name in _LIBRARIES]).encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(hashlib.sha256(module.read_bytes()).digest())
    return digest.digest()
