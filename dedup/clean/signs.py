"""Code points -> what cutting a text into passages needs to know of them: one table, filled as they are met."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.clean.passages import CLOSERS, SENTENCE_ENDS, fold
from dedup.features.characters import unknown_of
from dedup.features.tokenize import GOLDEN

SPACE: Final = 1
BREAK: Final = 2
"""Ends a line, as `str.splitlines` has it."""
LOWER: Final = 4
SPACED_STOP: Final = 8
"""Ends a sentence where white space follows, in scripts with spaces."""
WIDE_STOP: Final = 16
"""Ends a sentence of Chinese or Japanese, whatever follows."""
OTHER_STOP: Final = 32
"""Ends a sentence, whatever follows, in scripts whose marks end nothing else."""
CLOSER: Final = 64
"""May stand between a `SPACED_STOP` or an `OTHER_STOP` and the white space."""
WIDE_CLOSER: Final = 128
SENTENCE_END: Final = 256
"""A character of `SENTENCE_ENDS`."""
OUTER: Final = 512
"""A character of `CLOSERS`."""
WORD: Final = 1024
"""What `\\w` matches."""
ALPHABETIC: Final = 2048
DECIMAL: Final = 4096
"""What `\\d` matches."""
LONG: Final = 8192
"""Its folded form has several code points."""
CREDIT_SIGN: Final = 1 << 14
"""Stands in a line that credits a picture."""
KNOWN: Final = 1 << 15
"""It is in the table: others have no flag at all."""

_SETS: Final = {
    BREAK: "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029",
    SPACED_STOP: ".!?",
    WIDE_STOP: "。．！？",
    OTHER_STOP: "؟۔।॥։።။៕",
    CLOSER: "\"'”’»)]",
    WIDE_CLOSER: '"”」』）',
    SENTENCE_END: "".join(SENTENCE_ENDS),
    OUTER: CLOSERS,
    CREDIT_SIGN: ":：/|©-(",
}
_N_ASCII: Final = 128
# What folding tells apart, and patterns that ignore case do not.
_SAME_LETTER: Final = {"ı": "i"}
_MODULUS: Final = 1 << 64


class SignTable:
    """What is known of each code point so far: ASCII from the start. It grows, and entries never change.

    Threads may share it.

    `flags` (0x110000,) are those above. The polynomial hash of a text, h -> h * GOLDEN + c for every folded code point
    c, advances over a code point, however many it folds to, as h -> h * scale + added; white space counts as a space.
    `folded` is the first code point of the folded form, and the same for letters that a pattern which ignores case
    takes for one.
    """

    def __init__(self) -> None:
        self.flags = np.zeros(0x110000, np.uint16)
        self.scale = np.zeros(0x110000, np.uint64)
        self.added = np.zeros(0x110000, np.uint64)
        self.folded = np.zeros(0x110000, np.uint32)
        self._learning = Lock()
        self._add(range(_N_ASCII))

    @property
    def entries(self) -> NDArray[np.uint16]:
        """See `dedup.features.codes.Table`."""
        return self.flags

    def learn(self, codes: NDArray[np.uint32]) -> None:
        """Make sure that every code point of `codes` is in the table."""
        if len(unknown := unknown_of(codes, self.flags)):
            with self._learning:
                self._add(np.unique(unknown).tolist())

    def _add(self, codes: Iterable[int]) -> None:
        for code in codes:
            character = chr(code)
            form = fold(character).decode("utf-8", "surrogatepass")
            scale, added = 1, 0
            for folded in " " if character.isspace() else form:
                scale, added = scale * GOLDEN % _MODULUS, (added * GOLDEN + ord(folded)) % _MODULUS
            self.scale[code], self.added[code] = scale, added
            self.folded[code] = ord(_SAME_LETTER.get(form[0], form[0]))
            self.flags[code] = _flags(character)  # last, for from then on other threads take it to be known


def _flags(character: str) -> int:
    flags = KNOWN | sum(flag for flag, characters in _SETS.items() if character in characters)
    flags |= (SPACE if character.isspace() else 0) | (LOWER if character.islower() else 0)
    flags |= (ALPHABETIC if character.isalpha() else 0) | (DECIMAL if character.isdecimal() else 0)
    flags |= LONG if len(character.casefold()) > 1 else 0
    return flags | (WORD if character.isalnum() or character == "_" else 0)


TABLE: Final = SignTable()
"""Shared by all texts: what it says of a code point depends on that alone."""
