"""Invented articles in several scripts, and short ways to look at what was read."""

from __future__ import annotations

from collections.abc import Callable

from dedup.article import Article
from dedup.records import Skipped

Found = list[Article | Skipped]
Read = Callable[[str, bytes | str], Found]

BODY = (
    "The harbour council voted seven to four on Tuesday to rebuild the northern pier before the winter storms return."
)
TEXTS = {
    "de": "Der Hafenrat stimmte am Dienstag dafür, die nördliche Mole noch vor den Winterstürmen wieder aufzubauen.",
    "ru": "Портовый совет во вторник проголосовал за восстановление северного причала до начала зимних штормов.",
    "el": "Το λιμενικό συμβούλιο ψήφισε την Τρίτη υπέρ της ανακατασκευής της βόρειας προβλήτας πριν από τον χειμώνα.",
    "ar": "صوّت مجلس الميناء يوم الثلاثاء لصالح إعادة بناء الرصيف الشمالي قبل حلول عواصف الشتاء.",
    "zh": "港口委员会周二投票决定在冬季风暴来临之前重建北码头，预计工程将持续四个月。",
    "ja": "港湾評議会は火曜日、冬の嵐が来る前に北埠頭を再建することを賛成多数で決めました。",
    "th": "สภาท่าเรือลงมติเมื่อวันอังคารให้สร้างท่าเทียบเรือด้านเหนือขึ้นใหม่ก่อนที่พายุฤดูหนาวจะมาถึง",
    "ko": "항만 위원회는 화요일에 겨울 폭풍이 오기 전에 북쪽 부두를 재건하기로 결정했다.",
}


def article(found: Found) -> Article:
    """Return the one article that was read."""
    (only,) = found
    assert isinstance(only, Article), only
    return only


def skipped(found: Found) -> Skipped:
    """Return the one thing that was skipped."""
    (only,) = [each for each in found if isinstance(each, Skipped)]
    return only


def articles(found: Found) -> list[Article]:
    return [each for each in found if isinstance(each, Article)]
