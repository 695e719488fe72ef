from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.read.decode import NotTextError, decode

from .builders import TEXTS


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_in_every_script(language: str, encoding: str) -> None:
    assert decode(TEXTS[language].encode(encoding)) == TEXTS[language]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_recognised_without_a_byte_order_mark(encoding: str) -> None:
    assert decode(TEXTS["de"].encode(encoding)) == TEXTS["de"]


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("de", "cp1252"), ("de", "iso-8859-1"), ("ru", "cp1251"), ("ru", "koi8-r"), ("zh", "gb18030")),
        *(("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "euc_kr")),
    ],
)
def test_legacy_encodings_are_detected(language: str, encoding: str) -> None:
    assert decode((TEXTS[language] * 3).encode(encoding)) == TEXTS[language] * 3


def test_a_pasted_line_in_another_encoding_does_not_spoil_the_rest() -> None:
    data = f"{TEXTS['de']}\n".encode() + "Größe".encode("cp1252") + f"\n{TEXTS['ru']}".encode()
    assert decode(data) == f"{TEXTS['de']}\nGröße\n{TEXTS['ru']}"


def test_an_html_declaration_decides_where_the_bytes_are_not_unicode() -> None:
    page = b'<html><head><meta charset="iso-8859-2"></head><body><p>\xb1\xe6\xea</p></body></html>'
    assert "ąćę" in decode(page, html=True)


def _page(text: str, encoding: str, declared: str) -> bytes:
    head = f'<html><head><meta charset="{declared}"><title>Pier</title></head><body><p>'
    return head.encode() + text.encode(encoding) + b"</p></body></html>"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
@pytest.mark.parametrize(
    ("language", "encoding"), [("ru", "cp1251"), ("ru", "koi8-r"), ("ko", "cp949"), ("zh", "gb18030"), ("ja", "euc_jp")]
)
def test_a_page_in_another_alphabet_is_not_western_whatever_it_declares(
    language: str, encoding: str, declared: str
) -> None:
    assert TEXTS[language] in decode(_page(TEXTS[language] * 2, encoding, declared), html=True)


@pytest.mark.parametrize(
    "text",
    [
        TEXTS["de"],
        "Le conseil du port a décidé mardi de reconstruire la jetée « ancienne » – dès l’été, où qu’elle s’effondre.",
        "El consejo del puerto votó el martes: «¿Señor alcalde, cuándo empezará? ¡Mañana!», preguntó Íñigo Añón.",
        "Hafnarráðið samþykkti á þriðjudag að endurbyggja nyrðri bryggjuna áður en vetrarstormarnir skella á. Þjóðráð!",
        "O conselho do porto não aprovou a reconstrução; as questões dos pescadores são três – e há soluções já.",
        "Satamaneuvosto päätti tiistaina rakentaa pohjoisen laiturin uudelleen. Hääyöaie jäi täyttämättä.",
        "ÄÖÜäöüß",
        "»»»»»»»»»»»» Pier ½½½½½½½½½½½½ ¤¤¤¤¤¤¤¤¤¤¤¤ ······························",
    ],
)
@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_a_western_page_is_read_as_it_declares(text: str, declared: str) -> None:
    assert text in decode(_page(text * 3, "cp1252", declared), html=True)


@pytest.mark.parametrize("data", [b"text with a \0 in it", b"\xff\xd8\xff\xe0\0\x10JFIF" * 9, bytes(range(1, 32)) * 9])
def test_binary_data_is_not_text(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_writable_text_or_the_one_error(data: bytes) -> None:
    try:
        text = decode(codecs.BOM_UTF8 + data)
        text += decode(data)
    except NotTextError:
        return
    assert text.encode("utf-8").decode("utf-8") == text
