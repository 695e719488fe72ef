"""Values -> JSON that may stand inside a page: no browser takes any of it for markup."""

from __future__ import annotations

import orjson


def inert(value: object) -> bytes:
    r"""Return `value` as JSON, UTF-8, that ends no element and begins none.

    >>> inert({"title": "</script><script>alert(1)"})
    b'{"title":"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"}'
    """
    # In JSON these characters stand inside of strings alone.
    json = orjson.dumps(value)
    return json.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")
