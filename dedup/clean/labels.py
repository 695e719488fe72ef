"""The words by which pages label their furniture, in many languages.

A help, never the judge: `furniture` asks for the structure first (a short line of its own, no sentence, its place on
the page), and a page in a language that is missing here loses only the recognition of these few lines.
"""

from __future__ import annotations

import re

CREDIT_WORDS = (
    "image", "image source", "picture", "pic", "photo", "photos", "photo by", "photograph",
    "bild", "bildquelle", "foto", "fotos", "beeld", "kuva", "crédit photo", "crédits",
    "imagen", "fotografía", "crédito", "créditos", "imagem", "immagine",
    "zdjęcie", "fot", "fotó", "fotoğraf", "fotoğraflar", "ảnh", "gambar", "φωτογραφία", "φωτο",
    "фото", "фотография", "изображение", "снимка", "зображення", "слика",
    "صورة", "الصورة", "تصوير", "عکس", "تصویر", "צילום", "תמונה", "फोटो", "तस्वीर", "ছবি", "ภาพ",
    "写真", "画像", "撮影", "图片来源", "图片", "图源", "圖片", "攝影", "摄影", "图", "圖", "사진", "사진제공",
)  # fmt: skip
# What may follow them in place of a colon.
CREDIT_NOUNS = ("copyright", "credit", "caption")
CALL_WORDS = (
    "read more", "read also", "also read", "see also", "more on this", "related", "watch", "share", "sign up",
    "view the original article", "original article", "subscribe", "follow us", "like us", "comment on this story",
    "lesen sie", "lesen sie auch", "mehr zum thema", "mehr dazu", "siehe auch", "teilen", "abonnieren",
    "lire aussi", "à lire", "lire la suite", "voir aussi", "partager", "abonnez-vous", "suivez-nous",
    "leer más", "lea también", "lee también", "lea además", "te recomendamos", "ver más", "compartir", "síguenos",
    "leia mais", "leia também", "veja também", "saiba mais", "compartilhe", "leggi anche", "leggi tutto", "condividi",
    "lees ook", "lees meer", "läs också", "läs mer", "les også", "les mer", "læs også", "læs mere",
    "lue myös", "lue lisää", "czytaj także", "czytaj też", "zobacz też", "čtěte také", "přečtěte si",
    "olvassa el", "citește și", "διαβάστε", "διαβάστε επίσης", "ayrıca bkz", "devamını oku", "ilgili haberler",
    "baca juga", "xem thêm", "читайте также", "читать далее", "подписывайтесь", "читайте також", "прочетете още",
    "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "اقرأ المزيد", "شاهد أيضا", "همچنین بخوانید", "بیشتر بخوانید",
    "קראו עוד", "קראו גם", "यह भी पढ़ें", "इसे भी पढ़ें", "ये भी पढ़ें", "আরও পড়ুন", "อ่านเพิ่มเติม",
    "あわせて読みたい", "関連記事", "続きを読む", "相关阅读", "相关新闻",
    "相關新聞", "延伸閱讀", "延伸阅读", "관련기사", "관련 기사",
)  # fmt: skip
BYLINE_WORDS = (
    "by", "von", "par", "por", "di", "door", "av", "af", "autor", "autore", "auteur", "от", "автор",
    "بقلم", "كتب", "מאת", "文", "記者", "记者", "作者", "기자",
)  # fmt: skip
# What agencies put before a title to say that it was sent again, corrected, or is urgent.
_SLUG_WORDS = (
    "update", "updated", "rpt", "repeat", "refile", "refiled", "corrected", "correction", "corrects", "wrapup", "lead",
    "writethru", "exclusive", "urgent", "alert", "breaking", "breaking news", "flash", "bulletin", "advisory",
    "aktualisiert", "aktualisierung", "zusammenfassung", "wiederholung", "wdh", "korr", "korrektur", "korrigiert",
    "berichtigung", "exklusiv", "eil", "eilmeldung", "roundup", "actualisation", "actualisé", "rectificatif",
    "exclusif", "alerte", "actualización", "actualiza", "ampliación", "corrección", "corrige", "exclusiva", "urgente",
    "última hora", "alerta", "atualização", "atualiza", "correção", "exclusivo", "aggiornamento", "rettifica",
    "esclusiva", "güncelleme", "düzeltme", "özel", "son dakika", "обновление", "обновлено", "исправление", "уточнение",
    "повтор", "эксклюзив", "срочно", "молния", "оновлено", "терміново", "عاجل", "حصري", "تصحيح", "تحديث", "דחוף",
    "速報", "訂正", "更新", "再送", "快讯", "快訊", "更正", "独家", "獨家", "突发", "突發", "속보",
    "정정", "단독", "종합",
)  # fmt: skip


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# All patterns read case-folded text.
# "Image copyright AFP", "Foto: dpa / Anna Berg", "图片来源：新华社", "사진=연합뉴스", "© 2020 Name": label, then who.
CREDIT = re.compile(
    rf"[(\[（]?\s*(?:(?:{_any(CREDIT_WORDS)})\s*(?:[:：/©=]|(?:{_any(CREDIT_NOUNS)})\b)\s*\S|©|\(c\)\s)"
)
# "Boris JohnsonImage copyright PA", "The palace | Photo: Name": a picture's description runs into its credit.
CREDIT_AT_END = re.compile(rf"image (?:copyright|caption)\s|[|(（/]\s*(?:{_any(CREDIT_WORDS)})\s*[:：]")
# "Read more", "[Lesen Sie auch: what follows]": the call alone, or set off from what it points to.
CALL = re.compile(rf"[\W_]*(?:{_any(CALL_WORDS)})(?:\W*|\s*[:：|>»,…].*|\s+[–—-].*|\.\.\..*)", re.DOTALL)
BYLINE = re.compile(rf"(?:{_any(BYLINE_WORDS)})(?:\s*[:：/]\s*|\s+)")

# Patterns for titles as they are written. "UPDATE 2-", "(CORRECTED) - ", "【速報】", "Eilmeldung: ": in capitals where
# only a dash follows, so that "Update-Manager" and "Lead - heavy metal" stay; a script without capitals has one form.
_UPPER = "|".join(re.escape(word.upper()) for word in sorted(_SLUG_WORDS, key=len, reverse=True))
_BRACKETED = rf"[\[(（［【<]\s*(?i:{_any(_SLUG_WORDS)})(?:\s*\d{{1,2}})?\s*[\])）］】>]"
SLUG = re.compile(
    rf"\A\s*(?:{_BRACKETED}\s*(?:[-–—:：|/]+\s*)?"
    rf"|(?i:{_any(_SLUG_WORDS)})(?:\s*\d{{1,2}})?\s*[:：|｜](?!\d)\s*|(?:{_UPPER})(?:\s*\d{{1,2}})?\s*[-–—/]+\s*)"
)
# "... - UPDATE 1", "... (UPDATE)".
SLUG_AT_END = re.compile(rf"\s*(?:{_BRACKETED}|\s[-–—]+\s*(?:{_UPPER})(?:\s*\d{{1,2}})?)\s*\Z")
