"""Invented texts in many scripts, and strategies that mix them."""

from __future__ import annotations

import unicodedata
from typing import Final

from hypothesis import strategies as st

from dedup.article import Article

SOFT_HYPHEN, ZERO_WIDTH_SPACE, ZERO_WIDTH_JOINER, LEFT_TO_RIGHT = "\u00ad", "\u200b", "\u200d", "\u200e"
IDEOGRAPHIC_SPACE: Final = "\u3000"

TEXTS: Final = {
    "english": "Don’t stop: the U.S. council's vote, 3.5% up, was close. Mayor Ada Finch said so.",
    "french composed": unicodedata.normalize("NFC", "L'été dernier, Zoé Lefèvre a gagné à Évry. Ça alors !"),
    "french decomposed": unicodedata.normalize("NFD", "L'été dernier, Zoé Lefèvre a gagné à Évry. Ça alors !"),
    "german": "Straße in Überlingen gesperrt – 12.000 Euro Schaden",
    "turkish": "İstanbul'da ışıklar söndü. ISPARTA ve Iğdır'da kar var.",
    "turkish decomposed": unicodedata.normalize("NFD", "İstanbul'da ışıklar söndü. İZMİR ve Iğdır'da kar var."),
    "russian": "В Приреченске закрыли мост. Ёлка и Йод: 3 человека.",
    "arabic": "اندلعت النيران في السفينة ٣ أيام، قال القبطان: جمـــيل",
    "hindi": "नदी के किनारे पुरानी बावड़ी की मरम्मत पूरी हुई। ४२ लोग आए।",
    "chinese": "澜江市地铁三号线开通。首日客流12万人次，市民Li说很方便。",
    "japanese": "シオミ浜にクジラ、ひらがなカタカナー。東京都は3日、ｶﾀｶﾅと発表。",
    "korean": "새벽 도서관이 문을 열었다. 시민 300명이 모였다.",
    "korean decomposed": unicodedata.normalize("NFD", "새벽 도서관이 문을 열었다. 시민 300명이 모였다."),
    "thai": "ช้างป่าเดินเข้าตลาด กำลังหาอาหาร 3 วัน",
    "vietnamese composed": unicodedata.normalize("NFC", "Cầu Sông Bắc thông xe. Người dân đi bộ qua cầu."),
    "vietnamese decomposed": unicodedata.normalize("NFD", "Cầu Sông Bắc thông xe. Người dân đi bộ qua cầu."),
    "mixed": "BTS 방탄소년단 in 東京で Konzert, Москва と Bangkok กรุงเทพ!",
    "hidden characters": f"coun{SOFT_HYPHEN}cil offi{ZERO_WIDTH_SPACE}cials {LEFT_TO_RIGHT}met नेपा{ZERO_WIDTH_JOINER}ल",
    "full-width": f"ＡＢＣ　１２３{IDEOGRAPHIC_SPACE}Ｔｏｋｙｏ",
    "ligatures and fractions": "ﬁnal oﬀer: ½ of x² and Ⅳ",
    "stray marks": "\u0301 a\u0301 \u0301b . \u093e!",
    "nothing to read": " \n\t…!?— \u00ad",
    "empty": "",
}
"""One text for each way of writing that a tokenizer can get wrong."""

_LETTERS: Final = (
    "abcXYZ iIİ\u0307 독 éÉñ ßÅ e\u0301 o\u0323\u0302 ﬁ Ａ１ 0123 ²½ "
    "жЖёЙ αΩς אב ابتـ٣ कखगि्ा४ 가각뉴 "
    "東京都三号 ひらゲー カタカ ｶﾀ กขิ่า ລາວ "
)
_BETWEEN: Final = " \n\t.!?,-’'…。、।_%" + SOFT_HYPHEN + ZERO_WIDTH_SPACE + ZERO_WIDTH_JOINER


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Texts of letters of every script above, with all that may stand between them."""
    return st.text(st.sampled_from(_LETTERS + _BETWEEN), max_size=max_size) | st.lists(
        st.sampled_from(["the", "Mayor", "Zoé", "東京都", "3", "३", "กำ", "мост", "cầu", ".", "\n", "Ada"]), max_size=30
    ).map(" ".join)


def articles(max_size: int = 5) -> st.SearchStrategy[list[Article]]:
    """Articles with and without titles; some in a language whose syllables stand apart."""
    article = st.builds(
        lambda title, text, language: Article(title=title, text=text, language=language),
        texts(20),
        texts(),
        st.sampled_from(["en", "vi", ""]),
    )
    return st.lists(article, max_size=max_size)
