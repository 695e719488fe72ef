"""How often words are used in a language: the lists that come with wordfreq, read without importing it.

The lists are those of Speer 2022, doi:10.5281/zenodo.7199437, in their small form: words used at least about once in a
million. `wordfreq.get_frequency_dict` returns the same; importing it takes 0.1 s, most of it for tokenizing texts.
"""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path


def packed_list(language: str) -> bytes:
    """Return the list of a language as the package has it; empty where `language` has none."""
    package = find_spec("wordfreq")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("wordfreq is not installed: pip install wordfreq")
    path = Path(package.submodule_search_locations[0], "data", f"small_{language}.msgpack.gz")
    return path.read_bytes() if path.is_file() else b""


def word_list(packed: bytes) -> dict[str, float]:
    """Return word -> its share of all words in use, of a list as `packed_list` returns it."""
    if not packed:
        return {}
    import msgpack

    # A header, and then the words of each hundredth of a power of ten, the most frequent first.
    _, *buckets = msgpack.unpackb(gzip.decompress(packed))
    words: dict[str, float] = {}
    for place, bucket in enumerate(buckets):
        words |= dict.fromkeys(bucket, 10 ** (-place / 100))
    return words
