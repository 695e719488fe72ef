"""The model that identifies languages: its tables, and its use on many texts at a time.

The tables are unpacked once, and kept. Unpacking takes 0.4 s and 100 MB; kept tables are mapped in 10 ms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from py3langid.modelio import load_model as unpack

from dedup.machine.kept import Tables, kept_tables

_NAMES = ("weights", "prior", "codes", "moves", "rows", "features")
_WEIGHTS = np.float32

# Fewer are identified one by one, in 0.1 ms each: the work for each byte of the longest takes as long as 30 of them.
_MIN_TOGETHER = 32
# More at once are no faster, and 500 characters of each may take 10 MB.
_MAX_TOGETHER = 512


class LanguageModel:
    """py3langid's model, restricted to ISO 639-1 codes and `zxx`, no language.

    It returns what the library's `LanguageIdentifier` does, to the last bit, in a third of the time for many texts.
    """

    def __init__(self, tables: Tables) -> None:
        self._weights, self._prior, self._features = tables["weights"], tables["prior"], tables["features"]
        self._moves, self._rows = tables["moves"], tables["rows"].astype(np.uint32) << 8
        self._codes: list[str] = tables["codes"].tolist()
        places = enumerate(map(self._codes.index, self._codes))
        self._repeated = [(first, place) for place, first in places if first < place]  # a language in two scripts
        self._identifier: Any = LanguageIdentifier(
            self._weights,
            self._prior,
            self._codes,
            self._moves.data,
            self._features.data,
            norm_probs=True,
            tk_row=tables["rows"].data,
        )

    def classify(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        """Return the code of the likeliest language of each text, and its probability among all languages."""
        answers: list[tuple[str, float]] = []
        for start in range(0, len(texts), _MAX_TOGETHER):
            part = texts[start : start + _MAX_TOGETHER]
            answers += map(self._identifier.classify, part) if len(part) < _MIN_TOGETHER else self._together(part)
        return answers

    def _together(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        encoded = list(map(_encoded, texts))
        scores = np.zeros((len(texts), len(self._codes)), np.float32)
        for row, features in zip(scores, self._features_of(encoded), strict=True):
            if features:
                counts = Counter(features)  # in the order in which they occur, in which the library adds them up
                weights = self._weights[np.fromiter(counts, np.intp, len(counts))]
                row[:] = np.log1p(np.fromiter(counts.values(), np.float32, len(counts))) @ weights + self._prior
        scores *= np.array([1.0 / math.sqrt(len(text) or 1) for text in encoded], np.float32)[:, None]
        chances = np.exp(scores - scores.max(axis=1)[:, None])
        chances /= chances.sum(axis=1)[:, None]
        for first, again in self._repeated:
            chances[:, first] += chances[:, again]
            chances[:, again] = 0
        best = chances.argmax(axis=1)
        return [(self._codes[place], float(row[place])) for place, row in zip(best.tolist(), chances, strict=True)]

    def _features_of(self, texts: Sequence[bytes]) -> list[list[int]]:
        """Return for each of `texts` the features its bytes lead to, following all texts together byte by byte."""
        n_bytes = np.array(list(map(len, texts)))
        is_inside = np.arange(n_bytes.max()) < n_bytes[:, None]
        letters = np.zeros(is_inside.shape, np.uint8)
        letters[is_inside] = np.frombuffer(b"".join(texts), np.uint8)
        states = np.zeros((is_inside.shape[1] + 1, len(texts)), np.uint32)
        for before, after, letter in zip(states, states[1:], letters.T, strict=False):
            np.take(self._moves, np.take(self._rows, before) + letter, out=after)
        found = np.where(is_inside, self._features[states[1:].T], -1)
        bounds = accumulate((found >= 0).sum(axis=1).tolist(), initial=0)
        features: list[int] = found[found >= 0].tolist()
        return [features[low:high] for low, high in pairwise(bounds)]


def _encoded(text: str) -> bytes:
    """Return the form the model was trained on: composed characters, and no text in capitals alone."""
    return normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")


def load_language_model() -> LanguageModel:
    """Return the model; its tables are unpacked, or those that an earlier run kept."""
    packed = MODEL_DIR / MODEL_FILE
    made_of = packed.read_bytes() + _WEIGHTS.__name__.encode()
    return LanguageModel(kept_tables("languages", _NAMES, made_of, partial(_unpacked, packed)))


def _unpacked(packed: Path) -> Tables:
    weights, prior, codes, moves, rows, features = unpack(packed)
    used = [place for place, code in enumerate(codes) if len(code) == 2 or code == "zxx"]
    # Columns of the table are chosen, but it is read by row: as one block it is a third faster. Its weights have 16
    # bits, and are added up in 32: to widen them took eight times as long as all else that is done with them.
    chosen = np.ascontiguousarray(weights[:, used], _WEIGHTS), prior[used], np.array(codes)[used]
    return dict(zip(_NAMES, (*chosen, np.asarray(moves), np.asarray(rows), np.array(features, np.int32)), strict=True))
