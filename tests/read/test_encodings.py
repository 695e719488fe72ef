"""Texts that were encoded on purpose, and what of them comes back exactly."""

from __future__ import annotations

import gzip
import json
from itertools import islice

import pytest

from dedup.read.decode import decode
from tests.conftest import SHARED

from .builders import TEXTS

# Every encoding with the languages it was made for; a reader must get 95% of the texts back exactly.
ENCODINGS = {
    "cp1252": ("de",),
    "latin-1": ("de",),
    "cp1250": ("de",),
    "koi8-r": ("ru",),
    "cp1251": ("ru",),
    "gb18030": ("zh",),
    "big5": ("zh-Hant",),
    "shift_jis": ("ja",),
    "euc_kr": ("ko",),
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), ("de", "ru", "el", "zh", "ja", "ko")),
}
TRADITIONAL = "港口委員會週二投票決定在冬季風暴來臨之前重建北碼頭，預計工程將持續四個月。"
CZECH = "Přístavní rada v úterý odhlasovala, že severní molo bude obnoveno ještě před zimními bouřemi."


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_texts_come_back_exactly(encoding: str) -> None:
    texts = [TRADITIONAL if language == "zh-Hant" else TEXTS[language] for language in ENCODINGS[encoding]]
    texts += [CZECH] if encoding == "cp1250" else []
    for text in texts:
        assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Il molo nord sarà ricostruito prima dell'inverno, ha detto il sindaco.",
        "El port tornarà a obrir dimarts, però el moll nord no",
        "Le port rouvrira à midi",
    ],
)
def test_a_line_with_few_accents_is_western(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("other", ["cp1251", "koi8-r"])
@pytest.mark.parametrize(("n_utf8", "n_other"), [(9, 2), (2, 9), (1, 1)])
def test_lines_in_two_encodings_are_each_read_in_their_own(n_utf8: int, n_other: int, other: str) -> None:
    line = TEXTS["ru"] + "\n"
    assert decode(line.encode() * n_utf8 + line.encode(other) * n_other) == line * (n_utf8 + n_other)


def test_two_byte_texts_that_hold_utf8_by_chance_are_not_taken_for_it() -> None:
    text = "港口委员会周二投票决定在冬季风暴来临之前\n" * 9
    assert decode(text.encode("gb18030")) == text
    assert decode(text.encode("gb18030") + text.encode()) == text * 2


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "language", "encodings"),
    [
        ("speed-german", "de", ("cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be")),
        ("multiling11", "fr", ("cp1252", "latin-1", "utf-16")),
        ("multiling11", "cs", ("cp1250", "iso8859-2", "utf-16")),
        ("multiling11", "el", ("cp1253", "utf-16")),
        ("multiling11", "he", ("cp1255", "utf-16")),
        ("multiling11", "ar", ("cp1256", "utf-16")),
    ],
)
def test_real_articles_come_back_exactly(name: str, language: str, encodings: tuple[str, ...]) -> None:
    with gzip.open(SHARED / "data" / f"{name}.jsonl.gz") as lines:
        records = (record for line in lines if (record := json.loads(line)).get("lang") == language)
        texts = [record["text"] for record in islice(records, 500)]
    assert len(texts) >= 100
    for encoding in encodings:
        encoded = [
            (text.encode(encoding, "ignore").decode(encoding), text.encode(encoding, "ignore")) for text in texts
        ]
        beyond_ascii = [(text, data) for text, data in encoded if not data.isascii()]
        assert sum(decode(data) == text for text, data in beyond_ascii) >= 0.95 * len(beyond_ascii), encoding
