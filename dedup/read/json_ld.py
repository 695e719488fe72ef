"""What a page tells search engines in JSON-LD, as strictly or loosely as sites write it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dedup.read.json_values import BadJsonError, parse

NESTING_KEYS = ("@graph", "mainEntity")
"""Where an object of JSON-LD holds others that the page is made of."""

_SCRIPTS = "//script[starts-with(normalize-space(@type), 'application/ld+json')]/text()"
# What hid scripts from browsers of old, itself hidden from them by comments.
_WRAPPINGS = (("<!--", "-->"), ("<![CDATA[", "]]>"))
_COMMENT_CHARS = " \t\r\n/*"


def json_ld(tree: Any) -> Iterator[Any]:
    """Yield the values in the scripts of an lxml `tree`; those that are no JSON are left out."""
    for script in tree.xpath(_SCRIPTS):
        text = str(script)
        try:
            yield parse(text.encode("utf-8", "replace"))
        except BadJsonError:
            try:
                yield _parse_loosely(text)
            except (ValueError, RecursionError):
                continue


def _parse_loosely(text: str) -> Any:
    """Return the value of JSON text that may be wrapped, and have line ends and tabs inside its strings."""
    text = text.strip(_COMMENT_CHARS)
    for start, end in _WRAPPINGS:
        text = text.removeprefix(start).removesuffix(end)
    value = json.loads(text.strip(_COMMENT_CHARS), strict=False)
    return parse(json.dumps(value).encode())
