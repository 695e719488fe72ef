"""The columns of tables that come without a header, where the form of the first row tells whose they are."""

from __future__ import annotations

import re

_HEADERLESS = (
    # The MIND collection of Microsoft News, `news.tsv`; the texts themselves are not in it.
    (
        re.compile(r"N\d+(?:\t[^\t\n]*){5}\t\[[^\t\n]*\t\["),
        ("id", "category", "subcategory", "title", "abstract", "url", "title_entities", "abstract_entities"),
    ),
    # What `trafilatura --csv` writes: tabs, and no header although the file may be long.
    (
        re.compile(r"https?://\S+\t[^\t\n]*\t[0-9a-f]{1,16}\t[^\t\n]*\t"),
        (
            *("url", "trafilatura_id", "fingerprint", "hostname", "title", "image", "date", "text", "comments"),
            *("license", "pagetype"),
        ),
    ),
)


def with_header(text: str) -> str:
    """Return a table with a header: its own, or that of the tables which are known to come without one."""
    columns = next((columns for pattern, columns in _HEADERLESS if pattern.match(text)), None)
    return text if columns is None else "\t".join(columns) + "\n" + text
