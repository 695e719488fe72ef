"""How often words are used in a language: the lists that come with wordfreq, read without importing it.

The lists are those of Speer 2022, doi:10.5281/zenodo.7199437, in their small form: words used at least about once in a
million. `wordfreq.get_frequency_dict` returns the same; importing it takes 0.1 s, most of it for tokenizing texts.
"""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path

import msgpack


def word_list(language: str) -> dict[str, float]:
    """Return word -> its share of all words in use; empty where `language` has no list."""
    package = find_spec("wordfreq")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("wordfreq is not installed: pip install wordfreq")
    path = Path(package.submodule_search_locations[0], "data", f"small_{language}.msgpack.gz")
    if not path.is_file():
        return {}
    # A header, and then the words of each hundredth of a power of ten, the most frequent first.
    _, *buckets = msgpack.unpackb(gzip.decompress(path.read_bytes()))
    words: dict[str, float] = {}
    for place, bucket in enumerate(buckets):
        words |= dict.fromkeys(bucket, 10 ** (-place / 100))
    return words
