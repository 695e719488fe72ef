"""Values -> JSON that may stand inside a page: no browser takes any of it for markup."""

from __future__ import annotations

import orjson


def inert(value: object) -> str:
    r"""Return `value` as JSON that ends no element and begins none.

    >>> inert({"title": "</script><script>alert(1)"})
    '{"title":"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"}'
    """
    # In JSON these characters stand inside of strings alone.
    json = orjson.dumps(value)
    return json.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026").decode()


def inert_bytes(text: str) -> int:
    """Return how many bytes `inert(text)` takes.

    >>> inert_bytes("Marrow & co é"), len(inert("Marrow & co é").encode())
    (21, 21)
    """
    plain = orjson.dumps(text)
    return len(plain) + (len("\\u003c") - 1) * sum(map(plain.count, (b"<", b">", b"&")))
