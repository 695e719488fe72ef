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
_BINARY = bytes([0, *range(0x05, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x1F)])
C1_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
"""Controls that nobody uses: they show that a single-byte encoding was taken for another. NEL (0x85) is a line end."""
LONE_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, which UTF-8 cannot hold."""

_CONTROLS = re.compile("[\x00\x05-\x08\x0e-\x1a\x1c-\x1e]")
_HIGH, _LETTER = re.compile(rb"[\x80-\xff]"), re.compile(rb"[A-Za-z]")
_STRAY = re.compile("[\udc80-\udcff]+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_MAX_BINARY = 0.01
_WESTERN = ("cp1252", "iso8859-1")
# A character of GB 2312 is a valid UTF-8 sequence with a probability of about 0.14, and a line of six in a million.
_SURE_SEQUENCES = 6
# What the detector says of western text with few accents where it does not know: UTF-8, which was tried before, or an
# alphabet of the far north, Malta, Vietnam or the Baltic. Up to this part of the letters beyond ASCII it is
# Windows-1252; they are 1.5% in Italian, 4% in French, 8% in Lithuanian. Of Italian records of 80 characters 47% came
# back exactly without this rule and 96% with it, of French 92% and 97%, of Catalan 72% and 90%, of Lithuanian 99% and
# 94%.
_UNSURE = {"utf-8": 0.1, "iso8859-3": 0.05, "iso8859-4": 0.05, "iso8859-10": 0.05, "cp1258": 0.05, "iso8859-13": 0.03}
# A word of letters beyond ASCII alone, four of them different; the quotes and dashes of Windows-1252 are below 0xA0.
_FOREIGN_WORD = re.compile(rb"[\xa1-\xff]{6,}")
_MIN_DIFFERENT = 4
# 6,000 texts in German have not one such word, nor have 628 in Vietnamese, without the letters that Windows-1252 lacks;
# in Russian, Greek, Korean and Arabic half of the bytes beyond ASCII and more stand in them, in Chinese nearly all.
_MIN_FOREIGN_BYTES, _MIN_FOREIGN_PART = 24, 1 / 3
# Detectors are sure after a few hundred bytes; both slow down on megabytes.
_SAMPLE_BYTES = 1 << 16


class NotTextError(ValueError):
    """The bytes are not text in any encoding that could be recognised."""


def decode(data: bytes, *, html: bool = False) -> str:
    """Return the text of `data`; with `html`, a `<meta charset>` counts.

    In order: a byte order mark, UTF-8, UTF-16 without a mark, ISO 2022, UTF-8 with lines or stray bytes of another
    encoding (texts pasted together), what a page declares unless it says Western of words in another alphabet,
    resiliparse's detector, charset-normalizer's.

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
    if len(data) - len(data.translate(None, _BINARY)) > _MAX_BINARY * len(data):
        return _decode_utf16(data)  # of Chinese and its neighbours, which has no NUL
    if (text := _strict(data, "utf-8")) is not None:
        return text
    return _decode_mixed(data) or _decode_legacy(data, html=html)


def unix_lines(text: str) -> str:
    r"""Return `text` with line feeds alone as line ends.

    >>> unix_lines("one\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_utf16(data: bytes) -> str:
    """Return UTF-16 text that came without a byte order mark; two bytes of it in a row are never both NUL."""
    # Swapped bytes of most texts decode too, to rare ideographs; spaces, line ends and ASCII digits swap to no text.
    texts = (text for encoding in ("utf-16-le", "utf-16-be") if (text := _strict(data, encoding)))
    best = max(texts, key=_n_telling, default="")
    if _n_telling(best) and not _CONTROLS.search(best):
        return best
    raise NotTextError("binary data")


def _n_telling(text: str) -> int:
    """Return how many characters are ASCII, or the spaces and stops of Chinese and Japanese."""
    return sum(" " <= c < "\x7f" or c in "\n\u3000\u3001\u3002\uff0c" for c in text)


def _decode_mixed(data: bytes) -> str | None:
    """Return a text of which some lines are UTF-8 and others are not, or None where none surely is UTF-8.

    UTF-8 must account for half as many characters as there are stray bytes, or else for `_SURE_SEQUENCES` on a
    line without any. The other lines are one text in another encoding; a line in both has strays of Windows-1252.
    """
    lines = data.splitlines(keepends=True)
    is_utf8 = _looks_like_utf8 if _looks_like_utf8(data) else _is_surely_utf8
    others = b"".join(line for line in lines if not is_utf8(line))
    if len(others) == len(data):
        return None
    encoding = _opinion(others) or "cp1252"
    return "".join(_with_strays(line) if is_utf8(line) else line.decode(encoding, "replace") for line in lines)


def _looks_like_utf8(data: bytes) -> bool:
    n_utf8, n_stray = _sequences(data)
    return 2 * n_utf8 >= n_stray


def _is_surely_utf8(line: bytes) -> bool:
    n_utf8, n_stray = _sequences(line)
    return n_stray == 0 and (n_utf8 == 0 or n_utf8 >= _SURE_SEQUENCES)


def _sequences(data: bytes) -> tuple[int, int]:
    """Return how many characters beyond ASCII are surely UTF-8, and how many bytes are not UTF-8.

    Sequences that touch a stray byte do not count: two-byte encodings hold many by chance, but hardly one apart.
    """
    text = data.decode("utf-8", "surrogateescape")
    n_stray = sum(map(len, _STRAY.findall(text)))
    return sum(len(run) for run in _BEYOND_ASCII.findall(text) if not _STRAY.search(run)), n_stray


def _with_strays(line: bytes) -> str:
    text = line.decode("utf-8", "surrogateescape")
    return _STRAY.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def _decode_legacy(data: bytes, *, html: bool) -> str:
    from resiliparse.parse.encoding import detect_encoding

    declared = detect_encoding(data, html5_compatible=True, from_html_meta=True) if html else None
    is_declared = _fits(data, declared) and not (declared in _WESTERN and _has_foreign_words(data))
    encoding = declared if is_declared else _opinion(data)
    if encoding is None:
        raise NotTextError("no known encoding")
    return data.decode(encoding)


def _has_foreign_words(data: bytes) -> bool:
    """Return whether words stand in `data` that no language has which is written in Windows-1252.

    Servers and old editors declare that, or Latin-1, of pages in any alphabet.
    """
    words = (word for word in _FOREIGN_WORD.findall(data) if len(set(word)) >= _MIN_DIFFERENT)
    n_foreign = sum(map(len, words))
    return n_foreign >= max(_MIN_FOREIGN_BYTES, _MIN_FOREIGN_PART * len(_HIGH.findall(data)))


def _opinion(data: bytes) -> str | None:
    """Return an encoding that decodes all of `data` without leaving control characters, or None."""
    from charset_normalizer import from_bytes
    from resiliparse.parse.encoding import detect_encoding

    sample = _telling_lines(data)
    encoding = detect_encoding(sample)
    if _part_beyond_ascii(sample) <= _UNSURE.get(str(encoding), 0.0) and _fits(data, "cp1252"):
        return "cp1252"
    if _fits(data, encoding):
        return str(encoding)
    best = from_bytes(sample).best()
    return best.encoding if best is not None and _fits(data, best.encoding) else None


def _part_beyond_ascii(data: bytes) -> float:
    """Return how many of the letters are beyond ASCII, taking each such byte for one; 0 to 1."""
    n_beyond = len(_HIGH.findall(data))
    return n_beyond / max(1, n_beyond + len(_LETTER.findall(data)))


def _fits(data: bytes, encoding: str | None) -> bool:
    text = _strict(data, encoding) if encoding else None
    return text is not None and not C1_CONTROLS.search(text)


def _telling_lines(data: bytes) -> bytes:
    r"""Return the start of the lines that hold more than ASCII: the rest tells a detector nothing.

    >>> _telling_lines(b"one\ntwo caf\xe9\nthree")
    b'two caf\xe9\n'
    """
    telling = groupby(data.splitlines(keepends=True), key=bytes.isascii)
    return b"".join(line for plain, lines in telling if not plain for line in lines)[:_SAMPLE_BYTES]
