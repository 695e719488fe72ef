"""Digests of articles: they tell whether an original is still what was read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import sha256

from dedup.machine.texts import EncodedTexts


def digest_of(title: str, text_utf8: bytes | memoryview) -> int:
    """Return the first 8 bytes of the SHA-256 of title, line feed and text, as a number.

    >>> f"{digest_of('Ferries', b'They are back.'):016x}"
    '45dd37a3f1f8f403'
    """
    digest = sha256(title.encode() + b"\n")
    digest.update(text_utf8)  # joined to the title it would be copied
    return int.from_bytes(digest.digest()[:8], "big")


def digests_of(titles: Iterable[str], texts: EncodedTexts) -> array[int]:
    """Return the `digest_of` each title and text."""
    return array("Q", map(digest_of, titles, texts))
