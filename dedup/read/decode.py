"""Bytes to text: Unicode first, then what the bytes themselves say, never a guess that leaves control characters."""

from __future__ import annotations

import codecs
import re
from itertools import groupby

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# C0 controls no text has: tab, line feed, vertical tab, form feed, carriage return and the wire agencies' framing
# (SOH, STX, ETX, EOT) are left out, and so is escape, which switches alphabets in ISO 2022.
_BINARY = re.compile(rb"[\x00\x05-\x08\x0e-\x1a\x1c-\x1e]")
# A wrong single-byte encoding shows as C1 controls; NEL (0x85) is a line end.
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_STRAY = re.compile("[\udc80-\udcff]+")
_MAX_BINARY = 0.01
# Detectors are sure after a few hundred bytes; both slow down on megabytes.
_SAMPLE_BYTES = 1 << 16


class NotTextError(ValueError):
    """The bytes are not text in any encoding that could be recognised."""


def decode(data: bytes, *, html: bool = False) -> str:
    """Return the text of `data`; where `html` is true, what a `<meta charset>` declares is heard.

    In order: a byte order mark, UTF-8, UTF-16 without a mark, ISO 2022, UTF-8 with stray bytes of another
    encoding (texts pasted together), resiliparse's detector, charset-normalizer's.

    Raises:
        NotTextError: where none of them gives text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding) or data.decode(encoding, "replace")
    if b"\0" in data:
        return _decode_utf16(data)
    if b"\x1b$" in data and (text := _strict(data, "iso2022_jp_2")) is not None:
        return text
    if len(_BINARY.findall(data)) > _MAX_BINARY * len(data):
        raise NotTextError("binary data")
    if (text := _strict(data, "utf-8")) is not None:
        return text
    return _decode_mixed(data) or _decode_legacy(data, html=html)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_utf16(data: bytes) -> str:
    """Return UTF-16 text that came without a byte order mark; two bytes of it in a row are never both NUL."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        # Swapped bytes of Latin text decode too, to rare ideographs without a single space or line end.
        if text and "\0" not in text and any(c in text for c in " \n\u3000\u3001\u3002"):
            return text
    raise NotTextError("NUL bytes")


def _decode_mixed(data: bytes) -> str | None:
    """Return UTF-8 text with stray bytes of another encoding in it, or None where UTF-8 is not what most of it is.

    Two-byte encodings such as GB 18030 hold valid UTF-8 by chance: about one sequence per 12 bytes that are not.
    So UTF-8 must account for half as many characters as there are stray bytes. Those are read as Windows-1252.
    """
    text = data.decode("utf-8", "surrogateescape")
    n_stray = sum(map(len, _STRAY.findall(text)))
    n_utf8 = len(text) - len(text.encode("ascii", "ignore")) - n_stray
    if 2 * n_utf8 < n_stray:
        return None
    return _STRAY.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def _decode_legacy(data: bytes, *, html: bool) -> str:
    return data.decode(_detect(data, html=html))


def _detect(data: bytes, *, html: bool) -> str:
    """Return an encoding that decodes all of `data` without leaving control characters."""
    from charset_normalizer import from_bytes
    from resiliparse.parse.encoding import detect_encoding

    sample = _telling_lines(data)
    opinions = [detect_encoding(data, html5_compatible=True, from_html_meta=True)] if html else []
    opinions.append(detect_encoding(sample))
    for encoding in opinions:
        if _fits(data, encoding):
            return str(encoding)
    best = from_bytes(sample).best()
    if best is not None and _fits(data, best.encoding):
        return best.encoding
    raise NotTextError("no known encoding")


def _fits(data: bytes, encoding: str | None) -> bool:
    text = _strict(data, encoding) if encoding else None
    return text is not None and not _C1.search(text)


def _telling_lines(data: bytes) -> bytes:
    r"""Return the start of the lines that hold more than ASCII: the rest tells a detector nothing.

    >>> _telling_lines(b"one\ntwo caf\xe9\nthree")
    b'two caf\xe9\n'
    """
    telling = groupby(data.splitlines(keepends=True), key=bytes.isascii)
    return b"".join(line for plain, lines in telling if not plain for line in lines)[:_SAMPLE_BYTES]
