from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from dedup.article import Article, store
from dedup.clean.signs import SignTable
from dedup.features.characters import CharacterTable
from dedup.features.codes import Table, codes_of, decode_utf8, join_pieces, read_codes, string_of
from dedup.machine.texts import ENCODING, EncodedTexts, TextFile

# Every code point, surrogates among them.
CHARACTERS = (
    st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("aé汉🚢\x00\x7f\x80\u07ff\u0800\uffff")
)
TEXTS = st.lists(st.text(CHARACTERS) | st.text("ab é", min_size=10))
ENTRIES = CharacterTable().entries


def decoded(text: str) -> list[int]:
    codes = np.zeros(len(text), np.uint32)
    decode_utf8(np.frombuffer(text.encode(*ENCODING), np.uint8), codes, ENTRIES)
    return codes.tolist()


@pytest.mark.parametrize("plane", range(17))
def test_every_code_point_is_decoded_between_others(plane: int) -> None:
    all_of_plane = [chr(code) for code in range(plane << 16, (plane + 1) << 16)]
    for parting in ("", "a", "é", "abcdefghijklmnopq"):
        text = parting.join(all_of_plane)
        assert decoded(text) == list(map(ord, text))
    assert ord(all_of_plane[-1]) <= sys.maxunicode


@given(st.text(CHARACTERS))
def test_decoded_is_what_was_encoded(text: str) -> None:
    assert decoded(text) == list(map(ord, text))


@given(st.text(CHARACTERS), st.sets(CHARACTERS))
def test_decoding_tells_whether_all_are_known(text: str, known: set[str]) -> None:
    data, codes = np.frombuffer(text.encode(*ENCODING), np.uint8), np.zeros(len(text), np.uint32)
    for table in (CharacterTable(), SignTable()):
        table.learn(np.array(list(map(ord, known)), np.uint32))
        assert decode_utf8(data, codes, table.entries) == all(c.isascii() or c in known for c in text)


@pytest.mark.parametrize("table", [CharacterTable(), SignTable()], ids=["characters", "signs"])
def test_what_stands_in_texts_is_learned(table: Table) -> None:
    codes, bounds = codes_of(["東a", "", "é"], table)
    assert not codes.flags.writeable
    assert (codes.tolist(), bounds.tolist()) == ([*map(ord, "東aé")], [0, 2, 2, 3])
    assert table.entries[codes].all()


@given(st.text(CHARACTERS), st.data())
def test_pieces_of_texts_have_a_line_end_behind_each(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    pieces = [sorted(pair) for pair in data.draw(st.lists(st.tuples(places, places)))]
    start, end = np.array(pieces, np.int64).reshape(-1, 2).T
    codes, bounds = join_pieces(np.array(list(map(ord, text)), np.uint32), start, end)
    assert not codes.flags.writeable
    assert string_of(codes) == "".join(f"{text[low:high]}\n" for low, high in pieces)
    assert np.diff(bounds).tolist() == [high - low + 1 for low, high in pieces]


@given(TEXTS, TEXTS, TEXTS)
@run(max_examples=50)
def test_codes_are_those_of_texts_in_files_and_in_memory(first: list[str], held: list[str], second: list[str]) -> None:
    file, articles = TextFile(), [Article(text=text) for text in [*first, *held, *second]]
    for texts, start in ((first, 0), (second, len(first) + len(held))):
        store(articles[start : start + len(texts)], EncodedTexts.of(texts), file)
    for some in (articles, articles[::-1], articles[::2], articles[:1], []):
        table = CharacterTable()
        codes, bounds = read_codes(some, table)
        assert table.entries[codes].all()
        assert not codes.flags.writeable
        found = [codes[bounds[i] : bounds[i + 1]].tolist() for i in range(len(some))]
        assert found == [list(map(ord, article.text)) for article in some]
